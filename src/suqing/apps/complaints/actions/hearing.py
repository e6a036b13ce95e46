"""7.4 The person complained of is heard before anything is found against them (C31, law 17)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.colleagues import colleague
from suqing.apps.complaints.actions.recusing import hand_over_from
from suqing.apps.complaints.events import HearingAsked
from suqing.apps.complaints.models import Complaint, Hearing
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish


def ask_hearing(*, ref: str, seen_version: int, actor: Actor, at: datetime, staff_id: int) -> Complaint:
    """Ask a person complained of for their side."""
    with changing(ref=ref, action="ask_hearing", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        person = colleague(complaint, staff_id)
        if Hearing.objects.filter(complaint=complaint, staff=person).exists():
            raise Refused(f"已经请{person.name}陈述过。", clause="cbirc2020/17")
        if person.id in (actor.staff_id, complaint.handler_id):
            raise Refused(f"{person.name}正在经办本件，要请其陈述，须先改派承办人。", clause="cbirc2020/17")
        hearing = Hearing(root_id=complaint.root_id, complaint=complaint, staff=person, asked_at=at, asked_by_id=actor.staff_id)
        hearing.save(force_insert=True)
        publish(HearingAsked(complaint.id, complaint.root_id, complaint.ref, actor, at, (person.id,)))
        passed = hand_over_from(change, {person.id})
        return change.finish(verb="hearing_asked", clause="property/7.4", refs={"staff": person.id}, records=[hearing, *passed.rows], **passed.columns)


def record_hearing(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, staff_id: int, statement: str = "", declined: bool = False
) -> Complaint:
    """Their side as told to the handler, or that they chose to say nothing."""
    with changing(ref=ref, action="record_hearing", actor=actor, at=at, seen_version=seen_version) as change:
        return _hear(change, staff_id, statement, declined)


def state_side(*, ref: str, seen_version: int, actor: Actor, at: datetime, statement: str) -> Complaint:
    """Their side, written by the person themselves."""
    with changing(ref=ref, action="state_side", actor=actor, at=at, seen_version=seen_version) as change:
        return _hear(change, actor.staff_id or 0, statement, declined=False)


def _hear(change: Change, staff_id: int, statement: str, declined: bool) -> Complaint:
    if not declined and not statement.strip():
        raise BadInput("本人陈述", "", "本人说明，或勾选“本人不作陈述”", "写下本人怎么说")
    hearing = Hearing.objects.filter(complaint=change.complaint, staff_id=staff_id).first()
    if hearing is None and change.actor.staff_id == staff_id:  # unasked: whoever is complained of may always speak (claims/9)
        hearing = Hearing(root_id=change.complaint.root_id, complaint=change.complaint, staff_id=staff_id, asked_at=change.at)
    if hearing is None:
        raise Refused("还没有请这位同事陈述。", clause="property/7.4")
    if hearing.heard_at is not None:
        raise Refused("这位同事的陈述已经登记，不能改写；有补充可写入调查结论。", clause="property/7.4")
    hearing.heard_at, hearing.declined = change.at, declined
    write(hearing, change.key, statement=statement.strip())
    hearing.save()
    return change.finish(verb="heard", clause="property/7.4", refs={"staff": staff_id, "declined": declined}, records=[hearing])
