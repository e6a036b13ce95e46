"""Show identity for a reason, for a few minutes, into the log (C20)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from suqing.apps.audit.disclosing import disclose
from suqing.apps.audit.models import Disclosure
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.change import in_whose_name
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.kernel.clock import house

FIELDS = ("name", "phone", "id_number", "address", "email", "policy_no", "claim_no")
MINUTES = 5


def disclose_parties(*, ref: str, actor: Actor, at: datetime, reason: str, fields: Sequence[str] = FIELDS) -> Disclosure:
    """Open these columns of the parties' identity to this person for five minutes; one row, one event."""
    staff = Staff.objects.get(pk=actor.staff_id)
    opened = access_complaint(staff, ref, to="disclose", on=house(at).date()).acting("disclose")
    return disclose(
        actor=in_whose_name(actor, opened),
        subject=("complaint", opened.complaint.id),
        fields=fields,
        reason=reason,
        at=at,
        lasts=timedelta(minutes=MINUTES),
    )
