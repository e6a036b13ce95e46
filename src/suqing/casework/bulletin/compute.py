"""Facts → the bulletin. Nothing is rounded here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.assessment.periods import Period
from suqing.casework.bulletin.breakdown import Breakdown, breakdown
from suqing.casework.bulletin.companies import Company, companies_of
from suqing.casework.bulletin.facts import LABELS, SECTORS, BulletinFacts, Count
from suqing.casework.bulletin.findings import Finding, findings_of, notes_of
from suqing.casework.bulletin.growth import Growth, Sums, together
from suqing.casework.bulletin.ranking import Median, Placed, median_of, top, with_ratio
from suqing.casework.bulletin.ratios import RATIOS


@dataclass(frozen=True)
class Sector:
    """`total` is None where the sector has insurers but no row of the period. `top` and `medians` by "count" and ratio."""

    id: str
    total: int | None
    share: Fraction | None
    growth: Growth
    companies: tuple[Company, ...]
    medians: Mapping[str, Median]
    top: Mapping[str, tuple[Placed, ...]]
    disputes: Breakdown
    lines: Breakdown

    @property
    def label(self) -> str:
        return LABELS[self.id]


@dataclass(frozen=True)
class Bulletin:
    """`findings`: what could not be given and why. `notes`: how what is given was counted."""

    period: Period
    total: int | None
    growth: Growth
    sectors: Mapping[str, Sector]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    facts_hash: str


def bulletin(facts: BulletinFacts, period: Period) -> Bulletin:
    """Of facts that `check_facts` found in order."""
    sums = {sector: Sums(_rows(facts, sector), period) for sector in LABELS}
    there = {sector for word, sector in SECTORS.items() if any(each.sector == word for each in facts.insurers)}
    totals = {sector: _total(sums[sector], sector in there) for sector in LABELS}
    known = [total for total in totals.values() if total is not None]
    total = sum(known) if len(known) == len(totals) else None
    sectors = {sector: _sector(facts, period, sector, sums[sector], totals[sector], total) for sector in LABELS}
    growth = together([each.growth for each in sectors.values() if each.id in there] or [each.growth for each in sectors.values()], total)
    findings = tuple(found for each in sectors.values() for found in findings_of(each.id, each.total, each.companies))
    notes = tuple(note for each in sectors.values() for note in notes_of(facts, period, each.id, each.companies, each.id in there))
    return Bulletin(period, total, growth, sectors, findings, notes, facts.content_hash)


def _rows(facts: BulletinFacts, sector: str) -> Iterator[Count]:
    codes = {each.code for each in facts.insurers if SECTORS[each.sector] == sector}
    return (row for row in facts.counts if row.code in codes)


def _total(sums: Sums, there: bool) -> int | None:
    """A workbook without an insurer of the sector has none of its complaints; with insurers and no row it is not known."""
    return None if there and not sums.now else sums.count(lambda row: True)


def _sector(facts: BulletinFacts, period: Period, sector: str, sums: Sums, total: int | None, industry: int | None) -> Sector:
    share = Fraction(total, industry) if total is not None and industry else None
    if total is None:
        growth = sums.growth(lambda row: True)
        empty = Growth(dict.fromkeys(growth.values), growth.bases)
        none = {ratio.id: Median(None, 0) for ratio in RATIOS[sector]}
        return Sector(sector, None, None, empty, (), none, {"count": (), **dict.fromkeys(none, ())}, Breakdown(), Breakdown())
    companies = companies_of(facts, period, sector)
    medians: dict[str, Median] = {}
    tops = {"count": top(((each, Fraction(each.count)) for each in companies), total)}
    for ratio in RATIOS[sector]:
        values = with_ratio(companies, ratio)
        medians[ratio.id], tops[ratio.id] = median_of(values), top(values)
    return Sector(
        sector, total, share, sums.growth(lambda row: True), companies, medians, tops,
        breakdown(sums, lambda row: row.dispute), breakdown(sums, lambda row: row.line),
    )  # fmt: skip
