"""A person's word that an item belongs to another's matter, or that it was joined by mistake (C24, S4 第九条一)."""

from datetime import datetime

from django.db.models import F

from suqing.apps.complaints.access import open_other
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.moving import CLAUSE, Moved, hold, hold_with, move_item
from suqing.apps.complaints.models import Complaint, Matter, MatterMove, Termination
from suqing.apps.complaints.models.choices import MoveKind, SamePerson, SameThing
from suqing.apps.complaints.same_matter import agreement
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused


def join_matter(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, other: str, same_person: str, same_thing: str, reason: str
) -> Complaint:
    """The item goes to the matter of `other` (a reference). Items keep their count; no level falls."""
    if same_person not in SamePerson.values:
        raise BadInput("同一人", same_person, "、".join(str(label) for label in SamePerson.labels) + "之一", "核对两件是不是同一投诉人或同一受托人")
    if same_thing not in SameThing.values:
        raise BadInput("同一事", same_thing, "、".join(str(label) for label in SameThing.labels) + "之一", "核对两件说的是不是同一件事")
    if not cleaned(reason):
        raise BadInput("确认理由", "", "为什么是同一事项", "写一两句")
    with changing(ref=ref, action="join_matter", actor=actor, at=at, seen_version=seen_version) as change:
        complaint, joined = change.complaint, other_item(change, other, "同一事项的另一件")
        if joined.matter_id == complaint.matter_id:
            raise BadInput("同一事项的另一件", other, "另一事项的一件", "这两件已经是同一事项")
        if same_thing in agreement(complaint, joined).different:
            raise BadInput("同一事", str(SameThing(same_thing).label), "两件都登记了而且相同的号码", "号码登记有误的先补填更正；号码确实不同的，按同一事件或另立事项")
        hold_with(change, joined)
        check_nothing_merged_in(complaint)
        moved = move_item(change, joined.matter_id)
        row = keep_move(change, moved, MoveKind.JOINED, reason, other=joined, same_person=same_person, same_thing=same_thing)
        return change.finish(verb="matter_joined", clause=CLAUSE, refs=move_refs(row), records=[row], **moved.columns)


def leave_matter(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """A mistaken joining undone: back to the matter that it came from, or to one of its own when it was registered into this one.

    What was decided stays. A level on which a duty ran stays; any other is worked out anew (gap claims/level_after_leaving).
    """
    if not cleaned(reason):
        raise BadInput("移出理由", "", "为什么不是同一事项", "写一两句")
    with changing(ref=ref, action="leave_matter", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        last = MatterMove.objects.filter(complaint=complaint).order_by("-at", "-id").first()
        undone = last is not None and last.kind != MoveKind.LEFT
        back = last.from_matter_id if last and undone else Matter.objects.create(root_id=complaint.root_id, opened_at=at).id
        hold(change, back)
        check_nothing_merged_in(complaint)
        moved = move_item(change, back, may_fall=True)
        row = keep_move(change, moved, MoveKind.LEFT, reason)
        return change.finish(verb="matter_left", clause=CLAUSE, refs=move_refs(row), records=[row], **moved.columns)


def other_item(change: Change, given: str, label: str) -> Complaint:
    """Another item that the actor sees in full. One that is not there, another insurer's and one not theirs answer alike."""
    try:
        found = open_other(change.opened.standing, given, on=house(change.at).date())
    except NotYours:
        raise BadInput(label, cleaned(given)[:60], "一件您能看到全部内容的投诉的编号", "核对编号") from None
    if found.id == change.complaint.id:
        raise BadInput(label, found.ref, "另一件的编号", "不能填本件自己")
    return found


def check_nothing_merged_in(complaint: Complaint) -> None:
    """Items that were merged into this one stay in its matter: it does not go away under them."""
    merged = Termination.objects.filter(merged_into=complaint, complaint__open=False, complaint__matter_id=complaint.matter_id, round=F("complaint__round"))
    if merged.exists():
        raise Refused("有别的投诉件已并入本件，本件不能离开这一事项。先重新办理并入的那一件。", clause="cbirc2020/18.3")


def keep_move(
    change: Change, moved: Moved, kind: str, reason: str, *, other: Complaint | None = None, same_person: str = "", same_thing: str = ""
) -> MatterMove:
    row = MatterMove(
        root_id=change.complaint.root_id,
        complaint=change.complaint,
        kind=kind,
        from_matter_id=moved.from_matter_id,
        matter_id=moved.columns["matter_id"],
        other=other,
        same_person=same_person,
        same_thing=same_thing,
        item_no=moved.columns["item_no"],
        level_before=moved.level_before,
        level_after=moved.columns["repeat_level"],
        by_id=change.actor.staff_id,
        at=change.at,
    )
    write(row, change.key, reason=reason)
    row.save(force_insert=True)
    return row


def move_refs(row: MatterMove) -> dict[str, object]:
    """What the ledger says: from which matter to which, and both levels."""
    found: dict[str, object] = {
        "from_matter": row.from_matter_id, "matter": row.matter_id, "item_no": row.item_no, "level_before": row.level_before, "level": row.level_after,
    }  # fmt: skip
    return found | ({"other": row.other_id} if row.other_id else {})
