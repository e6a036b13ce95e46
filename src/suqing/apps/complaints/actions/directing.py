"""A leader steps in, or gives a direction, on record (S4 第六条二(七), S5 7.7; C34)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.sight import grant_sight, withdraw_sight
from suqing.apps.complaints.events import DirectionGiven, LeaderSteppedIn
from suqing.apps.complaints.models import Complaint, Direction, Dispatch, Proposal
from suqing.apps.complaints.models.choices import DirectionKind, ProposalState
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.casework.authority import needs_leader
from suqing.casework.lifecycle import Stage
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.money import yuan_short
from suqing.kernel.publish import publish

CLAUSE = "claims/6.2.7"


def give_direction(*, ref: str, seen_version: int, actor: Actor, at: datetime, text: str) -> Complaint:
    """A word on how to go on; it decides no proposal. Whoever has the case is told."""
    if not text.strip():
        raise BadInput("批示意见", "", "要怎么办", "写一两句")
    with changing(ref=ref, action="give_direction", actor=actor, at=at, seen_version=seen_version) as change:
        row = _row(change, DirectionKind.DIRECTION, text)
        case = change.complaint
        publish(DirectionGiven(case.id, case.root_id, case.ref, actor, at, _told(change, case.handler_id, case.officer_id)))
        return change.finish(verb="direction_given", clause=CLAUSE, records=[row])


def step_in(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """The leader takes upon themselves what comes next: the decision that waits for another leader, else the handling.

    A decision is taken only within one's own authority, and never on a proposal of one's own.
    """
    if not reason.strip():
        raise BadInput("理由", "", "为什么直接过问", "写一两句")
    with changing(ref=ref, action="step_in", actor=actor, at=at, seen_version=seen_version) as change:
        case, me = change.complaint, actor.staff_id
        waiting = Proposal.objects.filter(complaint=case, live=True, state=ProposalState.SUBMITTED).first()
        sent = _open_dispatch(change)
        before = waiting.submitted_to_id if waiting else sent.to_staff_id if sent else case.handler_id
        if before == me:
            raise Refused("本件正由您批示或经办，不用再接手。", clause=CLAUSE)
        row = _row(change, DirectionKind.STEP_IN, reason, took_from=before)
        publish(LeaderSteppedIn(case.id, case.root_id, case.ref, actor, at, _told(change, before, case.handler_id, case.officer_id)))
        if waiting is None:
            return _take_handling(change, row, sent, before)
        _check_decision(change, waiting)
        waiting.submitted_to_id = me
        waiting.save(update_fields=["submitted_to"])
        return change.finish(verb="stepped_in", clause=CLAUSE, refs={"from": before or 0}, records=[row, waiting], leader_id=me)


def _open_dispatch(change: Change) -> Dispatch | None:
    return Dispatch.objects.filter(complaint=change.complaint, accepted_at=None, returned_at=None).first()


def _take_handling(change: Change, row: Direction, sent: Dispatch | None, before: int | None) -> Complaint:
    """The leader becomes the handler; a dispatch that nobody has accepted yet is taken back."""
    case, me = change.complaint, change.actor.staff_id
    if case.stage == Stage.TRIAGED and case.established is False:
        raise Refused("已判断投诉不成立，婉转答复即可，不用接手。要指示，写批示意见。", clause="property/7.2")
    if sent is not None:
        sent.returned_at = change.at
        write(sent, change.key, return_reason="领导直接过问")
        sent.save(update_fields=["returned_at", "return_reason"])
        withdraw_sight(case, [sent.department_id, sent.to_staff_id])
    grant_sight(case, [me])
    owner = me if case.first_contact_owner_id == before else case.first_contact_owner_id
    stage = Stage.INVESTIGATING if case.stage in (Stage.TRIAGED, Stage.DISPATCHED) else case.stage
    rows = [row, sent] if sent else [row]
    return change.finish(
        verb="stepped_in", clause=CLAUSE, refs={"from": before or 0}, records=rows, handler_id=me, first_contact_owner_id=owner, stage=stage
    )


def _check_decision(change: Change, waiting: Proposal) -> None:
    own = change.opened.standing.authority_fen
    if waiting.by_id in change.opened.hands:
        raise Refused("待批示的方案是您起草的，须由另一位领导批示。", clause="cbirc2020/17")
    if needs_leader(waiting.amount_fen or 0, own):
        raise Refused(f"方案金额{yuan_short(waiting.amount_fen or 0)}元，超出您的授权{yuan_short(own)}元，不能接过来批示。", clause="claims/4.4")


def _row(change: Change, kind: DirectionKind, text: str, *, took_from: int | None = None) -> Direction:
    case = change.complaint
    row = Direction(root_id=case.root_id, complaint=case, kind=kind, took_from_id=took_from, by_id=change.actor.staff_id, at=change.at)
    write(row, change.key, text=text.strip())
    row.save(force_insert=True)
    return row


def _told(change: Change, *staff_ids: int | None) -> tuple[int, ...]:
    return tuple(sorted({each for each in staff_ids if each and each != change.actor.staff_id}))
