"""A slow and obvious calendar: day by day, minute by minute, straight from the YAML, for comparison only."""

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

FOLDER = Path(__file__).parents[2] / "rulebooks" / "calendars" / "cn"
SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


@cache
def days() -> tuple[frozenset[date], frozenset[date], frozenset[int]]:
    """(days off, make-up days, years with a notice)."""
    off: set[date] = set()
    work: set[date] = set()
    years: set[int] = set()
    for path in FOLDER.glob("20*.yaml"):
        data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        years.add(data["year"])
        work |= set(data["make_up_days"])
        for holiday in data["holidays"]:
            day = holiday["from"]
            while day <= holiday["until"]:
                off.add(day)
                day += ONE_DAY
    return frozenset(off), frozenset(work), frozenset(years)


def works(day: date) -> bool:
    off, work, _ = days()
    if day in work:
        return True
    return day not in off and day.isoweekday() <= 5


def nth_after(day: date, n: int) -> date:
    while n:
        day += ONE_DAY
        if works(day):
            n -= 1
    return day


def crosses_unpublished(first: date, last: date) -> bool:
    """Does any day after `first` up to `last` lie in a year without a notice?"""
    day = first
    while day < last:
        day += ONE_DAY
        if day.year not in days()[2]:
            return True
    return False


def working_minutes(a: datetime, b: datetime) -> int:
    """Both on whole minutes. Counts every business minute one by one."""
    total, moment = 0, a.astimezone(SHANGHAI)
    while moment < b:
        clock = moment.time()
        open_now = time(9) <= clock < time(12) or time(13) <= clock < time(17, 30)
        total += open_now and works(moment.date())
        moment += timedelta(minutes=1)
    return total
