"""7.3 Whose is it? Dispatched to a department's head, accepted or returned with a reason; passing on stays on record (C07)."""

from collections.abc import Collection
from datetime import datetime

from suqing.apps.complaints.access import concerned_in, interested_staff
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.finding import conduct_day
from suqing.apps.complaints.actions.sight import grant_sight, withdraw_sight
from suqing.apps.complaints.events import (
    DispatchReturned,
    DispatchSent,
    HandlerNamed,
    RespondentTold,
)
from suqing.apps.complaints.models import Complaint, Dispatch
from suqing.apps.complaints.next_up import next_up
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Post, Role, Staff
from suqing.apps.organisations.queries import holders_of, in_force, posts_at, superior_of
from suqing.casework.lifecycle import Stage
from suqing.casework.recusal import closed_to, concern_words
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish

UNIT_WORDS = 40  # a notice carries short texts only


def _recused(person: Staff, complaint: Complaint, barred: Collection[int], at: datetime) -> Refused:
    """Says who may instead: the next person up."""
    other = next_up(person.id, complaint.unit, on=house(at).date(), barred=barred)
    who = f"，如{other.name}" if other else ""
    named = concerned_in(complaint)
    as_what = f"是{concern_words(person.id, named)}" if person.id not in closed_to(named) else "与本件有利害关系"
    return Refused(f"{person.name}{as_what}，不能经办。请改派他人，或交上一级{who}。", clause="cbirc2020/17")


