"""Sweeps: every so often, one worker at a time, and a failure is seen."""

from datetime import UTC, datetime, timedelta

import pytest

from suqing.apps.jobs import heartbeats, leases, sweeping
from suqing.apps.jobs.models import Heartbeat
from suqing.apps.jobs.registry import Sweep

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_sweep_runs_when_its_seconds_have_passed_not_before() -> None:
    ran: list[datetime] = []
    sweep = Sweep("clocks.wake", 60, ran.append)
    moments = [AT, AT + timedelta(seconds=59), AT + timedelta(seconds=60), AT + timedelta(seconds=61)]
    for moment in moments:
        sweeping.run_sweeps(at=moment, holder="a", only=[sweep])
    assert ran == [moments[0], moments[2]]


def test_two_workers_do_not_run_one_sweep_together() -> None:
    inner: list[list[str]] = []

    def other_worker_looks(at: datetime) -> None:
        inner.append(sweeping.run_sweeps(at=at, holder="b", only=[sweep]))

    sweep = Sweep("clocks.wake", 60, other_worker_looks)
    assert sweeping.run_sweeps(at=AT, holder="a", only=[sweep]) == ["clocks.wake"]
    assert inner == [[]]


def test_the_lease_of_a_dead_worker_runs_out() -> None:
    assert leases.acquire("s", holder="a", at=AT, seconds=900)
    assert not leases.acquire("s", holder="b", at=AT + timedelta(seconds=899), seconds=900)
    assert leases.acquire("s", holder="b", at=AT + timedelta(seconds=900), seconds=900)
    leases.release("s", holder="a", at=AT)
    assert not leases.acquire("s", holder="a", at=AT + timedelta(seconds=901), seconds=900)


def test_a_sweep_that_fails_says_so_and_leaves_the_others_alone() -> None:
    ran: list[datetime] = []

    def broken(at: datetime) -> None:
        raise RuntimeError("日历缺少 2027 年")

    names = sweeping.run_sweeps(at=AT, holder="a", only=[Sweep("broken", 60, broken), Sweep("fine", 60, ran.append)])
    assert names == ["fine"]
    assert ran == [AT]
    assert Heartbeat.objects.get(name="broken").last_error == "RuntimeError: 日历缺少 2027 年"


def test_a_sweep_that_recovers_forgets_its_error() -> None:
    Heartbeat.objects.create(name="s", started_at=AT - timedelta(hours=1), at=AT - timedelta(hours=1), last_error="x")
    sweeping.run_sweeps(at=AT, holder="a", only=[Sweep("s", 60, lambda at: None)])
    beat = Heartbeat.objects.get(name="s")
    assert (beat.last_error, beat.started_at) == ("", AT)


def test_age_of_a_heartbeat() -> None:
    assert heartbeats.last("worker") is None
    assert heartbeats.is_silent(None, at=AT)
    heartbeats.beat("worker", started_at=AT, at=AT)
    assert heartbeats.last("worker") == AT
    assert not heartbeats.is_silent(AT, at=AT + heartbeats.SILENT_AFTER)
    assert heartbeats.is_silent(AT, at=AT + heartbeats.SILENT_AFTER + timedelta(seconds=1))
