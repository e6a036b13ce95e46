"""A line of headquarters receives a claims case and arranges the verification the same day (S4 第六条三(一), C12)."""

from datetime import datetime

from suqing.apps.clocks.actions import stop_clocks
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.models import CaseEdition, Complaint, HqReceipt
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused

CLAUSE = "claims/6.3.1"


def hq_receive(*, ref: str, seen_version: int, actor: Actor, at: datetime, received_at: datetime | None = None) -> Complaint:
    """Headquarters has it; the limit of that day starts. Only where the claims rule applies to the case."""
    with changing(ref=ref, action="hq_receive", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        moment = received_at or at
        if not complaint.round_received_at <= moment <= at:
            since = f"{house(complaint.round_received_at):%Y-%m-%d %H:%M}"
            raise BadInput("总公司收到时间", f"{house(moment):%Y-%m-%d %H:%M}", f"收到投诉（{since}）之后、现在之前的时间", "核对日期和时间")
        row = HqReceipt(root_id=complaint.root_id, complaint=complaint, round=complaint.round, received_at=moment, by_id=actor.staff_id, at=at)
        row.save(force_insert=True)
        recompute_for(complaint, at=at)
        if not CaseEdition.objects.filter(complaint=complaint, rulebook="claims", applies=True).exists():
            raise Refused("这一件不适用理赔客户投诉处理细则，总公司条线的当日行动不适用。", clause=CLAUSE)
        return change.finish(verb="hq_received", clause=CLAUSE, records=[row], occurred_at=moment)


def hq_act(*, ref: str, seen_version: int, actor: Actor, at: datetime, words: str) -> Complaint:
    """What headquarters arranged: it need not be finished the same day, but somebody must be at it."""
    if not words.strip():
        raise BadInput("当日处置", "", "派谁核实、怎样处理", "写明安排了什么")
    with changing(ref=ref, action="hq_act", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = HqReceipt.objects.get(complaint=complaint, round=complaint.round, acted_at=None)
        row.acted_at, row.acted_by_id = at, actor.staff_id
        write(row, change.key, words=words.strip())
        row.save(update_fields=["acted_at", "acted_by", "words"])
        stop_clocks(subject=change.subject, kinds=["hq_same_day_action"], at=at)
        return change.finish(verb="hq_acted", clause=CLAUSE, records=[row])
