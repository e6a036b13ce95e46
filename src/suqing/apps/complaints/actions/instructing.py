"""7.6 The leader's word: approve, return, take over, pinned to the version that was read (批示)."""

from datetime import datetime
from typing import Any

from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.proposing import leader_for
from suqing.apps.complaints.actions.redress import come_into_force
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.events import ProposalInstructed
from suqing.apps.complaints.models import Complaint, Instruction, Proposal
from suqing.apps.complaints.models.choices import InstructionKind, ProposalState
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.casework.authority import needs_leader
from suqing.casework.lifecycle import Stage
from suqing.kernel.errors import BadInput, Refused, Stale
from suqing.kernel.money import yuan_short
from suqing.kernel.publish import publish

_AFTER = {
    InstructionKind.APPROVE: (ProposalState.APPROVED, Stage.APPROVED, "proposal_approved"),
    InstructionKind.RETURN: (ProposalState.RETURNED, Stage.INVESTIGATING, "proposal_returned"),
    InstructionKind.TAKE_OVER: (ProposalState.TAKEN_OVER, Stage.INVESTIGATING, "proposal_taken_over"),
}


def instruct_proposal(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, kind: str, proposal_version: int, proposal_hash: str, text: str = ""
) -> Complaint:
    """One decision on one version. Another version than the one read is Stale; beyond one's own authority is refused."""
    if kind not in InstructionKind.values:
        raise BadInput("批示", kind, "同意、退回、接办之一", "选一项")
    if kind == InstructionKind.RETURN and not text.strip():
        raise BadInput("批示意见", "", "退回的意见", "写明哪里要改")
    with changing(ref=ref, action="instruct_proposal", actor=actor, at=at, seen_version=seen_version) as change:
        proposal = _submitted(change, proposal_version, proposal_hash)
        _check_authority(change, proposal, kind)
        state, stage, verb = _AFTER[InstructionKind(kind)]
        instruction = Instruction(
            root_id=proposal.root_id,
            complaint=change.complaint,
            proposal=proposal,
            proposal_hash=proposal.content_hash,
            kind=kind,
            by_id=actor.staff_id,
            on_behalf_of_id=change.actor.on_behalf_of_id,
            at=at,
        )
        write(instruction, change.key, text=text.strip())
        instruction.save(force_insert=True)
        proposal.state = state
        proposal.save(update_fields=["state"])
        return _finish(change, proposal, instruction, kind, stage, verb)


def _submitted(change: Change, version: int, content_hash: str) -> Proposal:
    proposal = Proposal.objects.filter(complaint=change.complaint, live=True, state=ProposalState.SUBMITTED).first()
    if proposal is None:
        raise Refused("没有待批示的方案。", clause="property/7.6")
    if (proposal.version, proposal.content_hash) != (version, content_hash):
        raise Stale(f"方案已是第{proposal.version}版，与您看到的不同。请看过新版再批示。", ("proposal",))
    if proposal.by_id in change.opened.hands:
        other = leader_for(change.complaint, proposal.amount_fen or 0, change.at, not_staff=sorted(change.opened.hands))
        raise Refused(f"这一版方案是您起草的，须由另一位领导批示，如{other.staff.name}。", clause="cbirc2020/17")
    return proposal


def _check_authority(change: Change, proposal: Proposal, kind: str) -> None:
    own = change.opened.standing.authority_fen
    if kind != InstructionKind.RETURN and needs_leader(proposal.amount_fen, own):  # what is taken over is answered to the customer too
        raise Refused(
            f"方案金额{yuan_short(proposal.amount_fen or 0)}元，超出您的授权{yuan_short(own)}元。请退回，或由上一级领导批示。",
            clause="claims/4.4",
        )


def _finish(change: Change, proposal: Proposal, instruction: Instruction, kind: str, stage: str, verb: str) -> Complaint:
    complaint = change.complaint
    extra: dict[str, Any] = {"redress_due": come_into_force(complaint)}
    if kind == InstructionKind.TAKE_OVER:
        extra["handler_id"] = change.actor.staff_id
        grant_sight(complaint, [change.actor.staff_id])
    recipients = tuple({each for each in (proposal.by_id, complaint.handler_id) if each and each != change.actor.staff_id})
    publish(
        ProposalInstructed(
            complaint.id, complaint.root_id, complaint.ref, change.actor, change.at, recipients, version=proposal.version, kind=kind
        )
    )
    return change.finish(
        verb=verb,
        clause="property/7.6",
        refs={"version": proposal.version, "hash": proposal.content_hash},
        records=[proposal, instruction],
        stage=stage,
        **extra,
    )
