"""Promised answers counted: kept, broken, still ahead (S3, C14)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import Count, F, Q

from suqing.apps.complaints.models import Promise
from suqing.apps.complaints.queries import Seer
from suqing.apps.complaints.sights import overseen
from suqing.kernel.clock import HOUSE


@dataclass(frozen=True, slots=True)
class Promised:
    """`kept` answered by the time promised; `broken` answered later, or not yet and the time has passed; `ahead` not due yet."""

    kept: int
    broken: int
    ahead: int

    @property
    def rate(self) -> Fraction | None:
        """Kept of those that were due; None where none was."""
        return Fraction(self.kept, self.kept + self.broken) if self.kept + self.broken else None


def promises_of(seer: Seer, *, since: date | None, until: date | None, now: datetime) -> Promised:
    """Over the cases that the person oversees, by the day promised, both days included. One statement.

    A case that ended without the answer (a withdrawal, a suit) owes it no more and is not counted.
    """
    days = Q()
    if since:
        days &= Q(due_at__gte=datetime.combine(since, time(), HOUSE))
    if until:
        days &= Q(due_at__lt=datetime.combine(until + timedelta(days=1), time(), HOUSE))
    owed = Q(answered_at=None, complaint__open=True)
    found = Promise.objects.filter(days, overseen(seer), root_id=seer.root_id).aggregate(
        kept=Count("id", filter=Q(answered_at__lte=F("due_at"))),
        broken=Count("id", filter=Q(answered_at__gt=F("due_at")) | owed & Q(due_at__lt=now)),
        ahead=Count("id", filter=owed & Q(due_at__gte=now)),
    )
    return Promised(**found)
