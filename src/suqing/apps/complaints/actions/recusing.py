"""Standing back from a case: declared by the person, and what was theirs goes to the next person up, on record (law 17, C31)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from suqing.apps.complaints.access import OFFICERS, interested_staff
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.proposing import leader_for
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.events import HandedUp
from suqing.apps.complaints.models import Complaint, Dispatch, Proposal, Recusal
from suqing.apps.complaints.models.choices import ProposalState
from suqing.apps.complaints.next_up import holder_up, next_up
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Role, Staff
from suqing.apps.organisations.queries import holders_of
from suqing.casework.lifecycle import Stage
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

CLAUSE = "cbirc2020/17"


@dataclass(slots=True)
class HandOver:
    """New columns of the case, rows changed with it, and who has it now (the first takes what mattered most)."""

    columns: dict[str, Any] = field(default_factory=dict)
    rows: list[Model] = field(default_factory=list)
    to: list[Staff] = field(default_factory=list)


def declare_interest(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """The person has an interest in this case: they see and do no more of it, and what they had goes to the next person up."""
    if not reason.strip():
        raise BadInput("回避事由", "", "与本件有什么利害关系", "写一两句")
    with changing(ref=ref, action="declare_interest", actor=actor, at=at, seen_version=seen_version) as change:
        complaint, me = change.complaint, actor.staff_id or 0
        passed = hand_over_from(change, {me})
        row = Recusal(root_id=complaint.root_id, complaint=complaint, staff_id=me, passed_to=passed.to[0] if passed.to else None, at=at)
        write(row, change.key, reason=reason.strip())
        row.save(force_insert=True)
        refs = {"passed_to": row.passed_to_id} if row.passed_to_id else None
        return change.finish(verb="interest_declared", clause=CLAUSE, refs=refs, records=[row, *passed.rows], **passed.columns)


def hand_over_from(change: Change, staff_ids: Collection[int]) -> HandOver:
    """What these people have in the case goes on: handling, the post of the officer, a decision, a dispatch; the next ones are told.

    Refused where nobody is left to handle it, or no leader whose authority covers the decision that waits.
    """
    complaint, found, gone = change.complaint, HandOver(), frozenset(staff_ids)
    if not gone or gone.isdisjoint(_holding(complaint)):
        return found
    barred, on = {*interested_staff(complaint), *gone}, house(change.at).date()
    if complaint.handler_id in gone:
        handler = next_up(complaint.handler_id, complaint.unit, on=on, barred=barred)
        if handler is None:
            raise Refused("没有与本件无关的上级可以接办。请先由投诉专员改派。", clause=CLAUSE)
        found.columns["handler_id"] = handler.id
        found.to.append(handler)
    if complaint.officer_id in gone:
        officer = holder_up(complaint.unit, *OFFICERS, on=on, barred=barred)
        found.columns["officer_id"] = officer.id if officer else None
        found.to += [officer] if officer else []
    if complaint.first_contact_owner_id in gone:
        found.columns["first_contact_owner_id"] = found.columns.get("handler_id") or found.columns.get("officer_id", complaint.officer_id)
    _decision(change, gone, found)
    _dispatch(change, gone, barred, found)
    grant_sight(complaint, [each.id for each in found.to])
    _tell(change, found)
    return found


def _holding(complaint: Complaint) -> set[int | None]:
    """Whoever has something of the case in hand."""
    sent_to = Dispatch.objects.filter(complaint=complaint, accepted_at=None, returned_at=None).values_list("to_staff_id", flat=True).first()
    decides = Proposal.objects.filter(complaint=complaint, live=True, state=ProposalState.SUBMITTED).values_list("submitted_to_id", flat=True).first()
    return {complaint.handler_id, complaint.officer_id, complaint.first_contact_owner_id, complaint.leader_id, sent_to, decides}


def _decision(change: Change, gone: Collection[int], found: HandOver) -> None:
    complaint = change.complaint
    waiting = Proposal.objects.filter(complaint=complaint, live=True, state=ProposalState.SUBMITTED, submitted_to_id__in=gone).first()
    if waiting is not None:
        leader = leader_for(complaint, waiting.amount_fen or 0, change.at, not_staff=[*gone, waiting.by_id or 0])
        waiting.submitted_to = leader.staff
        waiting.save(update_fields=["submitted_to"])
        found.rows.append(waiting)
        found.to.append(leader.staff)
        found.columns["leader_id"] = leader.staff_id
    elif complaint.leader_id in gone:
        found.columns["leader_id"] = None


def _dispatch(change: Change, gone: Collection[int], barred: Collection[int], found: HandOver) -> None:
    """To another head of the department, else back to the officer."""
    complaint = change.complaint
    waiting = Dispatch.objects.select_related("department").filter(complaint=complaint, accepted_at=None, returned_at=None, to_staff_id__in=gone).first()
    if waiting is None:
        return
    heads = holders_of(Role.DEPARTMENT_HEAD, unit=waiting.department, on=house(change.at).date())
    other = next((post.staff for post in heads if post.staff_id not in barred), None)
    if other is not None:
        waiting.to_staff = other
        found.to.append(other)
    else:
        waiting.returned_at = change.at
        write(waiting, change.key, return_reason="部门负责人回避")
        found.columns["stage"] = Stage.TRIAGED
    waiting.save(update_fields=["to_staff", "returned_at", "return_reason"])
    found.rows.append(waiting)


def _tell(change: Change, passed: HandOver) -> None:
    """Who has it now hears of it, and the officer of the case."""
    complaint = change.complaint
    told = {each.id for each in passed.to} | {passed.columns.get("officer_id", complaint.officer_id)}
    told -= {None, change.actor.staff_id}
    publish(HandedUp(complaint.id, complaint.root_id, complaint.ref, change.actor, change.at, tuple(sorted(told))))
