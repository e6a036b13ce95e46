"""What a score is computed from, as it stands in the sheets of the five sources (S1 五(一)). Money in yuan, exact; counts whole.

Missing is None and never zero. Every row keeps the place that it came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

from suqing.rulebook.canonical import dumps

BUSINESS, COMPLAINTS, MEDIATION = "业务量", "投诉量", "调解"
DIRECTORY, MARKS, EVENTS = "机构名录", "定性评定", "扣分事件"

# fact → (sheet, column, unit); the closed vocabulary of rulebook.kinds.scoring.FACTS, less what is derived
COLUMNS: Mapping[str, tuple[str, str, str]] = {
    "motor_premium": (BUSINESS, "车险保费收入", "元"),
    "nonmotor_premium": (BUSINESS, "非车险保费收入", "元"),
    "nonmotor_policies": (BUSINESS, "非车险保单件数", "件"),
    "premium": (BUSINESS, "保费收入", "元"),
    "opening_policies": (BUSINESS, "上期期末有效保单件数", "件"),
    "new_policies": (BUSINESS, "本期新增承保保单件数", "件"),
    "opening_persons": (BUSINESS, "上期期末有效承保人次", "人次"),
    "new_persons": (BUSINESS, "本期新增承保人次", "人次"),
    "motor_complaints": (COMPLAINTS, "车险投诉件数", "件"),
    "nonmotor_complaints": (COMPLAINTS, "非车险投诉件数", "件"),
    "complaints": (COMPLAINTS, "投诉件数", "件"),
    "withdrawn_before_forwarding": (COMPLAINTS, "转办前撤诉件数", "件"),
    "forwarded": (COMPLAINTS, "转办件数", "件"),
    "on_time": (COMPLAINTS, "按时处理并反馈件数", "件"),
    "overdue": (COMPLAINTS, "超期件数", "件"),
    "mediation_sent": (MEDIATION, "需调解件数", "件"),
    "mediation_succeeded": (MEDIATION, "调解成功件数", "件"),
}
MONEY = frozenset(fact for fact, (_, _, unit) in COLUMNS.items() if unit == "元")
DERIVED = {"complaints": ("motor_complaints", "nonmotor_complaints"), "premium": ("motor_premium", "nonmotor_premium")}
DUE = "due"
LIFE = "人身险"
WORDS = {fact: column for fact, (_, column, _) in COLUMNS.items()} | {DUE: "到期的转办件数"}
UNITS = {fact: unit for fact, (_, _, unit) in COLUMNS.items()} | {DUE: "件"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: a sheet and its row, or another source ("日常记录") with row 0."""

    sheet: str
    row: int = 0
    note: str = ""

    def __str__(self) -> str:
        words = f"{self.sheet} 第{self.row}行" if self.row else self.sheet
        return f"{words}（{self.note}）" if self.note else words


@dataclass(frozen=True, slots=True)
class Insurer:
    """A row of 机构名录. `rolls_into` is the code of the insurer that it is merged into."""

    code: str
    name: str
    sector: str
    type: str
    rolls_into: str | None
    opened_on: date | None
    place: Place


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of 业务量, 投诉量 or 调解: facts as far as they are written."""

    code: str
    period: str
    values: Mapping[str, Fraction | None]
    place: Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of 定性评定: `level` is complete, noncompliant or missing."""

    code: str
    period: str
    indicator: str
    item: str
    level: str
    basis: str
    place: Place


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A row of 扣分事件. `times` is 1 where nothing is written."""

    code: str
    day: date
    indicator: str
    situation: str
    times: int
    persons: int | None
    note: str
    proposed_by: str
    reviewed_by: str
    source: str
    place: Place


@dataclass(frozen=True)
class Facts:
    """Everything of one round. `figures` holds the rows of this period and of the same one a year before.

    `set_aside`: codes that are not scored this time, each with the reason that was approved.
    """

    insurers: tuple[Insurer, ...] = ()
    figures: tuple[Figures, ...] = ()
    marks: tuple[Mark, ...] = ()
    events: tuple[Occurrence, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    _index: dict[tuple[str, str, str], Figures] = field(default_factory=dict, repr=False, compare=False)

    def row(self, sheet: str, code: str, period: str) -> Figures | None:
        if not self._index:
            self._index.update({(each.place.sheet, each.code, each.period): each for each in self.figures})
        return self._index.get((sheet, code, period))

    def normalised(self) -> dict[str, Any]:
        """The facts without places: rows sorted, numbers exact. What is hashed, and what is stored with a round."""
        return {
            "insurers": sorted([i.code, i.name, i.sector, i.type, i.rolls_into, _day(i.opened_on)] for i in self.insurers),
            "figures": sorted(
                [f.place.sheet, f.code, f.period, {name: number_text(v) for name, v in f.values.items() if v is not None}]
                for f in self.figures
            ),
            "marks": sorted([m.code, m.period, m.indicator, m.item, m.level, m.basis] for m in self.marks),
            "events": sorted(
                (
                    [e.code, _day(e.day), e.indicator, e.situation, e.times, e.persons, e.note, e.proposed_by, e.reviewed_by, e.source]
                    for e in self.events
                ),
                key=dumps,
            ),
            **({"set_aside": sorted(list(each) for each in self.set_aside)} if self.set_aside else {}),
        }

    @property
    def content_hash(self) -> str:
        return sha256(dumps(self.normalised()).encode()).hexdigest()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def number_text(value: Fraction) -> str:
    """Exact: a whole number, or a fraction in lowest terms."""
    return str(value)


def derived(values: Mapping[str, Fraction | None], fact: str, sector: str) -> Fraction | None:
    """A fact out of one row's cells. Of a property insurer motor and non-motor add up where both are there; a life insurer has
    neither, so only its own column counts. Due = on time + overdue, else all forwarded."""
    if fact == DUE:
        on_time, overdue = values.get("on_time"), values.get("overdue")
        return values.get("forwarded") if overdue is None or on_time is None else on_time + overdue
    if fact in DERIVED and sector != LIFE:
        first, second = (values.get(part) for part in DERIVED[fact])
        if first is not None and second is not None:
            return first + second
    return values.get(fact)


def sheet_of(fact: str) -> str:
    return COMPLAINTS if fact == DUE else COLUMNS[fact][0]


def needed_columns(fact: str, values: Mapping[str, Fraction | None], sector: str) -> Iterator[str]:
    """The columns that would have to be written for `fact` to be known, given what is written."""
    if derived(values, fact, sector) is not None:
        return
    if fact == DUE:
        yield WORDS["forwarded"]
    elif fact in DERIVED and sector != LIFE and any(values.get(part) is not None for part in DERIVED[fact]):
        yield from (WORDS[part] for part in DERIVED[fact] if values.get(part) is None)
    else:
        yield WORDS[fact]
