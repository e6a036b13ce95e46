"""What the worker does: whoever prepares a report is told before its day, and again when the day has passed without it (law 36)."""

from datetime import datetime

from suqing.apps.clocks.ladder import QUIET_FROM, QUIET_UNTIL
from suqing.apps.jobs.registry import every
from suqing.apps.notices.actions import notify
from suqing.apps.organisations.queries import holders_of
from suqing.apps.supervision.calendar import Owed, calendar_of
from suqing.apps.supervision.filing_access import PREPARE
from suqing.apps.supervision.models import ReportDuty
from suqing.kernel.clock import house

NEAR_DAYS = 5


@every("supervision.reports", seconds=3600)
def remind_of_reports(at: datetime) -> int:
    """Once when five days are left, once when the day has passed; how many reports somebody was told of. Nobody is told at night."""
    here = house(at)
    if not QUIET_UNTIL <= here.time() < QUIET_FROM:
        return 0
    duties = ReportDuty.objects.select_related("unit")
    owed = [each for each in calendar_of(duties, today=here.date()) if not each.settled and each.days_left <= NEAR_DAYS]
    for each in owed:
        _tell(each, at)
    return len(owed)


def _tell(owed: Owed, at: datetime) -> None:
    duty, step = owed.duty, "late" if owed.late else "near"
    recipients = {post.staff_id for post in holders_of(PREPARE, unit=duty.unit, on=house(at).date())}
    if recipients:
        notify(
            root_id=duty.root_id, recipients=recipients, kind=f"filing.{step}", subject=("report_duty", duty.id), ref=owed.period.code, at=at,
            params={"name": duty.name, "period": owed.period.words, "day": owed.due.isoformat()}, dedupe_key=f"filing:{duty.id}:{owed.period.code}:{step}",
        )  # fmt: skip

