"""Urge a colleague, receive and answer it; what stays unanswered goes to the leading group (S4 第六条一(二), 第二条一; C33)."""

from datetime import datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.clocks.ladder import at_night, same_day
from suqing.apps.complaints.access import interested_staff, look_at
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.events import UrgeAnswered, UrgeSent, UrgeUnanswered
from suqing.apps.complaints.models import Complaint, Urge
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actors import Actor, system_actor
from suqing.apps.organisations.models import Staff
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.kernel.publish import publish

CLAUSE = "claims/6.1.2"
LONGEST = timedelta(days=60)


def urge_complaint(*, ref: str, seen_version: int, actor: Actor, at: datetime, to_staff_id: int, reason: str, answer_by: datetime) -> Complaint:
    """To one person who has the case in hand or oversees it; one open urge a person."""
    if not reason.strip():
        raise BadInput("催办事由", "", "要对方做什么、为什么急", "写一两句")
    if not at < answer_by <= at + LONGEST:
        raise BadInput("回复期限", f"{house(answer_by):%Y-%m-%d %H:%M}", f"晚于现在、{LONGEST.days}天以内的时间", "给对方留出回复的时间")
    with changing(ref=ref, action="urge", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        person = _addressee(change, to_staff_id)
        if Urge.objects.filter(complaint=complaint, to_staff=person, answered_at=None).exists():
            raise Refused(f"对{person.name}的催办还没有回复。等回复，或催办其上级。", clause=CLAUSE)
        row = Urge(root_id=complaint.root_id, complaint=complaint, to_staff=person, answer_by=answer_by, by_id=actor.staff_id, at=at)
        write(row, change.key, reason=reason.strip())
        row.save(force_insert=True)
        publish(UrgeSent(complaint.id, complaint.root_id, complaint.ref, actor, at, (person.id,), answer_by))
        return change.finish(verb="urged", clause=CLAUSE, refs={"to": person.id, "answer_by": answer_by}, records=[row])


def _addressee(change: Change, staff_id: int) -> Staff:
    """Somebody of this insurer who may look into the whole case and act; never the respondent, never oneself."""
    person = Staff.objects.filter(pk=staff_id, root_id=change.complaint.root_id, is_active=True).first()
    if person is None or person.id in change.opened.hands or person.id in interested_staff(change.complaint):
        raise BadInput("催办谁", "" if person is None else person.name, "经办或分管这一件的另一个人", "从列表里选")
    on = house(change.at).date()
    try:
        depth = look_at(standing_of(person, on=on), change.complaint, on=on).depth
    except NotYours:
        depth = ""
    if depth != "full":
        raise BadInput("催办谁", person.name, "看得见这一件的人", "先分派给其部门，或催办其上级")
    return person


def answer_urge(*, ref: str, seen_version: int, actor: Actor, at: datetime, urge_id: int | None = None, answer: str = "") -> Complaint:
    """Received; with `answer` also answered. `urge_id` None = the oldest that waits for this person."""
    with changing(ref=ref, action="answer_urge", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        waiting = Urge.objects.filter(complaint=complaint, to_staff_id__in=change.opened.answers_for, answered_at=None).order_by("at", "id")
        row = waiting.first() if urge_id is None else waiting.filter(pk=urge_id).first()
        if row is None:
            raise Refused("没有等您回复的催办。", clause=CLAUSE)
        change.owed_by(row.to_staff_id)
        if not answer.strip() and row.received_at is not None:
            raise BadInput("回复", "", "办到哪一步、几时办完", "已经签收过，这次写回复")
        row.received_at = row.received_at or at
        if answer.strip():
            write(row, change.key, answer=answer.strip())
            row.answered_at = at
            publish(UrgeAnswered(complaint.id, complaint.root_id, complaint.ref, actor, at, tuple({row.by_id} - {None, actor.staff_id})))  # type: ignore[arg-type]
        row.save(update_fields=["received_at", "answer", "answered_at"])
        return change.finish(verb="urge_answered" if row.answered_at else "urge_received", clause=CLAUSE, refs={"urge": row.id}, records=[row])


def escalate_urges(*, at: datetime, most: int = 50) -> int:
    """Those not answered in time go to the leading group, each once; how many. At night only those of the same day (adr 0316)."""
    late = Urge.objects.filter(answered_at=None, escalated_at=None, answer_by__lt=at).order_by("answer_by", "id")
    due = [pk for pk, asked_at, by in late.values_list("id", "at", "answer_by") if not at_night(at) or same_day(asked_at, by)]
    return sum(_escalate(urge_id, at) for urge_id in due[:most])


def _escalate(urge_id: int, at: datetime) -> bool:
    with transaction.atomic():
        row = Urge.objects.select_for_update(of=("self",)).select_related("complaint").filter(pk=urge_id, answered_at=None, escalated_at=None).first()
        if row is None:
            return False
        complaint, actor = row.complaint, system_actor(row.root_id)
        row.escalated_at = at
        row.save(update_fields=["escalated_at"])
        record(root_id=row.root_id, subject=("complaint", complaint.id), verb="urge_unanswered", actor=actor, at=at, clause=CLAUSE, refs={"urge": row.id}, records=[row], occurred_at=row.answer_by)
        if complaint.open:
            publish(UrgeUnanswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (), row.id, row.answer_by))
    return True
