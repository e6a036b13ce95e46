"""A hundred points of every insurer of a period, ranked within its group (S1 四, 五(二)). Pure and exact: same facts, same edition, same result."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from statistics import median

from suqing.casework.assessment.benchmarks import Industry, industry_of
from suqing.casework.assessment.checks import check_period
from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    DIRECTORY,
    Facts,
    Mark,
    Occurrence,
)
from suqing.casework.assessment.figures import Totals, totals_of
from suqing.casework.assessment.lines import (
    Scored,
    score_change,
    score_checklist,
    score_deduction,
    score_ratio,
)
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.subjects import (
    Excluded,
    Merged,
    Subject,
    Subjects,
    composition_of,
    subjects_of,
)
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.change import ChangeRule
from suqing.rulebook.kinds.checklist import ChecklistRule
from suqing.rulebook.kinds.composition import Composition, Group
from suqing.rulebook.kinds.deduction import DeductionRule
from suqing.rulebook.kinds.ratio import RatioRule
from suqing.rulebook.kinds.scoring import applies_to, on_day

OUTSIDE = "outside_validity"
# exposure and complaints: what makes an insurer count towards the size of its group (gap small_group)
VOLUME = frozenset(fact for fact, (sheet, _, _) in COLUMNS.items() if sheet == BUSINESS) | {"complaints", "motor_complaints", "nonmotor_complaints"}
AnyRule = RatioRule | ChangeRule | ChecklistRule | DeductionRule


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Figures are missing: no score, no rank (gap incomplete)."""

    code: str
    name: str
    group: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Scorecard:
    """`raw_total` is the sum of the lines; `total` is never below the floor. `rank` 1 is best, ties share it, the next rank skips."""

    code: str
    name: str
    group: str
    lines: tuple[Scored, ...]
    sections: Mapping[str, Fraction]
    raw_total: Fraction
    total: Fraction
    points_on_assumption: Fraction
    flags: tuple[str, ...]
    units: tuple[str, ...]
    rank: int = 0

    def line(self, indicator: str) -> Scored:
        return next(each for each in self.lines if each.indicator == indicator)


@dataclass(frozen=True)
class GroupResult:
    """Cards by rank. `mean` and `median` of the totals shown; None without any."""

    group: Group
    cards: tuple[Scorecard, ...]
    mean: Fraction | None
    median: Fraction | None


@dataclass(frozen=True)
class Assessment:
    edition: Edition
    period: Period
    facts_hash: str
    groups: tuple[GroupResult, ...]
    excluded: tuple[Excluded, ...]
    merged: tuple[Merged, ...]
    incomplete: tuple[Incomplete, ...]
    flags: tuple[str, ...]

    def cards(self) -> Iterable[Scorecard]:
        return (card for group in self.groups for card in group.cards)

    def card(self, code: str) -> Scorecard | None:
        return next((each for each in self.cards() if each.code == code), None)

    def group_of(self, code: str) -> GroupResult | None:
        return next((each for each in self.groups if any(card.code == code for card in each.cards)), None)


Benchmarks = Mapping[tuple[str, str], Fraction]


def assess(
    facts: Facts, edition: Edition, period: Period, *, benchmarks: Benchmarks | None = None, benchmark_words: Mapping[str, str] | None = None
) -> Assessment:
    """Scores of facts that `check_facts` found in order.

    `benchmarks` (group, indicator) → value takes the place of what the facts would give: for an insurer that scores itself.
    `benchmark_words`: by indicator, where such a value comes from.
    ValueError for a period that the rulebook does not know.
    """
    for problem in check_period(edition, period):
        raise ValueError(str(problem))
    composition, subjects = composition_of(edition), subjects_of(facts, edition, period)
    marks = _marks(facts)
    events = _events(facts, subjects)
    groups, incomplete = [], []
    for group in composition.groups:
        members = [each for each in subjects.assessed if each.group == group]
        rules = _rules(edition, composition, group)
        known: list[tuple[Subject, Totals, Totals]] = []
        for each in members:
            now = totals_of(facts, each, str(period), _needed(rules))
            missing = [*now.missing, *([] if each.insurer.opened_on else [f"{DIRECTORY} 开业日期"])]
            if missing:
                incomplete.append(Incomplete(each.insurer.code, each.insurer.name, group.id, tuple(missing)))
            else:
                known.append((each, now, totals_of(facts, each, str(period.year_before), _needed(rules))))
        industries = _industries(rules, group, known, composition, period.last_day, benchmarks or {}, benchmark_words or {})
        cards = [
            _card(each, now, before, rules, industries, marks.get(each.insurer.code, {}), events.get(each.insurer.code, ()), composition, period)
            for each, now, before in known
        ]
        groups.append(_ranked(group, cards, composition.ties))
    outside = not edition.valid.holds_on(period.first_day.isoformat()) or not edition.valid.holds_on(period.last_day.isoformat())
    return Assessment(
        edition, period, facts.content_hash, tuple(groups), subjects.excluded, subjects.merged, tuple(incomplete), (OUTSIDE,) if outside else ()
    )


@dataclass(frozen=True)
class Rules:
    """The rules of one group, in the order of the composition: (section id, rule)."""

    ordered: tuple[tuple[str, AnyRule], ...]


def _rules(edition: Edition, composition: Composition, group: Group) -> Rules:
    known = {rule.id: rule for kind in ("ratio", "change", "checklist", "deduction") for rule in edition.rules(kind)}
    return Rules(
        tuple(
            (section.id, known[line])
            for section in composition.sections
            for line in section.lines
            if applies_to(known[line].groups, group.id)
        )
    )


