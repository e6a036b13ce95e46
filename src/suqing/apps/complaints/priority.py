"""How urgent a case is, from its records; kept on the case so that lists show and narrow by it (C35)."""

from typing import Any

from suqing.apps.complaints.facts import state_of, way_in
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.casework.priority import NORMAL, Priority, PriorityFacts, priority


def priority_of(complaint: Complaint, row: dict[str, Any] | None = None) -> Priority:
    """As its records stand now (one statement, none where `facts.state_of` was asked before; one more where persons were counted)."""
    return priority(_facts(complaint, state_of(complaint) if row is None else row))


def kept_priority(complaint: Complaint, row: dict[str, Any] | None = None) -> str:
    """The level for the case's row: of open complaints only, for what has ended nobody hurries."""
    return priority_of(complaint, row).level if complaint.open and complaint.kind == ItemKind.COMPLAINT else NORMAL


def priority_at_intake(complaint: Complaint, intake: Intake, *, near_limit: bool) -> str:
    """The same from what was told, before anything is written."""
    if not complaint.open or complaint.kind != ItemKind.COMPLAINT:
        return NORMAL
    return priority(_own(complaint, elderly=intake.elderly, disabled=intake.disabled, seriously_ill=intake.seriously_ill, near_limit=near_limit)).level


def keep_priority(complaint_id: int) -> None:
    """Where a limit drew near and no act was done. Leaves the version alone: nobody edited the case."""
    complaint = Complaint.objects.get(pk=complaint_id)
    Complaint.objects.filter(pk=complaint_id).update(priority=kept_priority(complaint))


def _facts(complaint: Complaint, row: dict[str, Any]) -> PriorityFacts:
    persons = max((each for each in (row["counted"], row["told_persons"]) if each is not None), default=None)
    return _own(
        complaint, elderly=row["elderly"], disabled=row["disabled"], seriously_ill=row["seriously_ill"], near_limit=row["near_limit"], crisis=row["crisis_at"] is not None,
        persons=persons, persons_from=thresholds_of(complaint).persons_from if persons else None,
    )  # fmt: skip


def _own(complaint: Complaint, **others: object) -> PriorityFacts:
    return PriorityFacts(
        classification=complaint.classification or None, repeat_level=complaint.repeat_level, sum_claimed_fen=complaint.sum_claimed_fen,
        exposed_by_media=complaint.exposed_by_media, came_via=way_in(complaint), in_litigation=complaint.in_litigation,
        in_arbitration=complaint.in_arbitration, with_judicial_organs=complaint.with_judicial_organs, **others,  # type: ignore[arg-type]
    )  # fmt: skip
