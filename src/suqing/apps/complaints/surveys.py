"""Satisfaction surveys read: the one that a code opens, and how many were sent and answered, by score (C15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import Count, Q

from suqing.apps.complaints.codes import digests_of
from suqing.apps.complaints.models import FollowUp, Survey
from suqing.apps.complaints.queries import Seer
from suqing.apps.complaints.sights import overseen
from suqing.kernel.clock import HOUSE

SCORES = (5, 4, 3, 2, 1)


def waiting_survey(code: str, *, at: datetime, lock: bool = False) -> Survey | None:
    """The survey that this code opens now. None for a code that is unknown, used, or too old; its case is there."""
    rows = Survey.objects.select_for_update(of=("self",)) if lock else Survey.objects
    return rows.select_related("complaint").filter(digest__in=digests_of(code), answered_at=None, expires_at__gt=at).first()


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """`by_score` holds 5 … 1. `sent`: links for surveys; of calls, those that reached the complainant. A call without a score is not answered."""

    sent: int
    answered: int
    by_score: Mapping[int, int]

    @property
    def mean(self) -> Fraction | None:
        return Fraction(sum(score * count for score, count in self.by_score.items()), self.answered) if self.answered else None

    @property
    def rate(self) -> Fraction | None:
        """Answered of those asked."""
        return Fraction(self.answered, self.sent) if self.sent else None


def satisfaction_of(seer: Seer, *, since: date | None, until: date | None) -> tuple[Satisfaction, Satisfaction]:
    """(by link, by phone) over the cases that the person oversees; days of sending and of calling, both included. Two statements."""
    days = Q()
    if since:
        days &= Q(at__gte=datetime.combine(since, time(), HOUSE))
    if until:
        days &= Q(at__lt=datetime.combine(until + timedelta(days=1), time(), HOUSE))
    asked = (Survey.objects.filter(days), FollowUp.objects.filter(days, reached=True))
    return tuple(_counted(dict(rows.filter(overseen(seer), root_id=seer.root_id).order_by().values_list("satisfaction").annotate(n=Count("id")))) for rows in asked)  # type: ignore[return-value]


def _counted(found: Mapping[int | None, int]) -> Satisfaction:
    by_score = {score: found.get(score, 0) for score in SCORES}
    return Satisfaction(sent=sum(found.values()), answered=sum(by_score.values()), by_score=by_score)