def dispatch_complaint(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, department_id: int, reason: str = ""
) -> Complaint:
    """Send it to a department; its head owes acceptance. Again elsewhere needs a reason."""
    with changing(ref=ref, action="dispatch", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        department = Organisation.objects.filter(root_id=complaint.root_id, pk=department_id).first()
        if department is None:
            raise BadInput("责任部门", str(department_id), "本公司的一个部门", "从列表里选")
        again = Dispatch.objects.filter(complaint=complaint).exists()
        if again and not reason.strip():
            raise BadInput("改派理由", "", "一句理由", "写明为什么改派")
        head = _head_of(department, complaint, at)
        dispatch = Dispatch(
            root_id=complaint.root_id,
            complaint=complaint,
            department=department,
            to_staff=head,
            by_id=actor.staff_id,
            at=at,
        )
        write(dispatch, change.key, reason=reason.strip())
        dispatch.save(force_insert=True)
        complaint.department = complaint.handler = None
        withdraw_sight(complaint, _had_it_before(complaint, dispatch))
        grant_sight(complaint, [department.id, head.id])
        tell_respondent(complaint, department.short_name, actor, at)
        publish(DispatchSent(complaint.id, complaint.root_id, complaint.ref, actor, at, (head.id,)))
        return change.finish(
            verb="dispatched",
            clause="property/7.3",
            refs={"department": department.id, "to": head.id},
            records=[dispatch],
            stage=Stage.DISPATCHED,
            department=None,
            handler=None,
        )


def tell_respondent(complaint: Complaint, unit: str, actor: Actor, at: datetime) -> None:
    """Whoever is complained of hears of it once it is at a department, and not before: until it is sorted out it may be misconduct."""
    person = complaint.respondent_staff
    if person is not None and person.is_active and person.id != actor.staff_id:
        publish(RespondentTold(complaint.id, complaint.root_id, complaint.ref, actor, at, (person.id,), unit[:UNIT_WORDS]))


def _had_it_before(complaint: Complaint, now: Dispatch) -> list[int]:
    """The departments, heads and handlers of earlier dispatches: what is not theirs any more they need not know (S5 9.1)."""
    earlier = Dispatch.objects.filter(complaint=complaint).exclude(pk=now.pk).values_list("department_id", "to_staff_id", "handler_id")
    return [each for row in earlier for each in row if each]


def _head_of(department: Organisation, complaint: Complaint, at: datetime) -> Staff:
    heads = [post.staff for post in holders_of(Role.DEPARTMENT_HEAD, unit=department, on=house(at).date())]
    if not heads:
        raise Refused(f"{department.short_name}现在没有部门负责人，派不过去。请先登记负责人，或派给别的部门。", clause="property/7.3")
    barred = interested_staff(complaint)
    free = [head for head in heads if head.id not in barred]
    if not free:
        raise _recused(heads[0], complaint, barred, at)
    return free[0]


def accept_dispatch(*, ref: str, seen_version: int, actor: Actor, at: datetime, handler_id: int | None = None) -> Complaint:
    """The head takes it and names who handles it (受理负责人); without a name, the head does."""
    with changing(ref=ref, action="accept_dispatch", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        dispatch = _open_dispatch(complaint)
        handler = _handler(complaint, dispatch, handler_id or actor.staff_id, at)
        dispatch.accepted_at, dispatch.handler = at, handler
        dispatch.save(update_fields=["accepted_at", "handler"])
        grant_sight(complaint, [handler.id])
        others = tuple(each for each in (handler.id,) if each != actor.staff_id)
        publish(HandlerNamed(complaint.id, complaint.root_id, complaint.ref, actor, at, others))
        return change.finish(
            verb="dispatch_accepted",
            clause="property/7.3",
            refs={"department": dispatch.department_id, "handler": handler.id},
            records=[dispatch],
            stage=Stage.INVESTIGATING,
            department=dispatch.department,
            handler=handler,
            first_contact_owner=handler,
        )


def _open_dispatch(complaint: Complaint) -> Dispatch:
    return Dispatch.objects.select_related("department", "to_staff").get(complaint=complaint, accepted_at=None, returned_at=None)


def _handler(complaint: Complaint, dispatch: Dispatch, staff_id: int | None, at: datetime) -> Staff:
    post = (
        Post.objects.filter(in_force(house(at).date()), organisation=dispatch.department, staff_id=staff_id, staff__is_active=True)
        .select_related("staff")
        .first()
    )
    if post is None:
        raise BadInput("承办人", str(staff_id or ""), f"{dispatch.department.short_name}在岗的一位同事", "从列表里选")
    barred = interested_staff(complaint)
    if post.staff_id in barred:
        raise _recused(post.staff, complaint, barred, at)
    _check_line(complaint, post, barred, at)
    return post.staff


def _check_line(complaint: Complaint, post: Post, barred: Collection[int], at: datetime) -> None:
    """The direct superior of the person complained of accepts and names who handles it, and does not handle it while another there can (gap cbirc2020/line_manager)."""
    superior = superior_of(complaint.respondent_staff_id, on=conduct_day(complaint)) if complaint.respondent_staff_id else None
    if superior is None or superior.id != post.staff_id:
        return
    others = posts_at(post.organisation_id, on=house(at).date()).exclude(staff_id__in=[*barred, superior.id])
    other = others.first()
    if other is not None:
        raise Refused(f"{superior.name}是被投诉人的直接上级，不能自己承办。请指定本部门的其他同事，如{other.staff.name}。", clause="cbirc2020/17")


def return_dispatch(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """Not ours: back to the officer with a reason. The clocks run on; the return stays on record."""
    if not reason.strip():
        raise BadInput("退回理由", "", "一句理由", "写明为什么不属于本部门")
    with changing(ref=ref, action="return_dispatch", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        dispatch = _open_dispatch(complaint)
        dispatch.returned_at = at
        write(dispatch, change.key, return_reason=reason.strip())
        dispatch.save(update_fields=["returned_at", "return_reason"])
        withdraw_sight(complaint, [dispatch.department_id, dispatch.to_staff_id])
        recipients = tuple(each for each in (complaint.officer_id,) if each)
        publish(DispatchReturned(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
        return change.finish(
            verb="dispatch_returned",
            clause="property/7.3",
            refs={"department": dispatch.department_id},
            records=[dispatch],
            stage=Stage.TRIAGED,
        )
