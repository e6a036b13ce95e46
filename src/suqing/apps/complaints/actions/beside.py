"""Acts beside the procedure: something is written down, the case and its version stay, so that a form somebody has open stays good."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from suqing.apps.audit.record import record
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.change import in_whose_name
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.casework.lifecycle import may
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused


def opened_beside(ref: str, action: str, actor: Actor, at: datetime) -> tuple[Complaint, Actor]:
    """The case, for one act of one person, and who acts (in whose name). NotYours or Refused before anything is written."""
    opened = access_complaint(Staff.objects.get(pk=actor.staff_id), ref, to=action, on=house(at).date()).acting(action)
    complaint = opened.complaint
    verdict = may(action, stage_facts(complaint))
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)
    return complaint, in_whose_name(actor, opened)


def record_beside(complaint: Complaint, rows: Sequence[models.Model], verb: str, clause: str, actor: Actor, at: datetime) -> Complaint:
    """The one event of the act."""
    record(
        root_id=complaint.root_id, subject=("complaint", complaint.id), verb=verb, actor=actor, at=at, clause=clause,
        refs={"stage": complaint.stage, "round": complaint.round}, records=rows,
    )  # fmt: skip
    return complaint
