"""Growth on the period before (环比) and on the same period a year before (同比), each with what it is reckoned from.

A base is the sum of the stored rows of that period, each replaced by its restated count where the current row gives one.
Without any stored row of the sector a base is known only where every current row of the sector is restated. Never assumed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.assessment.periods import Period
from suqing.casework.bulletin.facts import RESTATED, RESTATED_YEAR, Count

QOQ, YOY = "qoq", "yoy"
RESTATEMENT: Mapping[str, str] = {QOQ: RESTATED, YOY: RESTATED_YEAR}
READING = (
    f"{RESTATED}写在本期的行上，是同一机构、纠纷类型和险种上一期的件数按现在口径重述的数，环比以它代替存着的上期数；"
    f"{RESTATED_YEAR}同样用于同比。没有重述的行用存着的数，上期有而本期没有的行照旧计入基数。"
)


@dataclass(frozen=True, slots=True)
class Base:
    """What is compared with. `stored` is the sum without restatement; `restated` counts the restated rows."""

    period: Period
    count: int | None
    stored: int | None
    restated: int
    because: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Fractions of one (−0.3968); None where there is no base, or a base of zero."""

    values: Mapping[str, Fraction | None]
    bases: Mapping[str, Base]

    @property
    def qoq(self) -> Fraction | None:
        return self.values[QOQ]

    @property
    def yoy(self) -> Fraction | None:
        return self.values[YOY]


def base_period(period: Period, which: str) -> Period:
    return period.one_before if which == QOQ else period.year_before


def restated(row: Count, period: Period, which: str) -> int | None:
    """For a whole year the period before and the year before are the same one: either column serves both."""
    own, other = (row.restated, row.restated_year) if which == QOQ else (row.restated_year, row.restated)
    return other if own is None and period.one_before == period.year_before else own


class Sums:
    """The rows of one sector, sorted once; asked for any selection of them."""

    def __init__(self, rows: Iterable[Count], period: Period) -> None:
        self.period = period
        self.by_period: dict[str, list[Count]] = {}
        for row in rows:
            self.by_period.setdefault(row.period, []).append(row)
        self.now = self.by_period.get(str(period), [])

    def count(self, keep: Callable[[Count], bool]) -> int:
        return sum(row.count for row in self.now if keep(row))

    def base(self, which: str, keep: Callable[[Count], bool]) -> Base:
        then = base_period(self.period, which)
        rows = self.by_period.get(str(then), [])
        given = {row.cell: value for row in self.now if (value := restated(row, self.period, which)) is not None}
        kept = {row.cell: given[row.cell] for row in self.now if row.cell in given and keep(row)}
        stored = sum(row.count for row in rows if keep(row))
        if not rows and len(given) < len(self.now):
            partly = f"，{RESTATEMENT[which]}只填了{len(given)}行、共{len(self.now)}行" if given else ""
            return Base(then, None, None, len(kept), f"没有{then.words}的行{partly}，不作比较。")
        if not rows and not self.now:
            return Base(then, None, None, 0, f"没有{then.words}的行，不作比较。")
        count = sum(row.count for row in rows if keep(row) and row.cell not in kept) + sum(kept.values())
        return Base(then, count, stored if rows else None, len(kept), _because(then, which, count, stored if rows else None, len(kept)))

    def growth(self, keep: Callable[[Count], bool]) -> Growth:
        return growth_on(self.count(keep), {which: self.base(which, keep) for which in (QOQ, YOY)})


def growth_on(count: int | None, bases: Mapping[str, Base]) -> Growth:
    return Growth({which: _rate(count, base.count) for which, base in bases.items()}, bases)


def together(parts: Iterable[Growth], count: int | None) -> Growth:
    """The industry: known where each sector that has insurers is known."""
    growths = list(parts)
    return growth_on(count, {which: _joined([each.bases[which] for each in growths], which) for which in (QOQ, YOY)})


def _joined(bases: list[Base], which: str) -> Base:
    then = bases[0].period
    number = sum(each.restated for each in bases)
    if any(each.count is None for each in bases):
        return Base(then, None, None, number, f"没有全部公司{then.words}的数，不作比较。")
    count = sum(each.count or 0 for each in bases)
    known = [each.stored for each in bases if each.stored is not None]
    stored = sum(known) if len(known) == len(bases) else None
    return Base(then, count, stored, number, _because(then, which, count, stored, number))


def _rate(count: int | None, base: int | None) -> Fraction | None:
    return Fraction(count - base, base) if count is not None and base else None


def _because(then: Period, which: str, count: int, stored: int | None, number: int) -> str:
    text = f"{then.words}{count}件"
    if number:
        kept = "没有存着的数" if stored is None else f"存着的数是{stored}件"
        text += f"，其中{number}行用{RESTATEMENT[which]}，{kept}"
    return f"{text}。" if count else f"{text}，为0，不作比较。"
