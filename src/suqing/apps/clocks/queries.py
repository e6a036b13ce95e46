"""Questions about clocks. Which subjects a person may ask about is the caller's to know."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Min, Q

from suqing.apps.clocks.ladder import BINDING, CONSUMER_WINDOWS, binds
from suqing.apps.clocks.models import LIVE, Clock, ClockState, Pause
from suqing.apps.clocks.subjects import Subject, about
from suqing.apps.clocks.views import ClockView, clock_view
from suqing.apps.editions.stored import open_stored_calendar
from suqing.casework import facts


def clocks_of(subject: Subject) -> list[Clock]:
    """All clocks of a subject, superseded and ended ones too, the earliest limit first (one statement)."""
    return list(Clock.objects.filter(about(subject)).order_by("limit_at", "id"))


def running_clocks(subjects: Collection[Subject]) -> dict[Subject, list[Clock]]:
    """Running and paused clocks of many subjects, without their explanations, the earliest limit first (one statement)."""
    found: dict[Subject, list[Clock]] = {subject: [] for subject in subjects}
    if not subjects:
        return found
    rows = (
        Clock.objects.filter(
            subject_id__in=[row_id for _, row_id in subjects],
            subject_kind__in={kind for kind, _ in subjects},
            state__in=LIVE,
        )
        .defer("line")
        .order_by("limit_at", "id")
    )
    for clock in rows:
        if clock.subject in found:
            found[clock.subject].append(clock)
    return found


def first_limits(subjects: Collection[Subject]) -> dict[Subject, Clock]:
    """The earliest running or paused clock of each subject that has one (one statement). A window of the consumer is no limit of ours."""
    ours = {subject: [each for each in clocks if each.kind not in CONSUMER_WINDOWS] for subject, clocks in running_clocks(subjects).items()}
    return {subject: clocks[0] for subject, clocks in ours.items() if clocks}


def earliest_limit(subject: Subject) -> datetime | None:
    """The limit that binds now: the earliest of the running clocks; None when nothing runs (one statement)."""
    rows = Clock.objects.filter(about(subject), state=ClockState.RUNNING).exclude(kind__in=CONSUMER_WINDOWS)
    return rows.aggregate(earliest=Min("limit_at"))["earliest"]


def ours() -> Q:
    """Clocks whose missing is ours to explain, in SQL (`ladder.binds`)."""
    return Q(strength__in=sorted(BINDING)) & ~Q(kind__in=sorted(CONSUMER_WINDOWS))


def missed(now: datetime) -> Q:
    """Those of ours that were missed: done late, or still running past the limit."""
    return ours() & (Q(state=ClockState.MISSED) | Q(state=ClockState.RUNNING, limit_at__lt=now))


def is_missed(clock: Clock, now: datetime) -> bool:
    """The same question of one clock."""
    return binds(clock.kind, clock.strength) and (clock.state == ClockState.MISSED or (clock.state == ClockState.RUNNING and clock.limit_at < now))


def open_pauses(clocks: Iterable[Clock]) -> dict[int, Pause]:
    """The open pause of each paused clock, by clock id (one statement, none when nothing is paused)."""
    paused = [clock.id for clock in clocks if clock.state == ClockState.PAUSED]
    if not paused:
        return {}
    return {pause.clock_id: pause for pause in Pause.objects.filter(clock_id__in=paused, until_at=None)}


def pauses_of(subject: Subject, *, resumed_at: datetime | None = None) -> tuple[facts.Pause, ...]:
    """The pauses of a subject as `ClockFacts.pauses` takes them; an open one ends at `resumed_at` (one statement)."""
    rows = (
        Pause.objects.filter(clock__subject_id=subject[1], clock__subject_kind=subject[0])
        .order_by("from_at")
        .values_list("ground", "from_at", "until_at", "proof_at")
    )
    return tuple(
        dict.fromkeys(
            facts.Pause(ground, from_at, until_at or resumed_at, proof_at) for ground, from_at, until_at, proof_at in rows
        )
    )


def views_of(clocks: Collection[Clock], now: datetime) -> list[ClockView]:
    """The badges of clocks at hand, in their order, each by its own stored calendar."""
    pauses = open_pauses(clocks)
    return [
        clock_view(clock, now, open_stored_calendar(clock.calendar_hash), pause=pauses.get(clock.id)) for clock in clocks
    ]
