"""Close on one of three grounds, terminate, or reopen (结案 S4 第七条四五; 终止 C11; 重启 law 18)."""

from datetime import datetime

from suqing.apps.clocks.actions import stop_clocks, void_clocks
from suqing.apps.complaints.access import OFFICERS, interested_staff
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.endings import GROUND_CLAUSE, TERMINATION_CLAUSE, stage_after
from suqing.apps.complaints.actions.entitling import check_not_entitled
from suqing.apps.complaints.actions.merging import check_merging, merge
from suqing.apps.complaints.actions.proving import Sent, proven, seal_sent
from suqing.apps.complaints.actions.rounds import next_round
from suqing.apps.complaints.actions.telling import check_proof, check_told
from suqing.apps.complaints.closing_facts import closing_facts, ruling_editions
from suqing.apps.complaints.events import ComplaintClosed
from suqing.apps.complaints.models import CaseEdition, Closure, Complaint, Termination
from suqing.apps.complaints.models.choices import ClosingGround, TerminationKind
from suqing.apps.complaints.next_up import holder_up
from suqing.apps.complaints.texts import write
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.closing import may_close
from suqing.casework.lifecycle import Stage
from suqing.casework.settling import is_sampled
from suqing.casework.verdict import Verdict
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

OWED_TO_THE_REGULATOR = ("regulator_return",)
STAYS_IN_SCOPE = (TerminationKind.MERGED, TerminationKind.NOT_ENTITLED)  # no judgement on what is complained of
WITHDRAWAL_PROOFS = ("signed", "recorded")  # of their own will, and it can be shown (C23)


