"""A value with the days on which it holds and where it comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

T = TypeVar("T")

BASES = ("quoted", "derived", "assumed")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """`from_day` and `until_day` both belong to the period; None is open. `gap` is set when basis is assumed."""

    from_day: date | None
    until_day: date | None
    value: T
    basis: str
    gap: str | None = None

    def holds_on(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (
            self.until_day is None or day <= self.until_day
        )


def day_or_none(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def dated(data: Mapping[str, Any], key: str = "value") -> Dated[Any]:
    """One dated value out of canonical JSON: {from, until, <key>, basis, gap}."""
    return Dated(
        day_or_none(data["from"]), day_or_none(data["until"]), data[key], data["basis"], data["gap"]
    )


def in_force(values: Sequence[Dated[T]], day: date) -> Dated[T] | None:
    """The value that holds on `day`; None when none does. Editions hold no overlapping values."""
    return next((each for each in values if each.holds_on(day)), None)