def _needed(rules: Rules) -> list[str]:
    """The facts that the group's rules count, each once."""
    found: dict[str, None] = {}
    for _, rule in rules.ordered:
        if isinstance(rule, RatioRule):
            found.update(dict.fromkeys((*rule.numerator, *rule.less, *rule.denominator)))
        elif isinstance(rule, ChangeRule):
            found.update(dict.fromkeys((*rule.numerator, *rule.denominator)))
    return list(found)


def _marks(facts: Facts) -> dict[str, dict[tuple[str, str], Mark]]:
    found: dict[str, dict[tuple[str, str], Mark]] = {}
    for each in facts.marks:
        found.setdefault(each.code, {})[each.indicator, each.item] = each
    return found


def _events(facts: Facts, subjects: Subjects) -> dict[str, list[Occurrence]]:
    into = {each.code: each.into for each in subjects.merged}
    found: dict[str, list[Occurrence]] = {}
    for each in facts.events:
        found.setdefault(into.get(each.code, each.code), []).append(each)
    return found


def _industries(
    rules: Rules, group: Group, known: Sequence[tuple[Subject, Totals, Totals]], composition: Composition, day: date, given: Benchmarks, words: Mapping[str, str]
) -> dict[str, Industry | None]:
    """The benchmark of each ratio, and of the ratio behind each change."""
    in_business = [now for _, now, _ in known if any(value for fact, value in now.values.items() if fact in VOLUME)]
    small = len(in_business) < composition.small_group_below.value
    found: dict[str, Industry | None] = {}
    for _, rule in rules.ordered:
        if not isinstance(rule, RatioRule | ChangeRule):
            continue
        if (group.id, rule.id) in given:
            found[rule.id] = Industry(given[group.id, rule.id], words.get(rule.id, "给定的行业水平。"))
        elif isinstance(rule, RatioRule):
            now, before = [now for _, now, _ in known], [before for _, _, before in known]
            found[rule.id] = industry_of(rule, on_day(rule.benchmark, day), group.id, now, before, small=small)
        else:
            above = [now.sum(rule.numerator) or Fraction(0) for _, now, _ in known]
            below = [now.sum(rule.denominator) or Fraction(0) for _, now, _ in known]
            level = sum(above, Fraction(0)) / sum(below, Fraction(0)) * rule.per if sum(below) else None
            found[rule.id] = Industry(level, "同期行业合计。")
    return found


def _card(
    subject: Subject, now: Totals, before: Totals, rules: Rules, industries: Mapping[str, Industry | None],
    marks: Mapping[tuple[str, str], Mark], events: Sequence[Occurrence], composition: Composition, period: Period,
) -> Scorecard:  # fmt: skip
    lines: list[Scored] = []
    for section, rule in rules.ordered:
        lines.append(_line(rule, section, now, before, industries, marks, events, lines, composition, period.last_day))
    sections = {each.id: sum((line.points for line in lines if line.section == each.id), Fraction(0)) for each in composition.sections}
    raw = sum((line.points for line in lines), Fraction(0))
    total = max(raw, composition.floor.value)
    flags = dict.fromkeys(flag for line in lines for flag in line.flags)
    if total > raw:
        flags["floored"] = None
    assumed = sum((abs(line.points) for line in lines if line.basis == "assumed"), Fraction(0))
    units = tuple(each.code for each in subject.units)
    return Scorecard(subject.insurer.code, subject.insurer.name, subject.group.id, tuple(lines), sections, raw, total, assumed, tuple(flags), units)


def _line(
    rule: AnyRule, section: str, now: Totals, before: Totals, industries: Mapping[str, Industry | None],
    marks: Mapping[tuple[str, str], Mark], events: Sequence[Occurrence], earlier: Sequence[Scored], composition: Composition, day: date,
) -> Scored:  # fmt: skip
    if isinstance(rule, RatioRule):
        return score_ratio(rule, now, industries[rule.id], composition, section, day)
    if isinstance(rule, ChangeRule):
        return score_change(rule, now, before, industries[rule.id], composition, section, day)
    if isinstance(rule, ChecklistRule):
        own = {item: mark for (indicator, item), mark in marks.items() if indicator == rule.id}
        return score_checklist(rule, own, section, day)
    within = rule.within
    earned = sum((line.points for line in earlier if line.indicator in within), Fraction(0)) if within else None
    own_events = [each for each in events if each.indicator == rule.id]
    return score_deduction(rule, own_events, earned, section, day)


def _ranked(group: Group, cards: Sequence[Scorecard], ties: Collection[str]) -> GroupResult:
    """Descending raw totals; equal ones share a rank, the next skips. Within a tie: fewer deductions (gap tie_order), lower complaint lines, code."""
    ordered = sorted(cards, key=lambda card: _order(card, ties))
    ranked: list[Scorecard] = []
    for place, each in enumerate(ordered, start=1):
        tied = ranked and ranked[-1].raw_total == each.raw_total
        ranked.append(replace(each, rank=ranked[-1].rank if tied else place))
    totals = [each.total for each in ranked]
    mean = sum(totals, Fraction(0)) / len(totals) if totals else None
    return GroupResult(group, tuple(ranked), mean, Fraction(median(totals)) if totals else None)


def _order(card: Scorecard, ties: Collection[str]) -> tuple[Fraction, Fraction, Fraction, str]:
    deducted = sum((line.lost for line in card.lines if line.indicator in ties), Fraction(0))
    rates = [line.value for line in card.lines if not line.deducts and line.unit.startswith("件/") and line.value is not None]
    return (-card.raw_total, deducted, rates[0] if rates else Fraction(0), card.code)


__all__ = ["Assessment", "Benchmarks", "GroupResult", "Incomplete", "Scorecard", "assess"]
