"""Whatever happens in whatever order: one running clock per duty, history kept, nothing told twice."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suqing.apps.clocks.actions import (
    recompute_clocks,
    restart_progress,
    start_clocks,
    stop_clocks,
    void_clocks,
    wake_due,
)
from suqing.apps.clocks.ladder import LADDER
from suqing.apps.clocks.models import LIVE, STOPPED, Clock, ClockState
from suqing.apps.clocks.planning import key_of_clock
from suqing.apps.clocks.queries import clocks_of, earliest_limit
from suqing.casework.facts import ClockFacts
from suqing.kernel.ids import new_id
from tests.apps.clock_room import Case, adopting_insurer, case_at, cn, heard

RECEIVED = cn("2026-11-23 09:12")
BOOKS = ("property", "claims", "cbirc2020")

facts = st.builds(
    ClockFacts,
    received_at=st.just(RECEIVED),
    classification=st.sampled_from(["venting", "general", "major", "whistleblow"]),
    repeat_level=st.sampled_from(["first", "second", "third_or_more"]),
    complexity_recorded_at=st.sampled_from([None, RECEIVED + timedelta(hours=2)]),
)
acts = st.one_of(
    st.tuples(st.just("recompute"), facts),
    st.tuples(st.just("stop"), st.sets(st.sampled_from(["contact", "resolve", "progress", "same_day", "decide"]), min_size=1)),
    st.tuples(st.just("note"), st.none()),
    st.tuples(st.just("wake"), st.none()),
    st.tuples(st.just("void"), st.none()),
)
steps = st.lists(st.tuples(st.integers(min_value=1, max_value=40), acts), max_size=7)


@pytest.fixture
def case(db) -> Case:
    return case_at(adopting_insurer())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=facts, steps=steps)
def test_the_invariants_hold_after_every_step(case, first, steps):
    case = Case(case.root, ("complaint", new_id()), case.hashes, case.calendar_hash)
    at = RECEIVED
    with heard() as events:
        start(case, first, at)
        check(case, at, {})
        for hours, (act, given_to_it) in steps:
            at += timedelta(hours=hours)
            before = {clock.id: clock for clock in clocks_of(case.subject)}
            run(case, act, given_to_it, at)
            check(case, at, before)
    told = Counter((event.clock.id, event.step) for event in events)
    assert all(times == 1 for times in told.values())
    assert {step for _, step in told} <= {step.number for step in LADDER}


def start(case, given_facts, at):
    start_clocks(
        root_id=case.root.id,
        subject=case.subject,
        deadlines=case.deadlines(given_facts, *BOOKS),
        edition_hashes=case.hashes,
        calendar_hash=case.calendar_hash,
        at=at,
    )


def run(case, act, given_to_it, at):
    if act == "recompute":
        recompute_clocks(
            subject=case.subject,
            root_id=case.root.id,
            deadlines=case.deadlines(given_to_it, *BOOKS),
            edition_hashes=case.hashes,
            calendar_hash=case.calendar_hash,
            at=at,
        )
    elif act == "stop":
        stop_clocks(subject=case.subject, kinds=given_to_it, at=at)
    elif act == "note":
        restart_progress(subject=case.subject, at=at)
    elif act == "wake":
        wake_due(at)
    else:
        void_clocks(subject=case.subject, at=at)


def check(case, at, before):
    clocks = clocks_of(case.subject)
    live = [clock for clock in clocks if clock.state in LIVE]
    assert max(Counter(map(key_of_clock, live)).values(), default=1) == 1
    assert before.keys() <= {clock.id for clock in clocks}  # nothing is deleted
    for clock in clocks:
        was = before.get(clock.id)
        assert (clock.stopped_at is None) == (clock.state in LIVE)
        assert clock.stopped_at is None or clock.stopped_at <= at
        if was is not None:
            assert (was.limit_at, was.started_at, was.line, was.clause) == (
                clock.limit_at, clock.started_at, clock.line, clock.clause,
            )  # fmt: skip
            assert was.state in LIVE or (was.state, was.stopped_at) == (clock.state, clock.stopped_at)
        if clock.state in STOPPED:
            assert (clock.state == ClockState.MET) == (clock.stopped_at.replace(microsecond=0) <= clock.limit_at)
        if clock.state == ClockState.SUPERSEDED:
            assert any(clock.superseded_by_id == other.id for other in clocks)
        if clock.state == ClockState.RUNNING and clock.escalation_step < len(LADDER):
            assert clock.wake_at is not None
    assert earliest_limit(case.subject) == min((clock.limit_at for clock in clocks if clock.state == ClockState.RUNNING), default=None)
    assert not Clock.objects.filter(subject_id=case.subject[1]).exclude(root_id=case.root.id).exists()
