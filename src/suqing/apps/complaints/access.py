"""The door to the cases: who may see which, at what depth, and do what (C20, C31, law 17).

Seeing rests on the involvement table (`Sight`): a case is visible to a holder, and a person holds under their own id
and under the units they oversee. Doing rests on roles and on the person's part in this case. A respondent, or anyone
named in the finding, neither handles nor decides.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value

from suqing.apps.complaints.models import (
    Complaint,
    Dispatch,
    FindingPerson,
    Hearing,
    Improvement,
    Recusal,
    Sight,
    Undertaking,
)
from suqing.apps.complaints.models.choices import ProposalState
from suqing.apps.complaints.next_up import next_up
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.models import (
    Delegation,
    OrganisationKind,
    Post,
    Role,
    Staff,
)
from suqing.apps.organisations.queries import holders_upwards
from suqing.apps.organisations.stand_ins import stood_in_for
from suqing.casework.recusal import CLAUSE, Concern, Named, barred, closed_to, refusal
from suqing.casework.stages import Stage
from suqing.kernel.crypto import DESTROYED
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.kernel.prepared import STAND_IN, rows_of
from suqing.kernel.references import check_reference

# action -> parts that may do it (see `parts_of`)
MAY: dict[str, frozenset[str]] = {
    "triage": frozenset({"officer"}),
    "reclassify": frozenset({"officer"}),
    "reveal_misconduct": frozenset({"officer"}),
    "record_letter": frozenset({"officer"}),
    "complete_record": frozenset({"officer", "taker"}),
    "join_matter": frozenset({"officer"}),
    "leave_matter": frozenset({"officer"}),
    "link_items": frozenset({"officer"}),
    "unlink_items": frozenset({"officer"}),
    "settle": frozenset({"officer", "taker"}),
    "review_settlement": frozenset({"leader"}),
    "note_inquiry": frozenset({"officer", "handler", "head", "leader", "taker"}),
    "receive_visit": frozenset({"officer", "handler", "head", "taker"}),
    "count_heads": frozenset({"officer", "handler", "head", "leader", "taker"}),
    "end_visit": frozenset({"officer", "handler", "head", "leader", "taker"}),
    "put_through": frozenset({"officer", "handler", "head", "taker"}),
    "dispatch": frozenset({"officer"}),
    "accept_dispatch": frozenset({"dispatched_head"}),
    "return_dispatch": frozenset({"dispatched_head"}),
    "judge_return": frozenset({"officer"}),
    "acknowledge": frozenset({"officer", "handler", "head", "taker"}),
    "ask_documents": frozenset({"officer", "handler", "head"}),
    "see_documents": frozenset({"officer", "handler", "head"}),
    "note_contact": frozenset({"officer", "handler", "head", "taker"}),
    "note_progress": frozenset({"officer", "handler", "head"}),
    "promise": frozenset({"officer", "handler", "head", "taker"}),
    "urge": frozenset({"officer", "head", "leader"}),
    "answer_urge": frozenset({"officer", "handler", "head", "leader", "claims_head"}),
    "report_obstacle": frozenset({"handler", "head"}),
    "answer_obstacle": frozenset({"officer"}),
    "ask_support": frozenset({"officer", "handler", "head"}),
    "answer_support": frozenset({"officer", "head", "leader", "claims_head"}),
    "note_blockage": frozenset({"officer", "handler", "head"}),
    "clear_blockage": frozenset({"officer", "handler", "head"}),
    "open_crisis": frozenset({"officer", "leader"}),
    "record_crisis_opinion": frozenset({"officer", "leader"}),
    "decide_crisis": frozenset({"officer", "leader"}),
    "hq_receive": frozenset({"headquarters"}),
    "hq_act": frozenset({"headquarters"}),
    "start_emergency_plan": frozenset({"officer", "leader"}),
    "log_emergency": frozenset({"officer", "handler", "head", "leader"}),
    "end_emergency_plan": frozenset({"officer", "leader"}),
    "record_complexity": frozenset({"officer", "handler", "head"}),
    "approve_extension": frozenset({"higher"}),
    "tell_extension": frozenset({"officer", "handler", "head"}),
    "pause_limit": frozenset({"officer"}),
    "resume_limit": frozenset({"officer"}),
    "note_new_facts": frozenset({"officer", "handler", "head"}),
    "ask_papers": frozenset({"officer", "handler", "head"}),
    "explain_lateness": frozenset({"officer", "handler", "head"}),
    "propose_mediation": frozenset({"officer", "handler", "head"}),
    "agree_mediation": frozenset({"officer"}),
    "decline_mediation": frozenset({"officer", "leader"}),
    "record_opinion": frozenset({"officer", "handler", "head"}),
    "answer_opinion": frozenset({"officer", "handler", "head"}),
    "end_mediation": frozenset({"officer"}),
    "perform_mediation": frozenset({"officer", "handler", "head"}),
    "declare_interest": frozenset({"officer", "handler", "head", "dispatched_head", "leader"}),
    "ask_hearing": frozenset({"officer", "handler", "head"}),
    "record_hearing": frozenset({"officer", "handler", "head"}),
    "state_side": frozenset({"respondent"}),
    "record_finding": frozenset({"officer", "handler", "head"}),
    "confirm_finding": frozenset({"officer"}),
    "draft_proposal": frozenset({"officer", "handler", "head", "leader"}),
    "submit_proposal": frozenset({"officer", "handler", "head", "leader"}),
    "instruct_proposal": frozenset({"leader"}),
    "give_direction": frozenset({"leader"}),
    "step_in": frozenset({"leader"}),
    "carry_out": frozenset({"officer", "handler", "head", "owner"}),
    "send_reply": frozenset({"officer", "handler", "head"}),
    "record_response": frozenset({"officer", "handler", "head"}),
    "report_back": frozenset({"officer"}),
    "close": frozenset({"officer"}),
    "terminate": frozenset({"officer"}),
    "tell_termination": frozenset({"officer", "handler"}),
    "reopen": frozenset({"officer"}),
    "follow_up": frozenset({"officer"}),
    "suggest_improvement": frozenset({"officer"}),
    "answer_improvement": frozenset({"addressed"}),
    "complete_improvement": frozenset({"addressed"}),
    "check_improvement": frozenset({"officer"}),
    "apply_review": frozenset({"officer"}),
    "decide_review": frozenset({"reviewer"}),
    "tell_review": frozenset({"officer", "reviewer"}),
    "send_survey": frozenset({"officer"}),
    "evaluate": frozenset({"officer"}),
    "archive": frozenset({"officer"}),
    "disclose": frozenset({"officer", "handler", "head", "leader", "taker"}),
}
OFFICERS = (Role.COMPLAINT_OFFICER, Role.COMPLAINT_MANAGER)
HEADQUARTERS = (*OFFICERS, Role.CLAIMS_HEAD)  # who acts for a line of headquarters, from a post at the root (claims/6.3.1)
LEADERS = (Role.LEADER_IN_CHARGE, Role.GENERAL_MANAGER)
HIGHER = (*LEADERS, Role.COMPLAINT_MANAGER)
REVIEWERS = (*OFFICERS, *LEADERS)  # of the body above the one that decided (law 20)
ADDRESSED_ROLES = (Role.DEPARTMENT_HEAD, *LEADERS)  # who answers for a unit that a suggestion goes to
ADDRESSED_ACTS = frozenset({"answer_improvement", "complete_improvement"})
NOT_LENT = frozenset({"state_side", "declare_interest"})  # what nobody does in another's name
DECIDED = (ProposalState.APPROVED, ProposalState.TAKEN_OVER)
MAY_CARRY_OUT = MAY["carry_out"] - {"owner"}  # anything promised; the owner only their own
ANSWERERS = (Role.HOTLINE_CLERK, Role.COUNTER_CLERK)
TAKERS_ACTS = frozenset({"acknowledge", "note_contact", "promise", "settle", "receive_visit", "count_heads", "end_visit"})  # what a hotline clerk may do with an item they took down
ANSWERERS_ACTS = frozenset({"note_inquiry", "put_through"})  # and with any that a caller asks about
WHO = {
    "officer": "投诉专员",
    "handler": "承办人",
    "head": "责任部门负责人",
    "dispatched_head": "被分派部门的负责人",
    "leader": "主管领导",
    "claims_head": "理赔负责人",
    "taker": "首问责任人",
    "owner": "承诺事项责任人",
    "headquarters": "总公司的投诉专员或理赔负责人",
    "respondent": "被投诉人",
    "reviewer": "上级机构没有参与原处理的投诉专员或领导",
    "addressed": "改进意见所送部门的负责人",
    "higher": "上级机构的领导或投诉管理岗、总公司的领导",
}


@dataclass(frozen=True, slots=True)
class Lent:
    """The parts in this case of somebody absent, for whom the person stands in today (X03)."""

    staff: Staff
    standing: Standing
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class CaseAccess:
    """An opened door. `depth`: full, sayable (what may be read out to a caller), heard (the respondent's view), addressed (a suggestion alone)."""

    complaint: Complaint
    standing: Standing
    depth: str
    parts: frozenset[str]
    interested: bool
    on: date
    lent: tuple[Lent, ...] = ()
    stands_for: Staff | None = None  # in whose name this one act is done

    @property
    def hands(self) -> frozenset[int]:
        """Whoever is behind an act: the person and in whose name they do it. What one may not do, neither may do for the other."""
        return frozenset({self.standing.staff_id, *([self.stands_for.id] if self.stands_for else [])})

    @property
    def answers_for(self) -> frozenset[int]:
        """The persons whose urges and requests the person may answer: their own and those of the absent."""
        return frozenset({self.standing.staff_id, *(each.staff.id for each in self.lent)})

    def may(self, action: str) -> bool:
        return self._may_oneself(action) or self._lender(action) is not None

    def acting(self, action: str) -> "CaseAccess":
        """The same door as this act goes through it: in one's own right where that suffices, else in the name of somebody absent, within their authority."""
        lender = None if self._may_oneself(action) else self._lender(action)
        return self if lender is None else self._in_the_name_of(lender)

    def in_the_name_of(self, staff_id: int) -> "CaseAccess":
        """The same door for an act that is owed by this one person, who may be absent."""
        return next((self._in_the_name_of(each) for each in self.lent if each.staff.id == staff_id), self)

    def _in_the_name_of(self, lender: Lent) -> "CaseAccess":
        own = self.standing
        both = replace(
            own, roles=own.roles | lender.standing.roles, unit_ids=own.unit_ids | lender.standing.unit_ids,
            sees_unit_ids=own.sees_unit_ids | lender.standing.sees_unit_ids, authority_fen=lender.standing.authority_fen, posts=(*own.posts, *lender.standing.posts),
        )  # fmt: skip
        return replace(self, standing=both, parts=self.parts | lender.parts, stands_for=lender.staff)

    def _lender(self, action: str) -> Lent | None:
        if self.interested or self.depth != "full" or action in NOT_LENT or action in ADDRESSED_ACTS:
            return None
        return next((each for each in self.lent if each.parts & MAY[action]), None)

    def _may_oneself(self, action: str) -> bool:
        if action == "state_side":
            return "respondent" in self.parts
        if self.depth == "addressed" or action in ADDRESSED_ACTS:
            return self.depth == "addressed" and action in ADDRESSED_ACTS
        if self.depth == "sayable":
            answers = self.standing.has(*ANSWERERS) or "taker" in self.parts
            return not self.interested and (action in ANSWERERS_ACTS and answers or action in TAKERS_ACTS and "taker" in self.parts)
        return not self.interested and self.depth == "full" and bool(self.parts & MAY[action])


def in_force_of(complaint: Complaint) -> QuerySet[Undertaking]:
    """What an approved or taken-over proposal would have us do (C32)."""
    return Undertaking.objects.filter(complaint=complaint, proposal__state__in=DECIDED)


def _oversees(standing: Standing, complaint: Complaint, roles: tuple[Role, ...]) -> bool:
    above = set(complaint.unit.ancestor_ids)
    return any(post.role in roles and post.organisation_id in above for post in standing.posts)


def _is_higher(post: Post, complaint: Complaint) -> bool:
    """Above the body that decides, or a leader of headquarters (law 18; gap cbirc2020/higher_body)."""
    unit = complaint.unit
    if post.organisation_id == unit.root_id and post.role in LEADERS:
        return True
    own = {unit.id, unit.parent_id} if unit.kind == OrganisationKind.DEPARTMENT else {unit.id}
    return post.role in HIGHER and post.organisation_id in set(unit.ancestor_ids) - own


def higher_up(complaint: Complaint, *, on: date) -> list[Post]:
    """Who may allow what the deciding body may not allow itself, the nearest first (one statement)."""
    posts = holders_upwards(*HIGHER, units=[complaint.unit], on=on)[complaint.unit_id]
    concerned = interested_staff(complaint)
    return [post for post in posts if _is_higher(post, complaint) and post.staff_id not in concerned]


def parts_of(standing: Standing, complaint: Complaint) -> frozenset[str]:
    """The parts a person plays in this case today."""
    found = set()
    if _oversees(standing, complaint, OFFICERS):
        found.add("officer")
    if _oversees(standing, complaint, LEADERS) or complaint.leader_id == standing.staff_id:
        found.add("leader")
    if any(_is_higher(post, complaint) for post in standing.posts):
        found.add("higher")
    if _oversees(standing, complaint, (Role.CLAIMS_HEAD,)):
        found.add("claims_head")
    if any(post.role in REVIEWERS and post.organisation_id in complaint.unit.ancestor_ids and post.organisation_id != complaint.unit_id for post in standing.posts):
        found.add("reviewer")
    if complaint.handler_id == standing.staff_id:
        found.add("handler")
    if complaint.department_id and complaint.department_id in standing.at(Role.DEPARTMENT_HEAD):
        found.add("head")
    if complaint.first_contact_owner_id == standing.staff_id or complaint.taken_by_id == standing.staff_id:
        found.add("taker")
    if standing.has(Role.DEPARTMENT_HEAD):
        waiting = Dispatch.objects.filter(complaint=complaint, accepted_at=None, returned_at=None)
        if waiting.filter(department_id__in=standing.at(Role.DEPARTMENT_HEAD)).exists():
            found.add("dispatched_head")
    if complaint.respondent_staff_id == standing.staff_id:
        found.add("respondent")
    if any(post.role in HEADQUARTERS and post.organisation_id == complaint.root_id for post in standing.posts):
        found.add("headquarters")
    if complaint.redress_due is not None and not found & MAY_CARRY_OUT and in_force_of(complaint).filter(owner_id=standing.staff_id).exists():
        found.add("owner")
    return frozenset(found)


def interested_staff(complaint: Complaint) -> frozenset[int]:
    """Those who may not handle, confirm, approve or review: the respondent, those to be heard, responsible or to be fined, who stood back, who sold the
    policy and who surveyed the loss (law 17, C31)."""
    return barred(concerned_in(complaint))


def _named_in_a_case() -> "QuerySet[FindingPerson, Any]":
    named = FindingPerson.objects.filter(finding__complaint_id=STAND_IN, barred=True).values_list("staff_id")
    heard, stood_back = (model._default_manager.filter(complaint_id=STAND_IN).values_list("staff_id") for model in (Hearing, Recusal))
    return named.union(heard, stood_back)


def concerned_in(complaint: Complaint) -> Named:
    """By what who is concerned (one statement). Found, heard and stood back are one set: the file is closed to all of them alike."""
    found = frozenset(staff_id for staff_id, in rows_of(_named_in_a_case, {STAND_IN: complaint.pk}))
    own = {Concern.RESPONDENT: complaint.respondent_staff_id, Concern.SELLER: complaint.sold_by_id, Concern.SURVEYOR: complaint.surveyed_by_id}
    return {Concern.FOUND: found, **{concern: (each,) for concern, each in own.items() if each}}


def holders(standing: Standing, *, on: date) -> tuple[int, ...]:
    """The ids under which a person sees cases: their own, their units', and those they stand in for today.

    Without any post today there is nothing left to know (S5 9.1), whatever one was once involved in.
    """
    return holder_ids(standing, standing_in_for(standing, on=on).values_list("from_staff_id", flat=True))


def holder_ids(standing: Standing, absent: Iterable[int]) -> tuple[int, ...]:
    """The same, with those stood in for at hand."""
    return () if not standing.posts else (*standing.holder_ids, *absent)


def standing_in_for(standing: Standing, *, on: date) -> QuerySet[Delegation]:
    """Whom the person stands in for on that day."""
    return stood_in_for(standing.staff_id, root_id=standing.root_id, on=on)


_A_PERSON, _A_ROOT, _A_DAY = STAND_IN + 1, STAND_IN + 2, date(1903, 2, 27)


def _seeing() -> "QuerySet[Sight, Any]":
    """Who sees the case, and for whom the person stands in today."""
    absent = stood_in_for(_A_PERSON, root_id=_A_ROOT, on=_A_DAY).values_list("from_staff_id", Value(1))
    return Sight.objects.filter(complaint_id=STAND_IN).values_list("holder_id", Value(0)).union(absent, all=True)


def _through_whom(standing: Standing, complaint: Complaint, interested: frozenset[int], on: date) -> frozenset[int]:
    """The ids under which the person sees this case, in one statement: nobody absent who is concerned in it lends their sight."""
    if not standing.posts:
        return frozenset()
    day = connection.ops.adapt_datefield_value
    rows = rows_of(_seeing, {STAND_IN: complaint.pk, _A_PERSON: standing.staff_id, _A_ROOT: standing.root_id, day(_A_DAY): day(on)})
    absent = {staff_id for staff_id, stood_in in rows if stood_in} - interested
    return frozenset(holder for holder, stood_in in rows if not stood_in) & {*standing.holder_ids, *absent}


def _lend(absent_ids: Collection[int], complaint: Complaint, on: date, *, not_staff: Collection[int]) -> tuple[Lent, ...]:
    """What the absent who see this case themselves may do in it, nothing where they sold or surveyed: nothing is asked where nobody is absent."""
    people = Staff.objects.filter(pk__in=absent_ids).order_by("id") if absent_ids else ()
    standings = [(each, standing_of(each, on=on)) for each in people]
    return tuple(Lent(each, standing, frozenset() if each.id in not_staff else parts_of(standing, complaint)) for each, standing in standings)


_PEOPLE = ("handler", "officer", "leader", "taken_by", "respondent_staff", "sold_by", "surveyed_by", "first_contact_owner")


def _load(root_id: int, ref: str) -> Complaint:
    """The case with its units and people, in two statements: one with eleven joins takes Django four times as long to write."""
    try:
        known = check_reference(ref)
    except BadInput:
        raise NotYours from None
    try:
        complaint = Complaint.objects.select_related("unit", "department", "respondent_unit").get(root_id=root_id, ref=known)
    except Complaint.DoesNotExist:
        raise NotYours from None
    wanted = {name: getattr(complaint, f"{name}_id") for name in _PEOPLE}
    people = Staff.objects.in_bulk({*wanted.values()} - {None})
    for name, staff_id in wanted.items():
        if staff_id is not None:
            setattr(complaint, name, people[staff_id])
    return complaint


def _has_gone_on(standing: Standing, complaint: Complaint) -> bool:
    """Whoever only took it down finishes the record while it is fresh; afterwards there is more in it than what they wrote."""
    above = complaint.unit.ancestor_ids
    return complaint.stage != Stage.REGISTERED and standing.sees_unit_ids.isdisjoint(above)


def _only_took(standing: Standing, complaint: Complaint, parts: frozenset[str]) -> bool:
    """Whether a person with sight reads no more than what may be said to a caller."""
    return parts <= {"taker"} and (standing.has(*ANSWERERS) or ("taker" in parts and _has_gone_on(standing, complaint)))


def reads_in_full(standing: Standing, complaint: Complaint) -> bool:
    """The same question for a row of a list: the person has sight and is not concerned. No statement for nearly all."""
    if not standing.has(*ANSWERERS) and standing.staff_id not in (complaint.first_contact_owner_id, complaint.taken_by_id):
        return True
    return not _only_took(standing, complaint, parts_of(standing, complaint))


def look_at(standing: Standing, complaint: Complaint, *, on: date, named: Named | None = None) -> CaseAccess:
    """How deep this person may look into this case; NotYours when not at all. `named`: who is concerned in it, where many look."""
    parts = parts_of(standing, complaint)
    named = concerned_in(complaint) if named is None else named
    closed, interested = closed_to(named), standing.staff_id in barred(named)
    if standing.staff_id in closed:
        if "respondent" in parts or Hearing.objects.filter(complaint=complaint, staff_id=standing.staff_id).exists():
            return CaseAccess(complaint, standing, "heard", parts | {"respondent"}, True, on)
        raise NotYours
    through = _through_whom(standing, complaint, closed, on)
    if through:
        lent = _lend(through - set(standing.holder_ids), complaint, on, not_staff=barred(named))
        sayable = _only_took(standing, complaint, parts) and not any(each.parts - {"taker"} for each in lent)
        return CaseAccess(complaint, standing, "sayable" if sayable else "full", parts, interested, on, lent)
    if standing.has(*ANSWERERS) and complaint.data_key != DESTROYED:
        return CaseAccess(complaint, standing, "sayable", parts, interested, on)
    raise NotYours


def access_complaint(user: Staff, ref: str, *, to: str = "read", on: date) -> CaseAccess:
    """The one door for the web and the API.

    `to`: "read" (full depth), "answer" (sayable is enough), "hear" (the respondent's view is enough), or an action's name.
    Not there, another root's and not yours answer alike (NotYours).
    """
    standing = standing_of(user, on=on)
    opened = look_at(standing, _load(user.root_id, ref), on=on)
    if to in MAY:
        check_may(opened, to)
    elif to == "read" and opened.depth != "full":
        raise NotYours
    return opened


def open_other(standing: Standing, ref: str, *, on: date) -> Complaint:
    """A second case that an act names: only one that the person sees in full; else NotYours, whatever the cause."""
    opened = look_at(standing, _load(standing.root_id, ref), on=on)
    if opened.depth != "full" or opened.interested:
        raise NotYours
    return opened.complaint


def access_for(user: Staff, ref: str, action: str, *, on: date) -> CaseAccess:
    """The door for one act. The head of a unit that a suggestion on the case goes to comes in for that suggestion alone, with or
    without sight of the case and also where they are concerned in it: to answer for one's unit is neither to handle nor to decide (claims/7.6)."""
    if action in ADDRESSED_ACTS:
        standing = standing_of(user, on=on)
        complaint = _load(user.root_id, ref)
        if Improvement.objects.filter(complaint=complaint, to_unit_id__in=answers_for(standing)).exists():
            return CaseAccess(complaint, standing, "addressed", frozenset({"addressed"}), False, on)
    return access_complaint(user, ref, to="hear" if action == "state_side" else "answer", on=on)


def answers_for(standing: Standing) -> frozenset[int]:
    """The units for which the person answers suggestions."""
    return frozenset().union(*(standing.at(role) for role in ADDRESSED_ROLES))


def recusal_words(opened: CaseAccess) -> str:
    """Why somebody concerned does nothing in this case, and who may instead."""
    case, me = opened.complaint, opened.standing.staff_id
    named = concerned_in(case)
    other = next_up(me, case.unit, on=opened.on, barred=barred(named))
    return refusal(me, named, other.name if other else "")


def check_may(opened: CaseAccess, action: str) -> None:
    """Refuse what this person may not do in this case, saying who may."""
    if opened.may(action):
        return
    if opened.interested and action not in ("state_side", *ADDRESSED_ACTS):
        raise Refused(recusal_words(opened), clause=CLAUSE)
    who = "、".join(WHO[part] for part in WHO if part in MAY[action])
    if "higher" in MAY[action]:
        names = "、".join(dict.fromkeys(f"{post.organisation.short_name}{post.staff.name}" for post in higher_up(opened.complaint, on=opened.on)))
        raise Refused(f"这一步要由{who}批准，作出决定的机构自己的领导不能批准。{f'可以请{names}。' if names else '现在没有这样的人，请总公司指定。'}", clause="cbirc2020/18.1")
    raise Refused(f"这一步由{who}办理，您可以查看，不能代办。", clause="claims/6.2")
