"""Top tens and medians over companies. Both on exact values; only what is shown is rounded, later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from suqing.casework.bulletin.companies import Company
from suqing.casework.bulletin.ratios import Ratio

LENGTH = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A company in a top ten. `share` is its part of the sector's count, for the list of counts only."""

    rank: int
    company: Company
    value: Fraction
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Median:
    """Over the companies whose exposure is known and above zero; `companies` says how many."""

    value: Fraction | None
    companies: int


def top(values: Iterable[tuple[Company, Fraction]], total: int | None = None) -> tuple[Placed, ...]:
    """The largest first. Ties share a rank and the next is skipped; a tie at rank ten lengthens the list; zero is no place."""
    order = sorted(((company, value) for company, value in values if value > 0), key=lambda each: (-each[1], each[0].code))
    placed: list[Placed] = []
    for number, (company, value) in enumerate(order, start=1):
        rank = placed[-1].rank if placed and placed[-1].value == value else number
        if rank > LENGTH:
            break
        placed.append(Placed(rank, company, value, value / total if total else None))
    return tuple(placed)


def with_ratio(companies: Iterable[Company], ratio: Ratio) -> list[tuple[Company, Fraction]]:
    return [(each, value) for each in companies if (value := each.ratio(ratio)) is not None]


def median_of(values: Sequence[tuple[Company, Fraction]]) -> Median:
    return Median(Fraction(median(value for _, value in values)) if values else None, len(values))
