"""An insurer scores itself (S11): its own figures, its own word on the checklists, the industry's values as given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    COMPLAINTS,
    MEDIATION,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.scoring import Benchmarks
from suqing.casework.assessment.subjects import composition_of, latest_opening, types_of
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.ratio import RatioRule
from suqing.rulebook.kinds.scoring import applies_to, on_day

CODE = "本公司"


@dataclass(frozen=True)
class OwnInputs:
    """`figures` and `previous` by fact; `marks` by "indicator/item" (what is not named counts as complete); `events` as (indicator, situation, times).

    `benchmarks` by indicator, in the unit of the indicator (0.5 for 50 %). `sources` says where a figure comes from.
    """

    sector: str
    figures: Mapping[str, Fraction]
    previous: Mapping[str, Fraction] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    events: Sequence[tuple[str, str, int]] = ()
    benchmarks: Mapping[str, Fraction] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    name: str = CODE


def group_of(edition: Edition, sector: str) -> str:
    """The group that an insurer of the sector is ranked in. LookupError where there is none."""
    kind = next(label for label, row in types_of(edition).items() if row["treatment"] == "assessed")
    for group in composition_of(edition).groups:
        if group.takes(sector, kind) or sector in group.sectors:
            return group.id
    raise LookupError(f"{edition.id} 没有{sector}的分组")


def needed_benchmarks(edition: Edition, sector: str, day: date) -> tuple[RatioRule, ...]:
    """The ratios whose points rest on the industry's value."""
    group = group_of(edition, sector)
    found = []
    for rule in edition.rules("ratio"):
        curve = on_day(rule.curve, day)
        if applies_to(rule.groups, group) and curve is not None and curve.value.needs_benchmark:
            found.append(rule)
    return tuple(found)


def own_facts(inputs: OwnInputs, edition: Edition, period: Period) -> tuple[Facts, Benchmarks]:
    """One insurer's facts as a round would hold them."""
    kind = next(label for label, row in types_of(edition).items() if row["treatment"] == "assessed")
    insurer = Insurer(CODE, inputs.name, inputs.sector, kind, None, latest_opening(edition, period), Place("自评"))
    figures = [*_rows(inputs.figures, inputs, str(period))]
    if inputs.previous:
        figures += _rows(inputs.previous, inputs, str(period.year_before))
    group = group_of(edition, inputs.sector)
    marks = [
        Mark(CODE, str(period), rule.id, item.id, inputs.marks.get(f"{rule.id}/{item.id}", "complete"), "", Place("自评"))
        for rule in edition.rules("checklist")
        if applies_to(rule.groups, group)
        for item in rule.items_on(period.last_day)
    ]
    events = [
        Occurrence(CODE, period.last_day, indicator, situation, times, None, "", "", "", "", Place("自评"))
        for indicator, situation, times in inputs.events
    ]
    facts = Facts((insurer,), tuple(figures), tuple(marks), tuple(events))
    return facts, {(group, indicator): value for indicator, value in inputs.benchmarks.items()}


def _rows(values: Mapping[str, Fraction], inputs: OwnInputs, period: str) -> list[Figures]:
    rows = []
    for sheet in (BUSINESS, COMPLAINTS, MEDIATION):
        own: dict[str, Fraction | None] = {fact: values.get(fact) for fact, (where, _, _) in COLUMNS.items() if where == sheet}
        notes = dict.fromkeys(inputs.sources[fact] for fact in own if fact in inputs.sources)
        rows.append(Figures(CODE, period, own, Place(sheet, note="，".join(notes))))
    return rows
