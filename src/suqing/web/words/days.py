"""The strip of days in a "why" panel: how the N-th working day was reached, drawn as on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from suqing.web.words.moments import WEEKDAYS

FREE = {"weekend": "休", "holiday": "假"}


@dataclass(frozen=True)
class StripDay:
    date: date
    weekday: str  # 一 … 日
    kind: str  # zero, working, off, end
    word: str  # 收到, 第1, 休, 假, 第3 补班
    now: bool = False


def day_strip(first: date, last: date, *, day_kind: Callable[[date], str], today: date | None = None) -> tuple[StripDay, ...]:
    """Every day from receipt to deadline. `day_kind` is the calendar's (working, weekend, holiday, make_up).

    Counting is on working days: the first day is not counted; a deadline by natural days needs no strip.
    """
    days, counted = [], 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        kind = day_kind(day)
        if offset == 0:
            shape, word = "zero", "收到"
        elif kind in FREE:
            shape, word = "off", FREE[kind]
        else:
            counted += 1
            shape = "end" if day == last else "working"
            word = f"第{counted}" + (" 补班" if kind == "make_up" else "")
        days.append(StripDay(day, WEEKDAYS[day.weekday()], shape, word, day == today))
    return tuple(days)
