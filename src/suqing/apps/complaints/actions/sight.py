"""Who comes to see a case, and who no longer needs to (need to know, S5 9.1)."""

from collections.abc import Iterable

from suqing.apps.complaints.models import Complaint, Sight


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
    keep = {*complaint.unit.ancestor_ids, complaint.taken_by_id, complaint.officer_id, complaint.handler_id, complaint.leader_id}
    Sight.objects.filter(complaint=complaint, holder_id__in=[each for each in holder_ids if each not in keep]).delete()
