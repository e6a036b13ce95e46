"""What if: the same facts with a few cases more or less, scored again; which lines move, and by how much (S11)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from suqing.casework.assessment.facts import COLUMNS, WORDS, Facts, Figures
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.periods import Period
from suqing.casework.assessment.problems import nearest
from suqing.casework.assessment.scoring import Benchmarks, Scorecard, assess
from suqing.rulebook.edition import Edition


@dataclass(frozen=True, slots=True)
class Question:
    """`adds` is what one more of it means, fact by fact. `words` with {n}."""

    id: str
    words: str
    adds: Mapping[str, int]
    sectors: tuple[str, ...] = ()


# One case each; n may be negative. A forwarded case is a complaint of the company as well, and is thought to be answered on time.
QUESTIONS = (
    Question("forwarded_motor", "转办的车险投诉多{n}件，都按时办结", {"motor_complaints": 1, "forwarded": 1, "on_time": 1}, ("财产险",)),
    Question("forwarded_nonmotor", "转办的非车险投诉多{n}件，都按时办结", {"nonmotor_complaints": 1, "forwarded": 1, "on_time": 1}, ("财产险",)),
    Question("forwarded", "转办的投诉多{n}件，都按时办结", {"complaints": 1, "forwarded": 1, "on_time": 1}, ("人身险",)),
    Question("on_time", "超期的转办件有{n}件改为按时", {"on_time": 1, "overdue": -1}),
    Question("withdrawn", "有{n}件转办件改为转办前撤诉（本来按时办结的）", {"withdrawn_before_forwarding": 1, "forwarded": -1, "on_time": -1}),
    Question("mediated", "调解成功多{n}件（移送件数不变）", {"mediation_succeeded": 1}),
    Question("mediation_sent", "移送调解多{n}件，都成功", {"mediation_sent": 1, "mediation_succeeded": 1}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moved:
    """One line before and after. Points are rounded as on the card."""

    indicator: str
    label: str
    before: Fraction
    after: Fraction
    because: str

    @property
    def gain(self) -> Fraction:
        return self.after - self.before


@dataclass(frozen=True)
class Answer:
    """`lines` holds those that move only."""

    before: Scorecard
    after: Scorecard
    lines: tuple[Moved, ...]

    @property
    def gain(self) -> Fraction:
        return self.after.raw_total - self.before.raw_total


class Impossible(ValueError):
    """The question leads to a count below zero or above its total; the message says which."""


def questions_for(sector: str) -> tuple[Question, ...]:
    return tuple(each for each in QUESTIONS if not each.sectors or sector in each.sectors)


def changes_of(asked: Mapping[str, int], sector: str) -> dict[str, int]:
    """Question id → n, as changes of facts. Impossible for a question that is not one of this sector."""
    found: dict[str, int] = {}
    questions = questions_for(sector)
    for each in asked:
        if each not in (known := [question.id for question in questions]):
            raise Impossible(f"{sector}没有问题 {each}，可以问 {'、'.join(known)}{nearest(each, known)}。")
    for question in questions:
        for fact, one in question.adds.items():
            if asked.get(question.id):
                found[fact] = found.get(fact, 0) + one * asked[question.id]
    return {fact: change for fact, change in found.items() if change}


def what_if(
    facts: Facts, edition: Edition, period: Period, code: str, asked: Mapping[str, int], *, benchmarks: Benchmarks | None = None
) -> Answer:
    """`asked`: question id → n. LookupError where the insurer has no card; Impossible for a question of another sector and where the changed counts cannot be."""
    before = assess(facts, edition, period, benchmarks=benchmarks).card(code)
    if before is None:
        raise LookupError(code)
    sector = next(each.sector for each in facts.insurers if each.code == code)
    changed = _changed(facts, code, str(period), changes_of(asked, sector))
    after = assess(changed, edition, period, benchmarks=benchmarks).card(code)
    if after is None:
        raise Impossible("这样改了之后数据不全，算不出得分。")
    lines = tuple(
        Moved(now.indicator, now.label, was.points, now.points, now.because)
        for was, now in zip(before.lines, after.lines, strict=True)
        if was.points != now.points
    )
    return Answer(before, after, lines)


def _changed(facts: Facts, code: str, period: str, changes: Mapping[str, int]) -> Facts:
    known = {fact for row in facts.figures if (row.code, row.period) == (code, period) for fact in changes if COLUMNS[fact][0] == row.place.sheet}
    if unknown := [WORDS[fact] for fact in changes if fact not in known]:
        raise Impossible(f"没有{'、'.join(unknown)}的数，这个问题算不出。")
    figures = [
        replace(row, values=_values(row, changes)) if (row.code, row.period) == (code, period) else row for row in facts.figures
    ]
    return replace(facts, figures=tuple(figures), _index={})


def _values(row: Figures, changes: Mapping[str, int]) -> dict[str, Fraction | None]:
    values = dict(row.values)
    for fact, change in changes.items():
        if COLUMNS[fact][0] != row.place.sheet:
            continue
        old = values.get(fact)
        if old is None and fact == "overdue":
            forwarded, on_time = row.values.get("forwarded"), row.values.get("on_time")
            old = forwarded - on_time if forwarded is not None and on_time is not None else None
        if old is None:
            raise Impossible(f"没有{WORDS[fact]}的数，这个问题算不出。")
        values[fact] = old + change
        if old + change < 0:
            raise Impossible(f"{WORDS[fact]}只有{plain(old)}件，减不了{-change}件。")
    for part, whole in (("on_time", "forwarded"), ("mediation_succeeded", "mediation_sent")):
        small, large = values.get(part), values.get(whole)
        if small is not None and large is not None and small > large:
            raise Impossible(f"{WORDS[part]}{plain(small)}件会多于{WORDS[whole]}{plain(large)}件。")
    if {"motor_complaints", "nonmotor_complaints"} & changes.keys() and "complaints" in values:
        values["complaints"] = None
    return values
