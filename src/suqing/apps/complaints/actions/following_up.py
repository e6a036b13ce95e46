"""Ask again after closing, and evaluate the handling (回访 S3, 总结评价 S5 7.8, C15, C18)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import Complaint, Evaluation, FollowUp
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.casework.stages import Stage
from suqing.kernel.errors import BadInput, Refused


def follow_up(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    reached: bool,
    satisfaction: int | None,
    words: str,
    discontent_remains: bool = False,
    own_will: bool | None = None,
) -> Complaint:
    """One call-back. Remaining discontent is shown at once with the way to reopen; it never reopens by itself.

    `own_will`: of a withdrawn case, whether they withdrew of their own will; asked where they were reached, and a no is discontent.
    """
    if satisfaction is not None and satisfaction not in range(1, 6):
        raise BadInput("满意度", str(satisfaction), "1到5之间的整数", "1很不满意，5很满意")
    if not words.strip():
        raise BadInput("回访情况", "", "投诉人怎么说", "记下原话或大意；没有接通也写明")
    with changing(ref=ref, action="follow_up", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if complaint.stage == Stage.WITHDRAWN and reached and own_will is None:
            raise BadInput("撤回是否自愿", "", "是或否", "问清是不是本人自愿撤回")
        row = FollowUp(
            root_id=complaint.root_id,
            complaint=complaint,
            round=complaint.round,
            reached=reached,
            satisfaction=satisfaction,
            discontent_remains=discontent_remains or own_will is False,
            own_will=own_will if complaint.stage == Stage.WITHDRAWN else None,
            by_id=actor.staff_id,
            at=at,
        )
        write(row, change.key, words=words.strip())
        row.save(force_insert=True)
        return change.finish(
            verb="followed_up",
            clause="property/4.1",
            refs={"reached": reached, "satisfaction": satisfaction, "discontent": row.discontent_remains} | ({} if row.own_will is None else {"own_will": row.own_will}),
            records=[row],
        )


def evaluate_complaint(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, lessons: str, avoidance: str = ""
) -> Complaint:
    """What is to be learnt, and how the like is avoided. Once a round."""
    if not lessons.strip():
        raise BadInput("总结评价", "", "经验教训", "写明这件投诉说明了什么")
    with changing(ref=ref, action="evaluate", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if Evaluation.objects.filter(complaint=complaint, round=complaint.round).exists():
            raise Refused("本轮已经总结过。", clause="property/7.8")
        row = Evaluation(root_id=complaint.root_id, complaint=complaint, round=complaint.round, by_id=actor.staff_id, at=at)
        write(row, change.key, lessons=lessons.strip(), avoidance=avoidance.strip())
        row.save(force_insert=True)
        return change.finish(verb="evaluated", clause="property/7.8", records=[row])
