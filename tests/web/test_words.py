"""Words for dates, durations, money and codes."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from suqing.kernel.clock import HOUSE
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
    ("seconds", "words"),
    [(0, "0秒"), (40, "40秒"), (130, "2分"), (8_280, "2时18分"), (7_200, "2时"), (183_600, "2日3时"), (86_460, "1日"), (None, "—")],
)
def test_durations_by_the_clock(seconds, words):
    assert moments.duration_words(seconds) == words


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


@pytest.mark.parametrize(
    ("value", "words"),
    [(Fraction(5, 1000), "0.01"), (Fraction(4, 1000), "0.00"), (Fraction(-5, 1000), "−0.01"), (Fraction(-1, 1000), "0.00"), (3, "3.00"), (Fraction(2_999_995, 1000), "3,000.00")],
)
def test_two_decimals_round_half_up_without_floats(value, words):
    assert numbers.two_decimals(value) == words


def test_a_rate_without_denominator_is_missing_not_zero():
    assert numbers.percent(1030, 1067) == "96.53%"
    assert numbers.percent(0, 0) == "—"
    assert numbers.percent(0, 5) == "0.00%"


@pytest.mark.parametrize(("number", "words"), [(3, "三"), (10, "十"), (18, "十八"), (20, "二十"), (31, "三十一")])
def test_numbers_of_articles(number, words):
    assert numbers.chinese_number(number) == words


def test_article_zero_is_refused():
    with pytest.raises(ValueError, match="1 to 99"):
        numbers.chinese_number(0)


def test_sizes():
    assert [numbers.size_words(n) for n in (812, 34_100, 2_400_000)] == ["812 B", "34.1 KB", "2.4 MB"]


def test_every_code_has_words():
    assert names.name_of(names.CLASSES, "major") == "重大投诉件"
    assert names.name_of(names.STAGES, "not_admitted") == "不予受理（范围外）"
    assert names.name_of(names.METHODS, "小程序") == "小程序"
    assert names.name_of(names.METHODS, None) == "—"
    assert set(names.LEVELS) == set(names.LEVEL_PIPS)
    assert set(names.METHODS) == set(names.ICONS_OF_METHODS)
    assert set(names.BASES) == set(names.BASIS_NOTES)


def test_no_class_or_level_says_major_alone():
    """重大 has three meanings; each is written in full."""
    assert "重大" not in {*names.CLASSES.values(), *names.LEVELS.values()}


def test_rules_have_short_human_names():
    assert names.clause_words("property/8.2") == "管理细则 8.2"
    assert names.clause_words("claims/7.4", "第七条四") == "理赔细则 第七条四"
