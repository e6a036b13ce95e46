"""Working days: against two independent packages, and against a slow second implementation."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from suqing.rulebook import Calendar, open_calendar
from suqing.rulebook.calendar import HOUSE, Uncovered
from tests.rulebook import slow_calendar

CN = open_calendar("cn")
ALL_DAYS = [
    date(2018, 1, 1) + timedelta(n) for n in range((date(2026, 12, 31) - date(2018, 1, 1)).days + 1)
]
DAYS = st.dates(date(2017, 6, 1), date(2028, 6, 30))
AUTUMN = datetime(2025, 9, 20, tzinfo=HOUSE)
MINUTES = st.integers(0, 30 * 24 * 60).map(lambda n: AUTUMN + timedelta(minutes=n))
FIRST = datetime(2017, 1, 1, tzinfo=HOUSE)
SECONDS = st.integers(0, 11 * 366 * 86_400).map(lambda n: FIRST + timedelta(seconds=n))


def test_every_day_from_2018_to_2026_agrees_with_chinesecalendar() -> None:
    assert len(ALL_DAYS) == 3287
    assert [
        day for day in ALL_DAYS if CN.is_working_day(day) != chinese_calendar.is_workday(day)
    ] == []


def test_every_day_from_2018_to_2026_agrees_with_holidays() -> None:
    public = holidays.country_holidays("CN", years=range(2018, 2027))
    assert [day for day in ALL_DAYS if CN.is_working_day(day) != public.is_working_day(day)] == []


def test_every_year_names_its_notice() -> None:
    assert CN.published_years == tuple(range(2018, 2027))
    assert [CN.notice(year) for year in (2018, 2025, 2026, 2027)] == [
        "国办发明电〔2017〕12号", "国办发明电〔2024〕12号", "国办发明电〔2025〕7号", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 2, 13), "working"),
        (date(2026, 2, 14), "make_up"),
        (date(2026, 2, 15), "holiday"),
        (date(2026, 2, 23), "holiday"),
        (date(2026, 3, 7), "weekend"),
        (date(2020, 2, 1), "holiday"),
        (date(2027, 10, 1), "working"),
        (date(2018, 12, 29), "make_up"),
        (date(2018, 12, 31), "holiday"),
    ],
)
def test_kinds_of_day(day: date, kind: str) -> None:
    assert CN.day_kind(day) == kind


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(1, 40))
@example(date(2026, 9, 30), 1)
@example(date(2026, 12, 31), 1)
def test_nth_working_day_after(day: date, n: int) -> None:
    assert CN.nth_working_day_after(day, n) == slow_calendar.nth_after(day, n)


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_last_working_day_before_is_the_inverse_of_the_next(day: date) -> None:
    before = CN.last_working_day_before(day)
    assert slow_calendar.works(before)
    assert before < day
    assert not any(
        slow_calendar.works(before + timedelta(n)) for n in range(1, (day - before).days)
    )


def test_last_working_day_before_the_first_of_a_year() -> None:
    assert CN.last_working_day_before(date(2026, 1, 1)) == date(2025, 12, 31)


@settings(max_examples=60, deadline=None)
@given(MINUTES, MINUTES)
def test_working_seconds_between(a: datetime, b: datetime) -> None:
    a, b = min(a, b), max(a, b)
    expected = slow_calendar.working_minutes(a, b) * 60
    assert CN.working_seconds_between(a, b) == expected
    assert CN.working_seconds_between(b, a) == -expected
    assert CN.working_seconds_between(a.astimezone(UTC), b.astimezone(UTC)) == expected


@settings(max_examples=100, deadline=None)
@given(SECONDS, SECONDS, SECONDS)
def test_working_seconds_add_up(a: datetime, b: datetime, c: datetime) -> None:
    a, b, c = sorted((a, b, c))
    parts = CN.working_seconds_between(a, b) + CN.working_seconds_between(b, c)
    assert parts == CN.working_seconds_between(a, c)


def test_a_full_working_day_is_seven_and_a_half_hours() -> None:
    monday = datetime(2026, 11, 23, tzinfo=HOUSE)
    assert CN.working_seconds_between(monday, monday + timedelta(days=1)) == 27_000
    assert CN.seconds_of(date(2026, 11, 23)) == 27_000


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        CN.working_seconds_between(datetime(2026, 1, 5), datetime(2026, 1, 6))  # noqa: DTZ001


def test_n_is_at_least_one() -> None:
    with pytest.raises(ValueError):
        CN.nth_working_day_after(date(2026, 1, 5), 0)


def test_business_hours_change_on_a_day() -> None:
    """Two sets of hours: each day is counted by its own."""
    text = CN.canonical.replace(
        '"from":null,"gap":"cn/business_hours"', '"from":"2026-11-24","gap":"cn/business_hours"'
    )
    old = (
        '{"basis":"assumed","from":null,"gap":"cn/business_hours",'
        '"periods":[{"closes":"12:00","opens":"10:00"}],"until":"2026-11-23"},'
    )
    calendar = Calendar.from_canonical(
        text.replace('"business_hours":[', f'"business_hours":[{old}')
    )
    start = datetime(2026, 11, 23, tzinfo=HOUSE)
    assert (
        calendar.working_seconds_between(start, start + timedelta(days=3)) == (2 + 7.5 + 7.5) * 3600
    )
    assert calendar.close_of_business(date(2026, 11, 23)).hour == 12


def test_a_day_without_hours_is_said() -> None:
    text = CN.canonical.replace(
        '"from":null,"gap":"cn/business_hours"', '"from":"2026-11-24","gap":"cn/business_hours"'
    )
    with pytest.raises(Uncovered, match="2026-11-23"):
        Calendar.from_canonical(text).close_of_business(date(2026, 11, 23))
