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
RATES, CHANGE, EXECUTION, IMPROPER = "common/rates.yaml", "common/change.yaml", "deductions/execution.yaml", "deductions/improper_handling.yaml"
ONE_KIND = {
    "ratio: a fact that there is not": (MOTOR, "numerator: [motor_complaints]", "numerator: [motor_cases]", "motor_complaints"),
    "ratio: more than the full points": (MOTOR, 'of: benchmark, share: "1"}', 'of: benchmark, share: "1.5"}', "1.5"),
    "ratio: a curve of one point": (MOTOR, '[{at: "0", of: benchmark, share: "1"}, {at: "1", of: benchmark, share: "0.6"}, {at: "2", of: benchmark, share: "0"}]', '[{at: "0", of: benchmark, share: "1"}]', ""),
    "ratio: a multiple of a benchmark that is not there": (MOTOR, "    benchmark: [{method: pooled, basis: assumed, gap: benchmark_choice}]\n", "", "没有 benchmark"),
    "ratio: a fixed benchmark without values": (MOTOR, "{method: pooled, basis", "{method: fixed, basis", "fixed"),
    "ratio: a fixed benchmark of another group": (MOTOR, "{method: pooled, basis", '{method: fixed, fixed: {life: "3"}, basis', "没有给组 property 写行业水平"),
    "ratio: a direction that there is not": (MOTOR, "better: lower", "better: less", "lower"),
    "change: nothing said of a first period": (CHANGE, '      first_period: {share: "0.6", basis: assumed, gap: first_period}\n', "", "first_period"),
    "change: assumed without its gap": (CHANGE, "basis: assumed, gap: annex_curves", "basis: assumed", "gap"),
    "change: per nothing": (CHANGE, "per: 100000000", "per: 0", "0"),
    "checklist: a level that there is not": (LISTS, "{id: noncompliant, word: 不合规", "{id: partly, word: 不合规", "noncompliant"),
    "checklist: two levels of one word": (LISTS, "{id: noncompliant, word: 不合规", "{id: noncompliant, word: 完备", "相同的词"),
    "checklist: points below nothing": (LISTS, '登记制度, points: "1.75"', '登记制度, points: "-1.75"', "-1.75"),
    "checklist: an item twice": (LISTS, "{id: registration,", "{id: handling,", "handling"),
    "deduction: a number that is no text": (EXECUTION, '迟报, points: "2"', "迟报, points: 2", "2"),
    "deduction: persons the wrong way round": (IMPROPER, 'points: "1", persons_to: 4', 'points: "1", persons_from: 5, persons_to: 4', "人数从 5 到 4"),
    "deduction: within a line that is not counted": (EXECUTION, "lines: [institutions, mechanisms]", "lines: [institutions, mechanism]", "没有计分的指标 mechanism"),
    "deduction: a situation twice": (EXECUTION, "{id: material_late_or_wrong,", "{id: report_late,", "report_late"),
    "composition: no floor": (COMPOSITION, "floor:", "flour:", "flour"),
    "composition: a clause that there is not": (COMPOSITION, 'label: 财产险, clause: "4.2"', 'label: 财产险, clause: "4.9"', "4.9"),
    "composition: more decimals than anybody prints": (COMPOSITION, "decimals: 2", "decimals: 20", "20"),
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


@pytest.mark.parametrize("case", ONE_KIND)
def test_a_rule_that_is_not_of_its_kind_is_told_with_its_place(tmp_path: Path, case: str) -> None:
    """File and line, what was found, what was expected: one problem, not a trace."""
    file, old, new, said = ONE_KIND[case]
    told = changed(tmp_path, file, old, new)
    assert any(said in each and f"{file} 第" in each and "应为" in each for each in told), told


def test_a_line_that_no_section_lists_is_told(tmp_path: Path) -> None:
    file = "composition.yaml"
    told = changed(tmp_path, file, "mass_incidents, negative_publicity]\n", "mass_incidents]\n")
    assert any("指标 negative_publicity 没有列入任何一部分" in each for each in told), told


@pytest.mark.parametrize("rulebook", ["sh2018", "shifan2026", "property"])
def test_what_ships_holds_together(rulebook: str) -> None:
    assert examine(RULEBOOKS / rulebook)[1] == []
