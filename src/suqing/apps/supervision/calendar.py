"""The report calendar: which periods are owed on a day, and how far each is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from suqing.apps.supervision.counting import KNOWN
from suqing.apps.supervision.models import Filing, FilingState, ReportDuty
from suqing.casework.reporting import (
    Difference,
    Problem,
    ReportPeriod,
    differences,
    due_on,
    period_of,
    periods_over,
    problems_in,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """`filing` is the newest version that was not dropped; None where nothing has been prepared."""

    duty: ReportDuty
    period: ReportPeriod
    due: date
    filing: Filing | None
    today: date

    @property
    def settled(self) -> bool:
        return self.filing is not None and self.filing.state == FilingState.FILED

    @property
    def days_left(self) -> int:
        """Negative where the day has passed."""
        return (self.due - self.today).days

    @property
    def days_past(self) -> int:
        return -self.days_left

    @property
    def late(self) -> bool:
        return not self.settled and self.days_left < 0


def calendar_of(duties: Iterable[ReportDuty], *, today: date) -> list[Owed]:
    """What is not reported yet, the earliest day first; then what is, the newest first. Two statements."""
    known = {each.id: each for each in duties}
    newest: dict[tuple[int, str], Filing] = {}
    rows = Filing.objects.filter(duty_id__in=known).exclude(state=FilingState.DROPPED).select_related("by", "signed_by").defer("body")
    for each in rows.order_by("number"):
        newest[each.duty_id, each.period] = each
    owed = [
        Owed(duty, period, due_on(period, duty.due_days), newest.get((duty.id, period.code)), today)
        for duty in known.values()
        for period in periods_over(duty.cycle, from_day=duty.from_day, until_day=duty.until_day, today=today)
    ]
    waiting = sorted((each for each in owed if not each.settled), key=lambda each: (each.due, each.duty.name))
    return waiting + sorted((each for each in owed if each.settled), key=lambda each: (each.due, each.duty.name), reverse=True)


def coming(duties: Iterable[ReportDuty], *, today: date) -> list[tuple[ReportDuty, ReportPeriod, date]]:
    """The period that runs now and its day, of each duty in force."""
    found = []
    for duty in duties:
        period = period_of(duty.cycle, today)
        if duty.from_day <= period.first_day and (duty.until_day is None or period.last_day <= duty.until_day):
            found.append((duty, period, due_on(period, duty.due_days)))
    return sorted(found, key=lambda each: each[2])


def owed_for(duty: ReportDuty, period: str, *, today: date) -> Owed | None:
    return next((each for each in calendar_of([duty], today=today) if each.period.code == period), None)


def body_of(filing: Filing) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(filing.body)
    return found


def unchanged(filing: Filing) -> bool:
    """Whether the body is still what was hashed."""
    return sha256(filing.body.encode()).hexdigest() == filing.content_hash


def problems_of(filing: Filing) -> list[Problem]:
    return problems_in(body_of(filing), known=KNOWN)


def reported_before(filing: Filing) -> Filing | None:
    """The version that went to the regulator before this one."""
    return Filing.objects.filter(duty_id=filing.duty_id, period=filing.period, number__lt=filing.number, state=FilingState.FILED).order_by("-number").first()


def changes_of(filing: Filing) -> list[Difference]:
    """Against what was reported before; none for a first report."""
    before = reported_before(filing)
    return differences(body_of(before), body_of(filing)) if before else []
