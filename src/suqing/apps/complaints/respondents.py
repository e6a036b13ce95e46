"""Whom a case is about, as the scope of the rules asks: line and level of their posts on the day of the conduct (C26)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.models import Organisation, OrganisationKind, Staff
from suqing.casework.respondents import PostHeld, Respondent, respondent
from suqing.kernel.clock import house


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was named, and the day: that of the conduct, else of receipt."""

    staff_id: int | None
    unit_id: int | None
    on: date


@dataclass(frozen=True, slots=True)
class Held:
    """One post of somebody named; `line` are the ids of its unit and all above it, from the root down."""

    line: tuple[int, ...]
    role: str
    title: str
    from_day: date
    until_day: date | None


def posts_held(staff_ids: Iterable[int], *, root_id: int) -> dict[int, list[Held]]:
    """The posts of these people, oldest first; whoever is not of this root is left out, who never held one has none (one statement)."""
    found: dict[int, list[Held]] = {}
    columns = ("organisation__path", "role", "title", "from_day", "until_day")
    rows = Staff.objects.filter(root_id=root_id, pk__in=list(staff_ids)).order_by("posts__from_day", "posts__id")
    for staff_id, path, *post in rows.values_list("pk", *(f"posts__{each}" for each in columns)):
        held = found.setdefault(staff_id, [])
        if path is not None:
            held.append(Held(tuple(int(part) for part in path.split("/") if part), *post))
    return found


def units_asked(asked: Iterable[Asked], posts: Mapping[int, list[Held]]) -> Q:
    """Asked of Organisation: the units of these posts, those named alone, and all above them; today's tree."""
    named = {each.unit_id for each in asked if each.unit_id is not None and each.staff_id is None}
    lines = {unit_id for held in posts.values() for post in held for unit_id in post.line}
    below = Organisation.objects.filter(pk__in=named, path__startswith=OuterRef("path"))
    return Q(pk__in=lines) | Q(Exists(below)) if named else Q(pk__in=lines)


def respondents_from(asked: Iterable[Asked], posts: Mapping[int, list[Held]], units: Mapping[int, Organisation]) -> dict[Asked, Respondent]:
    """The person's posts count; where no person is named, the unit. No statement."""
    return {each: respondent(_held(each, posts, units)) for each in set(asked)}


def respondents_of(asked: Iterable[Asked], *, root_id: int) -> dict[Asked, Respondent]:
    """Two statements for all of them, none where nobody is named."""
    wanted = set(asked)
    staff = {each.staff_id for each in wanted if each.staff_id is not None}
    if not staff and all(each.unit_id is None for each in wanted):
        return respondents_from(wanted, {}, {})
    posts = posts_held(staff, root_id=root_id) if staff else {}
    units = {unit.id: unit for unit in Organisation.objects.filter(units_asked(wanted, posts), root_id=root_id)}
    return respondents_from(wanted, posts, units)


def respondent_of(complaint: Complaint) -> Respondent:
    asked = asked_of(complaint)
    return respondents_of([asked], root_id=complaint.root_id)[asked]


def asked_of(complaint: Complaint) -> Asked:
    return Asked(complaint.respondent_staff_id, complaint.respondent_unit_id, complaint.conduct_day or complaint.received_day)


def asked_in(intake: Intake) -> Asked:
    return Asked(intake.respondent_staff_id, intake.respondent_unit_id, intake.conduct_day or house(intake.received_at).date())


def _held(asked: Asked, posts: Mapping[int, list[Held]], units: Mapping[int, Organisation]) -> list[PostHeld]:
    if asked.staff_id is None:
        unit = units.get(asked.unit_id or 0)
        return [_post(unit.ancestor_ids, units)] if unit else []
    return [
        _post(post.line, units, role=post.role, title=post.title)
        for post in posts.get(asked.staff_id, ())
        if post.from_day <= asked.on and (post.until_day is None or post.until_day >= asked.on)
    ]


def _post(ids: Sequence[int], units: Mapping[int, Organisation], *, role: str = "", title: str = "") -> PostHeld:
    line = [units[each] for each in reversed(ids) if each in units]
    departments = tuple(each.short_name for each in line if each.kind == OrganisationKind.DEPARTMENT)
    level = next((str(each.kind) for each in line if each.kind != OrganisationKind.DEPARTMENT), "")
    return PostHeld(role=role, title=title, units=departments, level=level)
