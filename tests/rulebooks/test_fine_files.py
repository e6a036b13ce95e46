"""A broken fines.yaml says what is wrong, where, and what was expected; a table of ways in is read as written."""

import shutil
from pathlib import Path

import pytest

from suqing.rulebook.compiler import compile_rulebook
from suqing.rulebook.errors import RulebookError

SHIPPED = Path(__file__).parent.parent.parent / "rulebooks" / "claims"
FIRST = "{id: phone_second_direct, clause: claims/9.1.2, via: [hotline, direct_phone], level: second, role: direct, consequence: fine, amount_yuan: [{value: 50, basis: quoted}]}"
SHARE = "instead_of: internet_direct, gap: pr_cost, pr_cost_percent: [{value: 10, basis: quoted}]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "claims"))


def broken(folder: Path, old: str, new: str) -> list[str]:
    path = folder / "fines.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(RulebookError) as raised:
        compile_rulebook(folder)
    return [str(each) for each in raised.value.problems]


def test_the_shipped_file_is_whole(folder: Path) -> None:
    assert '"phone_second_direct"' in compile_rulebook(folder)


def test_a_reminder_with_a_sum(folder: Path) -> None:
    found = broken(folder, FIRST, FIRST.replace("consequence: fine", "consequence: remind"))
    assert len(found) == 1
    assert "claims/fines.yaml" in found[0]
    assert "phone_second_direct 是提醒却带有金额" in found[0]


def test_a_fine_without_a_sum(folder: Path) -> None:
    found = broken(folder, FIRST, FIRST.replace(", amount_yuan: [{value: 50, basis: quoted}]", ""))
    assert "amount_yuan 与 pr_cost_percent 二者之一" in found[0]


def test_a_share_that_stands_for_nothing(folder: Path) -> None:
    found = broken(folder, SHARE, SHARE.replace("instead_of: internet_direct, ", ""))
    assert "只写了 pr_cost_percent 与 instead_of 之一" in found[0]


def test_a_share_that_stands_for_a_rule_that_is_not_there(folder: Path) -> None:
    found = broken(folder, SHARE, SHARE.replace("internet_direct", "internet_derect"))
    assert "instead_of internet_derect" in found[0]


def test_an_unknown_role_names_the_nearest(folder: Path) -> None:
    found = broken(folder, FIRST, FIRST.replace("role: direct", "role: dirct"))
    assert "最接近的是 direct" in found[0]


def test_a_clause_that_is_not_there(folder: Path) -> None:
    found = broken(folder, FIRST, FIRST.replace("claims/9.1.2", "claims/9.1.9"))
    assert any("未知条款 claims/9.1.9" in each for each in found)


def test_a_value_without_a_basis(folder: Path) -> None:
    found = broken(folder, FIRST, FIRST.replace(", basis: quoted", ""))
    assert any("缺少 basis" in each for each in found)
