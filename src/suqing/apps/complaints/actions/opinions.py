"""The mediator's opinion and the complainant's answer to it: within the unit's limit it binds us without a leader's word (2020 measures Art. 24)."""

from datetime import date, datetime

from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.mediating import limits_run_on, open_mediation
from suqing.apps.complaints.actions.proposing import ProposalText, content_hash, lay_aside
from suqing.apps.complaints.actions.redress import come_into_force
from suqing.apps.complaints.intake import sum_problem
from suqing.apps.complaints.models import (
    Complaint,
    Mediation,
    MediationOpinion,
    Proposal,
    Undertaking,
)
from suqing.apps.complaints.models.choices import MediationResult, ProposalState
from suqing.apps.complaints.texts import cleaned, read, write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.queries import small_claim_limit
from suqing.casework.lifecycle import Stage
from suqing.casework.small_claims import CLAUSE, opinion_binds
from suqing.casework.stages import STAGE_NAMES, WORKING
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused, collect
from suqing.kernel.money import yuan_short

DECIDES_IN = WORKING - {Stage.APPROVED}


def record_opinion(*, ref: str, seen_version: int, actor: Actor, at: datetime, amount_fen: int | None, words: str, given_at: datetime | None = None) -> Complaint:
    """What the mediator proposes. Whether it binds us once accepted is settled now, by the limit of the day on which it was given."""
    moment, text = given_at or at, cleaned(words)
    wrong = sum_problem("意见金额", amount_fen) if amount_fen is not None else BadInput("意见金额", "", "调解员建议我方给付的数", "不用给付的填0")
    collect([each for each in (wrong, None if text else BadInput("调解意见", "", "意见的要点", "照调解员的意见书写")) if each])
    with changing(ref=ref, action="record_opinion", actor=actor, at=at, seen_version=seen_version) as change:
        mediation = open_mediation(change)
        if mediation.agreed_at is None or not mediation.agreed_at <= moment <= at:
            raise BadInput("意见时间", f"{house(moment):%Y-%m-%d %H:%M}", "双方同意调解以后、现在以前的时间", "核对时间")
        limit = small_claim_limit(change.complaint.unit, on=house(moment).date())
        binds = opinion_binds(amount_fen or 0, limit)
        row = MediationOpinion(
            root_id=change.complaint.root_id, complaint=change.complaint, mediation=mediation, amount_fen=amount_fen or 0, limit_fen=limit,
            binds=binds.allowed, given_at=moment, by_id=actor.staff_id, entered_at=at,
        )  # fmt: skip
        write(row, change.key, words=text)
        row.save(force_insert=True)
        return change.finish(verb="opinion_recorded", clause=CLAUSE, refs={"binds": row.binds, "limit": limit}, records=[row], occurred_at=moment)


def answer_opinion(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, accepted: bool, answer: str, due_day: date | None = None, answered_at: datetime | None = None
) -> Complaint:
    """The complainant's yes or no. A yes to what binds us ends the mediation, decides the case and is to be carried out by `due_day`."""
    moment, text = answered_at or at, cleaned(answer)
    if not text:
        raise BadInput("投诉人怎么说", "", "原话或大意，有什么凭证", "写明怎样证明投诉人的答复")
    with changing(ref=ref, action="answer_opinion", actor=actor, at=at, seen_version=seen_version) as change:
        mediation = open_mediation(change)
        row = MediationOpinion.objects.get(mediation=mediation, accepted=None)
        if not row.given_at <= moment <= at:
            raise BadInput("答复时间", f"{house(moment):%Y-%m-%d %H:%M}", f"提出意见（{house(row.given_at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        row.accepted, row.answered_at, row.answered_by_id = accepted, moment, actor.staff_id
        write(row, change.key, answer=text)
        row.save(update_fields=["accepted", "answered_at", "answered_by", "answer"])
        refs = {"accepted": accepted, "binds": row.binds}
        if not (accepted and row.binds):
            return change.finish(verb="opinion_answered", clause=CLAUSE, refs=refs, records=[row], occurred_at=moment)
        return _decided(change, mediation, row, due_day, refs)


def _decided(change: Change, mediation: Mediation, row: MediationOpinion, due_day: date | None, refs: dict[str, object]) -> Complaint:
    """The limit was the leaders' word given beforehand: the opinion stands as the decided proposal."""
    complaint, moment = change.complaint, row.answered_at or change.at
    if change.facts.stage not in DECIDES_IN:
        raise Refused(f"接受后就是处理决定，而这一件{STAGE_NAMES[change.facts.stage]}。先分派并接办；已有批示方案的先办完。", clause=CLAUSE)
    if row.amount_fen and (due_day is None or due_day < house(moment).date()):
        raise BadInput("给付日", str(due_day or ""), f"{house(moment):%Y-%m-%d}或以后的一天", "照约定的日期填")
    limits_run_on(change)
    mediation.result, mediation.ended_at, mediation.ended_by_id = MediationResult.SUCCESS, moment, change.actor.staff_id
    words = read(row, change.key, "words")
    write(mediation, change.key, outcome=words)
    mediation.save(update_fields=["result", "ended_at", "ended_by", "outcome"])
    aside = lay_aside(Proposal.objects.filter(complaint=complaint, live=True).first())
    content = ProposalText(text=words, grounds="调解意见在小额限额以内，投诉人接受", amount_fen=row.amount_fen, company_loss_fen=row.amount_fen)
    version = Proposal.objects.filter(complaint=complaint).count() + 1
    proposal = Proposal(
        root_id=complaint.root_id, complaint=complaint, version=version, state=ProposalState.APPROVED, amount_fen=row.amount_fen, company_loss_fen=row.amount_fen,
        content_hash=content_hash(version, content), by_id=change.actor.staff_id, at=change.at,
    )  # fmt: skip
    write(proposal, change.key, text=content.text, grounds=content.grounds)
    proposal.save(force_insert=True)
    promised = []
    if due_day is not None and row.amount_fen:
        owed = Undertaking(root_id=complaint.root_id, complaint=complaint, proposal=proposal, owner_id=complaint.handler_id, due_day=due_day)
        write(owed, change.key, what=f"按调解意见给付{yuan_short(row.amount_fen)}元")
        owed.save(force_insert=True)
        promised.append(owed)
    return change.finish(
        verb="opinion_accepted", clause=CLAUSE, refs={**refs, "version": version, "hash": proposal.content_hash}, records=[row, mediation, *aside, proposal, *promised],
        occurred_at=moment, stage=Stage.APPROVED, redress_due=come_into_force(complaint),
    )  # fmt: skip
