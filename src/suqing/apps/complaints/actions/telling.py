"""An ending is recorded at once; that the customer is told of it stays owed until it is on record (S5 3.2, C03; law 21)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.proving import SENT_COLUMNS, Sent, proven, seal_sent
from suqing.apps.complaints.models import Complaint, Termination
from suqing.apps.complaints.models.choices import ToldHow
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput

CLAUSE = "property/3.2"


def check_told(told_how: str, told_at: datetime | None, *, at: datetime) -> None:
    """BadInput where the way is unknown, a time stands without a way, or the time is still to come."""
    if told_how and told_how not in ToldHow.values:
        raise BadInput("怎样告知投诉人", told_how[:40], "、".join(str(label) for label in ToldHow.labels) + "之一", "从列表里选")
    if told_at is not None and not told_how:
        raise BadInput("怎样告知投诉人", "", "告知的方式", "填了告知时间的，选怎样告知；还没有告知的，时间留空")
    if told_at is not None and told_at > at:
        raise BadInput("告知时间", f"{house(told_at):%Y-%m-%d %H:%M}", "不晚于现在的时间", "填实际告知的时间；还没有告知的先不填")


def check_proof(proof: str) -> None:
    if not proof.strip():
        raise BadInput("告知凭证", "", "录音编号、回执、签收或说明", "写明怎么证明已告知；联系不上的写明怎样联系过")


def tell_termination(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, told_how: str, proof: str, told_at: datetime | None = None, sent: Sent | None = None
) -> Complaint:
    """The customer was told that the handling has ended, and how that can be shown."""
    if not told_how:
        raise BadInput("怎样告知投诉人", "", "告知的方式", "选怎样告知")
    check_proof(proof)
    check_told(told_how, told_at, at=at)
    with changing(ref=ref, action="tell_termination", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = Termination.objects.get(complaint=complaint, round=complaint.round)
        moment = told_at or at
        if moment < complaint.received_at:
            raise BadInput("告知时间", f"{house(moment):%Y-%m-%d %H:%M}", f"收到投诉（{house(complaint.received_at):%Y-%m-%d %H:%M}）之后的时间", "核对日期和时间")
        sent = proven(change, told_how, sent or Sent(), proof)
        row.told_how, row.told_customer_at, row.told_by_id, row.told_paper_id = told_how, moment, actor.staff_id, sent.paper_id
        write(row, change.key, told_proof=proof.strip())
        seal_sent(change, row, sent)
        row.save(update_fields=["told_how", "told_customer_at", "told_by", "told_proof", "told_paper_id", *SENT_COLUMNS])
        return change.finish(verb="termination_told", clause=CLAUSE, refs={"how": told_how}, records=[row], occurred_at=moment)
