"""A year's calendar was published: what was provisional is computed again, and the differences are listed.

The notice may change the last days of the year before as well (gap late_december): limits counted up to them are computed again too.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from suqing.apps.audit.record import record
from suqing.apps.clocks.actions.recomputing import recompute_clocks
from suqing.apps.clocks.events import ClocksRecomputed, Difference
from suqing.apps.clocks.models import LIVE, Clock
from suqing.apps.clocks.subjects import Subject, about
from suqing.apps.organisations.actors import system_actor
from suqing.casework.deadlines import Deadline
from suqing.kernel.clock import HOUSE
from suqing.kernel.publish import publish
from suqing.rulebook import Calendar

AT_ONCE = 50
LATE_DECEMBER = 20  # earlier than any New Year's notice has reached so far (30 December 2023)

# Given a subject and the new calendar: its deadlines now, and the edition of each rulebook that gave them.
DeadlinesOf = Callable[[Subject, Calendar], tuple[Iterable[Deadline], Mapping[str, str]]]


def provisional_subjects(root_id: int, subject_kind: str, *, calendar: Calendar) -> list[Subject]:
    """Subjects with a live clock computed by another calendar that the newest year may move, the earliest limit first."""
    late = Q(unit="working_day", limit_at__gte=datetime(max(calendar.published_years) - 1, 12, LATE_DECEMBER, tzinfo=HOUSE))
    rows = (
        Clock.objects.filter(Q(provisional=True) | late, root_id=root_id, state__in=LIVE, subject_kind=subject_kind)
        .exclude(calendar_id=calendar.content_hash)
        .order_by("limit_at")
    )
    return list(dict.fromkeys(rows.values_list("subject_kind", "subject_id")))


def recompute_provisional(
    *, root_id: int, subject_kind: str, calendar: Calendar, deadlines_of: DeadlinesOf, at: datetime
) -> list[ClocksRecomputed]:
    """Compute the provisional clocks of the root again by `calendar` (stored before); what changed, subject by subject.

    In transactions of at most 50 subjects, each with its event in the ledger. Running it twice changes nothing more.
    """
    subjects = provisional_subjects(root_id, subject_kind, calendar=calendar)
    found: list[ClocksRecomputed] = []
    for start in range(0, len(subjects), AT_ONCE):
        with transaction.atomic():
            for subject in subjects[start : start + AT_ONCE]:
                found += _recompute(root_id, subject, calendar, deadlines_of, at)
    return found


def _recompute(
    root_id: int, subject: Subject, calendar: Calendar, deadlines_of: DeadlinesOf, at: datetime
) -> list[ClocksRecomputed]:
    deadlines, edition_hashes = deadlines_of(subject, calendar)
    change = recompute_clocks(
        subject=subject,
        deadlines=deadlines,
        edition_hashes=edition_hashes,
        calendar_hash=calendar.content_hash,
        at=at,
    )
    # What stays as it was is the new calendar's answer too, and is not asked for again.
    same = Clock.objects.filter(about(subject), rulebook__in=edition_hashes, state__in=LIVE)
    same.exclude(calendar_id=calendar.content_hash).update(calendar_id=calendar.content_hash)
    differences = tuple(
        Difference(new.id, new.kind, new.clause, old.limit_at, new.limit_at)
        for old, new in change.superseded.items()
    )
    if not differences:
        return []
    record(
        root_id=root_id,
        subject=subject,
        verb="clock.recomputed",
        actor=system_actor(root_id),
        at=at,
        refs={
            "calendar": calendar.content_hash,
            "clocks": [each.clock_id for each in differences],
            "limits": [each.after for each in differences],
        },
    )
    event = ClocksRecomputed(root_id, subject, differences, at)
    publish(event)
    return [event]
