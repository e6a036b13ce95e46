"""Written suggestions about management, to a department and the leading group, noted in the file (S4 第七条六, C18)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from suqing.apps.audit.record import record
from suqing.apps.clocks.ladder import at_night
from suqing.apps.complaints.access import answers_for
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.events import (
    ImprovementAnswered,
    ImprovementChecked,
    ImprovementDone,
    ImprovementSuggested,
    ImprovementUnanswered,
)
from suqing.apps.complaints.models import Complaint, Improvement, ImprovementStep
from suqing.apps.complaints.models.choices import ImprovementStepKind
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor, system_actor
from suqing.apps.organisations.models import Organisation, Role
from suqing.apps.organisations.queries import holders_of
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

CLAUSE = "claims/7.6"
EFFECT_AFTER = timedelta(days=30)  # assumed: gap claims/effect_check
FARTHEST = timedelta(days=366)


def suggest_improvement(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    to_unit_id: int,
    problem: str,
    suggestion: str,
    due_day: date,
) -> Complaint:
    """One suggestion with the day by which an answer is expected."""
    if not (problem.strip() and suggestion.strip()):
        raise BadInput("改进建议", "", "发现的问题和建议", "两项都要写")
    if due_day < house(at).date():
        raise BadInput("答复期限", f"{due_day}", "今天或以后的日期", "改一个还没到的日期")
    with changing(ref=ref, action="suggest_improvement", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        unit = Organisation.objects.filter(root_id=complaint.root_id, pk=to_unit_id).first()
        if unit is None:
            raise BadInput("建议对象", str(to_unit_id), "本公司的一个部门", "从列表里选")
        row = Improvement(
            root_id=complaint.root_id, complaint=complaint, to_unit=unit, due_day=due_day, by_id=actor.staff_id, at=at
        )
        write(row, change.key, problem=problem.strip(), suggestion=suggestion.strip())
        row.save(force_insert=True)
        publish(ImprovementSuggested(complaint.id, complaint.root_id, complaint.ref, actor, at, heads_of(row, on=house(at).date()), row.id))
        return change.finish(verb="improvement_suggested", clause=CLAUSE, refs={"to": unit.id}, records=[row])


def heads_of(row: Improvement, *, on: date) -> tuple[int, ...]:
    """Who answers for the unit addressed: its head, or where it has none those who lead it."""
    heads = holders_of(Role.DEPARTMENT_HEAD, unit=row.to_unit, on=on) or holders_of([Role.LEADER_IN_CHARGE, Role.GENERAL_MANAGER], unit=row.to_unit, on=on)
    return tuple(dict.fromkeys(post.staff_id for post in heads))


def answer_improvement(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, accepted: bool, words: str, plan: str = "", plan_day: date | None = None, improvement_id: int | None = None
) -> Complaint:
    """The unit addressed says whether it accepts, and if so what it will do and by when. `improvement_id` None = the oldest that waits for it."""
    if not words.strip():
        raise BadInput("答复意见", "", "采纳或不采纳的理由", "写一两句")
    if accepted and not plan.strip():
        raise BadInput("要做什么", "", "采纳之后的做法", "写明做什么、谁来做")
    if accepted and (plan_day is None or not house(at).date() <= plan_day <= house(at).date() + FARTHEST):
        raise BadInput("完成期限", f"{plan_day or ''}", "今天起一年以内的日期", "写明几时做完")
    with changing(ref=ref, action="answer_improvement", actor=actor, at=at, seen_version=seen_version) as change:
        row = _own(change, improvement_id, answered_at=None)
        row.answered_at = at
        row.save(update_fields=["answered_at"])
        step = _step(change, row, ImprovementStepKind.ANSWERED, good=accepted, words=words, plan=plan if accepted else "", day=plan_day if accepted else None)
        return _told(change, row, step, ImprovementAnswered, (row.by_id, change.complaint.officer_id), "improvement_answered", {"accepted": accepted})


def complete_improvement(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, proof: str, check_day: date | None = None, improvement_id: int | None = None
) -> Complaint:
    """Done, with its proof. `check_day`: the first day on which the effect may be checked, thirty days from now where none is given."""
    earliest = house(at).date() + EFFECT_AFTER
    if not proof.strip():
        raise BadInput("完成凭证", "", "怎么证明已经做到", "写明文件、文号或做法")
    if check_day is not None and not earliest <= check_day <= house(at).date() + FARTHEST:
        raise BadInput("检查效果的日期", f"{check_day}", f"{earliest:%Y-%m-%d}起一年以内的日期", "做完满三十天再看效果")
    with changing(ref=ref, action="complete_improvement", actor=actor, at=at, seen_version=seen_version) as change:
        row = _own(change, improvement_id, done_at=None, steps__kind=ImprovementStepKind.ANSWERED, steps__good=True)
        row.done_at = at
        row.save(update_fields=["done_at"])
        step = _step(change, row, ImprovementStepKind.DONE, words=proof, day=check_day or earliest)
        return _told(change, row, step, ImprovementDone, (row.by_id, change.complaint.officer_id), "improvement_done", {"check_on": step.day})


def check_improvement(*, ref: str, seen_version: int, actor: Actor, at: datetime, effective: bool, words: str, improvement_id: int | None = None) -> Complaint:
    """Whether it helped, looked at after the set time by somebody who did not do the work."""
    if not words.strip():
        raise BadInput("检查情况", "", "看了什么、效果怎样", "写一两句")
    with changing(ref=ref, action="check_improvement", actor=actor, at=at, seen_version=seen_version) as change:
        waiting = Improvement.objects.filter(complaint=change.complaint, steps__kind=ImprovementStepKind.DONE).exclude(steps__kind=ImprovementStepKind.CHECKED)
        row = _one(waiting, improvement_id)
        done = row.steps.get(kind=ImprovementStepKind.DONE)
        if done.by_id in change.opened.hands or row.to_unit_id in answers_for(change.opened.standing):
            raise Refused("改进是您或您的部门做的，效果由别人检查。", clause=CLAUSE)
        if done.day is not None and house(at).date() < done.day:
            raise Refused(f"还没到检查效果的日期：{done.day.year}年{done.day.month}月{done.day.day}日起可以检查。", clause=CLAUSE)
        step = _step(change, row, ImprovementStepKind.CHECKED, good=effective, words=words)
        return _told(change, row, step, ImprovementChecked, heads_of(row, on=house(at).date()), "improvement_checked", {"effective": effective})


def _own(change: Change, improvement_id: int | None, **state: object) -> Improvement:
    """One that waits for this person's unit; Refused where none does."""
    mine = Improvement.objects.filter(complaint=change.complaint, to_unit_id__in=answers_for(change.opened.standing), **state)
    return _one(mine, improvement_id)


