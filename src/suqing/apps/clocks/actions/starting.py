"""Clocks start when an item is received, a promise is made, a crisis path opens (S5 8, S4 第七条)."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.planning import planned
from suqing.apps.clocks.subjects import Subject
from suqing.apps.editions.stored import open_stored_calendar
from suqing.casework.deadlines import Deadline


def start_clocks(
    *,
    root_id: int,
    subject: Subject,
    deadlines: Iterable[Deadline],
    edition_hashes: Mapping[str, str],
    calendar_hash: str,
    at: datetime,
) -> list[Clock]:
    """One running clock for each deadline, in one statement. `at` is when they were entered; they run from `started_at`.

    Editions and calendar must be stored (foreign keys). IntegrityError when one of the same rulebook, clause and kind is running.
    """
    calendar = open_stored_calendar(calendar_hash)
    clocks = [
        planned(each, root_id=root_id, subject=subject, edition_hashes=edition_hashes, calendar=calendar)
        for each in deadlines
    ]
    return Clock.objects.bulk_create(clocks)
