"""Figures for the regulator and the public: periods, what is wrong, what changed, what is masked (law 26, 36)."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from suqing.casework.reporting import (
    TABLES,
    Difference,
    differences,
    disclosed,
    due_on,
    period_of,
    periods_over,
    problems_in,
)
from suqing.rulebook import open_edition

LAW = open_edition("cbirc2020")


def row(code: str, items: int, matters: int | None = None) -> dict[str, Any]:
    return {"code": code, "words": f"词{code}", "items": items, "matters": matters}


def body(**changed: list[dict[str, Any]]) -> dict[str, Any]:
    tables = {
        "total": [row("", 10, 9)], "class": [row("general", 7, 7), row("major", 3, 3)], "source": [row("own", 10, 9)], "level": [row("first", 10, 9)],
        "line": [row("motor", 9, 9), row("life", 1, 1)], "dispute": [row("claim", 10, 9)], "unit": [row("P1", 6, 6), row("P2", 4, 4)],
        "handling": [row("closed", 8), row("open", 2), row("late", 1)],
    }  # fmt: skip
    return {"since": "2026-01-01", "until": "2026-03-31", "as_of": "2026-04-02T09:00", "tables": deepcopy(tables | changed)}


KNOWN = {"class": ["", "general", "major"], "line": ["motor", "life", "unknown"]}


@pytest.mark.parametrize(("cycle", "day", "code", "first", "last", "words"), [
    ("month", date(2024, 2, 29), "2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
    ("month", date(2026, 12, 1), "2026-12", date(2026, 12, 1), date(2026, 12, 31), "2026年12月"),
    ("quarter", date(2026, 11, 26), "2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
    ("half", date(2026, 6, 30), "2026H1", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
    ("half", date(2026, 7, 1), "2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
    ("year", date(2026, 7, 1), "2026", date(2026, 1, 1), date(2026, 12, 31), "2026年度"),
])  # fmt: skip
def test_a_day_lies_in_its_period(cycle: str, day: date, code: str, first: date, last: date, words: str) -> None:
    found = period_of(cycle, day)
    assert (found.code, found.first_day, found.last_day, found.words) == (code, first, last, words)


def test_owed_are_the_whole_periods_since_the_duty_began() -> None:
    owed = periods_over("quarter", from_day=date(2026, 2, 1), until_day=None, today=date(2027, 1, 1))
    assert [each.code for each in owed] == ["2026Q2", "2026Q3", "2026Q4"]
    assert [each.code for each in periods_over("quarter", from_day=date(2026, 1, 1), until_day=date(2026, 6, 30), today=date(2027, 1, 1))] == ["2026Q1", "2026Q2"]
    assert list(periods_over("year", from_day=date(2026, 1, 1), until_day=None, today=date(2026, 12, 31))) == []
    assert due_on(period_of("quarter", date(2026, 3, 1)), 15) == date(2026, 4, 15)


def test_sound_figures_have_nothing_wrong() -> None:
    assert [(each.wrong, each.where) for each in problems_in(body(), known=KNOWN)] == [(False, "处理情况")]


@pytest.mark.parametrize(("changed", "where", "said"), [
    ({"class": [row("general", 7, 7)]}, "按类别", "相加7件，合计10件，差3件"),
    ({"class": [row("general", 7, 7), row("odd", 3, 3)]}, "按类别", "“odd”不在代码表里，有3件"),
    ({"total": [row("", 10, 11)]}, "投诉件", "事项不会多于件"),
    ({"handling": [row("closed", 8), row("open", 1), row("late", 0)]}, "处理情况", "不等于合计10件"),
    ({"handling": [row("closed", 8), row("open", 2), row("late", 11)]}, "处理情况", "多于合计10件"),
])  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(changed: dict[str, Any], where: str, said: str) -> None:
    assert any(each.wrong and each.where == where and said in each.words for each in problems_in(body(**changed), known=KNOWN))


def test_what_is_unsaid_and_a_period_that_runs_on() -> None:
    unsaid = problems_in(body(**{"class": [row("", 2, 2), row("general", 8, 7)], "line": [row("unknown", 10, 9)]}), known=KNOWN)
    assert [each.words[:12] for each in unsaid if not each.wrong][:2] == ["还没有定类的有2件。能补", "业务种类未明的有10件。"]
    early = body() | {"as_of": "2026-03-31T23:00"}
    assert any(each.wrong and "还没有过完" in each.words for each in problems_in(early, known=KNOWN))
    nothing = body(**{name: [row("", 0, 0)] for name in TABLES if name != "handling"}, handling=[row("closed", 0), row("open", 0), row("late", 0)])
    assert [each.where for each in problems_in(nothing, known={})] == ["合计"]


def test_a_correction_shows_every_number_that_is_another_one() -> None:
    later = body(total=[row("", 11, 10)], line=[row("motor", 9, 9), row("health", 2, 1)])
    assert differences(body(), later) == [
        Difference("投诉件", "词", 10, 11), Difference("按业务种类", "词life", 1, None), Difference("按业务种类", "词health", None, 2),
    ]  # fmt: skip
    assert differences(body(), body()) == []


def test_small_numbers_are_masked_and_cannot_be_worked_out_from_the_total() -> None:
    account = disclosed(body(line=[row("motor", 5, 5), row("health", 4, 4), row("life", 1, 1), row("none", 0, 0)]), LAW)
    assert [(each.words, each.count, each.share) for each in account["按业务种类"]] == [("词motor", "5件", "50.0%"), ("词health", "未列", ""), ("词life", "少于3件", "")]
    assert [each.count for each in account["按地区机构"]] == ["6件", "4件"]
    assert [each.count for each in account["处理情况"]] == ["8件", "少于3件", "少于3件"]
    assert [each.count for each in account["投诉数量"]] == ["10件"]


def test_shares_are_rounded_half_up() -> None:
    account = disclosed(body(total=[row("", 8, 8)], unit=[row("A", 5, 5), row("B", 3, 3)]), LAW)
    assert [each.share for each in account["按地区机构"]] == ["62.5%", "37.5%"]
    thirds = disclosed(body(total=[row("", 9, 9)], unit=[row("A", 6, 6), row("B", 3, 3)]), LAW)
    assert [each.share for each in thirds["按地区机构"]] == ["66.7%", "33.3%"]
