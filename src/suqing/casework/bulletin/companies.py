"""The companies of a sector: each with the units merged into it (归并至), its count and its exposures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.assessment.facts import BUSINESS, Figures, Insurer
from suqing.casework.assessment.periods import Period
from suqing.casework.bulletin.facts import SECTORS, BulletinFacts
from suqing.casework.bulletin.ratios import RATIOS, Ratio, known, lacking


@dataclass(frozen=True, slots=True)
class Exposure:
    """`value` is None when something is not written; `missing` says what."""

    value: Fraction | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Company:
    """`counted` is False for a company without a row in 投诉明细统计: its count is then 0."""

    insurer: Insurer
    units: tuple[Insurer, ...]
    count: int
    counted: bool
    exposures: Mapping[str, Exposure]

    @property
    def code(self) -> str:
        return self.insurer.code

    @property
    def name(self) -> str:
        return self.insurer.name

    def ratio(self, ratio: Ratio) -> Fraction | None:
        """Exact; None without an exposure above zero."""
        exposure = self.exposures[ratio.id].value
        return Fraction(self.count) / exposure * ratio.per if exposure else None


def companies_of(facts: BulletinFacts, period: Period, sector: str) -> tuple[Company, ...]:
    """By code. An insurer that has no row of the period in either sheet is no company of this bulletin."""
    own = [each for each in sorted(facts.insurers, key=lambda found: found.code) if SECTORS[each.sector] == sector]
    units: dict[str, list[Insurer]] = {}
    for each in own:
        if each.rolls_into is not None:
            units.setdefault(each.rolls_into, []).append(each)
    counts: dict[str, int] = {}
    for row in facts.counts:
        if row.period == str(period):
            counts[row.code] = counts.get(row.code, 0) + row.count
    business = {row.code: row for row in facts.business if row.period == str(period)}
    found = []
    for each in own:
        if each.rolls_into is not None:
            continue
        house = (each, *units.get(each.code, ()))
        if not any(part.code in counts or part.code in business for part in house):
            continue
        found.append(
            Company(
                each,
                house[1:],
                sum(counts.get(part.code, 0) for part in house),
                any(part.code in counts for part in house),
                {ratio.id: _exposure(ratio, sector, house, business) for ratio in RATIOS[sector]},
            )
        )
    return tuple(found)


def _exposure(ratio: Ratio, sector: str, house: Iterable[Insurer], business: Mapping[str, Figures]) -> Exposure:
    """A merged unit without a row adds nothing, the company itself must have one; an empty cell leaves the sum unknown."""
    total = Fraction(0)
    missing: dict[str, None] = {}
    for place, insurer in enumerate(house):
        row = business.get(insurer.code)
        if row is None:
            if place == 0:
                missing[f"{BUSINESS}没有这一家的行"] = None
            continue
        for fact in ratio.facts:
            value = known(row.values, fact, sector)
            if value is None:
                missing.update(dict.fromkeys(lacking(row.values, fact, sector)))
            else:
                total += value
    return Exposure(None, tuple(missing)) if missing else Exposure(total)
