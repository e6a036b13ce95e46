"""Who is assessed (S1 二): the five exempt kinds, a full accounting year, and whose cases are merged into whose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from suqing.casework.assessment.facts import Facts, Insurer
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.problems import SheetProblem, at, nearest, nearest_insurer
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.composition import Composition, Group
from suqing.rulebook.kinds.table import Row


@dataclass(frozen=True, slots=True)
class Excluded:
    """Not assessed. `aside`: by a decision of this round, not by the rule."""

    code: str
    name: str
    clause: str
    because: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """A unit whose figures count with another's."""

    code: str
    name: str
    into: str
    clause: str


@dataclass(frozen=True, slots=True)
class Subject:
    """An insurer that is assessed, with the units merged into it."""

    insurer: Insurer
    group: Group
    units: tuple[Insurer, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    assessed: tuple[Subject, ...]
    excluded: tuple[Excluded, ...]
    merged: tuple[Merged, ...]


def composition_of(edition: Edition) -> Composition:
    """LookupError where the rulebook scores nothing."""
    found: tuple[Composition, ...] = edition.rules("composition")
    if not found:
        raise LookupError(f"{edition.id} 没有计分的规则")
    return found[0]


def types_of(edition: Edition) -> dict[str, Row]:
    """机构类型 as people write it → its row."""
    return {str(row["label"]): row for row in edition.table("subject_types")}


def merges(insurer: Insurer, types: Mapping[str, Row]) -> bool:
    treatment = types[insurer.type]["treatment"]
    return treatment == "roll_up" or (treatment == "either" and insurer.rolls_into is not None)


def latest_opening(edition: Edition, period: Period) -> date:
    """The last day on which an insurer may have opened to be assessed in `period` (S1 二)."""
    rule = next(iter(edition.table("full_year")))
    end = period.first_day if rule["counted_to"] == "period_start" else period.last_day
    whole = end.year if (end.month, end.day) == (12, 31) else end.year - 1
    return date(whole - int(rule["years"]) + 1, 1, 1)


def check_directory(facts: Facts, edition: Edition) -> Iterator[SheetProblem]:
    """Unknown kinds and sectors, roll-ups without target, chains and cycles."""
    types = types_of(edition)
    sectors = [sector for group in composition_of(edition).groups for sector in group.sectors]
    known = {each.code: each for each in facts.insurers}
    for each in facts.insurers:
        if each.type not in types:
            yield at(each.place, "unknown_type", "机构类型", each.type, f"{'、'.join(types)}之一{nearest(each.type, types)}", "从中选一个")
            continue
        exempt = types[each.type]["treatment"] == "exempt"
        if each.sector not in sectors and not exempt:
            yield at(each.place, "unknown_sector", "类别", each.sector or "空", f"{'、'.join(dict.fromkeys(sectors))}之一", "从中选一个")
        yield from _target(each, known, types)


def _target(each: Insurer, known: Mapping[str, Insurer], types: Mapping[str, Row]) -> Iterator[SheetProblem]:
    treatment, into = types[each.type]["treatment"], each.rolls_into
    clause = types[each.type].clause.partition("/")[2]
    if into is None:
        if treatment == "roll_up":
            yield at(each.place, "rollup_without_target", "归并至", "空", f"{each.type}归并的机构代码（{clause}）", "填省级分公司或法人机构的代码")
        return
    if treatment == "exempt":
        yield at(each.place, "rollup_not_possible", "归并至", into, f"空（{each.type}不考评）", "清空这一格", warning=True)
        return
    if treatment == "assessed":
        yield at(each.place, "rollup_not_possible", "归并至", into, f"空（{each.type}自己考评，不归并）", "清空这一格，或更正机构类型")
        return
    chain, here = [each.code], into
    while here in known and known[here].type in types and merges(known[here], types) and here not in chain:
        chain.append(here)
        here = known[here].rolls_into or ""
    target = known.get(into)
    if into in chain and here in chain:
        yield at(each.place, "rollup_cycle", "归并至", " → ".join([*chain, here]), "最终归并到自己考评的机构，不成圈", "更正其中一个")
    elif target is None:
        yield at(each.place, "unknown_insurer", "归并至", into, f"机构名录里的机构代码{nearest_insurer(into, {code: each.name for code, each in known.items()})}", "更正代码，或在机构名录里加上它")
    elif len(chain) > 1:
        yield at(each.place, "rollup_chain", "归并至", " → ".join([*chain, here]), "直接归并到自己考评的机构", f"改为 {here}" if here in known else "改为最终的机构代码")
    elif target.type in types and types[target.type]["treatment"] == "exempt":
        yield at(each.place, "rollup_to_exempt", "归并至", f"{into} {target.name}", f"考评的机构（{target.type}不考评）", "改为省级分公司或法人机构")
    elif target.sector != each.sector:
        yield at(each.place, "rollup_other_sector", "归并至", f"{into} {target.name}（{target.sector}）", f"同为{each.sector}的机构", "更正归并至或类别")


def subjects_of(facts: Facts, edition: Edition, period: Period) -> Subjects:
    """Of a directory that `check_directory` found in order."""
    types, groups, latest = types_of(edition), composition_of(edition).groups, latest_opening(edition, period)
    full_year = next(iter(edition.table("full_year"))).clause
    assessed: list[Subject] = []
    excluded: list[Excluded] = []
    merged: list[Merged] = []
    units: dict[str, list[Insurer]] = {}
    aside = dict(facts.set_aside)
    for each in sorted(facts.insurers, key=lambda found: found.code):
        if merges(each, types) and each.rolls_into:
            units.setdefault(each.rolls_into, []).append(each)
            merged.append(Merged(each.code, each.name, each.rolls_into, types[each.type].clause))
    for each in sorted(facts.insurers, key=lambda found: found.code):
        kind = types[each.type]
        group = next((found for found in groups if found.takes(each.sector, each.type)), None)
        if kind["treatment"] == "exempt":
            excluded.append(Excluded(each.code, each.name, kind.clause, f"{each.type}不纳入考评。"))
        elif merges(each, types):
            continue
        elif each.code in aside:
            excluded.append(Excluded(each.code, each.name, f"{edition.id}/5.2.1", f"本期不计分：{aside[each.code]}", aside=True))
        elif each.opened_on is not None and each.opened_on > latest:
            opened = f"{each.opened_on.year}年{each.opened_on.month}月{each.opened_on.day}日"
            excluded.append(Excluded(each.code, each.name, full_year, f"{opened}开业，到{period.words}未满一个会计年度（{latest.year}年1月1日及以前开业的才考评）。"))
        elif group is None:
            excluded.append(Excluded(each.code, each.name, kind.clause, f"本办法没有{each.sector}{each.type}的分组。"))
        else:
            assessed.append(Subject(each, group, tuple(units.get(each.code, ()))))
    return Subjects(tuple(assessed), tuple(excluded), tuple(merged))
