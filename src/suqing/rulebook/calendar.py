"""Working days and business hours of one country, out of published notices. Pure: no clock, no file."""

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from suqing.rulebook.canonical import digest
from suqing.rulebook.clause import Gap
from suqing.rulebook.dated import Dated, day_or_none

HOUSE = ZoneInfo("Asia/Shanghai")
Periods = tuple[tuple[time, time], ...]


def house(moment: datetime) -> datetime:
    """`moment` in the house time zone. A moment without zone is refused: its day would be a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment without time zone: {moment.isoformat()}")
    return moment.astimezone(HOUSE)


def _seconds(opens: time, closes: time) -> int:
    return (closes.hour - opens.hour) * 3600 + (closes.minute - opens.minute) * 60


class Uncovered(LookupError):
    """No business hours are recorded for that day."""


@dataclass(frozen=True)
class Calendar:
    """`canonical` is the whole content. Years without a notice: Monday to Friday count (`is_published` says no)."""

    canonical: str

    @classmethod
    def from_canonical(cls, text: str) -> "Calendar":
        return cls(text)

    @cached_property
    def _data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.canonical)
        return data

    @cached_property
    def content_hash(self) -> str:
        return digest(self.canonical)

    @cached_property
    def published_years(self) -> tuple[int, ...]:
        return tuple(sorted(each["year"] for each in self._data["years"]))

    def is_published(self, year: int) -> bool:
        return year in self.published_years

    def notice(self, year: int) -> str | None:
        """The number of the notice that fixed the year's holidays."""
        return next((each["notice"] for each in self._data["years"] if each["year"] == year), None)

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        return {
            each["id"]: Gap(
                each["id"], (), each["question"], each["reading"], tuple(each["alternatives"])
            )
            for each in self._data["gaps"]
        }

    @cached_property
    def _off(self) -> dict[date, str]:
        days: dict[date, str] = {}
        for year in self._data["years"]:
            for each in year["holidays"]:
                first, last = date.fromisoformat(each["from"]), date.fromisoformat(each["until"])
                for step in range((last - first).days + 1):
                    days[first + timedelta(step)] = each["name"]
        return days

    @cached_property
    def _make_up(self) -> frozenset[date]:
        return frozenset(
            date.fromisoformat(day) for year in self._data["years"] for day in year["make_up_days"]
        )

    def holiday_name(self, day: date) -> str | None:
        return self._off.get(day)

    def day_kind(self, day: date) -> str:
        """working, weekend, holiday or make_up."""
        if day in self._off:
            return "holiday"
        if day in self._make_up:
            return "make_up"
        return "weekend" if day.weekday() >= 5 else "working"

    def is_working_day(self, day: date) -> bool:
        return self.day_kind(day) in ("working", "make_up")

    @cached_property
    def _years(self) -> dict[int, list[int]]:
        return {}

    def _working(self, year: int) -> list[int]:
        """Ordinals of the year's working days, ascending; kept."""
        if year not in self._years:
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            self._years[year] = [
                n for n in range(first, last + 1) if self.is_working_day(date.fromordinal(n))
            ]
        return self._years[year]

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which itself never counts. n is at least 1."""
        if n < 1:
            raise ValueError(f"n is at least 1, not {n}")
        year = day.year
        position = bisect_right(self._working(year), day.toordinal()) + n - 1
        while position >= len(self._working(year)):
            position -= len(self._working(year))
            year += 1
        return date.fromordinal(self._working(year)[position])

    def last_working_day_before(self, day: date) -> date:
        """The nearest working day before `day`, which itself never counts."""
        year, position = day.year, bisect_left(self._working(day.year), day.toordinal()) - 1
        if position < 0:
            year -= 1
        return date.fromordinal(self._working(year)[position])

    def working_days_between(self, first: date, last: date) -> list[date]:
        """The working days d with first <= d <= last."""
        days: list[int] = []
        for year in range(first.year, last.year + 1):
            days += self._working(year)
        low, high = bisect_left(days, first.toordinal()), bisect_right(days, last.toordinal())
        return [date.fromordinal(each) for each in days[low:high]]

    @cached_property
    def business_hours(self) -> tuple[Dated[Periods], ...]:
        return tuple(
            Dated(
                day_or_none(each["from"]),
                day_or_none(each["until"]),
                tuple(
                    (time.fromisoformat(p["opens"]), time.fromisoformat(p["closes"]))
                    for p in each["periods"]
                ),
                each["basis"],
                each["gap"],
            )
            for each in self._data["business_hours"]
        )

    def hours_on(self, day: date) -> Dated[Periods]:
        """The business hours recorded for `day`, whether or not it is a working day. Uncovered when none are."""
        for each in self.business_hours:
            if each.holds_on(day):
                return each
        raise Uncovered(f"no business hours for {day}")

    def close_of_business(self, day: date) -> datetime:
        """The moment on which business ends on `day`, +08:00."""
        return datetime.combine(day, self.hours_on(day).value[-1][1], HOUSE)

    def seconds_of(self, day: date) -> int:
        """Business seconds of a working day that is `day`."""
        return sum(_seconds(opens, closes) for opens, closes in self.hours_on(day).value)

    def working_seconds_between(self, a: datetime, b: datetime) -> int:
        """Business seconds from a to b on working days, whole; negative when b lies before a."""
        if b < a:
            return -self.working_seconds_between(b, a)
        start, end = house(a), house(b)
        days = self.working_days_between(start.date(), end.date())
        if not days:
            return 0
        if len(self.business_hours) == 1 and len(days) > 2:
            inner = (len(days) - 2) * self.seconds_of(days[1])
            return inner + self._on(days[0], start, end) + self._on(days[-1], start, end)
        return sum(self._on(day, start, end) for day in days)

    def _on(self, day: date, start: datetime, end: datetime) -> int:
        total = timedelta()
        for opens, closes in self.hours_on(day).value:
            low = max(datetime.combine(day, opens, HOUSE), start)
            high = min(datetime.combine(day, closes, HOUSE), end)
            if high > low:
                total += high - low
        return int(total.total_seconds())
