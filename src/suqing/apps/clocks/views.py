"""What a badge shows: the status is computed here from now, never stored."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS
from suqing.apps.clocks.models import Clock, ClockState, Pause
from suqing.apps.clocks.words import (
    DONE_LATE_WORDS,
    PAUSE_WORDS,
    STRENGTH_WORDS,
    days_and_hours,
    kind_words,
)
from suqing.casework.deadlines import remaining
from suqing.kernel.clock import house
from suqing.rulebook import Calendar

WORKING_DAY = 27_000  # 7.5 hours
NATURAL_DAY = 86_400


@dataclass(frozen=True, slots=True)
class ClockView:
    """`state`: ok, near, late, paused, met, missed, superseded, void. Beside `words` always `kind` and `limit_at`.

    `provisional_words` is empty unless the year's holidays are not published. `working_seconds` sorts lists (None = ended).
    """

    clock_id: int
    state: str
    words: str
    kind: str
    kind_words: str
    limit_at: datetime
    target_at: datetime | None
    clause: str
    strength_words: str
    natural_days: bool
    provisional: bool
    provisional_words: str
    working_seconds: int | None
    superseded_by_id: int | None


def clock_view(clock: Clock, now: datetime, calendar: Calendar, *, pause: Pause | None = None) -> ClockView:
    """The badge of one clock. `calendar` is the clock's own (`open_stored_calendar(clock.calendar_hash)`); no statement.

    `pause` is the open pause of a paused clock, for its reason.
    """
    state, words, seconds = _state(clock, now, calendar, pause)
    return ClockView(
        clock_id=clock.id,
        state=state,
        words=words,
        kind=clock.kind,
        kind_words=kind_words(clock.kind),
        limit_at=clock.limit_at,
        target_at=clock.target_at,
        clause=clock.clause,
        strength_words=STRENGTH_WORDS[clock.strength],
        natural_days=clock.unit == "day",
        provisional=clock.provisional,
        provisional_words=f"暂定 {house(clock.limit_at).year}年历未公布" if clock.provisional else "",
        working_seconds=seconds,
        superseded_by_id=clock.superseded_by_id,
    )


def _state(clock: Clock, now: datetime, calendar: Calendar, pause: Pause | None) -> tuple[str, str, int | None]:
    if clock.state == ClockState.RUNNING:
        if clock.kind in CONSUMER_WINDOWS and now > clock.limit_at:
            return "void", "期限已过", None
        left = remaining(
            deadline_at=clock.limit_at,
            started_at=clock.started_at,
            now=now,
            calendar=calendar,
            unit=clock.unit,
            provisional=clock.provisional,
        )
        return left.state, left.words, left.working_seconds
    if clock.state == ClockState.PAUSED:
        return "paused", f"暂停 {PAUSE_WORDS[pause.ground]}" if pause else "暂停", None
    if clock.state == ClockState.MET:
        return "met", "按时", None
    if clock.state == ClockState.MISSED:
        return "missed", missed_words(clock, calendar), None
    if clock.state == ClockState.SUPERSEDED:
        return "superseded", "已改期", None
    return "void", "期限已过" if clock.kind in CONSUMER_WINDOWS else "已终止", None


def missed_words(clock: Clock, calendar: Calendar) -> str:
    """`逾期2时办结`: working time late; by the clock where it runs by hours or days, or no working time lay between."""
    assert clock.stopped_at is not None
    late = int((clock.stopped_at - clock.limit_at).total_seconds())
    working = calendar.working_seconds_between(clock.limit_at, clock.stopped_at)
    by_clock = clock.unit in ("hour", "day") or working == 0
    words = days_and_hours(late, day=NATURAL_DAY) if by_clock else days_and_hours(working, day=WORKING_DAY)
    return f"逾期{words}{DONE_LATE_WORDS.get(clock.kind, '办结')}"
