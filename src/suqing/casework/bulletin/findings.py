"""What a bulletin could not give, and how it counted: said in sentences, never left to guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from suqing.casework.assessment.periods import Period
from suqing.casework.bulletin.companies import Company
from suqing.casework.bulletin.facts import (
    DETAIL,
    LABELS,
    POLICIES,
    SECTORS,
    BulletinFacts,
)
from suqing.casework.bulletin.ratios import RATIOS, Ratio

MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """`ratio` is empty for the sector as a whole. `code` is stable, for machines. `do` is for whoever makes the bulletin."""

    code: str
    sector: str
    ratio: str
    companies: tuple[str, ...]
    because: str
    do: str

    @property
    def sentence(self) -> str:
        return f"{self.because}{self.do}"

    def data(self) -> dict[str, object]:
        return {"code": self.code, "sector": self.sector, "ratio": self.ratio or None, "companies": list(self.companies), "because": self.because, "do": self.do}


def findings_of(sector: str, total: int | None, companies: Sequence[Company]) -> Iterator[Finding]:
    if total is None:
        yield Finding("no_rows", sector, "", (), f"{LABELS[sector]}：机构名录有公司，{DETAIL}没有本期的行，总量、占比和排名没有给出。", "补上这些行。")
        return
    for ratio in RATIOS[sector] if companies else ():
        yield from _exposures(sector, ratio, companies)


def _exposures(sector: str, ratio: Ratio, companies: Sequence[Company]) -> Iterator[Finding]:
    what = f"{LABELS[sector]}{ratio.label}"
    unknown = [each for each in companies if each.exposures[ratio.id].value is None]
    without = [each for each in companies if each.exposures[ratio.id].value == 0 and each.count]
    gone = "、".join(dict.fromkeys(word for each in unknown for word in each.exposures[ratio.id].missing))
    if len(unknown) == len(companies):
        part = "；非车险保单件数只是其中一部分，不能代替" if ratio.facts == (POLICIES,) else ""
        yield Finding("ratio_not_given", sector, ratio.id, (), f"{what}没有给出：每一家都缺数（{gone}{part}）。", "补上后重新生成。")
    elif unknown:
        yield Finding("exposure_missing", sector, ratio.id, _codes(unknown), f"{what}：{_named(unknown)}缺数（{gone}），不计入中位数和排名。", "补上后重新生成。")
    if without:
        yield Finding("zero_exposure", sector, ratio.id, _codes(without), f"{what}：{_named(without)}有投诉而{ratio.exposure}为0，没有比率，不计入中位数和排名。", "核对业务量。")


def notes_of(facts: BulletinFacts, period: Period, sector: str, companies: Sequence[Company], there: bool) -> Iterator[str]:
    if not there:
        yield f"机构名录没有{LABELS[sector]}，按0件计。"
        return
    merged = [each for each in companies if each.units]
    if merged:
        number = sum(len(each.units) for each in merged)
        yield f"{LABELS[sector]}：{number}家归并机构的件数和业务量并入{_named(merged)}。"
    silent = [each for each in companies if not each.counted]
    if silent:
        yield f"{LABELS[sector]}：{_named(silent)}有业务量而没有投诉明细，按0件计。"
    taken = {part.code for each in companies for part in (each.insurer, *each.units)}
    absent = [each for each in facts.insurers if SECTORS[each.sector] == sector and each.code not in taken and each.rolls_into is None]
    if companies and absent:
        yield f"{LABELS[sector]}：机构名录另有{len(absent)}家没有{period.words}的任何行，不在统计之内。"


def _codes(companies: Sequence[Company]) -> tuple[str, ...]:
    return tuple(each.code for each in companies)


def _named(companies: Sequence[Company]) -> str:
    """甲（P01）、乙（P02）等7家"""
    names = "、".join(f"{each.name}（{each.code}）" for each in companies[:MOST_NAMES])
    return f"{names}等{len(companies)}家" if len(companies) > MOST_NAMES else names
