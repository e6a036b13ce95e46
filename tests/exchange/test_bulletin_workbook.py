"""Bulletin workbooks, each a real .xlsx: read into facts, or every problem with sheet, row, column, found, expected and what to do."""

import time
from collections.abc import Mapping, Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY
from suqing.casework.assessment.periods import parse_period
from suqing.casework.bulletin.facts import DETAIL
from suqing.exchange.bulletin_sample import PERIOD, sample_rows, spread, write_bulletin_sample
from suqing.exchange.bulletin_template import write_bulletin_template
from suqing.exchange.bulletin_workbook import HEADS, Read, read_bulletin_workbook
from suqing.kernel.errors import BadInput

Q1 = parse_period("2022Q1")
Rows = Sequence[Sequence[Any]]
Told = tuple[str, int, str, str, str, str]  # sheet, row, column, found, expected, what to do

# two insurers of property, a unit of the first, one of life
GOOD: Mapping[str, Rows] = {
    DIRECTORY: [
        ("机构代码", "机构名称", "类别", "机构类型", "归并至", "开业日期"),
        ("P0101", "甲财险", "财产险", "法人机构", None, "2010-03-01"),
        ("P0102", "乙财险", "财产险", "法人机构", None, None),
        ("P0901", "甲财险电销", "财产险", "电销中心", "P0101", None),
        ("L0101", "子寿险", "人身险", "法人机构", None, None),
    ],
    BUSINESS: [
        (
            "机构代码", "期间", "车险保费收入", "非车险保费收入", "非车险保单件数", "保费收入", "上期期末有效保单件数", "本期新增承保保单件数",
            "上期期末有效承保人次", "本期新增承保人次", "保单件数",
        ),
        ("P0101", "2022Q1", 3e8, 1e8, 50, None, None, None, None, None, 20000),
        ("P0102", "2022Q1", None, None, None, 1234567.89, None, None, None, None, 10000),
        ("L0101", "2022Q1", None, None, None, 2e8, 10000, 5000, 30000, 10000, None),
    ],
    DETAIL: [
        ("机构代码", "期间", "纠纷类型", "险种", "投诉件数", "上期重述"),
        ("P0101", "2022Q1", "理赔纠纷", "机动车辆保险", 8, 9),
        ("P0102", "2022Q1", "销售纠纷", "保证保险", 3, None),
        ("P0901", "2022Q1", "销售纠纷", "机动车辆保险", 1, None),
        ("L0101", "2022Q1", "退保纠纷", "普通人寿保险", 5, None),
        ("P0101", "2021Q4", "理赔纠纷", "机动车辆保险", 10, None),
        ("L0101", "2021Q1", "退保纠纷", "普通人寿保险", 4, None),
    ],
}  # fmt: skip


