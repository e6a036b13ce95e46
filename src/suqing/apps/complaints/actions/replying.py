"""7.7 Carry out, tell the customer, take down their response; the report-back to the regulator is its own act (C10, C25, C32)."""

from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.clocks.actions import stop_clocks
from suqing.apps.complaints.access import DECIDED, MAY_CARRY_OUT, in_force_of
from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.contacting import answer_promise
from suqing.apps.complaints.actions.proving import LABELS, Sent, proven, seal_sent
from suqing.apps.complaints.actions.redress import redress_due
from suqing.apps.complaints.intake import MAX_LETTER
from suqing.apps.complaints.law import check_parts, law_of
from suqing.apps.complaints.models import (
    Complaint,
    Proposal,
    Reply,
    ReportBack,
    Response,
)
from suqing.apps.complaints.models.choices import ReplyMethod
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.casework.deciding import is_decision
from suqing.casework.facts import StageFacts
from suqing.casework.lifecycle import Stage
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused

PROOF_LABELS = LABELS | {"proof": "送达凭证"}
HEARD_AT_ONCE = (ReplyMethod.TELEPHONE, ReplyMethod.FACE_TO_FACE)  # the complainant has the decision when it is told
RESOLVED_BY_REPLY = ("resolve", "same_day", "decide", "decide_complex", "decide_extended", "progress", "life_reply")


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What the customer is told. The parts named by Art. 19 are their own fields, so that none is forgotten."""

    method: str
    text: str
    facts_verified: str = ""
    grounds: str = ""
    remedies: str = ""
    proof: str = ""
    sent_at: datetime | None = None
    received_at: datetime | None = None
    address: str = ""
    agreement: str = ""
    agreed_on: date | None = None
    paper_id: int | None = None


def check_reply(content: ReplyText, complaint: Complaint, *, at: datetime) -> None:
    sent_at = content.sent_at or at
    problems = []
    if content.method not in ReplyMethod.values:
        problems.append(BadInput("答复方式", content.method, "、".join(str(label) for label in ReplyMethod.labels) + "之一", "从列表里选"))
    if not content.text.strip():
        problems.append(BadInput("答复内容", "", "告诉投诉人的话", "写明结果和理由"))
    if sent_at < complaint.received_at:
        problems.append(
            BadInput("答复时间", f"{house(sent_at):%Y-%m-%d %H:%M}", f"收到投诉（{house(complaint.received_at):%Y-%m-%d %H:%M}）之后的时间", "核对日期和时间")
        )
    if sent_at > at:
        problems.append(BadInput("答复时间", f"{house(sent_at):%Y-%m-%d %H:%M}", "不晚于现在的时间", "填实际答复的时间"))
    if content.method == ReplyMethod.UNREACHABLE and content.received_at is not None:
        problems.append(BadInput("送达时间", f"{house(content.received_at):%Y-%m-%d %H:%M}", "联系不上的没有送达时间", "清掉，或改选实际的方式"))
    elif content.received_at is not None and not sent_at <= content.received_at <= at:
        problems.append(BadInput("送达时间", f"{house(content.received_at):%Y-%m-%d %H:%M}", "答复以后、现在以前的时间", "照签收或回执填；还不知道的空着"))
    if problems:
        raise BadInputs(problems)


def check_decision(complaint: Complaint, facts: StageFacts, content: ReplyText) -> None:
    """What decides on the claim says what was verified, on what grounds, and which ways stand open (Art. 19)."""
    if is_decision(facts):
        check_parts(law_of(complaint), {name: getattr(content, name) for name in ("facts_verified", "grounds", "remedies")})


def send_reply(*, ref: str, seen_version: int, actor: Actor, at: datetime, content: ReplyText) -> Complaint:
    """Tell the customer; a decision with all that Art. 19 and 21 ask for. Stops the resolve clocks once what was promised is done or has its day; keeps an open promise."""
    with changing(ref=ref, action="send_reply", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        check_reply(content, complaint, at=at)
        check_decision(complaint, change.facts, content)
        given = Sent(content.address, content.agreement, content.agreed_on, content.paper_id)
        sent = proven(change, content.method, given, content.proof, asked=is_decision(change.facts), labels=PROOF_LABELS)
        sent_at = content.sent_at or at
        proposal = Proposal.objects.filter(complaint=complaint, live=True, state__in=DECIDED).first()
        reply = Reply(
            root_id=complaint.root_id,
            complaint=complaint,
            proposal=proposal,
            round=complaint.round,
            method=content.method,
            paper_id=content.paper_id,
            sent_at=sent_at,
            received_at=content.received_at or (sent_at if content.method in HEARD_AT_ONCE else None),
            by_id=actor.staff_id,
            entered_at=at,
        )
        write(
            reply, change.key, text=content.text.strip(), facts_verified=content.facts_verified.strip(),
            grounds=content.grounds.strip(), remedies=content.remedies.strip(), proof=content.proof.strip(),
        )  # fmt: skip
        seal_sent(change, reply, sent)
        reply.save(force_insert=True)
        promises = answer_promise(change, sent_at)
        stop_clocks(subject=change.subject, kinds=list(RESOLVED_BY_REPLY), at=sent_at)
        if reply.received_at is not None:
            recompute_for(complaint, at=at)  # from then the complainant may ask for a review (law 20)
        return change.finish(
            verb="replied",
            clause="property/7.7",
            refs={"method": content.method, "proposal": proposal.version if proposal else None},
            records=[reply, *promises],
            occurred_at=sent_at,
            stage=Stage.REPLIED,
        )


def record_response(*, ref: str, seen_version: int, actor: Actor, at: datetime, accepted: bool, words: str) -> Complaint:
    """What the customer said to the reply, in their words."""
    if not words.strip():
        raise BadInput("投诉人意见", "", "投诉人的原话或大意", "问清是否接受，记下原话")
    with changing(ref=ref, action="record_response", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        reply = Reply.objects.filter(complaint=complaint, round=complaint.round).order_by("-sent_at", "-id").first()
        if reply is None:
            raise Refused("还没有答复记录。先登记答复，再登记投诉人意见。", clause="property/7.7")
        response = Response(root_id=complaint.root_id, complaint=complaint, reply=reply, accepted=accepted, by_id=actor.staff_id, at=at)
        write(response, change.key, words=words.strip())
        response.save(force_insert=True)
        return change.finish(
            verb="response_recorded", clause="property/7.7", refs={"accepted": accepted}, records=[response]
        )


def carry_out(*, ref: str, seen_version: int, actor: Actor, at: datetime, undertaking_id: int, proof: str) -> Complaint:
    """One thing that was promised is done, with its proof. Whoever only owns a promise says so of their own."""
    if not proof.strip():
        raise BadInput("完成凭证", "", "付款流水、签收或说明", "写明怎么证明已做到")
    with changing(ref=ref, action="carry_out", actor=actor, at=at, seen_version=seen_version) as change:
        row = in_force_of(change.complaint).filter(pk=undertaking_id).first()
        if row is None:
            raise BadInput("承诺事项", str(undertaking_id), "本件的一项承诺", "从列表里选")
        if row.done_at is not None:
            raise Refused("这一项已经登记完成。", clause="property/7.7")
        if not change.opened.parts & MAY_CARRY_OUT and row.owner_id != actor.staff_id:
            raise Refused("这一项由别人负责兑现，请其本人或承办人登记。", clause="property/7.7")
        row.done_at = at
        write(row, change.key, proof=proof.strip())
        row.save(update_fields=["done_at", "proof"])
        return change.finish(verb="carried_out", clause="property/7.7", refs={"undertaking": row.id}, records=[row], redress_due=redress_due(change.complaint))


def report_back(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, summary: str, document_no: str = "", reported_at: datetime | None = None, paper_id: int | None = None
) -> Complaint:
    """Answer the regulator. Replying to the customer does not do this, nor the other way round."""
    if not summary.strip():
        raise BadInput("反馈内容", "", "反馈的要点", "写明处理结果")
    with changing(ref=ref, action="report_back", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        moment = reported_at or at
        number = cleaned(document_no)
        if len(number) > MAX_LETTER:
            raise BadInput("反馈文号", f"{len(number):,}个字", f"不超过{MAX_LETTER}个字的文字", "照发文填")
        if not complaint.received_at <= moment <= at:
            raise BadInput("反馈时间", f"{house(moment):%Y-%m-%d %H:%M}", "收到之后、现在之前的时间", "核对日期和时间")
        check_paper(complaint, paper_id)
        row = ReportBack(
            root_id=complaint.root_id, complaint=complaint, at=moment, document_no=number, paper_id=paper_id, by_id=actor.staff_id, entered_at=at
        )
        write(row, change.key, summary=summary.strip())
        row.save(force_insert=True)
        stop_clocks(subject=change.subject, kinds=["regulator_return"], at=moment)
        return change.finish(verb="reported_back", clause="property/5.1", records=[row], occurred_at=moment)

