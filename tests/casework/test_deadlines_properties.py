"""The clocks against a second implementation that counts day by day, for any receipt at all."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import ClockFacts
from suqing.rulebook import open_calendar, open_edition
from suqing.rulebook.calendar import HOUSE
from tests.rulebook import slow_calendar

CN = open_calendar("cn")
EDITIONS = {name: open_edition(name) for name in ("property", "claims", "cbirc2020")}
FIRST = datetime(2017, 12, 1, tzinfo=HOUSE)
MOMENTS = st.integers(0, 10 * 366 * 86_400).map(lambda n: FIRST + timedelta(seconds=n))
WORKING_DAYS = {
    ("general", "contact"): 1,
    ("general", "resolve"): 3,
    ("major", "contact"): 1,
    ("major", "resolve"): 5,
}
NEW_YEAR = datetime(2026, 12, 31, 23, 59, 59, tzinfo=HOUSE)


def ask(rulebook: str, facts: ClockFacts) -> dict[str, Deadline]:
    found = deadlines_for(edition=EDITIONS[rulebook], calendar=CN, facts=facts)
    assert [each.limit_at for each in found] == sorted(each.limit_at for each in found)
    return {each.kind: each for each in found}


def close_after(received: datetime, n: int) -> datetime:
    """17:30 of the n-th working day after the day of receipt, found the slow way."""
    day = slow_calendar.nth_after(received.astimezone(slow_calendar.SHANGHAI).date(), n)
    return datetime.combine(day, time(17, 30), slow_calendar.SHANGHAI)


def slow_natural(received: datetime, n: int) -> datetime:
    day = received.astimezone(slow_calendar.SHANGHAI).date()
    for _ in range(n):
        day += timedelta(days=1)
    return datetime.combine(day, time(23, 59, 59), slow_calendar.SHANGHAI)


@settings(max_examples=300, deadline=None)
@given(MOMENTS, st.sampled_from(["general", "major"]))
@example(NEW_YEAR, "general")
@example(datetime(2026, 9, 30, 16, 0, tzinfo=UTC), "major")
def test_working_days(received: datetime, classification: str) -> None:
    clocks = ask("property", ClockFacts(received, classification))
    assert set(clocks) == {"contact", "resolve"}
    for kind, clock in clocks.items():
        expected = close_after(received, WORKING_DAYS[classification, kind])
        assert clock.limit_at == expected
        assert clock.started_at == received
        first = received.astimezone(slow_calendar.SHANGHAI).date()
        assert clock.provisional == slow_calendar.crosses_unpublished(first, expected.date())
        assert clock.limit_at.utcoffset() == timedelta(hours=8)


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.sampled_from(["first", "second", "third_or_more"]))
@example(NEW_YEAR, "third_or_more")
def test_hours_and_the_same_day(received: datetime, level: str) -> None:
    clocks = ask("claims", ClockFacts(received, repeat_level=level))
    assert set(clocks) == {"progress", "resolve"} | (
        {"same_day"} if level == "third_or_more" else set()
    )
    assert clocks["progress"].target_at == received + timedelta(hours=12)
    assert clocks["progress"].limit_at == received + timedelta(hours=24)
    assert not clocks["progress"].provisional
    assert clocks["resolve"].limit_at == close_after(received, 3)
    if level == "third_or_more":
        assert clocks["same_day"].limit_at == slow_natural(received, 0)


@settings(max_examples=200, deadline=None)
@given(MOMENTS)
def test_natural_days_never_roll_and_are_never_provisional(received: datetime) -> None:
    (clock,) = ask("cbirc2020", ClockFacts(received)).values()
    assert (clock.kind, clock.limit_at, clock.provisional) == (
        "decide",
        slow_natural(received, 15),
        False,
    )


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.integers(-5, 80), st.integers(-5, 80), st.integers(-5, 80))
def test_one_decision_clock_at_a_time(
    received: datetime, complex_after: int, approved: int, notified: int
) -> None:
    facts = ClockFacts(
        received,
        complexity_recorded_at=received + timedelta(days=complex_after),
        extension_approved_at=received + timedelta(days=approved),
        extension_notified_at=received + timedelta(days=notified),
    )
    (clock,) = ask("cbirc2020", facts).values()
    number, kind = 15, "decide"
    if received + timedelta(days=complex_after) <= slow_natural(received, 15):
        number, kind = 30, "decide_complex"
    if received + timedelta(days=max(approved, notified)) <= slow_natural(received, number):
        number, kind = 60, "decide_extended"
    assert (clock.kind, clock.limit_at) == (kind, slow_natural(received, number))


@settings(max_examples=150, deadline=None)
@given(MOMENTS)
def test_the_consumers_window_rolls_to_a_working_day(received: datetime) -> None:
    clock = ask("cbirc2020", ClockFacts(received, decision_received_at=received))["review_apply"]
    expected = slow_natural(received, 30)
    while not slow_calendar.works(expected.date()):
        expected += timedelta(days=1)
    assert clock.limit_at == expected


@settings(max_examples=150, deadline=None)
@given(MOMENTS, st.sampled_from(["general", "major"]))
def test_the_strip_shows_the_count(received: datetime, classification: str) -> None:
    for kind, clock in ask("property", ClockFacts(received, classification)).items():
        strip = clock.line.strip
        assert (strip[0].words, strip[0].ordinal) == ("收到", None)
        assert strip[-1].day == clock.limit_at.date().isoformat()
        counted = [square.ordinal for square in strip if square.ordinal]
        assert counted == list(range(1, WORKING_DAYS[classification, kind] + 1))


@settings(max_examples=100, deadline=None)
@given(MOMENTS, st.integers(-600, 840))
def test_the_zone_of_the_clock_on_the_wall_does_not_matter(received: datetime, offset: int) -> None:
    from datetime import timezone

    elsewhere = received.astimezone(timezone(timedelta(minutes=offset)))
    here, there = (
        ask("property", ClockFacts(received, "major")),
        ask("property", ClockFacts(elsewhere, "major")),
    )
    assert {kind: each.data() for kind, each in here.items()} == {
        kind: each.data() for kind, each in there.items()
    }
