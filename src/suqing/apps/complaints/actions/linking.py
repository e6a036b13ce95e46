"""A plain link between items of different matters: related, not the same (C24). No count, level or clock follows."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.joining import other_item
from suqing.apps.complaints.models import Complaint, ItemLink
from suqing.apps.complaints.texts import case_key, cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput

CLAUSE = "property/7.1"
LABEL = "相关的另一件"


def link_items(*, ref: str, seen_version: int, actor: Actor, at: datetime, other: str, reason: str) -> Complaint:
    """Shown on both cases to those who see both in full."""
    if not cleaned(reason):
        raise BadInput("关联理由", "", "两件有什么关系", "写一句，例如同一次事故的另一位客户")
    with changing(ref=ref, action="link_items", actor=actor, at=at, seen_version=seen_version) as change:
        found = other_item(change, other, LABEL)
        if found.matter_id == change.complaint.matter_id:
            raise BadInput(LABEL, other, "另一事项的一件", "这两件已经是同一事项，不用另外关联")
        if live_link(change.complaint, found) is not None:
            raise BadInput(LABEL, other, "还没有关联的一件", "这两件已经关联")
        first, second = sorted((change.complaint, found), key=lambda each: each.id)
        row = ItemLink(root_id=first.root_id, complaint=first, other=second, by_id=actor.staff_id, at=at)
        write(row, case_key(first), reason=reason)
        row.save(force_insert=True)
        return change.finish(verb="item_linked", clause=CLAUSE, refs={"other": found.id}, records=[row])


def unlink_items(*, ref: str, seen_version: int, actor: Actor, at: datetime, other: str, reason: str) -> Complaint:
    """The link ends and stays on record."""
    if not cleaned(reason):
        raise BadInput("取消理由", "", "为什么不再关联", "写一句")
    with changing(ref=ref, action="unlink_items", actor=actor, at=at, seen_version=seen_version) as change:
        found = other_item(change, other, LABEL)
        row = live_link(change.complaint, found)
        if row is None:
            raise BadInput(LABEL, other, "与本件关联着的一件", "看右侧“相关投诉”里的编号")
        row.ended_at, row.ended_by_id = at, actor.staff_id
        write(row, case_key(row.complaint), end_reason=reason)
        row.save(update_fields=["ended_at", "ended_by", "end_reason"])
        return change.finish(verb="item_unlinked", clause=CLAUSE, refs={"other": found.id}, records=[row])


def live_link(one: Complaint, other: Complaint) -> ItemLink | None:
    first, second = sorted((one.id, other.id))
    return ItemLink.objects.filter(complaint_id=first, other_id=second, ended_at=None).select_related("complaint").first()
