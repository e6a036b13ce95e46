"""Mediation: proposed, agreed (the law's limits stand still), declined with a reason, ended with a result (2020 measures Art. 23, 40; C23)."""

from datetime import date, datetime

from suqing.apps.clocks.actions import pause_clocks, resume_clocks
from suqing.apps.clocks.models import ClockState, Pause
from suqing.apps.clocks.queries import pauses_of, running_clocks
from suqing.apps.complaints.actions.calling import leaders_above
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import deadlines_now
from suqing.apps.complaints.actions.prolonging import LAW
from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, Mediation
from suqing.apps.complaints.models.choices import MediationResult, MediationSide
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.editions.queries import current_calendar
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused

CLAUSE = "cbirc2020/23"
MOST = 200
ENDS = (MediationResult.SUCCESS, MediationResult.FAILED)


def propose_mediation(*, ref: str, seen_version: int, actor: Actor, at: datetime, organisation: str, proposed_by: str = MediationSide.COMPANY, words: str = "") -> Complaint:
    """Before which organisation, and who proposes it."""
    name = cleaned(organisation)
    if not 1 <= len(name) <= MOST:
        raise BadInput("调解组织", f"{len(name):,}个字" if name else "", f"名称，不超过{MOST}个字", "写全称")
    _check_side("由谁提出", proposed_by)
    with changing(ref=ref, action="propose_mediation", actor=actor, at=at, seen_version=seen_version) as change:
        row = Mediation(root_id=change.complaint.root_id, complaint=change.complaint, proposed_by=proposed_by, by_id=actor.staff_id, at=at)
        write(row, change.key, organisation=name, words=words)
        row.save(force_insert=True)
        return change.finish(verb="mediation_proposed", clause=CLAUSE, refs={"by": proposed_by}, records=[row])


