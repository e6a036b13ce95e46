"""How much time is left on a clock, in the words of the desk: 余3日5时, 余2时18分, 超1日1时."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from suqing.rulebook import Calendar
from suqing.rulebook.calendar import house

NEAR_SHARE = Fraction(4, 5)
DAY_AND_NIGHT = 24 * 3600
BY_THE_CALENDAR = ("day",)
BY_BUSINESS_HOURS = ("working_day",)


@dataclass(frozen=True, slots=True)
class Remaining:
    """`working_seconds` is business time until the deadline, negative after it; `working_days` the whole days in it.

    `used_share` runs from 0 at the start to 1 at the deadline and on, by business time for working days, else by the clock.
    """

    state: str
    working_days: int
    working_seconds: int
    used_share: Fraction
    words: str
    provisional: bool = False


def remaining(
    *,
    deadline_at: datetime,
    started_at: datetime,
    now: datetime,
    calendar: Calendar,
    unit: str,
    provisional: bool = False,
) -> Remaining:
    """State late after the deadline, near on its day or with 80 % used, else ok."""
    working = calendar.working_seconds_between(now, deadline_at)
    full_day = calendar.seconds_of(house(deadline_at).date())
    late = now > deadline_at
    if unit in BY_BUSINESS_HOURS:
        left, day_seconds = abs(working), full_day
        used = _share(
            calendar.working_seconds_between(started_at, now),
            calendar.working_seconds_between(started_at, deadline_at),
            late,
        )
    else:
        left, day_seconds = int(abs((deadline_at - now).total_seconds())), DAY_AND_NIGHT
        used = _share(_seconds(started_at, now), _seconds(started_at, deadline_at), late)
    today = house(now).date() == house(deadline_at).date()
    state = "late" if late else "near" if today or used >= NEAR_SHARE else "ok"
    return Remaining(
        state=state,
        working_days=int(Fraction(working, full_day)),
        working_seconds=working,
        used_share=used,
        words=_said(late, _words(left, day_seconds, "自然日" if unit in BY_THE_CALENDAR else "日")),
        provisional=provisional,
    )


def _seconds(a: datetime, b: datetime) -> int:
    return int((b - a).total_seconds())


def _share(used: int, whole: int, late: bool) -> Fraction:
    """A clock without any length is used up when late, else untouched."""
    if whole <= 0:
        return Fraction(1 if late else 0)
    return max(Fraction(used, whole), Fraction(0))


def _said(late: bool, length: str) -> str:
    if not length:  # less than a minute, or late with no working time gone since
        return "刚超" if late else "余不足1分"
    return ("超" if late else "余") + length


def _words(seconds: int, day_seconds: int, day: str) -> str:
    days, rest = divmod(seconds, day_seconds)
    hours, minutes = rest // 3600, rest % 3600 // 60
    if days:
        return f"{days}{day}{hours}时" if hours else f"{days}{day}"
    if hours:
        return f"{hours}时{minutes}分" if minutes else f"{hours}时"
    return f"{minutes}分" if minutes else ""
