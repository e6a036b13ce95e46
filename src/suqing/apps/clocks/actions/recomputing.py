"""The class, an extension or the calendar changed: everything is computed again from receipt, and both answers stay visible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BigIntegerField, Case, F, Value, When

from suqing.apps.clocks.models import LIVE, STOPPED, Clock, ClockState, Pause
from suqing.apps.clocks.planning import key_of, key_of_clock, planned, rulebook_of, same_result
from suqing.apps.clocks.subjects import Subject, about
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.casework.deadlines import Deadline


@dataclass(slots=True)
class Change:
    """What a recomputation does: rows to start, rows they replace, rows that no duty is left for."""

    starts: list[Clock] = field(default_factory=list)
    superseded: dict[Clock, Clock] = field(default_factory=dict)
    voided: list[Clock] = field(default_factory=list)


def recompute_clocks(
    *,
    subject: Subject,
    deadlines: Iterable[Deadline],
    edition_hashes: Mapping[str, str],
    calendar_hash: str,
    at: datetime,
    root_id: int | None = None,
) -> Change:
    """Bring the clocks of `subject` in line with `deadlines`, at most four statements.

    `deadlines` must be the whole answer for the rulebooks in `edition_hashes`; clocks of other rulebooks are left alone.
    Unchanged clocks stay untouched, stopped ones stay stopped (a duty done is not asked for again), changed ones are
    superseded by the new one, and those without a duty any more are void. `root_id` is needed where no clock ever ran.
    """
    clocks = list(
        Clock.objects.select_for_update()
        .filter(about(subject), rulebook__in=edition_hashes)
        .exclude(state__in=[ClockState.SUPERSEDED, ClockState.VOID])
        .order_by("limit_at", "id")
    )
    if root_id is None and not clocks:
        raise LookupError(f"no clock of {subject} tells its root: give root_id")
    change = plan_change(
        clocks,
        list(deadlines),
        root_id=clocks[0].root_id if root_id is None else root_id,
        subject=subject,
        edition_hashes=edition_hashes,
        calendar_hash=calendar_hash,
    )
    write_change(change, at)
    return change


def plan_change(
    clocks: list[Clock],
    deadlines: list[Deadline],
    *,
    root_id: int,
    subject: Subject,
    edition_hashes: Mapping[str, str],
    calendar_hash: str,
) -> Change:
    """Which of `clocks` stay, which are replaced and by what. Writes nothing."""
    calendar = open_stored_calendar(calendar_hash)
    live = {key_of_clock(clock): clock for clock in clocks if clock.state in LIVE}
    stopped = [clock for clock in clocks if clock.state in STOPPED]
    change = Change()
    kept: set[int] = set()
    for deadline in deadlines:
        running = live.get(key_of(deadline))
        if running is not None and _stays(running, deadline, stopped):
            kept.add(running.id)
        elif not any(_done_already(each, deadline, edition_hashes) for each in stopped):
            change.starts.append(
                planned(deadline, root_id=root_id, subject=subject, edition_hashes=edition_hashes, calendar=calendar)
            )
    for clock in live.values():
        if clock.id not in kept:
            successor = _successor(clock, change.starts)
            if successor is None:
                change.voided.append(clock)
            else:
                change.superseded[clock] = successor
                _carry_over(clock, successor)
    return change


def _stays(running: Clock, deadline: Deadline, stopped: list[Clock]) -> bool:
    """Same answer; or paused (resuming computes it anew); or a later round of the same recurring duty."""
    if same_result(running, deadline) or (running.state == ClockState.PAUSED and running.started_at == deadline.started_at):
        return True
    return bool(running.recurs) and any(
        each.kind == deadline.kind and each.rulebook == running.rulebook and each.started_at == deadline.started_at
        for each in stopped
    )


def _done_already(stopped: Clock, deadline: Deadline, edition_hashes: Mapping[str, str]) -> bool:
    """The same duty since the same receipt, perhaps under its shorter form (decided in 15 days, then found complex)."""
    return (
        stopped.rulebook == rulebook_of(deadline)
        and stopped.started_at == deadline.started_at
        and (not stopped.occasion or stopped.occasion == key_of(deadline)[3])
        and stopped.kind in _forms_of(deadline, edition_hashes)
    )


def _forms_of(deadline: Deadline, edition_hashes: Mapping[str, str]) -> set[str]:
    """The kind and the kinds whose place it takes, by the edition's own `replaces`."""
    return {deadline.kind} | replaced_by(deadline.kind, edition_hashes[rulebook_of(deadline)])


def replaced_by(kind: str, edition_hash: str) -> set[str]:
    """The kinds of clock that `kind` lengthens (a complex case's 30 days stand in place of the 15)."""
    rules = open_stored(edition_hash).rules("deadline")
    return {replaced for rule in rules if rule.clock == kind for replaced in rule.replaces}


def _successor(clock: Clock, starts: list[Clock]) -> Clock | None:
    """The new clock that takes its place: same kind, else one that the edition puts in its place."""
    same_book = [each for each in starts if each.rulebook == clock.rulebook]
    for each in same_book:
        if each.kind == clock.kind and each.occasion == clock.occasion:
            return each
    return next((each for each in same_book if clock.kind in replaced_by(each.kind, each.edition_hash)), None)


def _carry_over(old: Clock, new: Clock) -> None:
    """Where the time is the same, what was told is not told again; what stood still goes on standing still."""
    if old.state == ClockState.PAUSED:
        new.state, new.wake_at = ClockState.PAUSED, None
    elif (old.started_at, old.limit_at) == (new.started_at, new.limit_at):
        new.escalation_step, new.warned_at, new.wake_at = old.escalation_step, old.warned_at, old.wake_at


def write_change(change: Change, at: datetime) -> None:
    """Old rows first (one running clock per duty), then the new ones; the foreign key is checked at commit."""
    paused = {old.id: new for old, new in change.superseded.items() if new.state == ClockState.PAUSED}
    if change.superseded:
        successors = Case(
            *(When(id=old.id, then=Value(new.id)) for old, new in change.superseded.items()),
            output_field=BigIntegerField(),
        )
        _end(list(change.superseded), ClockState.SUPERSEDED, at, superseded_by_id=successors)
        for old, new in change.superseded.items():
            old.superseded_by_id = new.id
    if change.voided:
        _end(change.voided, ClockState.VOID, at)
    if change.starts:
        Clock.objects.bulk_create(change.starts)
    for old_id, new in paused.items():
        Pause.objects.filter(clock_id=old_id, until_at=None).update(clock=new)


def _end(clocks: list[Clock], state: ClockState, at: datetime, **more: object) -> None:
    ids = [clock.id for clock in clocks]
    Clock.objects.filter(id__in=ids).update(
        state=state, stopped_at=at, wake_at=None, version=F("version") + 1, **more
    )
    for clock in clocks:
        clock.state, clock.stopped_at, clock.wake_at = state, at, None
        clock.version += 1
