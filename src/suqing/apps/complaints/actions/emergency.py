"""The emergency plan: a person starts it on a legal ground, each point is done by somebody with a word, a result ends it (law 29; C17)."""

from collections.abc import Sequence
from datetime import datetime

from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.crisis_bodies import members_of
from suqing.apps.complaints.events import EmergencyEnded, EmergencyStarted
from suqing.apps.complaints.models import Complaint, EmergencyEntry, EmergencyPlan
from suqing.apps.complaints.texts import write
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Role
from suqing.apps.organisations.queries import holders_upwards
from suqing.casework.emergency import (
    CHECKLIST,
    CLAUSE,
    TRIGGER_CLAUSES,
    TRIGGERS,
    item_words,
    reached,
)
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

MOST_PERSONS = 100_000


def start_emergency_plan(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, trigger: str, reason: str, persons: int | None = None
) -> Complaint:
    """On one of the law's grounds or by a leader's decision. `persons`: face to face, needed where their number is the ground."""
    if trigger not in TRIGGERS:
        raise BadInput("启动依据", trigger[:40], "、".join(TRIGGERS.values()) + "之一", "从列表里选")
    if persons is not None and not 0 < persons <= MOST_PERSONS:
        raise BadInput("面谈人数", str(persons), f"1到{MOST_PERSONS:,}之间的整数", "核对人数")
    if trigger == "persons" and persons is None:
        raise BadInput("面谈人数", "", "当面共同投诉的人数", "数一数在场的投诉人")
    if not reason.strip():
        raise BadInput("理由", "", "出了什么事、现场怎样", "写一两句")
    with changing(ref=ref, action="start_emergency_plan", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        _check_ground(change, trigger, persons)
        row = EmergencyPlan(root_id=complaint.root_id, complaint=complaint, trigger=trigger, persons=persons, by_id=actor.staff_id, at=at)
        write(row, change.key, reason=reason.strip())
        row.save(force_insert=True)
        told = _who_must_know(change)
        grant_sight(complaint, told)
        recipients = tuple(each for each in told if each != actor.staff_id)
        publish(EmergencyStarted(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
        return change.finish(verb="emergency_started", clause=TRIGGER_CLAUSES[trigger], refs={"trigger": trigger, "persons": persons or 0}, records=[row])


def _check_ground(change: Change, trigger: str, persons: int | None) -> None:
    if trigger == "leader" and "leader" not in change.opened.parts:
        raise Refused("由领导决定启动的，须由主管领导本人登记。请主管领导启动，或选其他依据。", clause=TRIGGER_CLAUSES["leader"])
    if trigger != "persons":
        return
    numbers = thresholds_of(change.complaint)
    if not reached(persons, numbers):
        least = f"不足{numbers.persons_from}人" if numbers.persons_from else "规则没有定人数"
        raise Refused(f"面谈{persons}人，{least}，不能以人数为依据启动。情况紧急的，请主管领导决定启动。", clause=TRIGGER_CLAUSES["persons"])


def _who_must_know(change: Change) -> list[int]:
    """The claims executive committee, the complaint post of headquarters, and the nearest leading group (S4 第六条一(一))."""
    complaint, on, barred = change.complaint, house(change.at).date(), interested_staff(change.complaint)
    found = [post.staff_id for body in ("committee", "hq_post") for post in members_of(body, complaint, on=on, barred=barred)]
    groups = holders_upwards(Role.LEADING_GROUP, units=[complaint.unit], on=on)[complaint.unit_id]
    found += [post.staff_id for post in groups if post.organisation_id == groups[0].organisation_id and post.staff_id not in barred]
    return list(dict.fromkeys(found))


def log_emergency(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, words: str, items: Sequence[str] = (), happened_at: datetime | None = None
) -> Complaint:
    """One entry of the log; `items` are points of the checklist that are done with it, each once."""
    moment = happened_at or at
    if not words.strip():
        raise BadInput("情况", "", "做了什么、找了谁", "写一两句；不适用的写明原因")
    strange = [each for each in items if each not in CHECKLIST]
    if strange:
        raise BadInput("清单项", strange[0][:40], "应急清单里的一项", "从列表里选")
    with changing(ref=ref, action="log_emergency", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        plan = _open(complaint)
        if not plan.at <= moment <= at:
            raise BadInput("发生时间", f"{house(moment):%Y-%m-%d %H:%M}", f"启动（{house(plan.at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "核对时间")
        done = set(plan.entries.filter(item__in=items).values_list("item", flat=True))
        if done:
            raise Refused(f"已经登记过：{_names(done, change)}。补充的情况不选清单项。", clause=CLAUSE)
        rows = []
        for item in dict.fromkeys(items) or ("",):
            row = EmergencyEntry(root_id=complaint.root_id, complaint=complaint, plan=plan, item=item, by_id=actor.staff_id, at=moment, entered_at=at)
            write(row, change.key, words=words.strip())
            rows.append(row)
        EmergencyEntry.objects.bulk_create(rows)
        return change.finish(verb="emergency_logged", clause=CLAUSE, refs={"items": list(dict.fromkeys(items))}, records=rows, occurred_at=moment)


def _open(complaint: Complaint) -> EmergencyPlan:
    return EmergencyPlan.objects.get(complaint=complaint, ended_at=None)


def _names(items: set[str], change: Change) -> str:
    numbers = thresholds_of(change.complaint)
    return "、".join(item_words(each, numbers) for each in CHECKLIST if each in items)


def end_emergency_plan(*, ref: str, seen_version: int, actor: Actor, at: datetime, result: str) -> Complaint:
    """The result. Every point of the checklist must have its word first, be it only why it did not apply."""
    if not result.strip():
        raise BadInput("处置结果", "", "怎样平息、还有什么没有办完", "写一两句")
    with changing(ref=ref, action="end_emergency_plan", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        plan = _open(complaint)
        left = set(CHECKLIST) - set(plan.entries.values_list("item", flat=True))
        if left:
            raise Refused(f"还有{len(left)}项没有登记：{_names(left, change)}。逐项登记，不适用的写明原因。", clause=CLAUSE)
        plan.ended_at, plan.ended_by_id = at, actor.staff_id
        write(plan, change.key, result=result.strip())
        plan.save(update_fields=["result", "ended_at", "ended_by"])
        told = {complaint.handler_id, complaint.officer_id, complaint.leader_id, plan.by_id} - {None, actor.staff_id}
        publish(EmergencyEnded(complaint.id, complaint.root_id, complaint.ref, actor, at, tuple(sorted(told))))  # type: ignore[type-var]
        return change.finish(verb="emergency_ended", clause=CLAUSE, records=[plan])