def _one(rows: QuerySet[Improvement], improvement_id: int | None) -> Improvement:
    row = rows.select_related("to_unit").order_by("at", "id").filter(**({} if improvement_id is None else {"pk": improvement_id})).first()
    if row is None:
        raise Refused("这一条改进意见不等这一步，或不由您办。刷新再看。", clause=CLAUSE)
    return row


def _step(change: Change, row: Improvement, kind: ImprovementStepKind, *, words: str, good: bool | None = None, plan: str = "", day: date | None = None) -> ImprovementStep:
    step = ImprovementStep(
        root_id=row.root_id, complaint=change.complaint, improvement=row, kind=kind, good=good, day=day, by_id=change.actor.staff_id, at=change.at
    )  # fmt: skip
    write(step, change.key, words=words.strip(), plan=plan.strip())
    step.save(force_insert=True)
    return step


def _told(change: Change, row: Improvement, step: ImprovementStep, event: type, whom: tuple[int | None, ...], verb: str, refs: dict[str, object]) -> Complaint:
    complaint = change.complaint
    recipients = tuple(each for each in dict.fromkeys(whom) if each and each != change.actor.staff_id)
    publish(event(complaint.id, complaint.root_id, complaint.ref, change.actor, change.at, recipients, row.id))
    return change.finish(verb=verb, clause=CLAUSE, refs={"improvement": row.id, **refs}, records=[row, step])


def escalate_improvements(*, at: datetime, most: int = 50) -> int:
    """Those whose day for the answer has passed go to the leading group, each once, and not at night (adr 0316); how many."""
    if at_night(at):
        return 0
    late = Improvement.objects.filter(answered_at=None, due_day__lt=house(at).date()).exclude(steps__kind=ImprovementStepKind.ESCALATED)
    return sum(_escalate(pk, at) for pk in list(late.order_by("due_day", "id").values_list("id", flat=True)[:most]))


def _escalate(improvement_id: int, at: datetime) -> bool:
    with transaction.atomic():
        row = Improvement.objects.select_for_update(of=("self",)).select_related("complaint").filter(pk=improvement_id, answered_at=None).first()
        if row is None or row.steps.filter(kind=ImprovementStepKind.ESCALATED).exists():
            return False
        complaint, actor = row.complaint, system_actor(row.root_id)
        step = ImprovementStep(root_id=row.root_id, complaint=complaint, improvement=row, kind=ImprovementStepKind.ESCALATED, at=at)
        step.save(force_insert=True)
        record(root_id=row.root_id, subject=("complaint", complaint.id), verb="improvement_unanswered", actor=actor, at=at, clause=CLAUSE, refs={"improvement": row.id}, records=[step])
        publish(ImprovementUnanswered(complaint.id, complaint.root_id, complaint.ref, actor, at, (), row.id))
    return True
