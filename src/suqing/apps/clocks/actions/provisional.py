"""A year's calendar was published: what was provisional is computed again, and the differences are listed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suqing.apps.clocks.actions.recomputing import recompute_clocks
from suqing.apps.clocks.models import LIVE, Clock
from suqing.apps.clocks.subjects import Subject
from suqing.casework.deadlines import Deadline
from suqing.rulebook import Calendar

AT_ONCE = 50

# Given a subject and the new calendar: its deadlines now, and the edition of each rulebook that gave them.
DeadlinesOf = Callable[[Subject, Calendar], tuple[Iterable[Deadline], Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One clock before and after. `moved` is False where the date was only confirmed."""

    subject: Subject
    kind: str
    clause: str
    before: datetime
    after: datetime
    still_provisional: bool

    @property
    def moved(self) -> bool:
        return self.before != self.after


def provisional_subjects(root_id: int, *, limit_before: datetime | None = None) -> list[Subject]:
    """Subjects with a live provisional clock, the earliest limit first."""
    rows = Clock.objects.filter(root_id=root_id, provisional=True, state__in=LIVE)
    if limit_before is not None:
        rows = rows.filter(limit_at__lt=limit_before)
    pairs = rows.order_by("limit_at").values_list("subject_kind", "subject_id")
    return list(dict.fromkeys(pairs))


def recompute_provisional(
    *, root_id: int, calendar: Calendar, deadlines_of: DeadlinesOf, at: datetime
) -> list[Difference]:
    """Compute every provisional clock of the root again by `calendar` (stored before), in transactions of at most 50 cases.

    Running it twice changes nothing more. A subject that failed half-way leaves those before it done.
    """
    subjects = provisional_subjects(root_id)
    found: list[Difference] = []
    for start in range(0, len(subjects), AT_ONCE):
        with transaction.atomic():
            for subject in subjects[start : start + AT_ONCE]:
                found += _recompute(subject, calendar, deadlines_of, at)
    return found


def _recompute(subject: Subject, calendar: Calendar, deadlines_of: DeadlinesOf, at: datetime) -> list[Difference]:
    deadlines, edition_hashes = deadlines_of(subject, calendar)
    change = recompute_clocks(
        subject=subject,
        deadlines=deadlines,
        edition_hashes=edition_hashes,
        calendar_hash=calendar.content_hash,
        at=at,
    )
    return [
        Difference(subject, new.kind, new.clause, old.limit_at, new.limit_at, new.provisional)
        for old, new in change.superseded.items()
    ]
