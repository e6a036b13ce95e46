"""The figures of one assessed insurer: its own rows and those of the units merged into it, added up; what is missing, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from suqing.casework.assessment.facts import (
    DERIVED,
    MEDIATION,
    WORDS,
    Facts,
    derived,
    needed_columns,
    sheet_of,
)
from suqing.casework.assessment.subjects import Subject


@dataclass(frozen=True)
class Totals:
    """Facts of one insurer in one period. None = not known. `sources` names the rows that each fact was read from."""

    values: Mapping[str, Fraction | None]
    sources: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def sum(self, facts: Iterable[str]) -> Fraction | None:
        """None when one of them is not known."""
        total: Fraction | None = None
        for each in facts:
            value = self.values.get(each)
            if value is None:
                return None
            total = value if total is None else total + value
        return Fraction(0) if total is None else total


def totals_of(facts: Facts, subject: Subject, period: str, needed: Iterable[str]) -> Totals:
    """`needed` facts of the subject. A merged unit without a row adds nothing; a row with an empty cell leaves the sum unknown."""
    needed = tuple(needed)
    values: dict[str, Fraction | None] = {}
    sources: dict[str, str] = {}
    missing: dict[str, None] = {}
    for fact in needed:
        total: Fraction | None = Fraction(0)
        rows: list[str] = []
        for each in (subject.insurer, *subject.units):
            own = each is subject.insurer
            row = facts.row(sheet_of(fact), each.code, period)
            if row is None:
                if own and sheet_of(fact) != MEDIATION:
                    total = None
                    missing.update(dict.fromkeys(f"{sheet_of(fact)} {WORDS[each_fact]}" for each_fact in _told(fact, needed)))
                continue
            rows.append(str(row.place))
            value = derived(row.values, fact, each.sector)
            if value is None:
                whose = "" if own else f"（{each.code} {each.name}）"
                if not _by_parts(fact, needed):
                    missing.update(dict.fromkeys(f"{sheet_of(fact)} {column}{whose}" for column in needed_columns(fact, row.values, each.sector)))
            total = None if total is None or value is None else total + value
        values[fact] = total
        sources[fact] = "、".join(rows) or f"{sheet_of(fact)}没有这一家"
    return Totals(values, sources, tuple(missing))


def _by_parts(fact: str, needed: tuple[str, ...]) -> bool:
    """A sum whose parts are asked for anyway: then the parts are what is missing."""
    return fact in DERIVED and all(part in needed for part in DERIVED[fact])


def _told(fact: str, needed: tuple[str, ...]) -> tuple[str, ...]:
    return () if _by_parts(fact, needed) else (fact,)
