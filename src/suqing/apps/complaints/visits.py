"""The reception log (来访接待登记): every visit to the cases that a person may see, newest first (C36)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet

from suqing.apps.complaints.models import Complaint, Crisis, HeadCount, Party, Sight, Visit
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.queries import PAGE, Seer
from suqing.apps.complaints.texts import case_key, read


@dataclass(frozen=True, slots=True)
class Received:
    """`persons` is the greatest number that was counted; `representatives` those of the case."""

    visit: Visit
    complaint: Complaint
    place: str
    persons: int
    representatives: int


def reception_page(seer: Seer, *, before: int | None = None, limit: int = PAGE) -> tuple[list[Received], int | None]:
    """One page by id, newest first, and the id to go on from. Only what the person may see, without what concerns them."""
    sights = Sight.objects.filter(root_id=seer.root_id, holder_id__in=seer.holder_ids, complaint_id=OuterRef("complaint_id"))
    rows: QuerySet[Visit] = Visit.objects.filter(Exists(sights), root_id=seer.root_id).exclude(complaint_id__in=seer.concerned_in)
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.select_related("complaint", "complaint__unit", "by").annotate(persons=Max("counts__persons")).order_by("-id")[: limit + 1])
    speakers = Party.objects.filter(complaint_id__in=[each.complaint_id for each in found], role=PartyRole.REPRESENTATIVE).values_list("complaint_id", flat=True)
    number = list(speakers)
    shown = [
        Received(each, each.complaint, read(each, case_key(each.complaint), "place"), each.persons, number.count(each.complaint_id))  # type: ignore[attr-defined]
        for each in found[:limit]
    ]
    return shown, found[limit - 1].id if len(found) > limit else None


def persons_here(counts: Sequence[HeadCount], visits: Sequence[Visit]) -> int:
    """How many are here now, by the last count of the visit that goes on; 0 when nobody is."""
    here = {each.id for each in visits if each.left_at is None}
    return next((each.persons for each in reversed(counts) if each.visit_id in here), 0)


def most_at_once(complaint: Complaint, counts: Sequence[HeadCount], crises: Sequence[Crisis]) -> int | None:
    """The most persons face to face that were counted in this round, at the door or when it became a crisis; None when nobody counted."""
    counted = [each.persons for each in (*counts, *crises) if each.persons is not None and each.at >= complaint.round_received_at]
    return max(counted, default=None)
