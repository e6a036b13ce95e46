"""From a computed deadline to the row that runs. Pure: nothing is read or written here."""

from collections.abc import Mapping
from datetime import datetime

from suqing.apps.clocks.ladder import Timing, next_wake, steps_of
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.subjects import Subject
from suqing.casework.deadlines import Deadline
from suqing.kernel.clock import house
from suqing.kernel.ids import new_id
from suqing.rulebook.calendar import Calendar

# Kinds of which several may run at once, told apart by their limit: each promise is its own.
SEVERAL_AT_ONCE = frozenset({"promise"})

Key = tuple[str, str, str, str]  # rulebook, clause, kind, occasion


def rulebook_of(deadline: Deadline) -> str:
    """`property` of the clause `property/8.1`."""
    return str(deadline.clause).split("/", 1)[0]


def key_of(deadline: Deadline) -> Key:
    occasion = house(deadline.limit_at).isoformat() if deadline.kind in SEVERAL_AT_ONCE else ""
    return (rulebook_of(deadline), str(deadline.clause), deadline.kind, occasion)


def key_of_clock(clock: Clock) -> Key:
    return (clock.rulebook, clock.clause, clock.kind, clock.occasion)


def timing_of(clock: Clock) -> Timing:
    return Timing(clock.kind, clock.unit, clock.strength, clock.started_at, clock.limit_at)


def planned(
    deadline: Deadline,
    *,
    root_id: int,
    subject: Subject,
    edition_hashes: Mapping[str, str],
    calendar: Calendar,
) -> Clock:
    """The row for `deadline`. LookupError when its rulebook is not among `edition_hashes`."""
    rulebook, clause, kind, occasion = key_of(deadline)
    if rulebook not in edition_hashes:
        raise LookupError(f"deadline {kind} rests on {clause}, but no edition of {rulebook!r} was given")
    clock = Clock(
        id=new_id(),
        root_id=root_id,
        subject_kind=subject[0],
        subject_id=subject[1],
        rulebook=rulebook,
        clause=clause,
        kind=kind,
        occasion=occasion,
        edition_id=edition_hashes[rulebook],
        calendar_id=calendar.content_hash,
        started_at=deadline.started_at,
        target_at=deadline.target_at,
        limit_at=deadline.limit_at,
        unit=deadline.unit,
        strength=deadline.strength,
        provisional=deadline.provisional,
        recurs=deadline.recurs or "",
        line=deadline.line.to_canonical(),
    )
    clock.wake_at = next_wake(timing_of(clock), calendar, steps_taken=0)
    return clock


def taken_before(clock: Clock, calendar: Calendar, *, at: datetime) -> Clock:
    """Of an item that is brought in late: the steps that lie before `at` count as taken; nobody is told of them one by one."""
    timing = timing_of(clock)
    passed = [step.number for step, moment in steps_of(timing, calendar) if moment <= at]
    if passed:
        clock.escalation_step, clock.warned_at = passed[-1], at
        clock.wake_at = next_wake(timing, calendar, steps_taken=passed[-1])
    return clock


def same_result(clock: Clock, deadline: Deadline) -> bool:
    """The deadline says what the clock says already (the edition may be another)."""
    return (
        clock.started_at == deadline.started_at
        and clock.target_at == deadline.target_at
        and clock.limit_at == deadline.limit_at
        and clock.unit == deadline.unit
        and clock.strength == deadline.strength
        and clock.provisional == deadline.provisional
    )
