"""`bulletin.xlsx`: the same figures as sheets, ready to print; every company with what its ratios come from."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO

from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.bulletin.breakdown import Breakdown
from suqing.casework.bulletin.compute import Bulletin, Sector
from suqing.casework.bulletin.growth import QOQ, READING, YOY, Growth
from suqing.casework.bulletin.ratios import RATIOS
from suqing.exchange.writing import Cell, Workbook, workbook

SHORT = {"property": "财产险", "life": "人身险"}
NOT_GIVEN = "未给出"


def write_tables(found: Bulletin, target: Path | IO[bytes], warnings: Sequence[SheetProblem] = ()) -> None:
    with workbook(target) as book:
        _totals(book, found)
        _medians(book, found)
        for sector in found.sectors.values():
            _top(book, sector)
        _breakdown(book, "纠纷类型", [(each, each.disputes) for each in found.sectors.values()])
        _breakdown(book, "险种", [(each, each.lines) for each in found.sectors.values()])
        for sector in found.sectors.values():
            _companies(book, sector)
        _explained(book, found, warnings)


def _totals(book: Workbook, found: Bulletin) -> None:
    page = book.sheet("总量")
    page.head(("范围", "投诉件数", "占比（%）", "环比（%）", "同比（%）", "环比基数", "同比基数"), (18, 12, 11, 11, 11, 44, 44))
    rows = [("合计", found.total, None, found.growth), *((each.label, each.total, each.share, each.growth) for each in found.sectors.values())]
    for label, total, share, growth in rows:
        page.row((label, NOT_GIVEN if total is None else total, _pct(share), *_growth(growth), growth.bases[QOQ].because, growth.bases[YOY].because))


def _medians(book: Workbook, found: Bulletin) -> None:
    page = book.sheet("中位数", landscape=False)
    page.head(("范围", "指标", "单位", "中位数", "计入公司数"), (18, 20, 12, 12, 12))
    for sector in found.sectors.values():
        for ratio in RATIOS[sector.id]:
            median = sector.medians[ratio.id]
            page.row((sector.label, ratio.label, ratio.unit, NOT_GIVEN if median.value is None else number(median.value), median.companies))


def _top(book: Workbook, sector: Sector) -> None:
    page = book.sheet(f"{SHORT[sector.id]}前十", landscape=False)
    page.head(("指标", "单位", "位次", "机构代码", "机构名称", "数值", "占比（%）", "投诉件数"), (18, 12, 8, 14, 30, 12, 11, 12))
    labels = {"count": ("投诉量", "件"), **{ratio.id: (ratio.label, ratio.unit) for ratio in RATIOS[sector.id]}}
    for name, placed in sector.top.items():
        for each in placed:
            value: Cell = each.company.count if name == "count" else number(each.value)
            page.row((*labels[name], each.rank, each.company.code, each.company.name, value, _pct(each.share), each.company.count))


def _breakdown(book: Workbook, word: str, sectors: Sequence[tuple[Sector, Breakdown]]) -> None:
    page = book.sheet(word, landscape=False)
    page.head(("范围", word, "投诉件数", "占比（%）", "环比（%）", "同比（%）"), (18, 32, 12, 11, 11, 11))
    for sector, parts in sectors:
        two = [parts.two_largest] if parts.two_largest else []
        for each in (*parts.categories, *two):
            name = each.names[0] if len(each.names) == 1 else f"{'与'.join(each.names)}合计"
            page.row((sector.label, name, each.count, _pct(each.share), *_growth(each.growth)))


def _companies(book: Workbook, sector: Sector) -> None:
    page = book.sheet(f"{SHORT[sector.id]}公司")
    ratios = RATIOS[sector.id]
    head = ["机构代码", "机构名称", "投诉件数", "占比（%）", *(word for ratio in ratios for word in (ratio.exposure, f"{ratio.label}（{ratio.unit}）")), "归并机构"]
    page.head(head, [14, 30, 12, 11, *(18 for _ in range(2 * len(ratios))), 30])
    for company in sector.companies:
        figures: list[Cell] = []
        for ratio in ratios:
            value = company.ratio(ratio)
            figures += [company.exposures[ratio.id].value, None if value is None else number(value)]
        share = Fraction(company.count, sector.total) if sector.total else None
        page.row((company.code, company.name, company.count, _pct(share), *figures, "、".join(f"{each.name}（{each.code}）" for each in company.units)))


def _explained(book: Workbook, found: Bulletin, warnings: Sequence[SheetProblem]) -> None:
    page = book.sheet("说明", landscape=False)
    page.head(("项目", "说明"), (16, 90))
    page.row(("期间", f"{found.period}（{found.period.words}）"))
    page.row(("占比", "合计的占比以合计为分母，公司、纠纷类型和险种的占比以本类公司的投诉量为分母；保留两位小数，四舍五入。"))
    page.row(("比率", _ratios_said()))
    page.row(("中位数", "只取业务量大于0的公司；业务量没有填的公司不计入，并在下面列明。"))
    page.row(("排名", "按未舍入的数排；相同的同位次，其后的位次空出；第十位相同的全部列出；为0的不列。"))
    page.row(("增长", READING))
    for words in (each.sentence for each in found.findings):
        page.row(("未给出", words))
    for words in found.notes:
        page.row(("口径", words))
    for problem in warnings:
        page.row(("核对", str(problem)))
    page.row(("数据指纹", found.facts_hash))


def _ratios_said() -> str:
    return "亿元保费投诉量＝投诉件数÷保费收入（财产险为车险与非车险之和）×1亿元；万张保单投诉量＝投诉件数÷保单件数×1万（人身险为上期期末有效与本期新增承保之和）；万人次投诉量同此，以承保人次计。"


def _growth(growth: Growth) -> tuple[float | None, float | None]:
    return _pct(growth.qoq), _pct(growth.yoy)


def _pct(value: Fraction | None) -> float | None:
    return None if value is None else number(value * 100)
