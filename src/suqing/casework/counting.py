"""Counting from a moment: working days, natural days, hours, the same day; with the strip of days that shows how."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from suqing.casework.facts import Pause
from suqing.rulebook import Calendar, Edition, StripDay
from suqing.rulebook.calendar import HOUSE, house

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """Where the count ended; `rolled_from` is the last day as counted, where it moved on to a working day."""

    ends_at: datetime
    provisional: bool
    strip: tuple[StripDay, ...]
    rolled_from: date | None
    paused_days: int = 0


def end_of_day(day: date) -> datetime:
    """23:59:59 of that day, +08:00."""
    return datetime.combine(day, time(23, 59, 59), HOUSE)


def count(
    calendar: Calendar,
    edition: Edition,
    unit: str,
    start: datetime,
    number: int,
    end: str,
    pauses: Sequence[Pause],
) -> Count:
    """`start` in the house zone; `end` one of the words of kind deadline. The day of `start` never counts."""
    if unit == "hour":
        ends_at = start + timedelta(hours=number)
        return Count(ends_at, False, _touched(calendar, start.date(), ends_at.date()), None)
    if unit == "same_day":
        return Count(
            _close(calendar, start.date(), end),
            False,
            _touched(calendar, start.date(), start.date()),
            None,
        )
    if unit == "working_day":
        return _working(calendar, start, number, end)
    return _natural(calendar, edition, start, number, end, pauses)


def _working(calendar: Calendar, start: datetime, number: int, end: str) -> Count:
    last = calendar.nth_working_day_after(start.date(), number)
    strip, ordinal = [_square(calendar, start.date(), None, "收到")], 0
    day = start.date()
    while day < last:
        day += ONE_DAY
        works = calendar.is_working_day(day)
        ordinal += works
        strip.append(_square(calendar, day, ordinal if works else None))
    provisional = any(square.provisional for square in strip[1:])
    return Count(_close(calendar, last, end), provisional, tuple(strip), None)


def _natural(
    calendar: Calendar,
    edition: Edition,
    start: datetime,
    number: int,
    end: str,
    pauses: Sequence[Pause],
) -> Count:
    left_out = _left_out(edition, pauses)
    day, ordinal, paused = start.date(), 0, 0
    strip = [_square(calendar, day, None, "收到")]
    while ordinal < number:
        day += ONE_DAY
        if day in left_out:
            paused += 1
            strip.append(replace(_square(calendar, day, None, left_out[day]), kind="paused"))
            continue
        ordinal += 1
        strip.append(_square(calendar, day, ordinal, f"第{ordinal}"))
    rolled_from = None
    if end == "end_of_next_working_day" and not calendar.is_working_day(day):
        rolled_from = day
        day = calendar.nth_working_day_after(day, 1)
        while date.fromisoformat(strip[-1].day) < day:
            strip.append(_square(calendar, date.fromisoformat(strip[-1].day) + ONE_DAY, None))
    looked_up = end == "end_of_next_working_day" and any(
        not calendar.is_published(each.year) for each in (rolled_from or day, day)
    )
    waiting = any(each.until_at is None for each in pauses)
    return Count(end_of_day(day), looked_up or waiting, tuple(strip), rolled_from, paused)


def _left_out(edition: Edition, pauses: Sequence[Pause]) -> dict[date, str]:
    """The natural days that do not count: the day after a pause began up to the day on which it ended."""
    if not pauses:
        return {}
    known = {row["why"]: row for row in edition.table("pauses")}
    days: dict[date, str] = {}
    for pause in pauses:
        row = known[pause.why]
        if pause.until_at is None or (row["told"] and pause.told_at is None):
            continue
        day, last = house(pause.from_at).date(), house(pause.until_at).date()
        while day < last:
            day += ONE_DAY
            days[day] = row["words"]
    return days


def _close(calendar: Calendar, day: date, end: str) -> datetime:
    return calendar.close_of_business(day) if end == "close_of_business" else end_of_day(day)


def _touched(calendar: Calendar, first: date, last: date) -> tuple[StripDay, ...]:
    """Every day from first to last, none of them counted: the clock runs by hours or within the day."""
    days = [first + timedelta(step) for step in range((last - first).days + 1)]
    return tuple(_square(calendar, day, None, "收到" if day == first else "届满") for day in days)


def _square(
    calendar: Calendar, day: date, ordinal: int | None, words: str | None = None
) -> StripDay:
    kind = calendar.day_kind(day)
    plain = {
        "working": f"第{ordinal}",
        "make_up": "调休上班",
        "weekend": "休",
        "holiday": calendar.holiday_name(day),
    }
    return StripDay(
        day.isoformat(),
        "start" if words == "收到" else kind,
        ordinal,
        words or plain[kind] or "休",
        provisional=not calendar.is_published(day.year),
    )
