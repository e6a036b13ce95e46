"""The facts of a round as they stand now: current sources, marks of the page, the confirmed daily record, confirmed adjustments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from suqing.apps.assessment.models import (
    Adjustment,
    AdjustmentKind,
    MarkRow,
    Proposed,
    RecordEntry,
    Round,
    SourceFile,
    SourceKind,
)
from suqing.apps.editions.stored import open_stored
from suqing.casework.assessment.facts import COLUMNS, Facts, Figures, Mark, Occurrence, Place
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.stored import load
from suqing.rulebook.edition import Edition

PAGE = "定性评定页"
DAILY_RECORD = "日常工作记录"


@dataclass(frozen=True)
class Assembled:
    """`events` by key ("daily_record:5", "entry:123"); `entered_by` names the staff whose entries each insurer's facts hold."""

    facts: Facts
    events: Mapping[str, Occurrence]
    entered_by: Mapping[str, frozenset[int]]
    set_aside: Mapping[str, str]
    everywhere: frozenset[int]

    def entered(self, code: str) -> frozenset[int]:
        """Who entered something that counts for this insurer (S1 五(二)4: another person reviews)."""
        return self.everywhere | self.entered_by.get(code, frozenset())


def current_sources(found: Round) -> dict[str, SourceFile]:
    return {each.kind: each for each in SourceFile.objects.filter(root_id=found.root_id, round=found, current=True)}


def entries_of(root_id: int, period: Period) -> list[RecordEntry]:
    """The confirmed entries of the daily record whose day lies in the period, and that were not cancelled."""
    return list(
        RecordEntry.objects.filter(
            root_id=root_id, day__gte=period.first_day, day__lte=period.last_day, state=Proposed.CONFIRMED
        )
        .select_related("entered_by", "decided_by")
        .order_by("day", "id")
    )


def assemble(found: Round) -> Assembled:
    """Six statements. Facts of sources that are not there yet are simply not there."""
    sources = current_sources(found)
    adjustments = list(Adjustment.objects.filter(root_id=found.root_id, round=found, state=Proposed.CONFIRMED))
    entered: dict[str, set[int]] = {}
    parts = {kind: load(source.facts) for kind, source in sources.items()}
    insurers = parts[SourceKind.DIRECTORY].insurers if SourceKind.DIRECTORY in parts else ()
    figures = tuple(row for kind in (SourceKind.STATISTICS, SourceKind.COMPLAINTS_SYSTEM, SourceKind.MEDIATION) if kind in parts for row in parts[kind].figures)
    marks = {(m.code, m.indicator, m.item): m for m in (parts[SourceKind.QUALITATIVE].marks if SourceKind.QUALITATIVE in parts else ())}
    for row in MarkRow.objects.filter(root_id=found.root_id, round=found):
        marks[row.insurer_code, row.indicator, row.item] = Mark(
            row.insurer_code, found.period, row.indicator, row.item, row.level, row.basis, Place(PAGE)
        )
        _note(entered, row.insurer_code, row.entered_by_id)
    events = {
        f"{kind}:{event.place.row}": event
        for kind in (SourceKind.DAILY_RECORD, SourceKind.PUBLICITY)
        if kind in parts
        for event in parts[kind].events
    }
    for entry in entries_of(found.root_id, parse_period(found.period)):
        events[f"entry:{entry.id}"] = occurrence_of(entry)
        _note(entered, entry.insurer_code, entry.entered_by_id)
    for each in adjustments:
        _note(entered, each.insurer_code, each.entered_by_id)
    for code, staff_id in _taken_back(found):
        _note(entered, code, staff_id)
    facts = Facts(insurers, figures, tuple(marks.values()), ())
    facts, events = _adjusted(facts, events, adjustments, level_words(open_stored(found.edition.content_hash)))
    aside = {each.insurer_code: each.reason for each in adjustments if each.kind == AdjustmentKind.SET_ASIDE}
    facts = _without(replace(facts, events=tuple(events.values()), _index={}), aside)
    everywhere = frozenset(source.uploaded_by_id for source in sources.values() if source.uploaded_by_id)
    return Assembled(facts, events, {code: frozenset(ids) for code, ids in entered.items()}, aside, everywhere)


