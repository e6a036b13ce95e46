"""Clocks stop when the duty is done; met or missed is decided by the second."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F

from suqing.apps.clocks.models import LIVE, Clock, ClockState, Pause
from suqing.apps.clocks.subjects import Subject, about
from suqing.kernel.errors import Stale
from suqing.kernel.swap import FASTER


def stop_clocks(
    *, subject: Subject, kinds: Collection[str], at: datetime, limit_at: datetime | None = None
) -> list[Clock]:
    """The duty was done at `at`: met if that was not after the limit, else missed. Clocks already ended stay as they are.

    `limit_at` picks one promise among several. An empty list means that no such clock was running.
    """
    wanted = Clock.objects.select_for_update().filter(about(subject), kind__in=kinds, state__in=LIVE)
    if limit_at is not None:
        wanted = wanted.filter(limit_at=limit_at)
    clocks = list(wanted.order_by("limit_at", "id"))
    paused_since = _end_pauses(clocks, at)
    met = [clock for clock in clocks if is_met(clock.limit_at, paused_since.get(clock.id, at))]
    missed = [clock for clock in clocks if clock not in met]
    _end(met, ClockState.MET, at)
    _end(missed, ClockState.MISSED, at)
    return clocks


def void_clocks(*, subject: Subject, at: datetime, leave: Collection[str] = ()) -> list[Clock]:
    """The matter was ended otherwise (withdrawn, suit, transferred): nothing was met and nothing missed. Those of `leave` run on."""
    clocks = list(Clock.objects.select_for_update().filter(about(subject), state__in=LIVE).exclude(kind__in=leave).order_by("limit_at", "id"))
    _end_pauses(clocks, at)
    _end(clocks, ClockState.VOID, at)
    return clocks


def forget_pauses(*, subject: Subject) -> None:
    """What was written about each pause goes, where nothing of the matter may stay."""
    Pause.objects.filter(clock__in=Clock.objects.filter(about(subject))).delete()


def is_met(limit_at: datetime, done_at: datetime) -> bool:
    """A limit of 17:30:00 holds through that second."""
    return done_at.replace(microsecond=0) <= limit_at


def _end_pauses(clocks: Iterable[Clock], at: datetime) -> dict[int, datetime]:
    """Since when each paused clock stood still: time after that does not count against it."""
    paused = [clock.id for clock in clocks if clock.state == ClockState.PAUSED]
    if not paused:
        return {}
    open_pauses = Pause.objects.filter(clock_id__in=paused, until_at=None)
    since = dict(open_pauses.values_list("clock_id", "from_at"))
    open_pauses.update(until_at=at)
    return since


def _end(clocks: list[Clock], state: ClockState, at: datetime) -> None:
    if not clocks:
        return
    ids = [clock.id for clock in clocks]
    changed = Clock.objects.filter(id__in=ids, state__in=LIVE)
    if changed.update(state=state, stopped_at=at, wake_at=None, version=F("version") + 1) != len(ids):
        raise Stale(FASTER, ("state",))
    for clock in clocks:
        clock.state, clock.stopped_at, clock.wake_at = state, at, None
        clock.version += 1
