"""By dispute (纠纷类型) and by line (险种) within a sector: count, share, growth; and the two largest together."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.bulletin.facts import Count
from suqing.casework.bulletin.growth import QOQ, YOY, Growth, Sums, base_period


@dataclass(frozen=True, slots=True)
class Category:
    """`names` is one word, or the two largest together. `share` is None in a sector without complaints."""

    names: tuple[str, ...]
    count: int
    share: Fraction | None
    growth: Growth


@dataclass(frozen=True, slots=True)
class Breakdown:
    categories: tuple[Category, ...] = ()
    two_largest: Category | None = None


def breakdown(sums: Sums, word: Callable[[Count], str]) -> Breakdown:
    """The largest first. A word that only a base period has stands at the end with 0."""
    total = sums.count(lambda row: True)
    periods = {str(sums.period), *(str(base_period(sums.period, which)) for which in (QOQ, YOY))}
    names = {word(row) for period in periods for row in sums.by_period.get(period, ())}

    def category(own: tuple[str, ...]) -> Category:
        def keep(row: Count) -> bool:
            return word(row) in own

        count = sums.count(keep)
        return Category(own, count, Fraction(count, total) if total else None, sums.growth(keep))

    found = sorted((category((name,)) for name in names), key=lambda each: (-each.count, each.names))
    two = category(found[0].names + found[1].names) if len(found) > 1 and found[1].count else None
    return Breakdown(tuple(found), two)
