"""Clocks start from receipt and stop when the duty is done: met or missed to the second (S5 8, S4 第七条)."""

import pytest
from django.db import IntegrityError, connection, transaction

from suqing.apps.clocks.actions import restart_progress, start_clocks, stop_clocks, void_clocks
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import (
    clocks_of,
    earliest_limit,
    running_clocks,
)
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.casework.facts import ClockFacts, Promise
from suqing.rulebook import Line
from tests.apps.clock_room import Case, adopting_insurer, case_at, cn

pytestmark = pytest.mark.django_db
MONDAY = cn("2026-11-23 09:12")
GENERAL = ClockFacts(received_at=MONDAY, classification="general")


@pytest.fixture
def case() -> Case:
    return case_at(adopting_insurer())


def test_registration_starts_every_clock_in_one_statement(case, django_assert_num_queries):
    open_stored_calendar(case.calendar_hash)
    deadlines = case.deadlines(GENERAL, "property", "claims", "cbirc2020")
    with django_assert_num_queries(1):
        clocks = start_clocks(
            root_id=case.root.id,
            subject=case.subject,
            deadlines=deadlines,
            edition_hashes=case.hashes,
            calendar_hash=case.calendar_hash,
            at=MONDAY,
        )
    assert {(clock.kind, clock.clause): clock.limit_at for clock in clocks} == {
        ("progress", "claims/7.3"): cn("2026-11-24 09:12"),
        ("contact", "property/8.1"): cn("2026-11-24 17:30"),
        ("resolve", "property/8.1"): cn("2026-11-26 17:30"),
        ("resolve", "claims/7.2"): cn("2026-11-26 17:30"),
        ("decide", "cbirc2020/18.1"): cn("2026-12-08 23:59:59"),
    }
    assert earliest_limit(case.subject) == min(clock.limit_at for clock in clocks) == cn("2026-11-24 09:12")


def test_a_clock_keeps_its_edition_its_calendar_and_its_explanation(case):
    case.start(GENERAL, "property")
    clock = case.clock("resolve")
    assert (clock.edition_hash, clock.calendar_hash) == (case.hashes["property"], case.calendar_hash)
    line = Line.from_canonical(clock.line)
    assert line.clause == "property/8.1"
    assert line.to_canonical() == clock.line
    assert clock.rulebook == "property"


def test_a_clock_whose_edition_was_never_stored_is_refused_by_the_database(case):
    def start_and_commit():
        start_clocks(
            root_id=case.root.id,
            subject=case.subject,
            deadlines=case.deadlines(GENERAL, "property"),
            edition_hashes={"property": "0" * 64},
            calendar_hash=case.calendar_hash,
            at=MONDAY,
        )
        connection.check_constraints()

    with pytest.raises(IntegrityError), transaction.atomic():
        start_and_commit()


def test_a_rulebook_without_an_edition_is_an_error(case):
    with pytest.raises(LookupError, match="property"):
        start_clocks(
            root_id=case.root.id,
            subject=case.subject,
            deadlines=case.deadlines(GENERAL, "property"),
            edition_hashes=case.hashes_of("claims"),
            calendar_hash=case.calendar_hash,
            at=MONDAY,
        )


def test_one_running_clock_per_duty(case):
    case.start(GENERAL, "property")
    with pytest.raises(IntegrityError, match=r"clock_one_running|clocks_clock"), transaction.atomic():
        case.start(GENERAL, "property")
    stop_clocks(subject=case.subject, kinds=["contact", "resolve"], at=cn("2026-11-24 10:00"))
    case.start(GENERAL, "property")
    assert Clock.objects.filter(state=ClockState.RUNNING).count() == 2


def test_several_promises_run_side_by_side_and_stop_one_by_one(case):
    promises = (Promise(cn("2026-11-24 14:00"), MONDAY), Promise(cn("2026-11-25 14:00"), MONDAY))
    case.start(ClockFacts(received_at=MONDAY, promises=promises), "cbirc2020")
    (kept,) = stop_clocks(
        subject=case.subject, kinds=["promise"], at=cn("2026-11-24 13:59"), limit_at=cn("2026-11-24 14:00")
    )
    assert kept.state == ClockState.MET
    assert case.clock("promise", state=ClockState.RUNNING).limit_at == cn("2026-11-25 14:00")


