"""Times of the stories, told against today: "3 10:05" is three working days ago at 10:05, "40m" is forty minutes ago."""

from datetime import date, datetime, time, timedelta

from suqing.kernel.clock import HOUSE, house
from suqing.rulebook import Calendar


class Times:
    """Turns the told times into moments that have already been, in the order in which they are asked for."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now
        self.days = _working_days_before(house(now).date(), calendar, count=80)

    def at(self, told: str) -> datetime:
        """ValueError for a time of today that is still to come."""
        if told.endswith("m"):
            return self.now - timedelta(minutes=int(told[:-1]))
        ago, clock = told.split()
        moment = datetime.combine(self.days[int(ago) - 1], time.fromisoformat(clock), HOUSE)
        if moment > self.now:
            raise ValueError(f"{told} is still to come")
        return moment

    def day(self, ago: int) -> date:
        """The working day so many before today."""
        return self.days[ago - 1]

    def day_ahead(self, days: int) -> date:
        return house(self.now).date() + timedelta(days=days)


def _working_days_before(today: date, calendar: Calendar, *, count: int) -> list[date]:
    found: list[date] = []
    day = today
    while len(found) < count:
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(day)
    return found
