"""Lists to choose from: departments, colleagues, the people of a case. Each one statement, at most 300 rows."""

from datetime import date

from suqing.apps.complaints.above import posts_above
from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.record import CaseRecord
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.apps.organisations.queries import (
    holders_upwards,
    led_units,
    open_units,
    posts_at,
    posts_below,
    unit_of,
)
from suqing.kernel.clock import house
from suqing.web.frame import Desk

MOST = 300
Choices = list[tuple[str, str]]
NOBODY: tuple[str, str] = ("", "—")


def _today(desk: Desk) -> date:
    return house(desk.now).date()


def departments(unit: Organisation, desk: Desk) -> Choices:
    """Departments that have a head today, those of the unit first."""
    rows = led_units(unit.root_id, on=_today(desk)).values_list("id", "short_name", "path")[:MOST]
    own = unit.path
    return [(str(pk), name) for pk, name, _ in sorted(rows, key=lambda row: (not row[2].startswith(own), row[2]))]


def colleagues_at(unit_id: int, desk: Desk) -> Choices:
    """Who holds a post at the unit today, with the post."""
    rows = posts_at(unit_id, on=_today(desk))[:MOST]
    return list({str(each.staff_id): (str(each.staff_id), f"{each.staff.name}（{each.title or each.get_role_display()}）") for each in rows}.values())


def people_of(unit_id: int | None, desk: Desk) -> Choices:
    """The same of a unit that was chosen on the page; nobody where it is none of this insurer's."""
    unit = unit_of(desk.user.root_id, unit_id)
    return colleagues_at(unit.id, desk) if unit else []


def colleagues_below(unit: Organisation, desk: Desk, *, not_staff: frozenset[int] = frozenset()) -> Choices:
    """Everybody with a post in the unit or below, by unit."""
    rows = posts_below(unit, on=_today(desk))[:MOST]
    found = {each.staff_id: (str(each.staff_id), f"{each.organisation.short_name} {each.staff.name}") for each in rows if each.staff_id not in not_staff}
    return list(found.values())


def concerned_with(complaint: Complaint, desk: Desk, *, not_staff: frozenset[int] = frozenset()) -> Choices:
    """Handler, officer, leader and the heads of the department: whoever has the case in hand or oversees it."""
    found = {each.id: f"{each.name}（{words}）" for words, each in (("承办人", complaint.handler), ("投诉专员", complaint.officer), ("主管领导", complaint.leader)) if each}
    if complaint.department_id:
        found |= {post.staff_id: f"{post.staff.name}（{post.title or post.get_role_display()}）" for post in posts_at(complaint.department_id, on=_today(desk)) if post.role == Role.DEPARTMENT_HEAD and post.staff_id not in found}
    return [(str(pk), words) for pk, words in found.items() if pk not in not_staff]


def higher_up(opened: CaseAccess, desk: Desk) -> Choices:
    """Whom a difficulty of this case may be taken to, the nearest first."""
    rows = posts_above(opened.complaint, opened.standing, on=_today(desk))[:MOST]
    return list({str(each.staff_id): (str(each.staff_id), f"{each.staff.name}（{each.title or each.get_role_display()}）") for each in rows}.values())


LEADING = (Role.GENERAL_MANAGER, Role.LEADER_IN_CHARGE, Role.CLAIMS_HEAD, Role.LINE_HEAD, Role.COMPLAINT_OFFICER, Role.COMPLAINT_MANAGER, Role.LEGAL)


def leading_posts(complaint: Complaint, desk: Desk, *, not_staff: frozenset[int] = frozenset()) -> Choices:
    """Who holds a leading post, the complaint post or the legal one at the unit of the case or above it."""
    posts = holders_upwards(*LEADING, units=[complaint.unit], on=_today(desk))[complaint.unit_id][:MOST]
    return [(str(each.staff_id), f"{each.staff.name}（{each.title or each.get_role_display()}）") for each in posts if each.staff_id not in not_staff]


def papers(record: CaseRecord | None) -> Choices:
    """The papers of the case, the newest first."""
    return [NOBODY, *((str(each.id), each.name) for each in reversed(record.papers if record else ()))]


def units(root_id: int) -> Choices:
    """Every open unit of the insurer, from the top down, indented by level."""
    rows = open_units(root_id)[:MOST]
    return [(str(each.id), f"{'　' * (len(each.ancestor_ids) - 1)}{each.short_name}") for each in rows]


def registering_units(desk: Desk) -> list[Organisation]:
    """For which units this person registers: their own branch, or any below where they sit at headquarters."""
    own = [post.organisation for post in desk.standing.posts]
    if not own:
        return []
    if any(each.kind == OrganisationKind.HEADQUARTERS for each in own):
        return list(open_units(desk.user.root_id).exclude(kind=OrganisationKind.DEPARTMENT)[:MOST])
    ids = {unit_id for each in own for unit_id in each.ancestor_ids}
    found = open_units(desk.user.root_id).filter(pk__in=ids).exclude(kind=OrganisationKind.DEPARTMENT)
    nearest = sorted(found, key=lambda each: -len(each.path))
    return [each for each in nearest if each.kind != OrganisationKind.HEADQUARTERS] or nearest


def names_of(ids: set[int]) -> Choices:
    return [(str(pk), name) for pk, name in Staff.objects.filter(pk__in=ids).order_by("name").values_list("id", "name")]
