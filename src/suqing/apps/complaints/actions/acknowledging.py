"""The acknowledgement is recorded: how, to where, when, with what proof. No rule asks for it (gap property/acknowledgement); nothing waits for it."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import Acknowledgement, Complaint
from suqing.apps.complaints.models.choices import TELLING, ReplyMethod
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs


def acknowledge(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, form: str, text: str, address: str = "", proof: str = "", told_at: datetime | None = None
) -> Complaint:
    moment = told_at or at
    problems = []
    if form not in TELLING:
        problems.append(BadInput("回执方式", form[:40], "、".join(str(each.label) for each in TELLING) + "之一", "从列表里选"))
    if not cleaned(text):
        problems.append(BadInput("回执内容", "", "告诉投诉人的话", "写明编号、联系人和时限"))
    if form in (ReplyMethod.LETTER, ReplyMethod.SMS, ReplyMethod.EMAIL) and not cleaned(address):
        problems.append(BadInput("发到哪里", "", "号码、邮箱或地址", "照实际发送的填"))
    if problems:
        raise BadInputs(problems)
    with changing(ref=ref, action="acknowledge", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if not complaint.received_at <= moment <= at:
            raise BadInput("告知时间", f"{house(moment):%Y-%m-%d %H:%M}", f"收到投诉（{house(complaint.received_at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        row = Acknowledgement(root_id=complaint.root_id, complaint=complaint, form=form, at=moment, by_id=actor.staff_id, entered_at=at)
        write(row, change.key, text=text, address=address, proof=proof)
        row.save(force_insert=True)
        return change.finish(verb="acknowledged", clause="property/7.1", refs={"form": form}, records=[row], occurred_at=moment)