@pytest.mark.parametrize(
    ("done_at", "state"),
    [
        ("2026-11-24 17:29:59", ClockState.MET),
        ("2026-11-24 17:30:00", ClockState.MET),
        ("2026-11-24 17:30:00.999999", ClockState.MET),
        ("2026-11-24 17:30:01", ClockState.MISSED),
    ],
)
def test_met_or_missed_to_the_second(case, done_at, state):
    case.start(GENERAL, "property")
    (stopped,) = stop_clocks(subject=case.subject, kinds=["contact"], at=cn(done_at))
    stored = case.clock("contact")
    assert stopped.state == stored.state == state
    assert stored.stopped_at == stopped.stopped_at == cn(done_at)
    assert stored.wake_at is None
    assert case.clock("resolve").state == ClockState.RUNNING


def test_midnight_belongs_to_the_next_day(case):
    facts = ClockFacts(received_at=MONDAY, repeat_level="third_or_more")
    case.start(facts, "claims")
    assert case.clock("same_day").limit_at == cn("2026-11-23 23:59:59")
    (stopped,) = stop_clocks(subject=case.subject, kinds=["same_day"], at=cn("2026-11-24 00:00:00"))
    assert stopped.state == ClockState.MISSED


def test_stopping_twice_keeps_the_first_answer(case):
    case.start(GENERAL, "property")
    stop_clocks(subject=case.subject, kinds=["contact"], at=cn("2026-11-23 11:00"))
    assert stop_clocks(subject=case.subject, kinds=["contact"], at=cn("2026-11-30 11:00")) == []
    assert case.clock("contact").state == ClockState.MET


def test_stopping_takes_few_statements(case, django_assert_num_queries):
    case.start(GENERAL, "property", "claims")
    with django_assert_num_queries(2):
        stop_clocks(subject=case.subject, kinds=["contact", "resolve", "progress"], at=cn("2026-11-23 11:00"))


def test_termination_voids_what_runs_and_leaves_what_ended(case):
    case.start(GENERAL, "property")
    stop_clocks(subject=case.subject, kinds=["contact"], at=cn("2026-11-23 11:00"))
    void_clocks(subject=case.subject, at=cn("2026-11-23 12:00"))
    assert case.clock("contact").state == ClockState.MET
    assert case.clock("resolve").state == ClockState.VOID
    assert earliest_limit(case.subject) is None


def test_each_progress_note_starts_the_next(case):
    case.start(GENERAL, "claims")
    (second,) = restart_progress(subject=case.subject, at=cn("2026-11-23 20:00"))
    assert (second.started_at, second.target_at, second.limit_at) == (
        cn("2026-11-23 20:00"),
        cn("2026-11-24 08:00"),
        cn("2026-11-24 20:00"),
    )
    assert case.clock("progress", state=ClockState.MET).limit_at == cn("2026-11-24 09:12")
    restart_progress(subject=case.subject, at=cn("2026-11-24 20:00:01"))
    assert [clock.state for clock in clocks_of(case.subject) if clock.kind == "progress"] == ["met", "missed", "running"]
    stop_clocks(subject=case.subject, kinds=["progress", "resolve"], at=cn("2026-11-25 09:00"))
    assert restart_progress(subject=case.subject, at=cn("2026-11-25 10:00")) == []


def test_lists_read_all_clocks_in_one_statement_and_of_the_asked_cases_only(django_assert_num_queries):
    root = adopting_insurer()
    cases = [case_at(root) for _ in range(3)]
    for case in cases:
        case.start(GENERAL, "property")
    other = case_at(adopting_insurer("P0002"))
    other.start(GENERAL, "property")
    for asked in (cases[:1], cases):
        with django_assert_num_queries(1):
            found = running_clocks([case.subject for case in asked])
        assert found.keys() == {case.subject for case in asked}
        assert all([clock.kind for clock in clocks] == ["contact", "resolve"] for clocks in found.values())
    assert running_clocks([]) == {}


def test_the_subject_kind_counts_too(case):
    case.start(GENERAL, "property")
    elsewhere = ("sealed", case.subject[1])
    assert clocks_of(elsewhere) == []
    assert running_clocks([elsewhere]) == {elsewhere: []}
    assert stop_clocks(subject=elsewhere, kinds=["contact"], at=MONDAY) == []


def test_stored_editions_answer_years_later(case):
    case.start(GENERAL, "property")
    clock = case.clock("resolve")
    open_stored.cache_clear()
    assert open_stored(clock.edition_hash).clauses[clock.clause].place == "8.1"
