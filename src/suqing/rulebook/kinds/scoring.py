"""What the five scoring kinds share: exact decimals written as text, the days on which they hold, and the facts they may count.

`FACTS` is the closed vocabulary of figures that a rule may name; the workbook's columns are mapped to it in suqing.exchange.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated, dated

FACTS = (
    "motor_premium", "nonmotor_premium", "nonmotor_policies", "premium", "opening_policies", "new_policies",
    "opening_persons", "new_persons", "motor_complaints", "nonmotor_complaints", "complaints",
    "withdrawn_before_forwarding", "forwarded", "on_time", "overdue", "due", "mediation_sent", "mediation_succeeded",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a formula or a reading comes from."""

    basis: str
    gap: str | None = None


def exact(text: str) -> Fraction:
    """"1.75" or "-0.30" without loss."""
    return Fraction(text)


def dated_exact(values: Iterable[Mapping[str, Any]]) -> tuple[Dated[Fraction], ...]:
    """Dated decimals out of canonical data."""
    return tuple(
        Dated(each.from_day, each.until_day, exact(each.value), each.basis, each.gap)
        for each in map(dated, values)
    )


def applies_to(groups: tuple[str, ...], group: str) -> bool:
    """An empty list of groups stands for all of them."""
    return not groups or group in groups


def on_day(values: Iterable[Dated[Any]], day: date) -> Dated[Any] | None:
    """The value in force on that day."""
    return next((each for each in values if each.holds_on(day)), None)
