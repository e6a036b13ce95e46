"""The worker's minute: a worker that slept two days, ran twice, or has a twin, loses nothing and doubles nothing."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from suqing.apps.audit.models import Event
from suqing.apps.clocks import tasks
from suqing.apps.clocks.actions import start_clocks, stop_clocks, void_clocks, wake_due
from suqing.apps.clocks.actions.waking import wake
from suqing.apps.clocks.ladder import LADDER, Timing, next_wake, steps_of, warning_moment
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.notices.actions import notify
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import text_of
from suqing.casework.facts import ClockFacts
from suqing.kernel.clock import house
from suqing.rulebook import open_calendar
from tests.apps.clock_room import Case, adopting_insurer, case_at, cn, heard, staff

FRIDAY = cn("2026-11-20 16:00")
CONTACT = ClockFacts(received_at=FRIDAY, classification="general")
CALENDAR = open_calendar("cn")


@pytest.fixture
def case(db) -> Case:
    return case_at(adopting_insurer())


def told(events):
    return [(event.name, event.clock.kind, event.to, event.occurred_at) for event in events]


# The ladder itself


def timing(start, limit, *, kind="resolve", unit="working_day", strength="must"):
    return Timing(kind, unit, strength, cn(start), cn(limit))


def test_the_steps_count_working_days_from_the_limit():
    steps = steps_of(timing("2026-09-28 10:00", "2026-09-30 17:30"), CALENDAR)
    assert [(step.to, moment) for step, moment in steps] == [
        ("handler", cn("2026-09-30 09:00")),
        ("superior", cn("2026-09-30 17:30")),
        ("leader_in_charge", cn("2026-10-08 17:30")),  # National Day lies between
        ("leading_group", cn("2026-10-10 17:30")),  # a Saturday that is worked
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # 24 hours: 80 % is 19 h 12 min, but the morning of the last day comes first
        (timing("2026-11-23 16:00", "2026-11-24 16:00", unit="hour"), "2026-11-24 09:00"),
        # 80 % is 03:12, in the night, and the limit comes with the morning: the evening before
        (timing("2026-11-23 08:00", "2026-11-24 08:00", unit="hour"), "2026-11-23 19:55"),
        # 80 % is 04:36, and there is a morning before the limit
        (timing("2026-11-23 09:24", "2026-11-24 09:24", unit="hour"), "2026-11-24 08:00"),
        # started in the night and due before the morning: there is no better moment
        (timing("2026-11-23 23:00", "2026-11-24 07:00", unit="hour"), "2026-11-24 05:24"),
        # received and due on one day: no morning left, 80 % of the working time from 10:00 (6.5 h: 5 h 12 min)
        (timing("2026-11-23 10:00", "2026-11-23 23:59:59", unit="same_day"), "2026-11-23 16:12"),
        # received after the close, due the same day: no working time at all, so by the clock
        (timing("2026-11-23 19:00", "2026-11-23 23:59:59", unit="same_day"), "2026-11-23 22:59:59.2"),
    ],
)
def test_when_to_warn(given, expected):
    assert warning_moment(given, CALENDAR) == cn(expected)


def test_the_warning_lies_between_start_and_limit():
    for hours in range(0, 24 * 14, 5):
        start = cn("2026-09-24 00:30") + timedelta(hours=hours)
        limit = CALENDAR.close_of_business(CALENDAR.nth_working_day_after(start.date(), 3))
        given = Timing("resolve", "working_day", "must", start, limit)
        assert start < warning_moment(given, CALENDAR) < limit


@given(after=st.integers(0, 480_000), minutes=st.integers(1, 20_000), unit=st.sampled_from(["hour", "working_day", "natural_day"]))
def test_nobody_is_warned_at_night_but_of_the_same_day_or_of_a_night(after, minutes, unit):
    start = cn("2026-01-01 00:00") + timedelta(minutes=after)
    limit = start + timedelta(minutes=minutes)
    moment = house(warning_moment(Timing("resolve", unit, "must", start, limit), CALENDAR))
    assert start <= moment <= limit
    by_day = 8 <= moment.hour < 20
    evening = moment.replace(hour=19, minute=55, second=0, microsecond=0) - timedelta(days=moment.hour < 8)
    within_one_night = start >= evening and limit <= evening + timedelta(hours=12, minutes=5)
    assert by_day or start.date() == limit.date() or within_one_night


def test_a_target_is_warned_of_but_never_escalated():
    assert [step.event for step, _ in steps_of(timing("2026-11-23 10:00", "2026-11-26 17:30", strength="target"), CALENDAR)] == [
        "clock.warned"
    ]


def test_a_window_of_the_consumer_wakes_once_and_tells_nobody():
    given = timing("2026-11-23 10:00", "2026-12-23 23:59:59", kind="review_apply", unit="day")
    assert steps_of(given, CALENDAR) == []
    assert next_wake(given, CALENDAR, steps_taken=0) == cn("2026-12-23 23:59:59")


# The worker


def test_nothing_happens_before_its_time(case):
    case.start(CONTACT, "property")
    with heard() as events:
        assert wake_due(cn("2026-11-23 08:59:59")).seen == 0
    assert events == []


def test_a_warning_then_the_limit_then_the_ladder(case):
    (clock,) = [each for each in case.start(CONTACT, "property") if each.kind == "contact"]
    assert clock.wake_at == cn("2026-11-23 09:00")
    Clock.objects.exclude(id=clock.id).delete()
    with heard() as events:
        wake_due(cn("2026-11-23 09:00"))
        assert told(events) == [("clock.warned", "contact", "handler", cn("2026-11-23 09:00"))]
        wake_due(cn("2026-11-23 17:30"))
        wake_due(cn("2026-11-24 17:31"))
        wake_due(cn("2026-11-26 17:30"))
    assert told(events)[1:] == [
        ("clock.overdue", "contact", "superior", cn("2026-11-23 17:30")),
        ("clock.escalated", "contact", "leader_in_charge", cn("2026-11-24 17:30")),
        ("clock.escalated", "contact", "leading_group", cn("2026-11-26 17:30")),
    ]
    stored = case.clock("contact")
    assert (stored.escalation_step, stored.wake_at, stored.warned_at) == (4, None, cn("2026-11-23 09:00"))
    assert stored.state == ClockState.RUNNING  # late is computed; the duty is still to be done


def test_a_worker_that_stopped_for_two_days_tells_the_true_moments(case):
    case.start(CONTACT, "property")
    back = cn("2026-11-25 10:00")
    with heard() as events:
        wake_due(back)
    of_contact = [event for event in events if event.clock.kind == "contact"]
    assert told(of_contact) == [
        ("clock.warned", "contact", "handler", cn("2026-11-23 09:00")),
        ("clock.overdue", "contact", "superior", cn("2026-11-23 17:30")),
        ("clock.escalated", "contact", "leader_in_charge", cn("2026-11-24 17:30")),
    ]
    assert {event.recorded_at for event in of_contact} == {back}
    written = Event.objects.filter(subject_id=case.subject[1], verb="clock.overdue").get()
    assert (written.occurred_at, written.recorded_at) == (cn("2026-11-23 17:30"), back)
    assert (written.clause, written.edition) == ("property/8.1", case.hashes["property"])
    assert case.clock("contact").wake_at == cn("2026-11-26 17:30")


def test_running_twice_doubles_nothing(case):
    case.start(CONTACT, "property")
    with heard() as events:
        wake_due(cn("2026-11-25 10:00"))
        once = told(events)
        assert wake_due(cn("2026-11-25 10:00")).seen == 0
        assert wake_due(cn("2026-11-25 10:01")).seen == 0
    assert told(events) == once


def test_a_clock_that_was_stopped_since_it_was_read_is_left_alone(case):
    case.start(CONTACT, "property")
    read = case.clock("contact")
    stop_clocks(subject=case.subject, kinds=["contact"], at=cn("2026-11-23 10:00"))
    with heard() as events:
        assert wake(read, cn("2026-11-25 10:00")) == 0
    assert events == []
    assert case.clock("contact").state == ClockState.MET


def test_what_ended_wakes_nobody(case):
    case.start(CONTACT, "property")
    void_clocks(subject=case.subject, at=cn("2026-11-23 08:00"))
    with heard() as events:
        assert wake_due(cn("2026-12-25 10:00")).seen == 0
    assert events == []


def test_one_bad_clock_does_not_stop_the_others(case):
    case.start(CONTACT, "property")
    other = case_at(case.root)
    other.start(CONTACT, "property")

    def fails_for_the_first(event):
        if event.subject == case.subject:
            raise ValueError("no recipient")

    with heard(fails_for_the_first), pytest.raises(ExceptionGroup) as problem:
        tasks.wake_clocks(cn("2026-11-23 09:00"))
    assert [str(each) for each in problem.value.exceptions] == ["no recipient"]
    assert case.clock("contact").escalation_step == 0  # rolled back, and due again
    assert other.clock("contact").escalation_step == 1


def test_a_consumer_window_closes_silently(case):
    case.start(ClockFacts(received_at=FRIDAY, decision_received_at=FRIDAY), "cbirc2020")
    window = case.clock("review_apply")
    with heard() as events:
        wake_due(window.limit_at + timedelta(seconds=60))
    window.refresh_from_db()
    assert (window.state, window.stopped_at) == (ClockState.VOID, window.limit_at)
    assert "review_apply" not in [event.clock.kind for event in events]


def test_due_clocks_are_found_by_the_partial_index(case):
    case.start(CONTACT, "property")
    due = Clock.objects.filter(state=ClockState.RUNNING, wake_at__lte=cn("2026-11-25 10:00")).order_by("wake_at", "id")[:50]
    if connection.vendor == "sqlite":
        assert "clock_wake" in due.explain()


def test_at_most_fifty_a_transaction_with_a_breath_between(case, monkeypatch):
    deadlines = [each for each in case.deadlines(CONTACT, "property") if each.kind == "contact"]
    for _ in range(120):
        start_clocks(
            root_id=case.root.id,
            subject=case_at(case.root).subject,
            deadlines=deadlines,
            edition_hashes=case.hashes,
            calendar_hash=case.calendar_hash,
            at=FRIDAY,
        )
    sizes, breaths = [], []
    one_batch = tasks.wake_due

    def watched(at, limit, **more):
        woken = one_batch(at, limit, **more)
        sizes.append(woken.seen)
        return woken

    monkeypatch.setattr(tasks, "wake_due", watched)
    monkeypatch.setattr(time, "sleep", breaths.append)
    with heard() as events:
        assert tasks.wake_clocks(cn("2026-11-23 09:00")) == 120
    assert len(events) == 120
    assert sizes == [50, 50, 20]
    assert breaths == [0.005, 0.005]


def test_the_sweep_is_registered_every_minute():
    from suqing.apps.jobs.registry import sweeps

    (sweep,) = [each for each in sweeps() if each.name == "clocks.wake"]
    assert (sweep.seconds, sweep.function) == (60, tasks.wake_clocks)


def test_the_ladder_is_in_order():
    assert [step.number for step in LADDER] == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_notice():
    root = adopting_insurer()
    handler = staff(root, "小李专员", "xiaoli")
    cases = [case_at(root) for _ in range(8)]
    for case in cases:
        case.start(CONTACT, "property")
    at, gate, problems = cn("2026-11-23 17:30"), threading.Barrier(2), []

    def tell(event):
        notify(
            root_id=event.root_id,
            recipients=[handler.id],
            kind=event.name,
            subject=event.subject,
            ref="SQ20261120ABCDEF1",
            params=event.params,
            dedupe_key=event.dedupe_key,
            at=event.recorded_at,
        )

    def work():
        try:
            gate.wait()
            tasks.wake_clocks(at)
        except Exception as problem:  # noqa: BLE001  asserted below, in the test's own thread
            problems.append(problem)
        finally:
            connection.close()

    with heard(tell) as events:
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        tasks.wake_clocks(at)  # what gave way to the other worker is taken a minute later
    assert problems == []
    keys = Notice.objects.values_list("dedupe_key", flat=True)
    contact = set(Clock.objects.filter(kind="contact").values_list("id", flat=True))
    assert {key for key in keys if int(key.split(":")[1]) in contact} == {
        f"clock:{clock}:{step}:{handler.id}" for clock in contact for step in (1, 2)
    }
    assert Event.objects.filter(verb="clock.overdue").count() == len(cases)
    assert len(events) >= len(cases) * 2
    overdue = Notice.objects.filter(kind="clock.overdue").first()
    assert text_of(overdue) == "SQ20261120ABCDEF1：联系过了时限11月23日 周一 17:30，仍未完成。请过问，或改派。"

