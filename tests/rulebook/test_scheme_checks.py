"""A scheme that does not hold together is refused: lines that nobody counts, full marks that do not add up."""

import shutil
from pathlib import Path

import pytest

from suqing.rulebook.compiler import examine

RULEBOOKS = Path(__file__).resolve().parents[2] / "rulebooks"
COMPOSITION, MOTOR, LISTS = "composition.yaml", "property/relative_volume.yaml", "qualitative/checklists.yaml"

BROKEN = {
    "an unknown line": (COMPOSITION, "timeliness, withdrawal", "timelines, withdrawal", "没有的指标 timelines；应为 已有的指标编号，最接近的是 timeliness"),
    "a line twice": (COMPOSITION, "lines: [institutions, mechanisms,", "lines: [institutions, institutions, mechanisms,", "指标 institutions 列了两次"),
    "a tie by nothing": (COMPOSITION, "ties: [improper_handling", "ties: [improper", "没有计分的指标 improper"),
    "an unknown group": (MOTOR, "groups: [property]", "groups: [motor]", "没有的组 motor；应为 life、property之一"),
    "an item of more points": (LISTS, '登记制度, points: "1.75"', '登记制度, points: "2.75"', "各项目满分合计 16；应为 合计等于 15"),
    "a line of more points": (MOTOR, 'full: [{value: "20", basis: quoted}]', 'full: [{value: "21", basis: quoted}]', "财产险各指标满分合计 71；应为 合计等于 70"),
    "a section of more points": (COMPOSITION, 'full: [{value: "30", basis: quoted}]', 'full: [{value: "31", basis: quoted}]', "各部分满分合计 101；应为 合计等于 100"),
}  # fmt: skip


def changed(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    folder = tmp_path / "sh2018"
    shutil.copytree(RULEBOOKS / "sh2018", folder)
    path = folder / "indicators" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(each) for each in examine(folder)[1]]


@pytest.mark.parametrize("case", BROKEN)
def test_what_does_not_hold_together_is_told(tmp_path: Path, case: str) -> None:
    file, old, new, said = BROKEN[case]
    told = changed(tmp_path, file, old, new)
    assert any(said in each for each in told), told


def test_a_line_that_no_section_lists_is_told(tmp_path: Path) -> None:
    file = "composition.yaml"
    told = changed(tmp_path, file, "mass_incidents, negative_publicity]\n", "mass_incidents]\n")
    assert any("指标 negative_publicity 没有列入任何一部分" in each for each in told), told


@pytest.mark.parametrize("rulebook", ["sh2018", "shifan2026", "property"])
def test_what_ships_holds_together(rulebook: str) -> None:
    assert examine(RULEBOOKS / rulebook)[1] == []
