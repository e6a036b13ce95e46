"""A sample bulletin workbook, 2022Q1: printed figures where they are known, the rest made up so that the printed totals come out.

Each row says in the column 来源 which it is. Sources of what is printed:
[8]  国家监管通报 银保监消保发〔2022〕8号 (http://bioenter.cn/sys/93913.html): totals, shares, the ten largest counts, 泰康在线's ratio,
     the median of property insurers per premium
[A]  2022年一季度保险投诉数据分析 (https://www.bxyjzz.cn/zonghexinwen/2022/0822/1683_3.html): growth on 2021Q1, claims and sales disputes
     together, the median of property insurers per policies
[Q4] 2021年第四季度通报 (https://www.manloong.com/shichang/20220223/2382782.html, https://nanmuxuan.com/zh-my/economy/fdybdyzrson.html):
     totals of 2021Q4, its claims and sales disputes, its largest lines
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY
from suqing.casework.bulletin.facts import DETAIL
from suqing.exchange.bulletin_template import width
from suqing.exchange.bulletin_workbook import HEADS
from suqing.exchange.writing import Cell, workbook

PERIOD, BEFORE, YEAR_BEFORE = "2022Q1", "2021Q4", "2021Q1"
SOURCE = "来源"
PRINTED, DERIVED, SPLIT, OURS = "通报原数", "由通报推算", "合计照通报，分摊为示例", "示例补足"

# [8] the ten largest counts
PROPERTY_TEN = (
    ("人保财险", 2634), ("平安财险", 824), ("太平洋财险", 640), ("中华财险", 510), ("国寿财险", 487),
    ("阳光财险", 463), ("众安在线财险", 399), ("大地财险", 329), ("太平财险", 277), ("泰康在线财险", 249),
)  # fmt: skip
LIFE_TEN = (
    ("平安人寿", 3267), ("中国人寿", 1975), ("泰康人寿", 1704), ("太平洋人寿", 1544), ("新华人寿", 1487),
    ("太平人寿", 1047), ("富德生命人寿", 829), ("人民人寿", 703), ("阳光人寿", 550), ("人民健康", 408),
)  # fmt: skip
TAIKANG_ONLINE_PREMIUM = 1_692_725_968  # [8]: 249 ÷ 14.71 × 10^8

# ours: what is left of 9373 and 17172, in shares below the tenth place
PROPERTY_REST = (248, 240, 236, 230, 225, 220, 214, 208, 200, 190, 180, 170)
LIFE_REST = (405, 390, 372, 355, 340, 322, 305, 288, 270, 240, 205, 166)
# ours, with the printed medians in their midst: 4.11 [8] with 泰康在线's 14.71 above, and 0.43 [A]
PROPERTY_PER_YI = (9.20, 7.60, 6.40, 5.50, 4.80, 4.11, 3.70, 3.30, 2.90, 2.40, 1.90, 1.20)
PROPERTY_PER_WAN = (1.10, 0.90, 0.75, 0.60, 0.50, 0.44, 0.42, 0.38, 0.30, 0.25, 0.20, 0.10)
LIFE_PER_YI = (6.10, 4.40, 3.20, 2.60, 2.10, 1.70, 1.50, 1.30, 1.00, 0.80, 0.60, 0.40)
LIFE_PER_WAN = (0.80, 0.62, 0.48, 0.36, 0.30, 0.26, 0.24, 0.20, 0.16, 0.12, 0.09, 0.05)
LIFE_PER_PERSONS = (0.30, 0.24, 0.18, 0.14, 0.11, 0.09, 0.08, 0.07, 0.05, 0.04, 0.03, 0.02)

PROPERTY_CELLS = tuple((dispute, line) for dispute in ("理赔纠纷", "销售纠纷", "承保纠纷", "其他纠纷") for line in ("机动车辆保险", "保证保险", "其他财产保险"))
LIFE_CELLS = tuple((dispute, line) for dispute in ("销售纠纷", "退保纠纷", "其他纠纷") for line in ("普通人寿保险", "疾病保险", "其他人身保险"))
# Sums that are printed: 9373 [8], first two disputes 7788 [A]; 14247, disputes 10506 and 1293, lines 9082 and 1458 [Q4];
# 15539 and 12982 follow from −39.68 % and −40.01 % [A]. The single cells are ours.
PROPERTY_SPLIT = {
    PERIOD: (4650, 760, 1470, 190, 330, 388, 570, 90, 140, 560, 80, 145),
    BEFORE: (7300, 800, 2406, 282, 458, 553, 760, 100, 380, 740, 100, 368),
    YEAR_BEFORE: (8600, 900, 2000, 300, 600, 582, 860, 125, 305, 840, 125, 302),
}
# 17172 [8], first two disputes 12973 [A]; 23399, lines 9666 and 5341 [Q4], disputes 12827 from 1.14 % [A];
# 22354 and 12414 follow from −23.18 % and 4.5 % [A]. The single cells are ours.
LIFE_SPLIT = {
    PERIOD: (4010, 1600, 2100, 2320, 1310, 1633, 1150, 1100, 1949),
    BEFORE: (3900, 1700, 2000, 2500, 1300, 1427, 3266, 2341, 4965),
    YEAR_BEFORE: (3900, 1500, 2000, 2300, 1250, 1464, 3600, 2200, 4140),
}
TOLD = (
    ("为什么这样", "用公布的数试一次通报：总量、占比、同比、财产险两个中位数和投诉量前十位与公布的一致。"),
    (PRINTED, "银保监消保发〔2022〕8号通报、2021年第四季度通报和2022年一季度保险投诉数据分析里印着的数。"),
    (DERIVED, "从印着的比率倒算出来的数：泰康在线财险的保费（249件÷14.71件/亿元）；2021Q1的总量（由同比倒算）。"),
    (SPLIT, "公司的合计是通报原数；纠纷类型和险种在公司之间的分摊通报没有，是示例。"),
    (OURS, "名称带“示例”的公司和它们的件数、业务量不是真的，只为合计与通报一致。通报没有的业务量空着，所以生成时会提示缺数。"),
)


def sample_rows() -> dict[str, list[list[Cell]]]:
    """Rows by sheet, cells in the order of HEADS, and the source last."""
    rows: dict[str, list[list[Cell]]] = {DIRECTORY: [], BUSINESS: [], DETAIL: []}
    property_firms = [*_firms("P", PROPERTY_TEN, PROPERTY_REST, "其他财产保险公司")]
    life_firms = [*_firms("L", LIFE_TEN, LIFE_REST, "其他人身保险公司")]
    for letter, sector, word, firms in (("P", "财产险", "财产保险公司", property_firms), ("L", "人身险", "人身保险公司", life_firms)):
        rows[DIRECTORY] += [[code, name, sector, "法人机构", None, None, source] for code, name, _, source in firms]
        rows[DIRECTORY].append([f"{letter}900", f"{word}往期合计（示例）", sector, "其他", None, None, OURS])
    rows[BUSINESS] += [*_property_business(property_firms), *_life_business(life_firms)]
    for letter, firms, cells, split in (("P", property_firms, PROPERTY_CELLS, PROPERTY_SPLIT), ("L", life_firms, LIFE_CELLS, LIFE_SPLIT)):
        for (code, _, _, source), counts in zip(firms, spread([count for _, _, count, _ in firms], split[PERIOD]), strict=True):
            kind = SPLIT if source == PRINTED else OURS
            rows[DETAIL] += [[code, PERIOD, *cell, count, None, None, kind] for cell, count in zip(cells, counts, strict=True) if count]
        for period, kind in ((BEFORE, SPLIT), (YEAR_BEFORE, DERIVED)):
            rows[DETAIL] += [[f"{letter}900", period, *cell, count, None, None, kind] for cell, count in zip(cells, split[period], strict=True)]
    return rows


def spread(firms: Sequence[int], cells: Sequence[int]) -> list[list[int]]:
    """Whole numbers near firm × cell ÷ total, whose rows and columns add up exactly (differences of rounded cumulated sums)."""
    total = sum(cells)
    found: list[list[int]] = []
    above = [0] * (len(cells) + 1)
    firm_sum = 0
    for firm in firms:
        firm_sum += firm
        below, cell_sum = [0], 0
        for cell in cells:
            cell_sum += cell
            below.append(firm_sum * cell_sum // total)
        found.append([below[k + 1] - below[k] - above[k + 1] + above[k] for k in range(len(cells))])
        above = below
    return found


def write_bulletin_sample(target: Path | IO[bytes]) -> None:
    """The sample as a workbook: three sheets with a further column 来源, and what it is."""
    rows = sample_rows()
    with workbook(target) as book:
        page = book.sheet("示例说明", landscape=False)
        page.head((SOURCE, "说明"), (24, 90))
        for words in TOLD:
            page.row(words)
        for sheet, columns in HEADS.items():
            page = book.sheet(sheet)
            page.head((*columns, SOURCE), [*(width(column) for column in columns), 24])
            for each in rows[sheet]:
                page.row(each)


Firm = tuple[str, str, int, str]  # code, name, count, source


def _firms(letter: str, ten: Sequence[tuple[str, int]], rest: Sequence[int], word: str) -> Iterator[Firm]:
    for number, (name, count) in enumerate(ten, start=1):
        yield f"{letter}{number:03d}", name, count, PRINTED
    for number, count in enumerate(rest, start=1):
        yield f"{letter}{100 + number}", f"{word}{number:02d}（示例）", count, OURS


def _property_business(firms: Sequence[Firm]) -> Iterator[list[Cell]]:
    """车险 and 非车险 where they are ours, 保费收入 alone where it is derived."""
    code = next(code for code, name, _, _ in firms if name == "泰康在线财险")
    yield [code, PERIOD, None, None, TAIKANG_ONLINE_PREMIUM, None, None, None, None, None, DERIVED]
    for (code, _, count, _), per_yi, per_wan in zip(firms[len(PROPERTY_TEN) :], PROPERTY_PER_YI, PROPERTY_PER_WAN, strict=True):
        premium = round(count / per_yi * 10**8)
        motor = premium * 7 // 10
        yield [code, PERIOD, motor, premium - motor, None, None, None, None, None, round(count / per_wan * 10**4), OURS]


def _life_business(firms: Sequence[Firm]) -> Iterator[list[Cell]]:
    """A quarter of what is in force is new."""
    for (code, _, count, _), *ratios in zip(firms[len(LIFE_TEN) :], LIFE_PER_YI, LIFE_PER_WAN, LIFE_PER_PERSONS, strict=True):
        premium, policies, persons = (round(count / ratio * per) for ratio, per in zip(ratios, (10**8, 10**4, 10**4), strict=True))
        yield [code, PERIOD, None, None, premium, policies - policies // 4, policies // 4, persons - persons // 4, persons // 4, None, OURS]