def agree_mediation(*, ref: str, seen_version: int, actor: Actor, at: datetime, proof: str, agreed_at: datetime | None = None, mediator: str = "") -> Complaint:
    """Both sides agreed: from now on the law's limits stand still, those of the company run on."""
    moment = agreed_at or at
    if not proof.strip():
        raise BadInput("双方同意的凭证", "", "申请书、短信或录音", "写明怎样证明双方同意")
    with changing(ref=ref, action="agree_mediation", actor=actor, at=at, seen_version=seen_version) as change:
        row = open_mediation(change)
        if not row.at <= moment <= at:
            raise BadInput("同意时间", f"{house(moment):%Y-%m-%d %H:%M}", f"提出（{house(row.at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        row.agreed_at = moment
        write(row, change.key, proof=proof, mediator=_short("调解员", mediator))
        row.save(update_fields=["agreed_at", "proof", "mediator"])
        paused = _may_pause(change)
        if paused:
            pause_clocks(subject=change.subject, kinds=LAW, ground="mediation", reason="双方同意调解，见调解记录", proof_at=moment, actor=actor, at=at)
        return change.finish(verb="mediation_agreed", clause=CLAUSE, refs={"paused": paused}, records=[row])


def decline_mediation(*, ref: str, seen_version: int, actor: Actor, at: datetime, declined_by: str, outcome: str, ground: str = "") -> Complaint:
    """One side does not want it. The company's own no needs a good reason of the list and a leader's word (Art. 40, gap mediation_refusals)."""
    _check_side("谁不同意", declined_by)
    if not outcome.strip():
        raise BadInput("不同意的理由", "", "为什么不同意", "我方无正当理由不得拒绝，写明理由")
    with changing(ref=ref, action="decline_mediation", actor=actor, at=at, seen_version=seen_version) as change:
        if declined_by == MediationSide.COMPANY:
            _check_refusal(change, ground)
        elif ground:
            raise BadInput("我方的理由", ground[:40], "只在我方不同意时选", "清掉，或改选我方")
        row = open_mediation(change)
        row.declined_by, row.decline_ground = declined_by, ground
        return _ended(change, row, MediationResult.DECLINED, outcome, at, verb="mediation_declined", clause="cbirc2020/40" if declined_by == MediationSide.COMPANY else CLAUSE)


def end_mediation(*, ref: str, seen_version: int, actor: Actor, at: datetime, result: str, outcome: str, ended_at: datetime | None = None, mediator: str = "") -> Complaint:
    """It succeeded or failed; the limits that stood still run on, later by the days left out."""
    moment = ended_at or at
    if result not in ENDS:
        raise BadInput("调解结果", result[:40], "调解成功或调解不成之一", "从列表里选")
    if not outcome.strip():
        raise BadInput("调解情况", "", "协议的要点，或不成的原因", "写一两句")
    with changing(ref=ref, action="end_mediation", actor=actor, at=at, seen_version=seen_version) as change:
        row = open_mediation(change)
        if row.agreed_at is None or not row.agreed_at <= moment <= at:
            raise BadInput("结束时间", f"{house(moment):%Y-%m-%d %H:%M}", "双方同意以后、现在以前的时间", "核对时间")
        limits_run_on(change)
        if mediator.strip():
            write(row, change.key, mediator=_short("调解员", mediator))
        return _ended(change, row, result, outcome, moment, verb="mediation_ended", clause=CLAUSE)


def perform_mediation(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, performed_on: date | None = None, performance: str = "", confirmed_on: date | None = None,
    confirmation_no: str = "",
) -> Complaint:  # fmt: skip
    """What became of the agreement: carried out on a day, with its proof; confirmed by a court (司法确认). Either may come first."""
    number = _short("司法确认文号", confirmation_no, most=80)
    if performed_on is None and confirmed_on is None:
        raise BadInput("履行日", "", "履行日或司法确认日，至少一项", "填已经做到的那一项")
    if performed_on and not performance.strip():
        raise BadInput("履行凭证", "", "付款流水、签收或说明", "写明怎样证明已经履行")
    if confirmed_on and not number:
        raise BadInput("司法确认文号", "", "裁定书的文号", "照裁定书填")
    with changing(ref=ref, action="perform_mediation", actor=actor, at=at, seen_version=seen_version) as change:
        row = Mediation.objects.filter(complaint=change.complaint, result=MediationResult.SUCCESS).order_by("ended_at", "id").last()
        if row is None or row.ended_at is None:
            raise Refused("没有调解成功的记录。先登记调解结果。", clause=CLAUSE)
        for label, day, known in (("履行日", performed_on, row.performed_on), ("司法确认日", confirmed_on, row.confirmed_on)):
            if day and known:
                raise Refused(f"{label}已经登记为{known}。", clause=CLAUSE)
            if day and not house(row.ended_at).date() <= day <= house(at).date():
                raise BadInput(label, str(day), f"调解成功（{house(row.ended_at):%Y-%m-%d}）以后、今天以前的一天", "核对日期")
        row.performed_on, row.confirmed_on = performed_on or row.performed_on, confirmed_on or row.confirmed_on
        row.confirmation_no = number or row.confirmation_no
        if performed_on:
            write(row, change.key, performance=performance)
        row.save(update_fields=["performed_on", "confirmed_on", "confirmation_no", "performance"])
        done = {"performed_on": str(performed_on)} if performed_on else {}
        return change.finish(verb="mediation_performed", clause="cbirc2020/40", refs=done | ({"confirmed_on": str(confirmed_on)} if confirmed_on else {}), records=[row])


def refusal_grounds(complaint: Complaint) -> list[tuple[str, str]]:
    """(code, words) of the good reasons in the law's edition of this case; none where it has no list."""
    law = law_of(complaint)
    if law is None or "mediation_refusals" not in law.tables():
        return []
    return [(row.id, row["words"]) for row in law.table("mediation_refusals")]


def _check_refusal(change: Change, ground: str) -> None:
    if "leader" not in change.opened.parts:
        names = "、".join(dict.fromkeys(post.staff.name for post in leaders_above(change.complaint, change.at)))
        raise Refused(f"我方不参加调解，由主管领导决定并登记。{f'请{names}登记。' if names else '请上级指定领导。'}", clause="cbirc2020/40")
    known = dict(refusal_grounds(change.complaint))
    if known and ground not in known:
        raise BadInput("我方的理由", ground[:40], "、".join(known.values()) + "之一", "从列表里选；没有正当理由的，不得拒绝调解")


def _short(field: str, text: str, *, most: int = MOST) -> str:
    found = cleaned(text)
    if len(found) > most:
        raise BadInput(field, f"{len(found):,}个字", f"不超过{most}个字", "写简短些")
    return found


def _ended(change: Change, row: Mediation, result: str, outcome: str, moment: datetime, *, verb: str, clause: str) -> Complaint:
    row.result, row.ended_at, row.ended_by_id = result, moment, change.actor.staff_id
    write(row, change.key, outcome=outcome)
    row.save(update_fields=["result", "ended_at", "ended_by", "declined_by", "decline_ground", "outcome", "mediator"])
    return change.finish(verb=verb, clause=clause, refs={"result": result}, records=[row])


def limits_run_on(change: Change) -> None:
    """What stood still for a mediation runs on, later by the days left out."""
    if Pause.objects.filter(clock__subject_id=change.complaint.id, clock__subject_kind="complaint", ground="mediation", until_at=None).exists():
        calendar = current_calendar()
        deadlines, hashes = deadlines_now(change.complaint, calendar, pauses=pauses_of(change.subject, resumed_at=change.at))
        resume_clocks(subject=change.subject, deadlines=deadlines, edition_hashes=hashes, calendar_hash=calendar.content_hash, at=change.at)


def open_mediation(change: Change) -> Mediation:
    return Mediation.objects.get(complaint=change.complaint, result="")


def _may_pause(change: Change) -> bool:
    """Whether a limit of the law runs that has not passed and does not stand still already."""
    return any(each.state == ClockState.RUNNING and each.kind in LAW and change.at <= each.limit_at for each in running_clocks([change.subject])[change.subject])


def _check_side(field: str, side: str) -> None:
    if side not in MediationSide.values:
        raise BadInput(field, side[:40], "、".join(str(label) for label in MediationSide.labels) + "之一", "从列表里选")
