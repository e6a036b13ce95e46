"""What changed from one edition to another, value by value, under its clause."""

import shutil
from pathlib import Path

import pytest

from suqing.rulebook import Edition, open_edition
from suqing.rulebook.difference import Difference, differences

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"


@pytest.fixture(scope="module")
def now() -> Edition:
    return open_edition("sh2018", folder=RULEBOOKS)


def changed(tmp_path: Path, file: str, old: str, new: str) -> Edition:
    folder = tmp_path / "sh2018"
    shutil.copytree(RULEBOOKS / "sh2018", folder)
    path = next(folder.rglob(file))
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return open_edition("sh2018", folder=tmp_path)


def test_the_same_edition_has_no_difference(now: Edition) -> None:
    assert differences(now, now) == []


def test_one_changed_number_is_one_difference_under_its_clause(now: Edition, tmp_path: Path) -> None:
    found = differences(now, changed(tmp_path, "execution.yaml", 'cap: [{value: "30"', 'cap: [{value: "20"'))
    assert [(each.clause, each.what, each.before, each.after) for each in found] == [("4.1.3", "changed", "30", "20")]


def test_a_situation_more_is_added_and_turned_round_is_removed(now: Edition, tmp_path: Path) -> None:
    line = "      - {id: report_late,"
    more = '      - {id: brand_new, label: 新的情形, points: "3", basis: assumed, gap: annex_deductions}\n' + line
    after = changed(tmp_path, "execution.yaml", line, more)
    added, removed = differences(now, after), differences(after, now)
    assert {each.what for each in added} == {"added"}
    assert {each.what for each in removed} == {"removed"}
    assert {(each.path, each.after) for each in added} == {(each.path, each.before) for each in removed}


def test_two_schemes_are_told_in_the_order_of_clauses(now: Edition) -> None:
    found = differences(now, open_edition("shifan2026", folder=RULEBOOKS))
    tops = [int(each.clause.split(".")[0]) for each in found if each.clause[:1].isdigit()]
    assert len(found) > 100
    assert tops == sorted(tops)


def test_the_words_of_a_difference() -> None:
    assert str(Difference("4", "changed", "ratio/motor", "full", "20", "25")) == "～ ratio/motor.full：20 → 25"
    assert str(Difference("4", "added", "ratio/motor", "", None, "25")) == "＋ ratio/motor：25"
