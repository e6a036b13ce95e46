"""A branch's decision is looked at again by the body above it (核查, 2020 measures Art. 20; C12)."""

from datetime import datetime

from suqing.apps.clocks.actions import stop_clocks
from suqing.apps.clocks.queries import running_clocks
from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import deadlines_now, recompute_for
from suqing.apps.complaints.actions.proving import SENT_COLUMNS, Sent, proven, seal_sent
from suqing.apps.complaints.actions.rounds import next_round
from suqing.apps.complaints.events import ReviewApplied, ReviewDecided
from suqing.apps.complaints.models import Complaint, Reply, Review
from suqing.apps.complaints.models.choices import ReplyMethod, ReviewForm, ReviewOutcome
from suqing.apps.complaints.reviewers import body_above, had_part, reviewer_at
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.editions.queries import current_calendar
from suqing.apps.organisations.actors import Actor
from suqing.casework.lifecycle import Stage
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused
from suqing.kernel.publish import publish

CLAUSE = "cbirc2020/20"
CHECKED = {"process": "处理过程", "time_limits": "处理时限", "result": "处理结果"}


def apply_review(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, form: str, reason: str,
    decision_received_at: datetime | None = None, applied_at: datetime | None = None, paper_id: int | None = None,
) -> Complaint:  # fmt: skip
    """The complainant's written application, received by the branch or the body above. Refused when the thirty days are over.

    `decision_received_at` may be left out where the receipt of the decision is on record.
    """
    moment = applied_at or at
    if form not in ReviewForm.values:
        raise BadInput("申请形式", form[:40], "、".join(str(label) for label in ReviewForm.labels) + "之一", "核查须书面申请")
    if not cleaned(reason):
        raise BadInput("申请理由", "", "对处理结果哪里不服", "照申请书写要点")
    with changing(ref=ref, action="apply_review", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        body = body_above(complaint.unit)
        if body is None:
            raise Refused("总公司的处理决定没有上级机构可以核查。可以告知调解、仲裁、诉讼的途径。", clause=CLAUSE)
        had_at = _received(change, decision_received_at, moment)
        _check_window(change, had_at, moment)
        check_paper(complaint, paper_id)
        reviewer = reviewer_at(body, on=house(at).date(), barred=had_part(complaint))
        row = Review(
            root_id=complaint.root_id, complaint=complaint, round=complaint.round, decision_received_at=had_at, applied_at=moment, form=form,
            paper_id=paper_id, to_unit=body, handler=reviewer, by_id=actor.staff_id, at=at,
        )  # fmt: skip
        write(row, change.key, reason=reason)
        row.save(force_insert=True)
        stop_clocks(subject=change.subject, kinds=["review_apply"], at=moment)
        recompute_for(complaint, at=at)
        _publish_applied(change, row)
        columns = {"stage": Stage.CLOSED} if complaint.stage == Stage.ARCHIVED else {}  # another volume when it has been reviewed
        return change.finish(verb="review_applied", clause=CLAUSE, refs={"to_unit": body.id, "reviewer": reviewer.id if reviewer else 0}, records=[row], occurred_at=moment, **columns)


def decide_review(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, outcome: str, process: str, time_limits: str, result: str, decision: str
) -> Complaint:
    """By the complaint post or a leader of the body above who had no part in it. Not upheld, the case goes into another round."""
    found = {"process": process, "time_limits": time_limits, "result": result}
    problems = [BadInput(CHECKED[name], "", "核查的情况", "过程、时限、结果都要核查") for name, text in found.items() if not cleaned(text)]
    if outcome not in ReviewOutcome.values:
        problems.append(BadInput("核查结论", outcome[:40], "、".join(str(label) for label in ReviewOutcome.labels) + "之一", "从列表里选"))
    if not cleaned(decision):
        problems.append(BadInput("核查决定", "", "决定的内容和理由", "写明维持、变更或重办的理由"))
    if problems:
        raise BadInputs(problems)
    with changing(ref=ref, action="decide_review", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = _open(change)
        _check_reviewer(change, row)
        row.outcome, row.decided_by_id, row.decided_at = outcome, actor.staff_id, at
        write(row, change.key, decision=decision, **found)
        row.save(update_fields=["outcome", "decided_by", "decided_at", "decision", *found])
        told = {each for each in (complaint.officer_id, complaint.handler_id, row.handler_id) if each and each != actor.staff_id}
        publish(ReviewDecided(complaint.id, complaint.root_id, complaint.ref, actor, at, tuple(sorted(told))))
        refs = {"outcome": outcome, "round": row.round}
        if outcome == ReviewOutcome.UPHELD or complaint.round > row.round:  # taken up again meanwhile: that round goes on
            return change.finish(verb="review_decided", clause=CLAUSE, refs=refs, records=[row])
        opened = next_round(change, since=at, reason=f"核查决定{ReviewOutcome(outcome).label}：{cleaned(decision)}"[:1000])
        return change.finish(verb="review_decided", clause=CLAUSE, refs=refs, records=[row, *opened.rows], **opened.columns)


def tell_review(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, told_how: str, told: str, proof: str, told_at: datetime | None = None, sent: Sent | None = None
) -> Complaint:
    """The complainant was told the decision on review, with proof (Art. 21): the thirty days end with that."""
    moment = told_at or at
    problems = []
    if told_how not in ReplyMethod.values:
        problems.append(BadInput("告知方式", told_how[:40], "、".join(str(label) for label in ReplyMethod.labels) + "之一", "从列表里选"))
    if not cleaned(told):
        problems.append(BadInput("告知内容", "", "对投诉人说的话", "写明核查结论和理由"))
    if not cleaned(proof):
        problems.append(BadInput("告知凭证", "", "怎么告知的、有什么凭证", "写明回执、短信或录音"))
    if problems:
        raise BadInputs(problems)
    with changing(ref=ref, action="tell_review", actor=actor, at=at, seen_version=seen_version) as change:
        row = _open(change)
        if row.decided_at is None or not row.decided_at <= moment <= at:
            raise BadInput("告知时间", f"{house(moment):%Y-%m-%d %H:%M}", "作出核查决定以后、现在以前的时间", "核对时间")
        sent = proven(change, told_how, sent or Sent(), proof)
        row.told_at, row.told_how, row.told_by_id, row.told_paper_id = moment, told_how, actor.staff_id, sent.paper_id
        write(row, change.key, told=told, proof=proof)
        seal_sent(change, row, sent)
        row.save(update_fields=["told_at", "told_how", "told_by", "told", "proof", "told_paper_id", *SENT_COLUMNS])
        stop_clocks(subject=change.subject, kinds=["review_decide"], at=moment)
        return change.finish(verb="review_told", clause=CLAUSE, refs={"how": told_how}, records=[row], occurred_at=moment)


def _open(change: Change) -> Review:
    return Review.objects.select_related("to_unit").get(complaint=change.complaint, told_at=None)


def _received(change: Change, given: datetime | None, applied_at: datetime) -> datetime:
    """When the complainant had the decision of this round: as given, else as on record."""
    reply = Reply.objects.filter(complaint=change.complaint, round=change.complaint.round).order_by("-sent_at", "-id").first()
    had_at = given or (reply.received_at if reply else None)
    if reply is None or had_at is None:
        raise BadInput("收到决定的时间", "", "投诉人收到处理决定的时间", "照签收、回执或投诉人所说填")
    if not reply.sent_at <= had_at <= applied_at:
        raise BadInput("收到决定的时间", f"{house(had_at):%Y-%m-%d %H:%M}", f"答复（{house(reply.sent_at):%Y-%m-%d %H:%M}）以后、申请以前的时间", "核对时间")
    if applied_at > change.at:
        raise BadInput("收到申请的时间", f"{house(applied_at):%Y-%m-%d %H:%M}", "不晚于现在的时间", "填实际收到的时间")
    return had_at


def _check_window(change: Change, had_at: datetime, applied_at: datetime) -> None:
    deadlines, _ = deadlines_now(change.complaint, current_calendar(), decision_received_at=had_at)
    window = next((each for each in deadlines if each.kind == "review_apply"), None)
    if window is None:
        raise Refused("本件不适用第3号令，没有核查程序。", clause=CLAUSE)
    if applied_at > window.limit_at:
        raise Refused(
            f"申请核查的期限到{window.limit_at:%Y-%m-%d %H:%M}已过，不再受理核查。有新的事实和理由的，重新办理；其他的告知调解、仲裁、诉讼的途径。", clause=CLAUSE, line=window.line
        )


def _check_reviewer(change: Change, row: Review) -> None:
    """Of the body above or higher, and without a part in what is looked at (law 17)."""
    me, on = change.opened.standing, house(change.at).date()
    barred = had_part(change.complaint)
    if me.staff_id in barred:
        other = reviewer_at(row.to_unit, on=on, barred=barred)
        raise Refused(f"您参与过本件的处理，不能核查。{f'请由{other.name}核查' if other else '请由上级机构另派人核查'}。", clause="cbirc2020/17")
    if not any(post.organisation_id in row.to_unit.ancestor_ids for post in me.posts):
        raise Refused(f"核查由{row.to_unit.short_name}办理。", clause=CLAUSE)


def _publish_applied(change: Change, row: Review) -> None:
    case = change.complaint
    limit = next((each.limit_at for each in running_clocks([change.subject])[change.subject] if each.kind == "review_decide"), None)
    below = tuple(sorted({each for each in (case.officer_id, case.handler_id) if each and each not in (change.actor.staff_id, row.handler_id)}))
    publish(ReviewApplied(case.id, case.root_id, case.ref, change.actor, change.at, (row.handler_id,) if row.handler_id else (), answer_by=limit, below=below))
