"""The next round of a case: reopened on new facts, or sent back by a review (law 18, 20)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from suqing.apps.complaints.actions.change import Change
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.proposing import lay_aside
from suqing.apps.complaints.events import ComplaintReopened
from suqing.apps.complaints.models import Proposal, Reopening
from suqing.apps.complaints.texts import write
from suqing.casework.lifecycle import Stage
from suqing.kernel.publish import publish


@dataclass(frozen=True, slots=True)
class NextRound:
    """What to hand to `finish`: rows written, columns of the case."""

    rows: list[models.Model]
    columns: dict[str, Any]


def next_round(change: Change, *, since: datetime, reason: str, received_at: datetime | None = None) -> NextRound:
    """Back to investigating, counted from `since`; nothing of the earlier round is changed. Whoever has the case is told."""
    complaint, actor, at = change.complaint, change.actor, change.at
    complaint.round += 1
    complaint.round_received_at = since
    earlier = lay_aside(Proposal.objects.filter(complaint=complaint, live=True).first())
    row = Reopening(root_id=complaint.root_id, complaint=complaint, round=complaint.round, received_at=received_at, by_id=actor.staff_id, at=at)
    write(row, change.key, reason=reason.strip())
    row.save(force_insert=True)
    recompute_for(complaint, at=at)
    recipients = tuple({each for each in (complaint.handler_id, complaint.officer_id) if each and each != actor.staff_id})
    publish(ComplaintReopened(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
    columns = {
        "stage": Stage.INVESTIGATING if complaint.handler_id else Stage.TRIAGED, "open": True, "closed_at": None, "round": complaint.round,
        "round_received_at": since, "found_valid": None, "in_scope": complaint.in_scope or None,
    }  # fmt: skip
    return NextRound([*earlier, row], columns)
