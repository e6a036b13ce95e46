"""ranking.xlsx, opened again."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from suqing.casework.assessment import Assessment
from suqing.exchange.ranking import MOST, write_ranking
from tests.exchange.test_scorecards import WORKED, worked

SHEETS = ["财产险排名", "财产险概况", "财产险数值", "财产险来源", "未计分", "不考评", "归并", "可重现"]


def opened(assessment: Assessment) -> Workbook:
    made = BytesIO()
    write_ranking(made, assessment)
    made.seek(0)
    return load_workbook(made)


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(worked())


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *lines = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_prints_on_a4_with_its_head(book: Workbook, sheet: str) -> None:
    page = book[sheet]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$1:$1"
    assert page.freeze_panes is not None
    assert page.column_dimensions["B"].width > 5


def test_the_ranking_has_every_line(book: Workbook) -> None:
    found = rows(book, "财产险排名")
    assert [(each["名次"], each["机构代码"]) for each in found] == [(1, "B"), (2, "C"), (3, "A")]
    last = found[-1]
    assert (last["总分"], last["各行合计"], last["定性小计"], last["定量小计"]) == (66.53, 66.53, 26.25, 40.28)
    assert [value for value in last.values() if value is not None][7:21] == [points for points, *_ in WORKED.values()]
    assert last["提示"] == "小基数、不在有效期"


def test_the_values_stand_beside_those_of_the_industry(book: Workbook) -> None:
    industry, *found = rows(book, "财产险数值")
    own = next(each for each in found if each["机构代码"] == "A")
    assert industry["机构名称"] == "行业水平"
    assert (own["车险亿元保费投诉量（件/亿元）"], industry["车险亿元保费投诉量（件/亿元）"]) == (1.5, 2)
    assert (own["转办前撤诉率（%）"], industry["转办前撤诉率（%）"]) == (44.4444, 50)
    assert industry["投诉件处理及时率（%）"] is None


def test_each_figure_names_its_row(book: Workbook) -> None:
    found = {each["指标"]: each for each in rows(book, "财产险来源") if each["机构代码"] == "A"}
    assert found["车险亿元保费投诉量"]["数据与来源"].startswith("车险投诉件数 12件（投诉量 第3行）；车险保费收入 800,000,000元（业务量 第3行）")
    assert "20×70.00%＝14.00分" in found["车险亿元保费投诉量"]["算式"]
    assert "违法违规案件" not in found  # nothing was deducted


def test_the_summary(book: Workbook) -> None:
    found = {each["指标"]: each for each in rows(book, "财产险概况")}
    assert (found["制度建设"]["平均得分"], found["制度建设"]["满分家数"], found["制度建设"]["零分家数"]) == (14.42, 2, 0)
    assert found["处置不当投诉案件量"]["零分家数"] is None
    assert found["总分平均"]["平均得分"] == 71.96


def test_who_is_not_ranked(book: Workbook) -> None:
    assert rows(book, "未计分") == [{"机构代码": "D", "机构名称": "缺数公司", "组别": "财产险", "缺什么": "业务量 非车险保费收入、业务量 非车险保单件数"}]
    assert [each["机构代码"] for each in rows(book, "不考评")] == ["N", "X"]
    assert all(each["条款"] and each["理由"] for each in rows(book, "不考评"))
    assert rows(book, "归并")[0]["并入机构名称"] == "庚财险上海分公司"


@pytest.mark.parametrize("name", ["=1+1", "https://example.org/甲", "<b>甲</b> & “乙”", "+86 甲", "0012"])
def test_a_name_stays_text(name: str) -> None:
    page = opened(worked(name))["财产险排名"]
    cell = next(row[2] for row in page.iter_rows() if row[1].value == "A")
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    made = worked()
    group = made.groups[0]
    long = replace(group.cards[0], lines=tuple(replace(line, because="长" * 40_000) for line in group.cards[0].lines))
    book = opened(replace(made, groups=(replace(group, cards=(long, *group.cards[1:])), *made.groups[1:])))
    cell = rows(book, "财产险来源")[0]["算式"]
    assert cell == "长" * MOST + "…（余下略）"


def test_a_market_without_a_scored_insurer_still_makes_a_book() -> None:
    made = worked()
    book = opened(replace(made, groups=tuple(replace(group, cards=(), mean=None, median=None) for group in made.groups)))
    assert book.sheetnames == ["未计分", "不考评", "归并", "可重现"]