def _taken_back(found: Round) -> list[tuple[str, int | None]]:
    """Who took a counted event or adjustment out again, by insurer: that changes facts as well as putting one in."""
    period = parse_period(found.period)
    events = RecordEntry.objects.filter(root_id=found.root_id, day__gte=period.first_day, day__lte=period.last_day, state=Proposed.CANCELLED)
    adjustments = Adjustment.objects.filter(root_id=found.root_id, round=found, state=Proposed.CANCELLED)
    return [*events.values_list("insurer_code", "cancelled_by_id"), *adjustments.values_list("insurer_code", "decided_by_id")]


def level_words(edition: Edition) -> dict[str, str]:
    """The levels of a mark and their words, in the order of the scheme."""
    return {level.id: level.word for rule in edition.rules("checklist") for level in rule.levels}


def occurrence_of(entry: RecordEntry) -> Occurrence:
    return Occurrence(
        entry.insurer_code, entry.day, entry.indicator, entry.situation, entry.times, entry.persons, entry.note,
        entry.entered_by.name if entry.entered_by else "", entry.decided_by.name if entry.decided_by else "", entry.source,
        Place(DAILY_RECORD, note=f"{entry.day.isoformat()}登记"),
    )  # fmt: skip


def _note(entered: dict[str, set[int]], code: str, staff_id: int | None) -> None:
    if staff_id is not None:
        entered.setdefault(code, set()).add(staff_id)


def _adjusted(facts: Facts, events: dict[str, Occurrence], adjustments: Iterable[Adjustment], words: Mapping[str, str]) -> tuple[Facts, dict[str, Occurrence]]:
    """Each adjusted value stands in its place, and its place tells of the original and the reason."""
    figures, marks = list(facts.figures), list(facts.marks)
    for each in adjustments:
        note = f"调整：{words.get(each.original, each.original)}改为{words.get(each.adjusted, each.adjusted)}，{each.reason}"
        if each.kind == AdjustmentKind.FIGURE:
            figures = [_figure(row, each, note, facts) for row in figures]
        elif each.kind == AdjustmentKind.MARK:
            indicator, _, item = each.target.partition("/")
            marks = [
                replace(m, level=each.adjusted, place=replace(m.place, note=note)) if (m.code, m.indicator, m.item) == (each.insurer_code, indicator, item) else m
                for m in marks
            ]
        elif each.kind == AdjustmentKind.EVENT and each.target in events:
            event = events[each.target]
            if int(each.adjusted) == 0:
                del events[each.target]
            else:
                events[each.target] = replace(event, times=int(each.adjusted), place=replace(event.place, note=note))
    return replace(facts, figures=tuple(figures), marks=tuple(marks), _index={}), events


def _figure(row: Figures, each: Adjustment, note: str, facts: Facts) -> Figures:
    period = facts_period(each)
    fact = each.target.partition("@")[0]
    if row.code != each.insurer_code or row.period != period or row.place.sheet != COLUMNS[fact][0]:
        return row
    return replace(row, values={**row.values, fact: Fraction(each.adjusted)}, place=replace(row.place, note=note))


def facts_period(each: Adjustment) -> str:
    """The period of the figure: the target is "fact@period"."""
    return each.target.partition("@")[2]


def _without(facts: Facts, aside: Mapping[str, str]) -> Facts:
    """Of an insurer that is not scored this time, and of its units, no figure counts, for the benchmarks neither; it stays named with the reason."""
    if not aside:
        return facts
    gone = set(aside) | {each.code for each in facts.insurers if each.rolls_into in aside}
    return Facts(
        facts.insurers,
        tuple(each for each in facts.figures if each.code not in gone),
        tuple(each for each in facts.marks if each.code not in gone),
        tuple(each for each in facts.events if each.code not in gone),
        tuple(sorted(aside.items())),
    )
