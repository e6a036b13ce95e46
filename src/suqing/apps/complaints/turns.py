"""Whose turn it is, for the workbench: the next required act and the person who owes it."""

from dataclasses import dataclass

from suqing.apps.complaints.models import Complaint, Dispatch, Proposal, Review
from suqing.apps.complaints.models.choices import ItemKind
from suqing.casework.facts import StageFacts
from suqing.casework.lifecycle import next_action

_OFFICER = frozenset({"triage", "dispatch", "confirm_finding", "close", "follow_up", "reopen", "evaluate", "archive", "report_back"})


@dataclass(frozen=True, slots=True)
class Turn:
    action: str
    staff_id: int | None


def next_turn(complaint: Complaint, facts: StageFacts) -> Turn:
    """The next act (empty when none is owed) and who owes it; None = nobody is named yet."""
    step = next_action(facts) if complaint.kind == ItemKind.COMPLAINT else None
    if step is None:
        return Turn("", None)
    return Turn(step.action, _whose(complaint, step.action))


def _whose(complaint: Complaint, action: str) -> int | None:
    if action == "accept_dispatch":
        return (
            Dispatch.objects.filter(complaint=complaint, accepted_at=None, returned_at=None)
            .values_list("to_staff_id", flat=True)
            .first()
        )
    if action == "instruct_proposal":
        return Proposal.objects.filter(complaint=complaint, live=True).values_list("submitted_to_id", flat=True).first()
    if action == "review_settlement":
        return complaint.leader_id
    if action in ("decide_review", "tell_review"):
        return Review.objects.filter(complaint=complaint, told_at=None).values_list("handler_id", flat=True).first()
    if action in _OFFICER:
        return complaint.officer_id
    return complaint.handler_id or complaint.officer_id
