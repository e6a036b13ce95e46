"""What a person cannot do alone: an objective obstacle reported at once, a difficult case taken up for guidance or help (S5 10.2, 4.5–4.6, 4.10–4.11; C29)."""

from datetime import datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.clocks.ladder import at_night, same_day
from suqing.apps.complaints.above import posts_above
from suqing.apps.complaints.access import OFFICERS, interested_staff, look_at
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.colleagues import colleague
from suqing.apps.complaints.events import (
    ObstacleAnswered,
    ObstacleReported,
    SupportAnswered,
    SupportAsked,
    SupportUnanswered,
)
from suqing.apps.complaints.models import Complaint, Obstacle, Support
from suqing.apps.complaints.models.choices import SupportKind, SupportOutcome
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actors import Actor, system_actor
from suqing.apps.organisations.models import Staff
from suqing.apps.organisations.queries import holders_upwards
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.kernel.publish import publish

OBSTACLE, ASKING, HELPING = "property/10.2", "property/4.11", "property/4.6"
LONGEST = timedelta(days=60)


def report_obstacle(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """To the complaint officer of the case; one open report a person. No clock changes (S5 10.2)."""
    why = _needed("障碍", reason, "什么办不了、为什么", "写明客观原因和预计何时能办")
    with changing(ref=ref, action="report_obstacle", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if Obstacle.objects.filter(complaint=complaint, by_id=actor.staff_id, answered_at=None).exists():
            raise Refused("您上一次报告的障碍还没有认定。等认定后再报告。", clause=OBSTACLE)
        row = Obstacle(root_id=complaint.root_id, complaint=complaint, to_staff=_complaint_post(change), by_id=actor.staff_id, at=at)
        write(row, change.key, reason=why)
        row.save(force_insert=True)
        publish(ObstacleReported(complaint.id, complaint.root_id, complaint.ref, actor, at, (row.to_staff_id,)))
        return change.finish(verb="obstacle_reported", clause=OBSTACLE, refs={"to": row.to_staff_id}, records=[row])


def _complaint_post(change: Change) -> Staff:
    """The officer of the case as long as they hold the post; else the nearest one who is neither concerned nor the reporter."""
    complaint = change.complaint
    posts = holders_upwards(*OFFICERS, units=[complaint.unit], on=house(change.at).date())[complaint.unit_id]
    barred = interested_staff(complaint) | change.opened.hands
    able = [post.staff for post in posts if post.staff_id not in barred]
    if not able:
        raise Refused("没有可以收报告的投诉专员。请管理员先登记一位投诉专员。", clause=OBSTACLE)
    return next((each for each in able if each.id == complaint.officer_id), able[0])


def answer_obstacle(*, ref: str, seen_version: int, actor: Actor, at: datetime, objective: bool, answer: str, obstacle_id: int | None = None) -> Complaint:
    """Objective or not, by an officer other than the reporter. `obstacle_id` None = the oldest that waits."""
    words = _needed("认定说明", answer, "一句说明", "写明依据什么认定")
    with changing(ref=ref, action="answer_obstacle", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        waiting = Obstacle.objects.filter(complaint=complaint, answered_at=None).exclude(by_id__in=change.opened.hands).order_by("at", "id")
        row = waiting.first() if obstacle_id is None else waiting.filter(pk=obstacle_id).first()
        if row is None:
            raise Refused("没有等您认定的障碍；自己报告的由另一位投诉专员认定。", clause=OBSTACLE)
        write(row, change.key, answer=words)
        row.objective, row.answered_by_id, row.answered_at = objective, actor.staff_id, at
        row.save(update_fields=["objective", "answer", "answered_by", "answered_at"])
        publish(ObstacleAnswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (row.by_id,)))  # type: ignore[arg-type]
        return change.finish(verb="obstacle_answered", clause=OBSTACLE, refs={"obstacle": row.id, "objective": objective}, records=[row])


def ask_support(*, ref: str, seen_version: int, actor: Actor, at: datetime, to_staff_id: int, kind: str, reason: str, answer_by: datetime) -> Complaint:
    """Guidance or help, asked of one person higher up; one open request to each."""
    why = _needed("请示事由", reason, "难在哪里、要什么指导或协助", "写一两句")
    if kind not in SupportKind.values:
        raise BadInput("请示什么", kind, "、".join(SupportKind.labels), "从列表里选")
    if not at < answer_by <= at + LONGEST:
        raise BadInput("答复期限", f"{house(answer_by):%Y-%m-%d %H:%M}", f"晚于现在、{LONGEST.days}天以内的时间", "给对方留出答复的时间")
    with changing(ref=ref, action="ask_support", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        person = _higher_up(change, to_staff_id)
        if Support.objects.filter(complaint=complaint, by_id=actor.staff_id, to_staff=person, answered_at=None).exists():
            raise Refused(f"上一次请{person.name}的还没有答复。等答复，或请另一位上级。", clause=ASKING)
        row = Support(root_id=complaint.root_id, complaint=complaint, kind=kind, to_staff=person, answer_by=answer_by, by_id=actor.staff_id, at=at)
        write(row, change.key, reason=why)
        row.save(force_insert=True)
        publish(SupportAsked(complaint.id, complaint.root_id, complaint.ref, actor, at, (person.id,), answer_by))
        return change.finish(verb="support_asked", clause=ASKING, refs={"to": person.id, "kind": kind, "answer_by": answer_by}, records=[row])


def _higher_up(change: Change, staff_id: int) -> Staff:
    """Somebody higher up to whom the case is open and who has no part in it."""
    person, on = colleague(change.complaint, staff_id), house(change.at).date()
    able = any(post.staff_id == person.id for post in posts_above(change.complaint, change.opened.standing, on=on))
    try:
        able = able and look_at(standing_of(person, on=on), change.complaint, on=on).may("answer_support")
    except NotYours:
        able = False
    if not able:
        raise Refused(f"这一件不能请示{person.name}。请从列表里选一位看得见本件、与本件无关的上级。", clause=ASKING)
    return person


def answer_support(*, ref: str, seen_version: int, actor: Actor, at: datetime, outcome: str, answer: str, support_id: int | None = None) -> Complaint:
    """By the person who was asked. `support_id` None = the oldest that waits for them."""
    words = _needed("答复", answer, "怎么办、由谁办", "转相关部门的写明转给谁")
    if outcome not in SupportOutcome.values:
        raise BadInput("结果", outcome, "、".join(SupportOutcome.labels), "从列表里选")
    with changing(ref=ref, action="answer_support", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        waiting = Support.objects.filter(complaint=complaint, to_staff_id__in=change.opened.answers_for, answered_at=None).order_by("at", "id")
        row = waiting.first() if support_id is None else waiting.filter(pk=support_id).first()
        if row is None:
            raise Refused("没有等您答复的请示。", clause=HELPING)
        change.owed_by(row.to_staff_id)
        write(row, change.key, answer=words)
        row.outcome, row.answered_at = outcome, at
        row.save(update_fields=["outcome", "answer", "answered_at"])
        publish(SupportAnswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (row.by_id,)))  # type: ignore[arg-type]
        return change.finish(verb="support_answered", clause=HELPING, refs={"support": row.id, "outcome": outcome}, records=[row])


def escalate_supports(*, at: datetime, most: int = 50) -> int:
    """Those not answered in time go to the leading group, each once; how many. At night only those of the same day (adr 0316)."""
    late = Support.objects.filter(answered_at=None, escalated_at=None, answer_by__lt=at).order_by("answer_by", "id")
    due = [pk for pk, asked_at, by in late.values_list("id", "at", "answer_by") if not at_night(at) or same_day(asked_at, by)]
    return sum(_escalate(support_id, at) for support_id in due[:most])


def _escalate(support_id: int, at: datetime) -> bool:
    with transaction.atomic():
        row = Support.objects.select_for_update(of=("self",)).select_related("complaint").filter(pk=support_id, answered_at=None, escalated_at=None).first()
        if row is None:
            return False
        complaint, actor = row.complaint, system_actor(row.root_id)
        row.escalated_at = at
        row.save(update_fields=["escalated_at"])
        record(root_id=row.root_id, subject=("complaint", complaint.id), verb="support_unanswered", actor=actor, at=at, clause=ASKING, refs={"support": row.id}, records=[row], occurred_at=row.answer_by)
        if complaint.open:
            publish(SupportUnanswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (row.by_id,), row.id, row.answer_by))  # type: ignore[arg-type]
    return True


def _needed(field: str, text: str, expected: str, do: str) -> str:
    words = cleaned(text)
    if not words:
        raise BadInput(field, "", expected, do)
    return words
