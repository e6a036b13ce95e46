"""Bad workbooks, each a real .xlsx: what is wrong is told with sheet, row, column, what was found, what belongs there and what to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.datetime import from_excel

from suqing.casework.assessment import parse_period
from suqing.casework.assessment.facts import (
    BUSINESS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.exchange.assessment_workbook import Read, read_workbook
from suqing.exchange.sample import write_facts
from suqing.kernel.errors import BadInput
from suqing.rulebook import open_edition

SH = open_edition("sh2018")
PERIOD = parse_period("2018H1")
PROPERTY, LIFE = "财产险", "人身险"

Edit = Callable[[Any], object]  # on an openpyxl workbook
Told = tuple[str, int, str, str, str, str]  # sheet, row, column, found, expected, what to do


def insurer(code: str, name: str, sector: str, kind: str, row: int, into: str | None = None) -> Insurer:
    return Insurer(code, name, sector, kind, into, date(2010, 3, 1), Place(DIRECTORY, row))


def figures(sheet: str, row: int, code: str, period: str = "2018H1", **values: int) -> Figures:
    return Figures(code, period, {fact: Fraction(value) for fact, value in values.items()}, Place(sheet, row))


# Two insurers of property with a unit, one that is exempt, one of life. Rows as they stand in the sheets.
FACTS = Facts(
    (
        insurer("P0101", "甲财险上海分公司", PROPERTY, "省级分公司", 2),
        insurer("P0102", "乙财险上海分公司", PROPERTY, "省级分公司", 3),
        insurer("P0901", "甲财险上海电销中心", PROPERTY, "电销中心", 4, "P0101"),
        insurer("X0001", "戊午自保公司", PROPERTY, "自保", 5),
        insurer("L0101", "子寿险上海分公司", LIFE, "省级分公司", 6),
    ),
    (
        figures(BUSINESS, 2, "P0101", motor_premium=800_000_000, nonmotor_premium=250_000_000, nonmotor_policies=200_000),
        figures(BUSINESS, 3, "P0101", "2017H1", motor_premium=500_000_000, nonmotor_premium=500_000_000, nonmotor_policies=190_000),
        figures(BUSINESS, 4, "P0102", motor_premium=400_000_000, nonmotor_premium=100_000_000, nonmotor_policies=60_000),
        figures(BUSINESS, 5, "P0901", motor_premium=90_000_000, nonmotor_premium=10_000_000, nonmotor_policies=20_000),
        figures(BUSINESS, 6, "L0101", premium=900_000_000, opening_policies=600_000, new_policies=200_000, opening_persons=900_000, new_persons=300_000),
        figures(COMPLAINTS, 2, "P0101", motor_complaints=12, nonmotor_complaints=6, complaints=18, withdrawn_before_forwarding=8, forwarded=10, on_time=9, overdue=1),
        figures(COMPLAINTS, 3, "P0101", "2017H1", motor_complaints=9, nonmotor_complaints=9, complaints=18, withdrawn_before_forwarding=8, forwarded=10, on_time=9, overdue=1),
        figures(COMPLAINTS, 4, "P0102", motor_complaints=10, nonmotor_complaints=1, withdrawn_before_forwarding=6, forwarded=5, on_time=5, overdue=0),
        figures(COMPLAINTS, 5, "P0901", motor_complaints=2, nonmotor_complaints=0, withdrawn_before_forwarding=1, forwarded=1, on_time=1, overdue=0),
        figures(COMPLAINTS, 6, "L0101", complaints=14, withdrawn_before_forwarding=7, forwarded=7, on_time=7, overdue=0),
        figures(MEDIATION, 2, "P0101", mediation_sent=4, mediation_succeeded=3),
        figures(MEDIATION, 3, "L0101", mediation_sent=3, mediation_succeeded=2),
    ),
    tuple(
        Mark(code, "2018H1", rule.id, item.id, "complete", "", Place(MARKS))
        for code in ("P0101", "P0102", "L0101")
        for rule in SH.rules("checklist")
        for item in rule.items
    ),
    (
        Occurrence("P0101", date(2018, 3, 1), "execution", "report_late", 1, None, "迟报3日", "经办甲", "复核乙", "", Place(EVENTS, 2)),
        Occurrence("P0102", date(2018, 4, 2), "mass_incidents", "visit_5_9", 1, 6, "六人来访", "经办甲", "复核乙", "", Place(EVENTS, 3)),
    ),
)


@cache
def good() -> bytes:
    file = BytesIO()
    write_facts(file, FACTS, SH, PERIOD)
    return file.getvalue()


def changed(*edits: Edit) -> bytes:
    book = openpyxl.load_workbook(BytesIO(good()))
    for edit in edits:
        edit(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(*edits: Edit) -> Read:
    return read_workbook(changed(*edits), SH, PERIOD)


def told(result: Read, *, warnings: bool = False) -> list[Told]:
    return [(each.sheet, each.row, each.column, each.found, each.expected, each.do) for each in result.problems if each.warning == warnings]


def put(sheet: str, row: int, column: str, value: object) -> Edit:
    """One cell changed."""

    def edit(book: Any) -> None:
        page = book[sheet]
        page.cell(row, [cell.value for cell in page[1]].index(column) + 1).value = value

    return edit


def add(sheet: str, **cells: object) -> Edit:
    """One more row."""

    def edit(book: Any) -> None:
        page = book[sheet]
        page.append([cells.get(cell.value) for cell in page[1]])

    return edit


def again(sheet: str, row: int) -> Edit:
    """The row once more, at the end."""

    def edit(book: Any) -> None:
        book[sheet].append([cell.value for cell in book[sheet][row]])

    return edit


def rename(sheet: str, name: str) -> Edit:
    return lambda book: setattr(book[sheet], "title", name)


def drop(sheet: str) -> Edit:
    return lambda book: book.remove(book[sheet])


def event(**cells: object) -> Edit:
    return add(EVENTS, **{"机构代码": "L0101", "发生日期": date(2018, 5, 2), "提出人": "经办甲", "复核人": "复核乙"} | cells)


def unit(code: str, into: str) -> Edit:
    return add(DIRECTORY, 机构代码=code, 机构名称="甲财险上海营业部", 类别=PROPERTY, 机构类型="省级营业部", 归并至=into)


def names(*, gone: str = "", instead: str = "") -> str:
    """The sheets as they are named when one is renamed or gone."""
    own = ["说明", DIRECTORY, BUSINESS, COMPLAINTS, MEDIATION, MARKS, EVENTS, "项目编号", "情形编号"]
    return "、".join(name for each in own if (name := instead if each == gone else each))


# ---- what is right ----


def test_good_workbook_reads_back() -> None:
    result = read_workbook(good(), SH, PERIOD)
    assert result.problems == ()
    assert result.facts.content_hash == FACTS.content_hash
    assert result.counts == {DIRECTORY: 5, BUSINESS: 5, COMPLAINTS: 5, MEDIATION: 2, MARKS: 54, EVENTS: 2}


def test_saved_by_another_program_reads_the_same() -> None:
    assert read().facts == read_workbook(good(), SH, PERIOD).facts


def test_order_of_columns_further_columns_and_blank_rows_do_not_matter() -> None:
    def edit(book: Any) -> None:
        page = book[MEDIATION]
        page.insert_cols(1)
        page["A1"] = "备注"
        page["A2"] = "自填"
        page.move_range("B1:B3", cols=5)
        page.insert_rows(3, 2)

    result = read(edit)
    assert result.problems == ()
    assert result.facts.content_hash == FACTS.content_hash
    assert [each.place.row for each in result.facts.figures if each.place.sheet == MEDIATION] == [2, 5]


def test_dates_as_text_are_read_when_they_are_plain() -> None:
    result = read(put(EVENTS, 2, "发生日期", "2018-03-01"), put(EVENTS, 3, "发生日期", "2018/4/2"), put(DIRECTORY, 2, "开业日期", from_excel(40238.4)))
    assert result.problems == ()
    assert result.facts.content_hash == FACTS.content_hash


def test_spaces_around_words_and_codes_kept_as_numbers() -> None:
    result = read(put(DIRECTORY, 2, "类别", "财产险 "), put(BUSINESS, 2, "机构代码", " P0101"), put(BUSINESS, 2, "期间", "2018h1"))
    assert result.problems == ()
    assert result.facts.content_hash == FACTS.content_hash
    numbered = read(add(DIRECTORY, 机构代码=7, 机构名称="己未再保险公司", 类别=PROPERTY, 机构类型="再保险"), event(机构代码="7", 指标="制度执行", 情形="report_late"))
    assert [each.code for each in numbered.problems] == ["exempt"]
    assert numbered.facts.insurers[-1].code == numbered.facts.events[-1].code == "7"


def test_money_is_exact_to_the_fen() -> None:
    result = read(put(BUSINESS, 2, "车险保费收入", 800_000_000.07))
    row = result.facts.row(BUSINESS, "P0101", "2018H1")
    assert row is not None
    assert row.values["motor_premium"] == Fraction(80_000_000_007, 100)


# ---- what is wrong: name, edits, what is told ----

TYPES = "省级分公司、省级营业部、法人机构、电销中心、航保中心、资产管理、再保险、政策性、自保、其他之一"
UNKNOWN_DO = "更正代码，或在机构名录里加上它"
ONE_PERIOD = "一本工作簿只考评一个期间：删去这一行，或换--period"
ONLY_NUMBER = "只填数字，不带单位、逗号和文字"

CASES: dict[str, tuple[list[Edit], list[Told]]] = {
    # sheets and columns
    "sheet of another name": ([rename(BUSINESS, "业务数据")], [(BUSINESS, 0, "", names(gone=BUSINESS, instead="业务数据"), "有工作表“业务量”，最接近的是 业务数据", "改名或补上这张表")]),
    "sheet with a slip": ([rename(COMPLAINTS, "投拆量")], [(COMPLAINTS, 0, "", names(gone=COMPLAINTS, instead="投拆量"), "有工作表“投诉量”，最接近的是 投拆量", "改名或补上这张表")]),
    "sheet missing": ([drop(MEDIATION)], [(MEDIATION, 0, "", names(gone=MEDIATION), "有工作表“调解”", "改名或补上这张表")]),
    "directory missing": ([drop(DIRECTORY)], [(DIRECTORY, 0, "", names(gone=DIRECTORY), "有工作表“机构名录”", "改名或补上这张表")]),
    "column of another name": (
        [put(MARKS, 1, "评定", "评定结果")],
        [(MARKS, 1, "评定", "机构代码、期间、指标、项目、评定结果、依据", "有这一列，最接近的是 评定结果", "第一行写列名，补上或改名")],
    ),
    "column missing": ([put(MEDIATION, 1, "需调解件数", None)], [(MEDIATION, 1, "需调解件数", "机构代码、期间、调解成功件数", "有这一列", "第一行写列名，补上或改名")]),
    "column twice": (
        [put(MEDIATION, 1, "调解成功件数", "需调解件数")],
        [
            (MEDIATION, 1, "调解成功件数", "机构代码、期间、需调解件数、需调解件数", "有这一列", "第一行写列名，补上或改名"),
            (MEDIATION, 1, "需调解件数", "2列同名", "每列一个名字", "删去或改名其中一列"),
        ],
    ),
    "merged cells": (
        [lambda book: book[MEDIATION].merge_cells("A2:A3")],
        [(MEDIATION, 2, "A列", "合并单元格 A2:A3", "每格一个值", "取消合并，逐行填写"), (MEDIATION, 3, "机构代码", "空", "有内容", "补填这一格")],
    ),
    # numbers
    "money in 亿": ([put(BUSINESS, 2, "车险保费收入", "3.2亿")], [(BUSINESS, 2, "车险保费收入", "3.2亿", "数字，单位元", "改为 320000000")]),
    "money with commas and 元": ([put(BUSINESS, 2, "车险保费收入", "1,200.50元")], [(BUSINESS, 2, "车险保费收入", "1,200.50元", "数字，单位元", "改为 1200.5")]),
    "money that cannot be guessed": ([put(BUSINESS, 2, "车险保费收入", "3亿2千万")], [(BUSINESS, 2, "车险保费收入", "3亿2千万", "数字，单位元", ONLY_NUMBER)]),
    "money below zero": ([put(BUSINESS, 2, "车险保费收入", -1.5)], [(BUSINESS, 2, "车险保费收入", "-1.5", "不小于0的金额，单位元", "核对正负号")]),
    "count with a unit": ([put(COMPLAINTS, 2, "转办件数", "10件")], [(COMPLAINTS, 2, "转办件数", "10件", "整数", "改为 10")]),
    "count as a word": ([put(COMPLAINTS, 2, "转办件数", "无")], [(COMPLAINTS, 2, "转办件数", "无", "整数", ONLY_NUMBER)]),
    "count below zero": ([put(COMPLAINTS, 2, "转办件数", -1)], [(COMPLAINTS, 2, "转办件数", "-1", "不小于0的整数", "核对正负号")]),
    "count with a fraction": ([put(COMPLAINTS, 2, "转办件数", 10.5)], [(COMPLAINTS, 2, "转办件数", "10.5", "整数", "不带小数")]),
    "count as a truth": ([put(COMPLAINTS, 2, "转办件数", True)], [(COMPLAINTS, 2, "转办件数", "TRUE", "整数", ONLY_NUMBER)]),
    "count as a date": ([put(COMPLAINTS, 2, "转办件数", date(2018, 1, 9))], [(COMPLAINTS, 2, "转办件数", "2018-01-09", "整数", ONLY_NUMBER)]),
    "no times at all": ([put(EVENTS, 2, "次数", 0)], [(EVENTS, 2, "次数", "0", "1或以上的整数", "没有发生的不用填")]),
    "more on time than forwarded": ([put(COMPLAINTS, 2, "按时处理并反馈件数", 11), put(COMPLAINTS, 2, "超期件数", None)], [(COMPLAINTS, 2, "按时处理并反馈件数", "11", "不大于转办件数的 10", "核对这两个数")]),
    "more withdrawn than there are": ([put(COMPLAINTS, 4, "转办前撤诉件数", 12), put(COMPLAINTS, 4, "转办件数", 0), put(COMPLAINTS, 4, "按时处理并反馈件数", 0)], [(COMPLAINTS, 4, "转办前撤诉件数", "12", "不大于投诉件数的 11", "核对这两个数")]),
    "on time and overdue above forwarded": ([put(COMPLAINTS, 2, "超期件数", 2)], [(COMPLAINTS, 2, "超期件数", "2", "按时与超期合计不大于转办件数 10", "核对这三个数")]),
    "more succeeded than sent": ([put(MEDIATION, 2, "调解成功件数", 5)], [(MEDIATION, 2, "调解成功件数", "5", "不大于需调解件数的 4", "核对这两个数")]),
    "sum of complaints": ([put(COMPLAINTS, 2, "投诉件数", 19)], [(COMPLAINTS, 2, "投诉件数", "19", "车险投诉件数与非车险投诉件数之和 18", "更正其中一个，或清空合计")]),
    "formula without a result": ([put(BUSINESS, 2, "车险保费收入", "=SUM(1,2)")], [(BUSINESS, 2, "车险保费收入", "没有算出结果的公式", "算好的值", "在Excel里打开、重算并保存，或粘贴为数值")]),
    "error value": ([put(BUSINESS, 2, "车险保费收入", "#DIV/0!")], [(BUSINESS, 2, "车险保费收入", "#DIV/0!", "算好的值", "更正公式，或粘贴为数值")]),
    # rows
    "insurer twice": ([again(DIRECTORY, 2)], [(DIRECTORY, 7, "机构代码", "P0101", "不重复的行（第2行已有）", "删去其中一行")]),
    "business twice": ([again(BUSINESS, 2)], [(BUSINESS, 7, "机构代码、期间", "P0101 2018H1", "不重复的行（第2行已有）", "删去其中一行")]),
    "complaints twice": ([again(COMPLAINTS, 3)], [(COMPLAINTS, 7, "机构代码、期间", "P0101 2017H1", "不重复的行（第3行已有）", "删去其中一行")]),
    "mediation twice": ([again(MEDIATION, 3)], [(MEDIATION, 4, "机构代码、期间", "L0101 2018H1", "不重复的行（第3行已有）", "删去其中一行")]),
    "mark twice": ([again(MARKS, 2)], [(MARKS, 56, "机构代码、期间、指标、项目", "P0101 2018H1 …", "不重复的行（第2行已有）", "删去其中一行")]),
    "event twice": ([again(EVENTS, 3)], [(EVENTS, 4, "机构代码、发生日期、…", "P0102 2018-04-02 …", "不重复的行（第3行已有）", "删去其中一行")]),
    "cells that must not be empty": (
        [put(DIRECTORY, 6, "机构名称", "  "), put(MARKS, 55, "评定", None)],
        [(DIRECTORY, 6, "机构名称", "空", "有内容", "补填这一格"), (MARKS, 55, "评定", "空", "有内容", "补填这一格")],
    ),
    # codes and words
    "figures of an unknown insurer": ([add(BUSINESS, 机构代码="PO102", 期间="2018H1")], [(BUSINESS, 7, "机构代码", "PO102", "机构名录里的机构代码，最接近的是 P0102 乙财险上海分公司", UNKNOWN_DO)]),
    "nothing is near": ([add(MEDIATION, 机构代码="ZZZZ", 期间="2018H1")], [(MEDIATION, 4, "机构代码", "ZZZZ", "机构名录里的机构代码", UNKNOWN_DO)]),
    "event of an unknown insurer": ([put(EVENTS, 3, "机构代码", "PO102")], [(EVENTS, 3, "机构代码", "PO102", "机构名录里的机构代码，最接近的是 P0102…", "更正代码…")]),
    "mark of an unknown insurer": ([add(MARKS, 机构代码="LO101", 期间="2018H1", 指标="制度建设", 项目="handling", 评定="完备")], [(MARKS, 56, "机构代码", "LO101", "机构名录里的机构代码，最接近的是 L0101…", "更正代码…")]),
    "unknown type": ([put(DIRECTORY, 5, "机构类型", "自保公司")], [(DIRECTORY, 5, "机构类型", "自保公司", f"{TYPES}，最接近的是 自保", "从中选一个")]),
    "unknown sector": ([put(DIRECTORY, 5, "类别", "财险")], [(DIRECTORY, 5, "类别", "财险", "财产险、人身险之一，最接近的是 财产险", "从中选一个")]),
    "unknown indicator": ([put(EVENTS, 2, "指标", "处置不力")], [(EVENTS, 2, "指标", "处置不力", "制度执行、处置不当、群体性事件、负面舆情、违法违规之一，最接近的是 处置不当", "从中选一个")]),
    "unknown level": ([put(MARKS, 2, "评定", "基本完备")], [(MARKS, 2, "评定", "基本完备", "完备、不合规、缺失之一，最接近的是 完备", "从中选一个")]),
    "unknown item": ([add(MARKS, 机构代码="P0101", 期间="2018H1", 指标="制度建设", 项目="handing", 评定="完备")], [(MARKS, 56, "项目", "handing", "制度建设的项目编号，最接近的是 handling", "用 suqing rules show 看编号")]),
    "item of the other indicator": ([add(MARKS, 机构代码="P0101", 期间="2018H1", 指标="制度建设", 项目="training", 评定="完备")], [(MARKS, 56, "项目", "training", "制度建设的项目编号…", "用 suqing rules show 看编号")]),
    "unknown situation": ([put(EVENTS, 2, "情形", "report_lat")], [(EVENTS, 2, "情形", "report_lat", "制度执行的情形编号，最接近的是 report_late", "用 suqing rules show --schedules 看编号")]),
    "situation of another indicator": ([put(EVENTS, 2, "情形", "single_visit")], [(EVENTS, 2, "情形", "single_visit", "制度执行的情形编号…", "用 suqing rules show --schedules 看编号")]),
    # merging
    "unit without target": ([put(DIRECTORY, 4, "归并至", None)], [(DIRECTORY, 4, "归并至", "空", "电销中心归并的机构代码（2.2）", "填省级分公司或法人机构的代码")]),
    "unit into an unknown insurer": ([put(DIRECTORY, 4, "归并至", "PO102")], [(DIRECTORY, 4, "归并至", "PO102", "机构名录里的机构代码，最接近的是 P0102…", UNKNOWN_DO)]),
    "unit into itself": ([put(DIRECTORY, 4, "归并至", "P0901")], [(DIRECTORY, 4, "归并至", "P0901 → P0901", "最终归并到自己考评的机构，不成圈", "更正其中一个")]),
    "units in a circle": (
        [put(DIRECTORY, 4, "归并至", "P0951"), unit("P0951", "P0901")],
        [
            (DIRECTORY, 4, "归并至", "P0901 → P0951 → P0901", "最终归并到自己考评的机构，不成圈", "更正其中一个"),
            (DIRECTORY, 7, "归并至", "P0951 → P0901 → P0951", "最终归并到自己考评的机构，不成圈", "更正其中一个"),
        ],
    ),
    "units in a chain": ([unit("P0951", "P0901")], [(DIRECTORY, 7, "归并至", "P0951 → P0901 → P0101", "直接归并到自己考评的机构", "改为 P0101")]),
    "unit into an exempt one": ([put(DIRECTORY, 4, "归并至", "X0001")], [(DIRECTORY, 4, "归并至", "X0001 戊午自保公司", "考评的机构（自保不考评）", "改为省级分公司或法人机构")]),
    "unit into the other sector": ([put(DIRECTORY, 4, "归并至", "L0101")], [(DIRECTORY, 4, "归并至", "L0101 子寿险上海分公司（人身险）", "同为财产险的机构", "更正归并至或类别")]),
    "assessed one with a target": ([put(DIRECTORY, 3, "归并至", "P0101")], [(DIRECTORY, 3, "归并至", "P0101", "空（省级分公司自己考评，不归并）", "清空这一格，或更正机构类型")]),
    # periods and dates
    "periods mixed": (
        [put(BUSINESS, 4, "期间", "2018H2"), put(COMPLAINTS, 3, "期间", "2016H1"), put(MEDIATION, 2, "期间", 2018)],
        [
            (BUSINESS, 4, "期间", "2018H2", "2018H1或上年同期2017H1", ONE_PERIOD),
            (COMPLAINTS, 3, "期间", "2016H1", "2018H1或上年同期2017H1", ONE_PERIOD),
            (MEDIATION, 2, "期间", "2018", "2018H1或上年同期2017H1", ONE_PERIOD),
        ],
    ),
    "mark of the year before": (
        [add(MARKS, 机构代码="P0101", 期间="2017H1", 指标="制度建设", 项目="handling", 评定="完备")],
        [(MARKS, 56, "期间", "2017H1", "2018H1", "一本工作簿只评定一个期间：删去这一行，或换--period")],
    ),
    "no period": ([put(BUSINESS, 4, "期间", "上半年")], [(BUSINESS, 4, "期间", "上半年", "期间，例如 2018H1、2018 或 2018Q1", "按这个写法填写")]),
    "event before the period": ([put(EVENTS, 2, "发生日期", date(2017, 12, 31))], [(EVENTS, 2, "发生日期", "2017-12-31", "2018-01-01至2018-06-30", "更正日期，或移到那一期的工作簿")]),
    "event after the period": ([put(EVENTS, 2, "发生日期", date(2018, 7, 1))], [(EVENTS, 2, "发生日期", "2018-07-01", "2018-01-01至2018-06-30", "更正日期，或移到那一期的工作簿")]),
    "date in words": ([put(EVENTS, 2, "发生日期", "三月一日")], [(EVENTS, 2, "发生日期", "三月一日", "日期，例如 2018-03-05", "按年-月-日填写")]),
    "day that does not exist": ([put(EVENTS, 2, "发生日期", "2018-02-30")], [(EVENTS, 2, "发生日期", "2018-02-30", "日期，例如 2018-03-05", "按年-月-日填写")]),
    "date as a number": ([put(DIRECTORY, 2, "开业日期", 20100301)], [(DIRECTORY, 2, "开业日期", "20100301", "日期，例如 2018-03-05", "按年-月-日填写")]),
    # people
    "too many persons": ([put(EVENTS, 3, "人数", 12)], [(EVENTS, 3, "人数", "12", "5至9人（到监管机构来访5至9人）", "更正人数，或换成相应的情形")]),
    "too few persons": ([event(指标="群体性事件", 情形="event_300", 人数=299)], [(EVENTS, 4, "人数", "299", "300人及以上（群体性事件300人及以上）", "更正人数，或换成相应的情形")]),
    "five persons are no single visit": ([event(指标="处置不当", 情形="single_visit", 人数=5)], [(EVENTS, 4, "人数", "5", "1至4人（上访一次，处理有差错）", "更正人数，或换成相应的情形")]),
    "reviewed by the proposer": ([put(EVENTS, 2, "复核人", "经办甲")], [(EVENTS, 2, "复核人", "经办甲", "提出人以外的另一人", "由另一人复核")]),
}  # fmt: skip


def matches(found: str, wanted: str) -> bool:
    return found.startswith(wanted[:-1]) if wanted.endswith("…") else found == wanted


@pytest.mark.parametrize("case", CASES)
def test_each_mistake_is_told_with_its_place_and_remedy(case: str) -> None:
    edits, wanted = CASES[case]
    found = told(read(*edits))
    assert len(found) == len(wanted), found
    for one, other in zip(found, wanted, strict=True):
        assert all(a == b if isinstance(b, int) else matches(a, b) for a, b in zip(one, other, strict=True)), (one, other)


def test_the_sentence_says_where_what_and_what_to_do() -> None:
    (problem,) = read(put(BUSINESS, 2, "车险保费收入", "3.2亿")).errors
    assert str(problem) == "业务量 第2行 车险保费收入：读到“3.2亿”，应为数字，单位元。改为 320000000。"


def test_a_slip_in_a_long_column_name_finds_the_nearest() -> None:
    (problem,) = read(put(BUSINESS, 1, "上期期末有效保单件数", "上期末有效保单件数")).errors
    assert (problem.sheet, problem.row, problem.column) == (BUSINESS, 1, "上期期末有效保单件数")
    assert problem.expected == "有这一列，最接近的是 上期末有效保单件数"


# ---- marks that are missing ----


def test_missing_marks_name_insurer_and_items() -> None:
    def edit(book: Any) -> None:
        page = book[MARKS]
        page.delete_rows(20 + 9, 2)  # the first two of P0102 in 机制建立
        page.delete_rows(2)

    result = read(edit)
    assert told(result) == [
        (MARKS, 0, "P0101 甲财险上海分公司 制度建设", "缺 handling（投诉处理工作制度）", "每一项都有评定", "补上这些行"),
        (MARKS, 0, "P0102 乙财险上海分公司 机制建立", "缺 responsibility（投诉处理工作责任制）、department_and_posts（管理部门和岗位）", "每一项都有评定", "补上这些行"),
    ]  # fmt: skip


def test_marks_are_asked_of_assessed_insurers_only() -> None:
    """The unit, the exempt one and a new one have none in the good workbook; nobody asks for them."""
    result = read(add(DIRECTORY, 机构代码="P0103", 机构名称="丙财险上海分公司", 类别=PROPERTY, 机构类型="省级分公司", 开业日期=date(2017, 1, 2)))
    assert result.problems == ()
    result = read(add(DIRECTORY, 机构代码="P0103", 机构名称="丙财险上海分公司", 类别=PROPERTY, 机构类型="省级分公司", 开业日期=date(2017, 1, 1)))
    assert [each.column for each in result.errors] == ["P0103 丙财险上海分公司 制度建设", "P0103 丙财险上海分公司 机制建立"]


# ---- what is only a warning ----

WARNINGS: dict[str, tuple[list[Edit], Told]] = {
    "sum of premiums": ([put(BUSINESS, 2, "保费收入", 1_050_000_001)], (BUSINESS, 2, "保费收入", "1,050,000,001", "车险保费收入与非车险保费收入之和 1,050,000,000", "更正其中一个，或清空合计")),
    "exempt one with a target": ([put(DIRECTORY, 5, "归并至", "P0101")], (DIRECTORY, 5, "归并至", "P0101", "空（自保不考评）", "清空这一格")),
    "marks of a merged unit": (
        [add(MARKS, 机构代码="P0901", 期间="2018H1", 指标="制度建设", 项目="handling", 评定="完备")],
        (MARKS, 56, "机构代码", "P0901", "考评的机构（P0901已归并至P0101，它的评定不计）", "删去这些行"),
    ),
    "not reviewed yet": ([put(EVENTS, 2, "复核人", None)], (EVENTS, 2, "复核人", "空", "复核人的姓名", "扣分须有第二人复核，发布前补上")),
    "the same event twice": (
        [event(机构代码="P0101", 发生日期=date(2018, 3, 1), 指标="制度执行", 情形="other", 说明="迟报3日")],
        (EVENTS, 4, "说明", "迟报3日", "与扣分事件 第2行不同的事件", "同一事件只按最重的一类扣一次，如是同一件请删去较轻的"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WARNINGS)
def test_warnings_stop_nothing(case: str) -> None:
    edits, wanted = WARNINGS[case]
    result = read(*edits)
    assert result.errors == ()
    assert told(result, warnings=True) == [wanted]


# ---- all in one go ----


def test_many_mistakes_are_told_in_one_go_and_in_order() -> None:
    result = read(
        put(EVENTS, 3, "人数", 12),
        put(EVENTS, 2, "发生日期", date(2018, 7, 1)),
        put(MARKS, 4, "评定", "好"),
        again(MARKS, 2),
        put(MEDIATION, 3, "调解成功件数", 9),
        put(COMPLAINTS, 6, "转办件数", -7),
        put(COMPLAINTS, 2, "投诉件数", 19),
        put(BUSINESS, 4, "非车险保单件数", "6万"),
        put(BUSINESS, 4, "车险保费收入", "4亿元"),
        put(BUSINESS, 3, "期间", "2016H1"),
        put(BUSINESS, 2, "保费收入", 5),
        put(DIRECTORY, 4, "归并至", "X0001"),
    )
    assert [(each.sheet, each.row, each.column) for each in result.errors] == [
        (DIRECTORY, 4, "归并至"),
        (BUSINESS, 3, "期间"),
        (BUSINESS, 4, "车险保费收入"),
        (BUSINESS, 4, "非车险保单件数"),
        (COMPLAINTS, 2, "投诉件数"),
        (COMPLAINTS, 6, "转办件数"),
        (MEDIATION, 3, "调解成功件数"),
        (MARKS, 4, "评定"),
        (MARKS, 56, "机构代码、期间、指标、项目"),
        (EVENTS, 2, "发生日期"),
        (EVENTS, 3, "人数"),
    ]
    assert [(each.sheet, each.row) for each in result.problems if each.warning] == [(BUSINESS, 2)]
    assert [each.warning for each in result.problems] == sorted(each.warning for each in result.problems)


def places(*edits: Edit) -> set[tuple[str, int, str]]:
    return {(each[0], each[1], each[2]) for each in told(read(*edits))}


def headed(sheet: str, old: str, new: str) -> Edit:
    def edit(book: Any) -> None:
        head = book[sheet][1]
        head[[cell.value for cell in head].index(old)].value = new

    return edit


def without_marks_of(code: str) -> Edit:
    def edit(book: Any) -> None:
        page = book[MARKS]
        for row in [row[0].row for row in page.iter_rows(min_row=2) if row[0].value == code][::-1]:
            page.delete_rows(row)

    return edit


def test_a_wrong_column_name_hides_nothing_else_of_its_sheet() -> None:
    found = places(headed(BUSINESS, "车险保费收入", "车险保费"), put(BUSINESS, 3, "非车险保费收入", "约3亿"), put(BUSINESS, 4, "机构代码", "P0199"))
    assert {(BUSINESS, 1, "车险保费收入"), (BUSINESS, 3, "非车险保费收入"), (BUSINESS, 4, "机构代码")} <= found


@pytest.mark.parametrize("fault", [put(DIRECTORY, 3, "类别", "财险"), unit("P0902", "P0902"), put(DIRECTORY, 4, "归并至", "P0199")])
def test_a_fault_of_the_directory_does_not_hide_the_marks_that_are_missing(fault: Edit) -> None:
    assert any(each[0] == MARKS and "L0101" in each[2] for each in told(read(fault, without_marks_of("L0101"))))


def test_a_bad_cell_does_not_hide_what_contradicts_in_its_row() -> None:
    found = places(put(COMPLAINTS, 2, "车险投诉件数", -3), put(COMPLAINTS, 2, "按时处理并反馈件数", 99))
    assert {(COMPLAINTS, 2, "车险投诉件数"), (COMPLAINTS, 2, "按时处理并反馈件数")} <= found


def test_two_events_of_one_day_and_situation_are_asked_about() -> None:
    twice = [event(指标="制度执行", 情形="report_late", 说明=words) for words in ("迟报三天", "年报晚交")]
    assert [each[4] for each in told(read(*twice), warnings=True)] == ["与扣分事件 第4行不同的事件"]


def test_a_bad_row_of_the_directory_does_not_make_its_figures_unknown() -> None:
    result = read(put(DIRECTORY, 2, "机构类型", "省分公司"), put(COMPLAINTS, 2, "转办件数", -1))
    assert [(each.sheet, each.row, each.column) for each in result.errors] == [(DIRECTORY, 2, "机构类型"), (COMPLAINTS, 2, "转办件数")]


def test_problems_are_plain_data_too() -> None:
    (problem,) = read(put(COMPLAINTS, 2, "转办件数", "10件")).errors
    assert problem.data() == {
        "level": "error", "code": "bad_cell", "sheet": COMPLAINTS, "row": 2, "column": "转办件数", "found": "10件", "expected": "整数", "do": "改为 10",
        "sentence": "投诉量 第2行 转办件数：读到“10件”，应为整数。改为 10。",
    }  # fmt: skip


# ---- files that are no workbook ----


def zipped() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"hello", "机构代码,期间\nP0101,2018H1\n".encode(), zipped(), good()[: len(good()) // 2], good()[:-40]],
    ids=["no byte", "two bytes", "words", "csv", "other zip", "half", "cut"],
)  # fmt: skip
def test_a_file_that_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "考评.xlsx"
    file.write_bytes(content)
    for source in (file, content):
        with pytest.raises(BadInput) as told_:
            read_workbook(source, SH, PERIOD, "考评.xlsx")
        assert told_.value.field == "考评.xlsx"
        assert told_.value.expected == "能打开的 .xlsx 文件"
        assert ("另存为 .xlsx" if content else "重新导出") in told_.value.do


def test_an_empty_workbook_lacks_all_sheets() -> None:
    file = BytesIO()
    openpyxl.Workbook().save(file)
    result = read_workbook(file.getvalue(), SH, PERIOD)
    assert [(each.sheet, each.found, each.expected) for each in result.errors] == [
        (sheet, "Sheet", f"有工作表“{sheet}”") for sheet in (DIRECTORY, BUSINESS, COMPLAINTS, MEDIATION, MARKS, EVENTS)
    ]


def test_an_empty_sheet_lacks_all_columns() -> None:
    def edit(book: Any) -> None:
        place = book.sheetnames.index(MEDIATION)
        book.remove(book[MEDIATION])
        book.create_sheet(MEDIATION, place)

    assert {(each.sheet, each.row, each.column, each.found) for each in read(edit).errors} == {
        (MEDIATION, 1, column, "空表") for column in ("机构代码", "期间", "需调解件数", "调解成功件数")
    }


def test_facts_differ_when_a_cell_differs() -> None:
    assert read(put(COMPLAINTS, 2, "转办前撤诉件数", 7)).facts.content_hash != FACTS.content_hash
    assert read(put(MARKS, 2, "依据", "沪甲〔2018〕1号")).facts.content_hash == replace(
        FACTS, marks=(replace(FACTS.marks[0], basis="沪甲〔2018〕1号"), *FACTS.marks[1:])
    ).content_hash
