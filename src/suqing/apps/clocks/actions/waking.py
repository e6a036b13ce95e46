"""What the worker does each minute: take what is due, work out the steps that time has reached, leave one row.

Each step is taken by compare-and-swap, so two workers make one event; a worker that slept two days takes all steps it
missed, each with its true moment. At night it keeps still, but of work of the same day (adr 0316).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.clocks.events import EVENT_OF
from suqing.apps.clocks.ladder import (
    CONSUMER_WINDOWS,
    Step,
    may_be_told,
    morning_after,
    next_wake,
    steps_of,
    telling_moment,
)
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.planning import timing_of
from suqing.apps.editions.stored import open_stored_calendar
from suqing.apps.organisations.actors import system_actor
from suqing.kernel.errors import Stale
from suqing.kernel.publish import publish

AT_ONCE = 50  # SQLite has one writer: a longer transaction keeps clerks waiting


@dataclass(frozen=True, slots=True)
class Woken:
    """`seen` clocks were due, `steps` were taken here (others by another worker), `late` next time, `failed` could not be."""

    seen: int
    steps: int
    late: frozenset[int] = frozenset()
    failed: tuple[tuple[int, Exception], ...] = ()


def wake_due(at: datetime, limit: int = AT_ONCE, *, leave_out: frozenset[int] = frozenset()) -> Woken:
    """Take up to `limit` clocks whose `wake_at` has come, in one transaction. A clock that fails does not stop the others."""
    due = list(
        Clock.objects.filter(state=ClockState.RUNNING, wake_at__lte=at)
        .exclude(id__in=leave_out)
        .order_by("wake_at", "id")[:limit]
    )
    if not due:
        return Woken(0, 0)
    steps, late, failed = 0, [], []
    with transaction.atomic():
        for clock in due:
            try:
                with transaction.atomic():
                    steps += wake(clock, at)
            except Stale:  # someone is writing on this case: the clock keeps its wake_at and is taken next time
                late.append(clock.id)
            except Exception as problem:  # noqa: BLE001  handed to the caller, who raises it when all others are through
                failed.append((clock.id, problem))
    return Woken(len(due), steps, frozenset(late), tuple(failed))


def wake(clock: Clock, at: datetime) -> int:
    """Take every step that may be told at `at`; how many. 0 when the clock has changed since it was read."""
    calendar, timing = open_stored_calendar(clock.calendar_hash), timing_of(clock)
    reached = [
        (step, moment)
        for step, moment in steps_of(timing, calendar)
        if step.number > clock.escalation_step and may_be_told(step, moment, timing, at=at)
    ]
    if not _swap(clock, reached, at):
        return 0
    for step, moment in reached:
        _tell(clock, step, occurred_at=moment, told_at=telling_moment(step, moment, timing), recorded_at=at)
    return len(reached)


def _swap(clock: Clock, reached: list[tuple[Step, datetime]], at: datetime) -> bool:
    seen = Clock.objects.filter(id=clock.id, version=clock.version, state=ClockState.RUNNING)
    changes: dict[str, object] = {"version": clock.version + 1}
    if clock.kind in CONSUMER_WINDOWS:
        changes |= {"state": ClockState.VOID, "stopped_at": clock.limit_at, "wake_at": None}
    else:
        taken = reached[-1][0].number if reached else clock.escalation_step
        calendar = open_stored_calendar(clock.calendar_hash)
        following = next_wake(timing_of(clock), calendar, steps_taken=taken)
        if following is not None and following <= at:  # its moment has come, but not for the night
            following = morning_after(at)
        changes |= {"escalation_step": taken, "wake_at": following}
        warned = [moment for step, moment in reached if step.event == "clock.warned"]
        if warned:
            changes["warned_at"] = warned[0]
    if not seen.update(**changes):
        return False
    for name, value in changes.items():
        setattr(clock, name, value)
    return True


def _tell(clock: Clock, step: Step, *, occurred_at: datetime, told_at: datetime, recorded_at: datetime) -> None:
    if step.event != "clock.warned":
        record(
            root_id=clock.root_id,
            subject=clock.subject,
            verb=step.event,
            actor=system_actor(clock.root_id),
            at=recorded_at,
            occurred_at=occurred_at,
            clause=clock.clause,
            edition=clock.edition_hash,
            refs={"clock": clock.id, "kind": clock.kind, "step": step.number, "limit": clock.limit_at},
        )
    event = EVENT_OF[step.event]
    publish(event(clock=clock, step=step.number, to=step.to, occurred_at=occurred_at, told_at=told_at, recorded_at=recorded_at))
