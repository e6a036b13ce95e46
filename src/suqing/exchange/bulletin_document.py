"""`bulletin.docx`: the bulletin as an official paper. What a person must still write is marked; nothing is made up."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import IO

from suqing.casework.assessment.numbers import decimal_text
from suqing.casework.assessment.periods import Period
from suqing.casework.bulletin.breakdown import Breakdown, Category
from suqing.casework.bulletin.compute import Bulletin, Sector
from suqing.casework.bulletin.growth import QOQ, READING, YOY, Growth
from suqing.casework.bulletin.ranking import LENGTH
from suqing.casework.bulletin.ratios import RATIOS, Ratio
from suqing.exchange.bulletin_paper import Paper
from suqing.exchange.official import TO_WRITE

GROWTH_WORDS = {QOQ: "环比", YOY: "同比"}


def write_document(found: Bulletin, target: Path | IO[bytes], *, issuer: str = "", day: date | None = None) -> None:
    """With an `issuer`, its name stands above in red; without, a person fills it in. The same with the day."""
    subject = f"关于{found.period.words}保险消费投诉情况的通报"
    paper = Paper(subject, f"关于{found.period.words}\n保险消费投诉情况的通报", issuer)
    paper.to(f"{TO_WRITE}主送机关：")
    paper.plain(f"现将{found.period.words}保险消费投诉情况通报如下。")
    paper.first("总体情况")
    paper.plain(_overall(found))
    for sector in found.sectors.values():
        if sector.total is None:
            paper.first(f"{sector.label}投诉情况")
            paper.plain(f"本期没有{sector.label}的投诉明细。{TO_WRITE}补上数据，或删去本部分。")
        elif sector.companies:
            _sector(paper, sector, found.period)
    paper.first("数据说明")
    for words in _notes(found):
        paper.plain(words)
    paper.signature(issuer, day)
    paper.save(target)


def _overall(found: Bulletin) -> str:
    if found.total is None:
        parts = [f"投诉总量未能给出。{TO_WRITE}补上数据"]
    else:
        parts = [f"{found.period.words}保险消费投诉共{found.total}件{_growth(found.growth, found.period)}"]
    for each in found.sectors.values():
        if each.total is not None:
            share = "" if each.share is None else f"，占投诉总量的{_pct(each.share)}"
            parts.append(f"{each.label}{each.total}件{share}{_growth(each.growth, found.period)}")
    return "。".join(part for part in (parts[0], "；".join(parts[1:])) if part) + "。"


def _sector(paper: Paper, sector: Sector, period: Period) -> None:
    paper.first(f"{sector.label}投诉情况")
    paper.second("投诉量")
    _counts(paper, sector)
    for ratio in RATIOS[sector.id]:
        paper.second(ratio.label)
        _ratio(paper, sector, ratio)
    for word, parts in (("纠纷类型", sector.disputes), ("险种", sector.lines)):
        paper.second(word)
        _breakdown(paper, sector, word, parts, period)


def _counts(paper: Paper, sector: Sector) -> None:
    placed = sector.top["count"]
    if not placed:
        paper.plain(f"{sector.label}本期没有投诉。")
        return
    together = sum(each.company.count for each in placed)
    paper.plain(f"投诉量居前的{len(placed)}家公司共{together}件，占{sector.label}投诉量的{_pct(Fraction(together, sector.total or 1))}{_lengthened(len(placed))}，见下表。")
    rows = [(str(each.rank), each.company.name, str(each.company.count), _pct(each.share)) for each in placed]
    paper.captioned(f"{sector.label}投诉量前十位", ("位次", "公司", "投诉量（件）", "占比"), rows, (16, 70, 34, 34))


def _ratio(paper: Paper, sector: Sector, ratio: Ratio) -> None:
    median, placed = sector.medians[ratio.id], sector.top[ratio.id]
    if median.value is None:
        paper.plain(f"{sector.label}{ratio.label}未能给出，原因见数据说明。{TO_WRITE}补上业务量，或删去本段。")
        return
    paper.plain(f"{sector.label}{ratio.label}的中位数为{decimal_text(median.value)}{ratio.unit}（{median.companies}家）。{f'居前的{len(placed)}家公司见下表{_lengthened(len(placed))}。' if placed else ''}")
    if placed:
        rows = [(str(each.rank), each.company.name, decimal_text(each.value), str(each.company.count)) for each in placed]
        paper.captioned(f"{sector.label}{ratio.label}前十位", ("位次", "公司", ratio.unit, "投诉量（件）"), rows, (16, 70, 34, 34))


def _lengthened(number: int) -> str:
    return "（第十位有并列）" if number > LENGTH else ""


def _breakdown(paper: Paper, sector: Sector, word: str, parts: Breakdown, period: Period) -> None:
    largest = [each for each in parts.categories[:2] if each.count]
    if not largest:
        paper.plain(f"{sector.label}本期没有投诉。")
        return
    words = "；".join(f"{each.names[0]}{_category(each, sector, period)}" for each in largest)
    if parts.two_largest:
        words += f"。两者合计{_category(parts.two_largest, sector, period)}"
    paper.plain(f"{words}。各{word}见下表。")
    columns = _columns(period)
    rows = [(each.names[0], str(each.count), _pct(each.share), *(_signed(each.growth.values[which]) for which in columns)) for each in parts.categories]
    head = (word, "投诉量（件）", "占比", *(GROWTH_WORDS[which] for which in columns))
    paper.captioned(f"{sector.label}投诉的{word}", head, rows, (52, 30, 24, 24, 24)[: len(head)])


def _category(each: Category, sector: Sector, period: Period) -> str:
    return f"{each.count}件，占{sector.label}投诉量的{_pct(each.share)}{_growth(each.growth, period)}"


def _columns(period: Period) -> tuple[str, ...]:
    """A whole year is compared with the year before only."""
    return (YOY,) if period.one_before == period.year_before else (QOQ, YOY)


def _growth(growth: Growth, period: Period) -> str:
    """，环比下降39.68%，同比持平 — nothing where there is no base."""
    return "".join(f"，{GROWTH_WORDS[which]}{_moved(value)}" for which in _columns(period) if (value := growth.values[which]) is not None)


def _moved(value: Fraction) -> str:
    if not value:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{_pct(abs(value))}"


def _signed(value: Fraction | None) -> str:
    return "—" if value is None else f"{'−' if value < 0 else ''}{_pct(abs(value))}"


def _pct(value: Fraction | None) -> str:
    return "—" if value is None else f"{decimal_text(value * 100)}%"


def _notes(found: Bulletin) -> list[str]:
    columns = _columns(found.period)
    labels = [("投诉总量", found.growth), *((each.label, each.growth) for each in found.sectors.values() if each.companies)]
    bases = [f"{label}的{GROWTH_WORDS[which]}基数：{growth.bases[which].because}" for label, growth in labels for which in columns]
    counted = ["中位数只取业务量大于0的公司。位次按未舍入的数排，相同的同位次。占比、比率和增长保留两位小数，四舍五入。"]
    restated = [READING] if any(growth.bases[which].restated for _, growth in labels for which in columns) else []
    lines = [*counted, *bases, *restated, *found.notes, *(each.because for each in found.findings)]
    return [f"{number}.{words}" for number, words in enumerate(lines, start=1)]
