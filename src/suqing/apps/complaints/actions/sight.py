"""Who comes to see a case, and who no longer needs to (need to know, S5 9.1)."""

from collections.abc import Collection, Iterable

from django.db.models import F

from suqing.apps.complaints.access import in_force_of
from suqing.apps.complaints.models import Complaint, Dispatch, Sight
from suqing.apps.organisations.models import Organisation
from suqing.apps.organisations.queries import units_below

AT_ONCE = 500


def grant_sight(complaint: Complaint, holder_ids: Iterable[int | None]) -> None:
    """Let these persons or units see the case; those who do already are left alone."""
    Sight.objects.bulk_create(
        [
            Sight(root_id=complaint.root_id, complaint=complaint, holder_id=holder, open=complaint.open, limit_at=complaint.limit_at)
            for holder in sorted({each for each in holder_ids if each})
        ],
        ignore_conflicts=True,
    )


def withdraw_sight(complaint: Complaint, holder_ids: Iterable[int]) -> None:
    """Take the sight from units and persons who only had it for a dispatch that they returned."""
    owners = in_force_of(complaint).filter(done_at=None).values_list("owner_id", flat=True) if complaint.redress_due is not None else ()
    keep = {*owners, *complaint.unit.ancestor_ids, complaint.taken_by_id, complaint.officer_id, complaint.department_id, complaint.handler_id, complaint.leader_id}
    Sight.objects.filter(complaint=complaint, holder_id__in=[each for each in holder_ids if each not in keep]).delete()


def follow_move(*, organisation_id: int, left: Collection[int], joined: Collection[int]) -> None:
    """A unit came under another line: its cases are seen by the units above it now, and no longer by those that were.

    A unit that has the case as its department keeps it. In batches, inside the transaction of the move.
    """
    cases = Complaint.objects.filter(unit__in=units_below(Organisation.objects.get(pk=organisation_id)))
    waiting = Dispatch.objects.filter(department_id__in=left, accepted_at=None, returned_at=None).values("complaint_id")
    kept = {"complaint__department_id": F("holder_id")}
    Sight.objects.filter(complaint__in=cases, holder_id__in=left).exclude(**kept).exclude(complaint_id__in=waiting).delete()
    fresh: list[Sight] = []
    for case in cases.only("id", "root_id", "open", "limit_at").iterator(chunk_size=AT_ONCE):
        fresh += [Sight(root_id=case.root_id, complaint_id=case.id, holder_id=each, open=case.open, limit_at=case.limit_at) for each in joined]
        if len(fresh) >= AT_ONCE:
            Sight.objects.bulk_create(fresh, ignore_conflicts=True)
            fresh = []
    Sight.objects.bulk_create(fresh, ignore_conflicts=True)
