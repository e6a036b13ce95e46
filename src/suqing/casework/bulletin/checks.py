"""Checks across the sheets of a bulletin: everything that one row alone does not show. All problems in one go."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from suqing.casework.assessment.facts import DERIVED, DIRECTORY, WORDS, Figures, Insurer
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.problems import SheetProblem, at
from suqing.casework.bulletin.facts import (
    DETAIL,
    PROPERTY,
    RESTATED,
    RESTATED_YEAR,
    SECTORS,
    BulletinFacts,
    Count,
)


def check_facts(facts: BulletinFacts, period: Period) -> list[SheetProblem]:
    """Errors and warnings. Facts without an error can be computed."""
    known = {each.code: each for each in facts.insurers}
    return [*_directory(facts, known), *_rows(facts, known, period), *_none(facts, period)]


def _directory(facts: BulletinFacts, known: Mapping[str, Insurer]) -> Iterator[SheetProblem]:
    if not facts.insurers:
        yield SheetProblem("no_rows", DIRECTORY, 0, "", "没有行", "每家公司一行", "填写机构名录")
    names: dict[tuple[str, str], Insurer] = {}
    for each in facts.insurers:
        first = names.setdefault((each.sector, each.name), each)
        if first is not each:
            yield at(each.place, "name_twice", "机构名称", each.name, f"不重复的名称（第{first.place.row}行 {first.code} 同名）", "核对是不是同一家", warning=True)
        if each.rolls_into is not None:
            yield from _target(each, each.rolls_into, known)


def _target(each: Insurer, into: str, known: Mapping[str, Insurer]) -> Iterator[SheetProblem]:
    chain, here = [each.code], into
    while here in known and here not in chain and known[here].rolls_into is not None:
        chain.append(here)
        here = known[here].rolls_into or ""
    target = known.get(into)
    if here in chain:
        yield at(each.place, "rollup_cycle", "归并至", " → ".join([*chain, here]), "最终归并到自己统计的机构，不成圈", "更正其中一个")
    elif target is None:
        yield at(each.place, "unknown_insurer", "归并至", into, f"机构名录里的机构代码{_near(into, known)}", "更正代码，或在机构名录里加上它")
    elif len(chain) > 1:
        yield at(each.place, "rollup_chain", "归并至", " → ".join([*chain, here]), "直接归并到自己统计的机构", f"改为 {here}" if here in known else "改为最终的机构代码")
    elif target.sector != each.sector:
        yield at(each.place, "rollup_other_sector", "归并至", f"{into} {target.name}（{target.sector}）", f"同为{each.sector}的机构", "更正归并至或类别")


def _rows(facts: BulletinFacts, known: Mapping[str, Insurer], period: Period) -> Iterator[SheetProblem]:
    takes = list(dict.fromkeys(str(each) for each in (period, period.one_before, period.year_before)))
    rows: list[Figures | Count] = [*facts.business, *facts.counts]
    for row in rows:
        if row.code not in known:
            yield at(row.place, "unknown_insurer", "机构代码", row.code, f"机构名录里的机构代码{_near(row.code, known)}", "更正代码，或在机构名录里加上它")
        if row.period not in takes:
            yield at(row.place, "other_period", "期间", row.period, f"{'、'.join(takes)}之一", "一本工作簿只编一期：删去这一行，或换--period")
    for figures in facts.business:
        if figures.code in known and SECTORS[known[figures.code].sector] == PROPERTY:
            yield from _sums(figures)
    for count in facts.counts:
        yield from _restated(count, period, takes)


def _sums(row: Figures) -> Iterator[SheetProblem]:
    own, (one, two) = row.values.get("premium"), DERIVED["premium"]
    first, second = row.values.get(one), row.values.get(two)
    if own is not None and first is not None and second is not None and own != first + second:
        expected = f"{WORDS[one]}与{WORDS[two]}之和 {plain(first + second)}"
        yield at(row.place, "sum_differs", WORDS["premium"], plain(own), expected, "更正其中一个；现以两项之和计算", warning=True)


def _restated(row: Count, period: Period, takes: list[str]) -> Iterator[SheetProblem]:
    given = {RESTATED: row.restated, RESTATED_YEAR: row.restated_year}
    if row.period in takes[1:]:
        for column, value in given.items():
            if value is not None:
                yield at(row.place, "restated_not_used", column, str(value), f"空（重述只写在{period}的行上）", "移到本期的行，或清空", warning=True)
    elif period.one_before == period.year_before and None not in given.values() and row.restated != row.restated_year:
        yield at(row.place, "restated_differs", RESTATED_YEAR, str(row.restated_year), f"与{RESTATED} {row.restated} 相同（整年的上期就是上年同期）", "更正其中一个")


def _none(facts: BulletinFacts, period: Period) -> Iterator[SheetProblem]:
    if not any(row.period == str(period) for row in facts.counts):
        found = "、".join(sorted({row.period for row in facts.counts})) or "没有行"
        yield SheetProblem("no_rows", DETAIL, 0, "期间", found, f"有{period}的行", "补上本期的行，或换--period")


def _near(code: str, known: Mapping[str, Insurer]) -> str:
    near = get_close_matches(code, known, n=1, cutoff=0.5)
    return f"，最接近的是 {near[0]} {known[near[0]].name}" if near else ""
