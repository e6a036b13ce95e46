"""Words for dates, durations, money and codes."""

from datetime import UTC, date, datetime

import pytest

from suqing.kernel.clock import HOUSE
from suqing.rulebook import open_edition
from suqing.web.words import moments, names, numbers

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=HOUSE)  # a Tuesday


def at(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=HOUSE)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(11, 24, 17, 30), "今日 17:30"),
        (at(11, 30, 17, 30), "11月30日 周一 17:30"),
        (at(1, 5, 17, 30, year=2027), "2027年1月5日 周二 17:30"),
        (datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), "今日 23:59"),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "11月25日 周三 00:00"),
        (None, "—"),
    ],
)
def test_a_deadline_says_day_weekday_and_time(moment, words):
    assert moments.day_words(moment, NOW) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(11, 24, 9, 55), "今日 09:55"),
        (at(11, 23, 16, 20), "昨日 16:20"),
        (at(11, 22, 16, 20), "11月22日 16:20"),  # Sunday, last week
        (at(3, 8, 9, 0, year=2025), "2025年3月8日 09:00"),
        (at(11, 25, 9, 0), "11月25日 09:00"),
    ],
)
def test_what_happened_is_named_by_its_nearness(moment, words):
    assert moments.past_words(moment, NOW) == words


def test_a_day_of_this_week_is_named_by_its_weekday():
    assert moments.past_words(at(11, 23, 10, 5), at(11, 27, 9)) == "周一 10:05"


def test_a_date_of_another_year_is_written_out():
    assert moments.date_words(date(2025, 3, 8), NOW.date()) == "2025年3月8日"
    assert moments.date_words(date(2026, 11, 30), NOW.date(), weekday=True) == "11月30日 周一"


def test_machine_and_print_forms():
    assert moments.iso(datetime(2026, 11, 30, 9, 30, tzinfo=UTC)) == "2026-11-30T17:30:00+08:00"
    assert moments.full_words(NOW) == "2026年11月24日 10:42"


@pytest.mark.parametrize(
    ("fen", "words"),
    [(2_640_000, "26,400.00元"), (0, "0.00元"), (5, "0.05元"), (-12_345, "−123.45元"), (None, "—")],
)
def test_money_is_fen_shown_as_yuan(fen, words):
    assert numbers.money_words(fen) == words


def test_counts_have_commas_and_a_true_minus():
    assert numbers.count_words(1067) == "1,067"
    assert numbers.count_words(-3) == "−3"
    assert numbers.count_words(None) == "—"
    assert numbers.capped_count(1000) == "999+"
    assert numbers.capped_count(999) == "999"


def test_sizes():
    assert [numbers.size_words(n) for n in (812, 34_100, 2_400_000)] == ["812 B", "34.1 KB", "2.4 MB"]


def test_every_code_has_words():
    assert names.name_of(names.CLASSES, "major") == "重大投诉件"
    assert names.name_of(names.STAGES, "not_admitted") == "不予办理"
    assert names.name_of(names.METHODS, "小程序") == "小程序"
    assert names.name_of(names.METHODS, None) == "—"
    assert set(names.LEVELS) == set(names.LEVEL_PIPS)
    assert set(names.METHODS) == set(names.ICONS_OF_METHODS)
    assert set(names.BASES) == set(names.BASIS_NOTES)
    assert {name: open_edition(name).short_name for name in names.RULEBOOKS} == names.RULEBOOKS
    assert set(names.CHANNELS) == {row.id for row in open_edition("property").table("channels")}


def test_no_class_or_level_says_major_alone():
    """重大 has three meanings; each is written in full."""
    assert "重大" not in {*names.CLASSES.values(), *names.LEVELS.values()}


def test_rules_have_short_human_names():
    assert names.clause_words("property/8.2") == "管理细则 8.2"
    assert names.clause_words("claims/7.4", "第七条四") == "理赔细则 第七条四"
