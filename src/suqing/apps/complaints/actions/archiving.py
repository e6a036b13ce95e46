"""File it: one complete volume, PDF and ZIP with a manifest of hashes, made by a background job (S4 第六条二(八), C19)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import ArchiveVolume, Complaint
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.organisations.actors import Actor
from suqing.casework.lifecycle import Stage


def archive_complaint(*, ref: str, seen_version: int, actor: Actor, at: datetime) -> Complaint:
    """Archived at once as a state; the volume's papers follow within moments (job `archive_volume`)."""
    with changing(ref=ref, action="archive", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        volume = ArchiveVolume(
            root_id=complaint.root_id,
            complaint=complaint,
            number=ArchiveVolume.objects.filter(complaint=complaint).count() + 1,
            by_id=actor.staff_id,
            at=at,
        )
        volume.save(force_insert=True)
        complaint = change.finish(
            verb="archived",
            clause="claims/6.2.8",
            refs={"volume": volume.number},
            records=[volume],
            stage=Stage.ARCHIVED,
            open=False,
        )
        enqueue("archive_volume", {"volume": volume.id}, at=at, root=complaint.root_id)
        return complaint
