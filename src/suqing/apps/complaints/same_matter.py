"""The other items of a case's matter, through the door: what another person's item is, or that one was moved, is not told."""

from datetime import date, datetime

from suqing.apps.complaints.access import look_at
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.queries import no_part, seer_of
from suqing.apps.organisations.access import Standing
from suqing.kernel.errors import NotYours


def same_matter_seen(case: Complaint, standing: Standing, *, now: datetime) -> tuple[Complaint, ...]:
    """The items that this person may look into, in their order (one statement and the delegations)."""
    seer = seer_of(standing, now=now)
    seen = Sight.objects.filter(no_part(seer), root_id=case.root_id, holder_id__in=seer.holder_ids, complaint__matter_id=case.matter_id)
    others = Complaint.objects.filter(root_id=case.root_id, matter_id=case.matter_id, pk__in=seen.values("complaint_id")).exclude(pk=case.pk)
    return tuple(others.order_by("item_no"))


def may_join(complaint: Complaint, standing: Standing, *, on: date) -> bool:
    """Whether a further item may be laid to this one's matter: whoever may look into it or answer on it, but not the respondent."""
    try:
        return look_at(standing, complaint, on=on).depth != "heard"
    except NotYours:
        return False
