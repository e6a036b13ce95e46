"""Duties with a fixed date: when they fall, and on which day one is reminded."""

from dataclasses import dataclass
from datetime import date

from suqing.rulebook import Calendar, Edition


@dataclass(frozen=True, slots=True)
class DueDate:
    """`falls_on` never rolls; `remind_on` is the last working day before it, provisional where that year is unpublished."""

    duty: str
    clause: str
    label: str
    falls_on: date
    remind_on: date
    provisional: bool
    owed_by: str
    owed_to: str


def due_dates(*, edition: Edition, calendar: Calendar, first: date, last: date) -> list[DueDate]:
    """The due dates of one rulebook with first <= day <= last, the earliest first."""
    found = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        for rule in edition.rules("due_date"):
            day = rule.falls_on(month // 12, month % 12 + 1)
            if day is None or not first <= day <= last:
                continue
            before = calendar.last_working_day_before(day)
            sure = calendar.is_published(before.year)
            found.append(
                DueDate(
                    rule.id,
                    rule.clause,
                    rule.label,
                    day,
                    before,
                    not sure,
                    rule.owed_by,
                    rule.owed_to,
                )
            )
    return sorted(found, key=lambda each: (each.falls_on, each.duty))