def workbook(sheets: Mapping[str, Rows] = GOOD, **cells: Any) -> bytes:
    """`业务量!C3=…`-like changes are given as {"业务量!C3": value}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def read(**cells: Any) -> Read:
    return read_bulletin_workbook(workbook(**cells), Q1)


def told(found: Read) -> list[Told]:
    return [(each.sheet, each.row, each.column, each.found, each.expected, each.do) for each in found.problems]


def test_a_workbook_in_order_becomes_facts() -> None:
    found = read()
    assert found.problems == ()
    assert found.counts == {DIRECTORY: 4, BUSINESS: 3, DETAIL: 6}
    assert [(each.code, each.rolls_into) for each in found.facts.insurers][2] == ("P0901", "P0101")
    assert found.facts.business[1].values["premium"] == Fraction(123456789, 100)
    assert found.facts.business[0].values["policies"] == 20000
    first = found.facts.counts[0]
    assert (first.count, first.restated, first.restated_year, first.place.row) == (8, 9, None, 2)


def test_order_of_columns_is_free_and_further_columns_are_passed_over() -> None:
    turned = {name: [(*reversed(row), "其他" if number == 0 else "=1/0") for number, row in enumerate(rows)] for name, rows in GOOD.items()}
    again = read_bulletin_workbook(workbook(turned), Q1)
    assert again.problems == ()
    assert again.facts.content_hash == read().facts.content_hash


def test_codes_may_be_numbers() -> None:
    sheets = {name: [tuple(101 if cell == "P0101" else cell for cell in row) for row in rows] for name, rows in GOOD.items()}
    found = read_bulletin_workbook(workbook(sheets), Q1)
    assert found.problems == ()
    assert found.facts.insurers[0].code == "101"


ONE_CELL: dict[str, tuple[str, Any, Told]] = {
    "text in a count": ("投诉明细统计!E2", "八件", (DETAIL, 2, "投诉件数", "八件", "整数", "只填数字，不带单位、逗号和文字")),
    "a unit in a count": ("投诉明细统计!E2", "1,200件", (DETAIL, 2, "投诉件数", "1,200件", "整数", "改为 1200")),
    "a negative count": ("投诉明细统计!E3", -3, (DETAIL, 3, "投诉件数", "-3", "不小于0的整数", "核对正负号")),
    "a broken count": ("投诉明细统计!E3", 3.5, (DETAIL, 3, "投诉件数", "3.5", "整数", "不带小数")),
    "a count without end": ("投诉明细统计!E3", 1e15, (DETAIL, 3, "投诉件数", "1000000000000000", "不大于1,000,000,000,000的整数", "核对位数")),
    "no count": ("投诉明细统计!E3", None, (DETAIL, 3, "投诉件数", "空", "有内容", "补填这一格")),
    "no dispute": ("投诉明细统计!C3", None, (DETAIL, 3, "纠纷类型", "空", "有内容", "补填这一格")),
    "no line": ("投诉明细统计!D3", " ", (DETAIL, 3, "险种", "空", "有内容", "补填这一格")),
    "two lines in a cell": ("投诉明细统计!C3", "销售\n纠纷", (DETAIL, 3, "纠纷类型", "销售\n纠纷", "一行文字，不含换行和看不见的字符", "重新输入这一格，不要粘贴")),
    "what cannot be seen": ("投诉明细统计!C3", "销售\u200b纠纷", (DETAIL, 3, "纠纷类型", "销售\u200b纠纷", "一行文字，不含换行和看不见的字符", "重新输入这一格，不要粘贴")),
    "a negative restatement": ("投诉明细统计!F3", -1, (DETAIL, 3, "上期重述", "-1", "不小于0的整数", "核对正负号")),
    "no period": ("投诉明细统计!B3", "2022年一季度", (DETAIL, 3, "期间", "2022年一季度", "期间，例如 2022Q1", "按这个写法填写")),
    "another period": (
        "投诉明细统计!B3", "2022Q2", (DETAIL, 3, "期间", "2022Q2", "2022Q1、2021Q4、2021Q1之一", "一本工作簿只编一期：删去这一行，或换--period")
    ),
    "another period of business": (
        "业务量!B3", "2022H1", (BUSINESS, 3, "期间", "2022H1", "2022Q1、2021Q4、2021Q1之一", "一本工作簿只编一期：删去这一行，或换--period")
    ),
    "an unknown insurer": (
        "投诉明细统计!A3", "P0103", (DETAIL, 3, "机构代码", "P0103", "机构名录里的机构代码，最接近的是 P0102 乙财险", "更正代码，或在机构名录里加上它")
    ),
    "an unknown insurer in business": (
        "业务量!A3", "乙 公司", (BUSINESS, 3, "机构代码", "乙 公司", "机构名录里的机构代码", "更正代码，或在机构名录里加上它")
    ),
    "a row twice": (
        "投诉明细统计!B6", "2022Q1", (DETAIL, 6, "机构代码、期间、纠纷类型、险种", "P0101 2022Q1 理赔纠纷 机动车辆保险", "不重复的行（第2行已有）", "删去其中一行")
    ),
    "business twice": ("业务量!A3", "P0101", (BUSINESS, 3, "机构代码、期间", "P0101 2022Q1", "不重复的行（第2行已有）", "删去其中一行")),
    "money in words": ("业务量!C2", "3.2亿", (BUSINESS, 2, "车险保费收入", "3.2亿", "数字，单位元", "改为 320000000")),
    "negative money": ("业务量!C2", -5, (BUSINESS, 2, "车险保费收入", "-5", "不小于0的金额，单位元", "核对正负号")),
    "money that is none": ("业务量!C2", 1e-9, (BUSINESS, 2, "车险保费收入", "1e-09", "0，或0.01至10,000,000,000,000,000之间的金额，单位元", "核对单位和位数")),
    "a formula without a result": ("业务量!C2", "=1+1", (BUSINESS, 2, "车险保费收入", "没有算出结果的公式", "算好的值", "在Excel里打开、重算并保存，或粘贴为数值")),
    "a sector that is none": ("机构名录!C3", "财险", (DIRECTORY, 3, "类别", "财险", "财产险、人身险之一，最接近的是 财产险", "从中选一个")),
    "no name": ("机构名录!B3", None, (DIRECTORY, 3, "机构名称", "空", "有内容", "补填这一格")),
    "an unknown target": (
        "机构名录!E4", "P0109", (DIRECTORY, 4, "归并至", "P0109", "机构名录里的机构代码，最接近的是 P0102 乙财险", "更正代码，或在机构名录里加上它")
    ),
    "a target of another sector": ("机构名录!E4", "L0101", (DIRECTORY, 4, "归并至", "L0101 子寿险（人身险）", "同为财产险的机构", "更正归并至或类别")),
    "merged into itself": ("机构名录!E4", "P0901", (DIRECTORY, 4, "归并至", "P0901 → P0901", "最终归并到自己统计的机构，不成圈", "更正其中一个")),
    "a chain": ("机构名录!E2", "P0102", (DIRECTORY, 4, "归并至", "P0901 → P0101 → P0102", "直接归并到自己统计的机构", "改为 P0102")),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_CELL)
def test_one_wrong_cell_is_told_exactly(case: str) -> None:
    place, value, expected = ONE_CELL[case]
    found = read(**{place: value})
    assert expected in told(found)
    assert len(found.errors) == 1
    sentence = str(found.errors[0])
    assert sentence.count("。") in (1, 2)
    assert "！" not in sentence


def test_a_cycle_is_told_of_each_member() -> None:
    found = read(**{"机构名录!E2": "P0901"})
    assert [(each.code, each.row, each.found) for each in found.errors] == [
        ("rollup_cycle", 2, "P0101 → P0901 → P0101"), ("rollup_cycle", 4, "P0901 → P0101 → P0901"),
    ]  # fmt: skip


def test_all_errors_are_told_in_one_go_in_order() -> None:
    found = read(**{"投诉明细统计!E2": "x", "投诉明细统计!B7": "2020Q1", "业务量!C2": -1, "机构名录!C5": "寿险", "业务量!B4": "2022Q3"})
    assert [(each.sheet, each.row) for each in found.errors] == [(DIRECTORY, 5), (BUSINESS, 2), (BUSINESS, 4), (DETAIL, 2), (DETAIL, 7)]


def test_a_code_whose_directory_row_is_unreadable_is_not_called_unknown() -> None:
    found = read(**{"机构名录!C5": "寿险"})
    assert [each.code for each in found.errors] == ["bad_cell"]


def test_a_workbook_without_the_period_says_what_there_is() -> None:
    found = read_bulletin_workbook(workbook(), parse_period("2022Q2"))
    assert (DETAIL, 0, "期间", "2021Q1、2021Q4、2022Q1", "有2022Q2的行", "补上本期的行，或换--period") in told(found)


@pytest.mark.parametrize("sheet", [DIRECTORY, BUSINESS, DETAIL])
def test_a_sheet_that_is_not_there(sheet: str) -> None:
    found = read_bulletin_workbook(workbook({f"{name}1" if name == sheet else name: rows for name, rows in GOOD.items()}), Q1)
    assert [(each.code, each.sheet, each.do) for each in found.errors] == [("no_sheet", sheet, "改名或补上这张表")]
    assert f"最接近的是 {sheet}1" in found.errors[0].expected


def test_a_column_that_is_not_there_or_misspelt() -> None:
    found = read(**{"投诉明细统计!E1": "投诉件", "业务量!F1": "保费"})
    assert [(each.sheet, each.column) for each in found.errors] == [(BUSINESS, "保费收入"), (DETAIL, "投诉件数")]
    assert "最接近的是 投诉件" in found.errors[1].expected


def test_columns_that_may_be_absent() -> None:
    sheets = {
        DIRECTORY: [(*row[:3], row[4]) for row in GOOD[DIRECTORY]],
        BUSINESS: [row[:10] for row in GOOD[BUSINESS]],
        DETAIL: [row[:5] for row in GOOD[DETAIL]],
    }
    found = read_bulletin_workbook(workbook(sheets), Q1)
    assert found.problems == ()
    assert found.facts.business[0].values["policies"] is None


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [("投诉明细统计!F6", 12, "restated_not_used"), ("机构名录!B3", "甲财险", "name_twice"), ("业务量!F2", 5e8, "sum_differs")],
)
def test_what_is_odd_is_told_and_stops_nothing(place: str, value: Any, code: str) -> None:
    found = read(**{place: value})
    assert [(each.code, each.warning) for each in found.problems] == [(code, True)]
    assert found.errors == ()


def test_a_file_that_is_no_workbook() -> None:
    with pytest.raises(BadInput, match="打不开的内容"):
        read_bulletin_workbook("机构代码,期间".encode(), Q1, "数据.csv")


def test_an_empty_sheet_is_told_of() -> None:
    found = read_bulletin_workbook(workbook({name: rows[:1] for name, rows in GOOD.items()}), Q1)
    assert [(each.code, each.sheet) for each in found.errors] == [("no_rows", DIRECTORY), ("no_rows", DETAIL)]


def test_a_national_workbook_is_read_in_seconds() -> None:
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True})
    for sheet, head in HEADS.items():
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, head)
        if sheet == DIRECTORY:
            for number in range(180):
                page.write_row(number + 1, 0, (f"C{number}", f"公司{number}", "财产险" if number % 2 else "人身险"))
        elif sheet == DETAIL:
            rows = [(f"C{number}", period, f"纠纷{d}", f"险种{line}", 2) for number in range(180) for period in ("2022Q1", "2021Q4") for d in range(6) for line in range(10)]
            for number, row in enumerate(rows, start=1):
                page.write_row(number, 0, row)
    book.close()
    before = time.perf_counter()
    found = read_bulletin_workbook(made.getvalue(), Q1)
    assert found.errors == ()
    assert found.counts[DETAIL] == 21600
    assert time.perf_counter() - before < 20


# ---- the template and the sample ----


def test_the_template_has_heads_lists_and_is_empty() -> None:
    made = BytesIO()
    write_bulletin_template(made)
    book = openpyxl.load_workbook(made)
    assert book.sheetnames == ["说明", DIRECTORY, BUSINESS, DETAIL]
    for sheet, head in HEADS.items():
        assert [cell.value for cell in book[sheet][1]] == list(head)
        assert book[sheet].freeze_panes == "A2"
    assert {rule.formula1 for rule in book[DIRECTORY].data_validations.dataValidation} >= {'"财产险,人身险"'}
    assert [rule.type for rule in book[DETAIL].data_validations.dataValidation] == ["whole", "whole", "whole"]
    found = read_bulletin_workbook(made.getvalue(), Q1)
    assert {each.code for each in found.errors} == {"no_rows"}
    explained = {(row[0].value, row[1].value) for row in book["说明"].iter_rows(min_row=2)}
    assert explained == {(sheet, column) for sheet, head in HEADS.items() for column in head}


def test_the_sample_is_in_order_and_says_what_is_ours() -> None:
    made = BytesIO()
    write_bulletin_sample(made)
    found = read_bulletin_workbook(made.getvalue(), parse_period(PERIOD))
    assert found.problems == ()
    for rows in sample_rows().values():
        assert all(row[-1] for row in rows)
    ours = [row for row in sample_rows()[DIRECTORY] if row[-1] == "示例补足"]
    assert len(ours) == 26
    assert all("示例" in str(row[1]) for row in ours)


def test_a_spread_adds_up_both_ways() -> None:
    made = spread([2634, 824, 300, 42], [2000, 1000, 500, 300])
    assert [sum(row) for row in made] == [2634, 824, 300, 42]
    assert [sum(column) for column in zip(*made, strict=True)] == [2000, 1000, 500, 300]
    assert min(min(row) for row in made) >= 0
