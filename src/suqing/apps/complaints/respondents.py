"""Whom a case is about, as the scope of the rules asks: line and level of their posts on the day of the conduct (C26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.models import Organisation, OrganisationKind, Post
from suqing.casework.respondents import PostHeld, Respondent, respondent
from suqing.kernel.clock import house


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was named, and the day: that of the conduct, else of receipt."""

    staff_id: int | None
    unit_id: int | None
    on: date


def respondents_of(asked: Iterable[Asked], *, root_id: int) -> dict[Asked, Respondent]:
    """Two statements for all of them, none where nobody is named. The person's posts count; where no person is named, the unit."""
    wanted = set(asked)
    staff = {each.staff_id for each in wanted if each.staff_id is not None}
    posts = list(Post.objects.filter(root_id=root_id, staff_id__in=staff).select_related("organisation").order_by("from_day", "id")) if staff else []
    units = _units(posts, wanted, root_id)
    return {each: respondent(_held(each, posts, units)) for each in wanted}


def respondent_of(complaint: Complaint) -> Respondent:
    asked = asked_of(complaint)
    return respondents_of([asked], root_id=complaint.root_id)[asked]


def asked_of(complaint: Complaint) -> Asked:
    return Asked(complaint.respondent_staff_id, complaint.respondent_unit_id, complaint.conduct_day or complaint.received_day)


def asked_in(intake: Intake) -> Asked:
    return Asked(intake.respondent_staff_id, intake.respondent_unit_id, intake.conduct_day or house(intake.received_at).date())


def _units(posts: Iterable[Post], wanted: Iterable[Asked], root_id: int) -> dict[int, Organisation]:
    """Those of the posts, those named, and all above them; today's tree."""
    named = {each.unit_id for each in wanted if each.unit_id is not None and each.staff_id is None}
    ids = {above for post in posts for above in post.organisation.ancestor_ids}
    if not ids and not named:
        return {}
    found = {unit.id: unit for unit in Organisation.objects.filter(root_id=root_id, pk__in=ids | named)}
    missing = {above for each in named if each in found for above in found[each].ancestor_ids} - found.keys()
    return found | {unit.id: unit for unit in Organisation.objects.filter(root_id=root_id, pk__in=missing)} if missing else found


def _held(asked: Asked, posts: Iterable[Post], units: Mapping[int, Organisation]) -> list[PostHeld]:
    if asked.staff_id is None:
        unit = units.get(asked.unit_id or 0)
        return [_post(unit, units)] if unit else []
    return [
        _post(post.organisation, units, role=post.role, title=post.title)
        for post in posts
        if post.staff_id == asked.staff_id and post.from_day <= asked.on and (post.until_day is None or post.until_day >= asked.on)
    ]


def _post(unit: Organisation, units: Mapping[int, Organisation], *, role: str = "", title: str = "") -> PostHeld:
    line = [units[each] for each in reversed(unit.ancestor_ids) if each in units]
    departments = tuple(each.short_name for each in line if each.kind == OrganisationKind.DEPARTMENT)
    level = next((str(each.kind) for each in line if each.kind != OrganisationKind.DEPARTMENT), "")
    return PostHeld(role=role, title=title, units=departments, level=level)