def close_complaint(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, ground: str, law_cited: str = ""
) -> Complaint:
    """Closed by the complaint post. The check list of the ground stands in the record as it was that moment."""
    if ground not in ClosingGround.values:
        raise BadInput("结案依据", ground, "、".join(str(label) for label in ClosingGround.labels) + "之一", "从三项里选一项")
    with changing(ref=ref, action="close", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        verdict = may_close(
            editions=ruling_editions(complaint),
            ground=ground,
            facts=closing_facts(complaint, change.key, law_cited=law_cited, closer=change.opened),
        )
        if not verdict.allowed:
            raise Refused(f"{verdict.reason}{_who_instead(change, verdict)}", clause=verdict.clause, missing=verdict.missing, line=verdict.line)
        clause = verdict.clause or GROUND_CLAUSE[ClosingGround(ground)]
        closure = Closure(
            root_id=complaint.root_id,
            complaint=complaint,
            round=complaint.round,
            ground=ground,
            clause=clause,
            by_id=actor.staff_id,
            at=at,
        )
        write(closure, change.key, law_cited=law_cited.strip(), line=verdict.line.to_canonical() if verdict.line else "")
        closure.save(force_insert=True)
        stop_clocks(subject=change.subject, kinds=["resolve", "same_day", "progress", "contact", "crisis_opinion", "decide", "decide_complex", "decide_extended", "life_reply"], at=at)
        told = tuple({each for each in (complaint.handler_id, complaint.taken_by_id) if each and each != actor.staff_id})
        publish(ComplaintClosed(complaint.id, complaint.root_id, complaint.ref, actor, at, told))
        return change.finish(
            verb="closed",
            clause=clause,
            refs={"ground": ground},
            records=[closure],
            stage=Stage.CLOSED,
            open=False,
            closed_at=at,
        )


def _who_instead(change: Change, verdict: Verdict) -> str:
    """The nearest other holder of the complaint post, by name, where the handler would close their own case (C31)."""
    if all(each.code != "not_the_handler" for each in verdict.missing):
        return ""
    complaint = change.complaint
    barred = {*interested_staff(complaint), *change.opened.hands}
    other = holder_up(complaint.unit, *OFFICERS, on=house(change.at).date(), barred=barred)
    return f"可以请{other.name}结案。" if other else ""


def terminate_complaint(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, kind: str, reason: str, told_how: str = "", told_at: datetime | None = None,
    merged_into: str = "", withdrawn_at: datetime | None = None, proof: str = "", sent: Sent | None = None,
) -> Complaint:  # fmt: skip
    """Ended otherwise than by closing: withdrawn of own will, out of scope, in court, merged, transferred. Clocks are void.

    Where the customer has not been told yet, that stays owed: `tell_termination`. Told at once, it is proved like that (Art. 21).
    A withdrawal ends it as of `withdrawn_at`, when the signed or recorded word reached us (Art. 15); the regulator's report stays due.
    `merged_into`: the reference of the open item that a merged one goes on with; they are one matter from then on.
    """
    if kind not in TerminationKind.values:
        raise BadInput("终止事由", kind, "、".join(str(label) for label in TerminationKind.labels) + "之一", "从列表里选")
    if not reason.strip():
        raise BadInput("终止说明", "", "一两句话", "写明依据和经过")
    if kind == TerminationKind.WITHDRAWN and told_how not in WITHDRAWAL_PROOFS:
        raise BadInput("撤回凭证", told_how[:40], "书面签名或录音", "选撤回是签名还是录音")
    check_merging(kind, merged_into, told_how)
    check_told(told_how, told_at, at=at)
    if told_how and kind != TerminationKind.WITHDRAWN:  # of a withdrawal it is the complainant who told us
        check_proof(proof)
    if (proof.strip() or sent not in (None, Sent())) and not told_how:
        raise BadInput("怎样告知投诉人", "", "告知的方式", "写了告知凭证、发到哪里或约定的，选怎样告知；还没有告知的，这几栏留空")
    with changing(ref=ref, action="terminate", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        ended_at = _withdrawn_at(change, kind, withdrawn_at)
        if kind == TerminationKind.NOT_ENTITLED:
            check_not_entitled(change)
        sent = proven(change, told_how, sent or Sent(), proof, asked=kind != TerminationKind.WITHDRAWN) if told_how else Sent()
        merged = merge(change, merged_into, reason) if kind == TerminationKind.MERGED else None
        row = Termination(
            root_id=complaint.root_id,
            complaint=complaint,
            round=complaint.round,
            kind=kind,
            clause=TERMINATION_CLAUSE[TerminationKind(kind)],
            told_customer_at=told_at or (at if told_how else None),
            told_how=told_how,
            told_by_id=actor.staff_id if told_how else None,
            told_paper_id=sent.paper_id,
            withdrawn_at=ended_at,
            sampled=ended_at is not None and _is_drawn(complaint),
            merged_into=merged.into if merged else None,
            by_id=actor.staff_id,
            at=at,
        )
        write(row, change.key, reason=reason.strip(), told_proof=proof.strip())
        seal_sent(change, row, sent)
        row.save(force_insert=True)
        void_clocks(subject=change.subject, at=at, leave=OWED_TO_THE_REGULATOR if ended_at else ())
        stage = stage_after(kind)
        in_scope = False if stage == Stage.NOT_ADMITTED and kind not in STAYS_IN_SCOPE else complaint.in_scope
        return change.finish(
            verb="terminated",
            clause=row.clause,
            refs={"kind": kind, **({"sampled": row.sampled} if ended_at else {}), **(merged.refs if merged else {})},
            records=[row, *(merged.rows if merged else ())],
            stage=stage,
            open=False,
            closed_at=max(ended_at, complaint.entered_at) if ended_at else at,
            in_scope=in_scope,
            **(merged.columns if merged else {}),
        )


def _withdrawn_at(change: Change, kind: str, given: datetime | None) -> datetime | None:
    """When a withdrawal reached us; None for whatever else ends a case."""
    if kind != TerminationKind.WITHDRAWN:
        if given is not None:
            raise BadInput("撤回时间", f"{house(given):%Y-%m-%d %H:%M}", "只在投诉人撤回时填写", "清掉，或改选投诉人撤回")
        return None
    moment, since = given or change.at, change.complaint.round_received_at
    if not since <= moment <= change.at:
        raise BadInput("撤回时间", f"{house(moment):%Y-%m-%d %H:%M}", f"收到投诉（{house(since):%Y-%m-%d %H:%M}）之后、现在之前的时间", "填收到签名或录音撤回的时间")
    return moment


def _is_drawn(complaint: Complaint) -> bool:
    """One in ten, as of what is settled on the spot; nobody where that rule was not adopted."""
    found = CaseEdition.objects.filter(complaint=complaint, rulebook="property").values_list("edition_hash", flat=True).first()
    return bool(found) and is_sampled(edition=open_stored(found), ref=complaint.ref)


def reopen_complaint(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str, received_at: datetime | None = None) -> Complaint:
    """Back to investigating as the next round; nothing of the earlier round is changed. `received_at`: of the new facts, from which it counts."""
    if not reason.strip():
        raise BadInput("重启理由", "", "新的事实或投诉人的不满", "写明为什么重新处理")
    with changing(ref=ref, action="reopen", actor=actor, at=at, seen_version=seen_version) as change:
        since = received_at or at
        closed_at = change.complaint.closed_at
        if received_at is not None and (since > at or (closed_at is not None and since <= closed_at)):
            ended = f"办结（{house(closed_at):%Y-%m-%d %H:%M}）以后" if closed_at else ""
            raise BadInput("收到新材料的时间", f"{house(since):%Y-%m-%d %H:%M}", f"{ended}、现在以前的时间".lstrip("、"), "办结以前收到的，应在当时登记")
        opened = next_round(change, since=since, reason=reason, received_at=received_at)
        return change.finish(verb="reopened", clause="cbirc2020/18", refs={"round": change.complaint.round}, records=opened.rows, **opened.columns)
