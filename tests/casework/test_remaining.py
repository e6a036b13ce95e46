"""How much is left, in the words of the desk."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suqing.casework.deadlines import Remaining, remaining
from suqing.rulebook import open_calendar
from suqing.rulebook.calendar import HOUSE

CN = open_calendar("cn")
START = "2026-11-23 09:12"
RESOLVE = "2026-11-30 17:30"  # five working days


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HOUSE)


def left(
    now: str, *, start: str = START, deadline: str = RESOLVE, unit: str = "working_day"
) -> Remaining:
    return remaining(
        deadline_at=at(deadline), started_at=at(start), now=at(now), calendar=CN, unit=unit
    )


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        ("2026-11-24 15:00", "ok", "余4日2时"),
        ("2026-11-25 12:30", "ok", "余3日4时"),
        ("2026-11-24 17:30", "ok", "余4日"),
        ("2026-11-24 23:00", "ok", "余4日"),
        ("2026-11-27 18:00", "near", "余1日"),  # 80 % used, though not today
        ("2026-11-28 10:00", "near", "余1日"),  # a Saturday takes nothing away
        ("2026-11-30 00:00", "near", "余1日"),
        ("2026-11-30 15:12", "near", "余2时18分"),
        ("2026-11-30 17:29", "near", "余1分"),
        ("2026-11-30 17:30", "near", "余不足1分"),
        ("2026-11-30 17:31", "late", "刚超"),
        ("2026-12-01 08:00", "late", "刚超"),
        ("2026-12-01 09:45", "late", "超45分"),
        ("2026-12-02 10:00", "late", "超1日1时"),
    ],
)
def test_working_days_in_words(now: str, state: str, words: str) -> None:
    found = left(now)
    assert (found.state, found.words) == (state, words)


def test_working_time_is_signed_and_whole_days_are_cut() -> None:
    assert (left("2026-11-25 12:30").working_days, left("2026-11-25 12:30").working_seconds) == (
        3,
        3 * 27_000 + 4 * 3600 + 1800,
    )
    assert (left("2026-12-02 10:00").working_days, left("2026-12-02 10:00").working_seconds) == (
        -1,
        -30_600,
    )


def test_hours_run_by_the_clock() -> None:
    hours = {"start": "2026-11-20 23:59", "deadline": "2026-11-21 23:59", "unit": "hour"}
    assert left("2026-11-21 05:59", **hours).words == "余18时"
    assert left("2026-11-21 21:41", **hours).words == "余2时18分"
    assert left("2026-11-22 00:09", **hours).words == "超10分"
    assert left("2026-11-21 11:59", **hours).used_share == Fraction(1, 2)
    assert left("2026-11-21 11:59", **hours).working_seconds == 0


def test_natural_days_are_called_so() -> None:
    natural = {"start": START, "deadline": "2026-12-08 23:59:59", "unit": "day"}
    assert left("2026-11-26 20:00", **natural).words == "余12自然日3时"
    assert left("2026-12-08 23:00", **natural).words == "余59分"
    assert left("2026-12-10 01:59:59", **natural).words == "超1自然日2时"


def test_a_promise_of_today_is_near() -> None:
    found = left("2026-11-26 11:42", deadline="2026-11-26 14:00", unit="date")
    assert (found.state, found.words) == ("near", "余2时18分")


def test_asked_before_the_start_nothing_is_used() -> None:
    assert left("2026-11-22 08:00").used_share == 0


def test_provisional_is_passed_on() -> None:
    found = remaining(
        deadline_at=at(RESOLVE),
        started_at=at(START),
        now=at(START),
        calendar=CN,
        unit="working_day",
        provisional=True,
    )
    assert found.provisional


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 20 * 24 * 60),
    st.sampled_from(["working_day", "hour", "day", "same_day", "date"]),
)
def test_time_only_goes_one_way(minutes: int, unit: str) -> None:
    """One minute on, never more is left; late exactly after the deadline; the share passes 1 at the deadline."""
    now = at(START) + timedelta(minutes=minutes)
    known = {"deadline_at": at(RESOLVE), "started_at": at(START), "calendar": CN, "unit": unit}
    first, second = remaining(now=now, **known), remaining(now=now + timedelta(minutes=1), **known)  # type: ignore[arg-type]
    assert second.working_seconds <= first.working_seconds
    assert second.used_share >= first.used_share
    assert (first.state == "late") == (now > at(RESOLVE))
    assert (first.words[0] in "超刚") == (first.state == "late")
    assert first.state == "late" or first.used_share <= 1
