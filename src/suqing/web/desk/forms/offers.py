"""Lists to choose from: departments, colleagues, the people of a case. Each one statement, at most 300 rows."""

from datetime import date

from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.models import Organisation, OrganisationKind, Post, Role, Staff
from suqing.apps.organisations.queries import in_force, units_below
from suqing.kernel.clock import house
from suqing.web.desk.frame import Desk

MOST = 300
Choices = list[tuple[str, str]]
NOBODY: tuple[str, str] = ("", "—")


def _today(desk: Desk) -> date:
    return house(desk.now).date()


def departments(complaint: Complaint, desk: Desk) -> Choices:
    """Departments of the case's branch (or of the whole insurer at headquarters) that have a head today."""
    heads = Post.objects.filter(in_force(_today(desk)), root_id=complaint.root_id, role=Role.DEPARTMENT_HEAD, staff__is_active=True)
    rows = (
        Organisation.objects.filter(root_id=complaint.root_id, closed_on=None, pk__in=heads.values("organisation_id"))
        .order_by("path")
        .values_list("id", "short_name", "path")[:MOST]
    )
    own = complaint.unit.path
    return [(str(pk), name) for pk, name, _ in sorted(rows, key=lambda row: (not row[2].startswith(own), row[2]))]


def colleagues_at(unit_id: int, desk: Desk) -> Choices:
    """Who holds a post at the unit today, with the post."""
    rows = Post.objects.filter(in_force(_today(desk)), organisation_id=unit_id, staff__is_active=True).select_related("staff").order_by("staff__name")[:MOST]
    return list({str(each.staff_id): (str(each.staff_id), f"{each.staff.name}（{each.title or each.get_role_display()}）") for each in rows}.values())


def colleagues_below(unit: Organisation, desk: Desk, *, not_staff: frozenset[int] = frozenset()) -> Choices:
    """Everybody with a post in the unit or below, by unit."""
    rows = (
        Post.objects.filter(in_force(_today(desk)), organisation__in=units_below(unit), staff__is_active=True)
        .select_related("staff", "organisation")
        .order_by("organisation__path", "staff__name")[:MOST]
    )
    found = {each.staff_id: (str(each.staff_id), f"{each.organisation.short_name} {each.staff.name}") for each in rows if each.staff_id not in not_staff}
    return list(found.values())


def units(root_id: int) -> Choices:
    """Every open unit of the insurer, from the top down, indented by level."""
    rows = Organisation.objects.filter(root_id=root_id, closed_on=None).order_by("path")[:MOST]
    return [(str(each.id), f"{'　' * (len(each.ancestor_ids) - 1)}{each.short_name}") for each in rows]


def registering_units(desk: Desk) -> list[Organisation]:
    """For which units this person registers: their own branch, or any below where they sit at headquarters."""
    own = [post.organisation for post in desk.standing.posts]
    if not own:
        return []
    if any(each.kind == OrganisationKind.HEADQUARTERS for each in own):
        return list(Organisation.objects.filter(root_id=desk.user.root_id, closed_on=None).exclude(kind=OrganisationKind.DEPARTMENT).order_by("path")[:MOST])
    ids = {unit_id for each in own for unit_id in each.ancestor_ids}
    found = Organisation.objects.filter(pk__in=ids, closed_on=None).exclude(kind=OrganisationKind.DEPARTMENT)
    nearest = sorted(found, key=lambda each: -len(each.path))
    return [each for each in nearest if each.kind != OrganisationKind.HEADQUARTERS] or nearest


def names_of(ids: set[int]) -> Choices:
    return [(str(pk), name) for pk, name in Staff.objects.filter(pk__in=ids).order_by("name").values_list("id", "name")]
