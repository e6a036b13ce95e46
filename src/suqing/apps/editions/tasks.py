"""After an upgrade the calendar that came with it becomes the current one."""

from datetime import datetime

from suqing.apps.editions.actions import store_calendar
from suqing.apps.editions.models import CALENDAR, StoredEdition
from suqing.apps.jobs.registry import every
from suqing.rulebook import open_calendar


@every("editions.keep_calendar", seconds=600)
def keep_calendar(at: datetime) -> None:
    """Stores the shipped calendar where cases already run by an older one; a fresh installation gets it on adoption."""
    if StoredEdition.objects.filter(rulebook=CALENDAR).exists():
        store_calendar(open_calendar("cn"), at=at)
