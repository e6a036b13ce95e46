"""The crisis path: opened, an opinion of each body with minutes, the final opinion fed back the same day (S4 第八条; C17)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from suqing.apps.clocks.actions import stop_clocks
from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.emergency import MOST_PERSONS
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.crisis_bodies import members_of
from suqing.apps.complaints.events import CrisisDecided, CrisisOpened, CrisisSentUp
from suqing.apps.complaints.models import Complaint, Crisis, CrisisOpinion
from suqing.apps.complaints.models.choices import CrisisTrigger
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.casework.crisis import BODIES, DECIDED, FIRST, after
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

CLAUSE = "claims/8"
MOST_PRESENT = 50


def open_crisis(*, ref: str, seen_version: int, actor: Actor, at: datetime, trigger: str, reason: str, persons: int | None = None) -> Complaint:
    """It becomes a crisis: the branch's claims executive committee is told, and the final opinion is owed the same day. `persons`: how many are there face to face."""
    if trigger not in CrisisTrigger.values:
        raise BadInput("情形", trigger[:40], "、".join(str(label) for label in CrisisTrigger.labels) + "之一", "从列表里选")
    if persons is not None and not 0 < persons <= MOST_PERSONS:
        raise BadInput("面谈人数", str(persons), f"1到{MOST_PERSONS:,}之间的整数", "核对人数")
    if not reason.strip():
        raise BadInput("理由", "", "出了什么事、会有什么影响", "写一两句")
    with changing(ref=ref, action="open_crisis", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = Crisis(
            root_id=complaint.root_id, complaint=complaint, round=complaint.round, trigger=trigger, persons=persons, body=FIRST, by_id=actor.staff_id, at=at
        )
        write(row, change.key, reason=reason.strip())
        row.save(force_insert=True)
        complaint.crisis_item = True
        recompute_for(complaint, at=at)
        told = _let_in(change, FIRST, interested_staff(complaint))
        publish(CrisisOpened(complaint.id, complaint.root_id, complaint.ref, actor, at, told))
        return change.finish(verb="crisis_opened", clause=CLAUSE, refs={"trigger": trigger}, records=[row], crisis_item=True)


def _let_in(change: Change, body: str, barred: Collection[int]) -> tuple[int, ...]:
    """The members of the body come to see the case; those to be told of it."""
    members = [post.staff_id for post in members_of(body, change.complaint, on=house(change.at).date(), barred=barred)]
    grant_sight(change.complaint, members)
    return tuple(each for each in members if each != change.actor.staff_id)


def record_crisis_opinion(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, present_ids: Sequence[int], opinion: str, then: str, decision: str = ""
) -> Complaint:
    """The minutes of the body that has it: who took part (staff ids), what was said, and `then`: a body above, or "decided".

    At least one member of the body must have taken part, and nobody who is interested in the case.
    """
    if not opinion.strip():
        raise BadInput("意见", "", "各人的意见", "写明怎么处理、有没有分歧")
    if then == DECIDED and not decision.strip():
        raise BadInput("结论", "", "定夺的结论", "写明怎么办、谁去办")
    with changing(ref=ref, action="record_crisis_opinion", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        crisis = _open(complaint)
        possible = after(crisis.body)
        if then not in possible:
            names = "、".join("定夺" if each == DECIDED else f"报{BODIES[each]}" for each in possible)
            raise BadInput("其后", then[:40], names if len(possible) == 1 else f"{names}之一", "从列表里选")
        barred = interested_staff(complaint)
        present = _present(change, crisis.body, present_ids, barred)
        row = CrisisOpinion(root_id=complaint.root_id, complaint=complaint, crisis=crisis, body=crisis.body, then=then, by_id=actor.staff_id, at=at)
        write(row, change.key, present="、".join(each.name for each in present), opinion=opinion.strip(), decision=decision.strip())
        row.save(force_insert=True)
        crisis.body = then
        crisis.save(update_fields=["body"])
        if then != DECIDED:
            publish(CrisisSentUp(complaint.id, complaint.root_id, complaint.ref, actor, at, _let_in(change, then, barred)))
        return change.finish(verb="crisis_opinion_recorded", clause=CLAUSE, refs={"body": row.body, "then": then}, records=[crisis, row])


def _open(complaint: Complaint) -> Crisis:
    return Crisis.objects.get(complaint=complaint, round=complaint.round, fed_back_at=None)


def _present(change: Change, body: str, staff_ids: Sequence[int], barred: Collection[int]) -> list[Staff]:
    wanted = set(staff_ids)
    if not 0 < len(wanted) <= MOST_PRESENT:
        raise BadInput("参加人", f"{len(wanted)}人", f"一到{MOST_PRESENT}位本公司人员", "从列表里选")
    found = list(Staff.objects.filter(root_id=change.complaint.root_id, pk__in=wanted, is_active=True).order_by("name", "id"))
    if len(found) != len(wanted):
        raise BadInput("参加人", f"{len(wanted) - len(found)}人不在名册", "本公司在职的人员", "从列表里选")
    concerned = [each.name for each in found if each.id in barred]
    if concerned:
        raise Refused(f"{'、'.join(concerned)}与本件有利害关系，不能参加定夺。请其回避后再议。", clause="cbirc2020/17")
    members = members_of(body, change.complaint, on=house(change.at).date(), barred=barred)
    if not members:
        raise Refused(f"{BODIES[body]}现在没有可以定夺的成员。请先在机构资料里登记，或报上一级。", clause=CLAUSE)
    if wanted.isdisjoint(post.staff_id for post in members):
        names = "、".join(post.staff.name for post in members[:5])
        raise Refused(f"参加人里没有{BODIES[body]}的成员（{names}）。至少一位成员参加才算其意见。", clause=CLAUSE)
    return found


def decide_crisis(*, ref: str, seen_version: int, actor: Actor, at: datetime, opinion: str) -> Complaint:
    """The final opinion, fed back to those who have the case; it ends the crisis and its clock."""
    if not opinion.strip():
        raise BadInput("最终意见", "", "定夺的意见", "写明怎么处理、由谁办、几时办完")
    with changing(ref=ref, action="decide_crisis", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        row = _open(complaint)
        row.fed_back_at, row.fed_back_by_id = at, actor.staff_id
        write(row, change.key, final_opinion=opinion.strip())
        row.save(update_fields=["final_opinion", "fed_back_at", "fed_back_by"])
        stop_clocks(subject=change.subject, kinds=["crisis_opinion"], at=at)
        hearing = {complaint.handler_id, complaint.officer_id, complaint.leader_id, row.by_id} - {None, actor.staff_id}
        publish(CrisisDecided(complaint.id, complaint.root_id, complaint.ref, actor, at, tuple(sorted(hearing))))  # type: ignore[type-var]
        return change.finish(verb="crisis_decided", clause=CLAUSE, records=[row])
