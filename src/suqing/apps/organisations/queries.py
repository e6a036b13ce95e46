"""Questions about organisations, always on a day (`on`)."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from suqing.apps.organisations.models import (
    Organisation,
    Post,
    ReportingLine,
    Role,
    SmallClaimLimit,
    Staff,
)

# Roles that see what lies in their unit and below; all others see only what they are involved in.
SEES_UNIT = frozenset(
    {
        Role.COMPLAINT_OFFICER,
        Role.COMPLAINT_MANAGER,
        Role.DEPARTMENT_HEAD,
        Role.CLAIMS_HEAD,
        Role.LEADER_IN_CHARGE,
        Role.GENERAL_MANAGER,
    }
)


def in_force(on: date) -> Q:
    """Dated rows that hold on `on` (both ends included)."""
    return Q(from_day__lte=on) & (Q(until_day=None) | Q(until_day__gte=on))


def posts_of(staff_id: int, *, on: date) -> list[Post]:
    """The posts a person holds on that day, with their units."""
    return posts_of_many([staff_id], on=on)[staff_id]


def posts_of_many(staff_ids: Collection[int], *, on: date) -> dict[int, list[Post]]:
    """The same of several people (one statement)."""
    found: dict[int, list[Post]] = {each: [] for each in staff_ids}
    for post in Post.objects.filter(in_force(on), staff_id__in=staff_ids).select_related("organisation"):
        found[post.staff_id].append(post)
    return found


def superior_of(staff_id: int, *, on: date) -> Staff | None:
    """The direct superior along the reporting line on that day (S4 第九条)."""
    line = ReportingLine.objects.filter(in_force(on), staff_id=staff_id).select_related("superior").first()
    return line.superior if line else None


def small_claim_limit(unit: Organisation, *, on: date) -> int | None:
    """The sum (fen) of the unit itself or of the nearest above it that has one on that day; None where nobody set one."""
    limits = {each.organisation_id: each.amount_fen for each in SmallClaimLimit.objects.filter(in_force(on), organisation_id__in=unit.ancestor_ids)}
    return next((limits[each] for each in reversed(unit.ancestor_ids) if each in limits), None)


def holders_of(role: Role | Iterable[Role], *, unit: Organisation, on: date) -> QuerySet[Post]:
    """Posts with that role at the unit itself, on that day."""
    roles = [role] if isinstance(role, Role) else list(role)
    return (
        Post.objects.filter(in_force(on), root_id=unit.root_id, organisation=unit, role__in=roles, staff__is_active=True)
        .select_related("staff", "organisation")
        .order_by("staff__name", "id")
    )


def nearest_holder(role: Role, *, unit: Organisation, on: date, not_staff: Iterable[int] = ()) -> Post | None:
    """The first post with `role` at the unit or the nearest unit above it, leaving out `not_staff`."""
    excluded = set(not_staff)
    posts = holders_upwards(role, units=[unit], on=on)[unit.id]
    return next((post for post in posts if post.staff_id not in excluded), None)


def holders_upwards(*roles: Role, units: Iterable[Organisation], on: date) -> dict[int, list[Post]]:
    """For each unit (by id) the posts with such a role at it and above it: one statement for all of them.

    The nearest first; at one unit in the order of `roles`.
    """
    asked = list(units)
    posts = list(
        Post.objects.filter(
            in_force(on),
            root_id__in={unit.root_id for unit in asked},
            organisation_id__in={above for unit in asked for above in unit.ancestor_ids},
            role__in=roles,
            staff__is_active=True,
        ).select_related("staff", "organisation")
    )
    posts.sort(key=lambda post: (-len(post.organisation.path), roles.index(Role(post.role)), post.id))
    return {unit.id: [post for post in posts if post.organisation_id in unit.ancestor_ids] for unit in asked}


def posts_at(unit_id: int, *, on: date) -> QuerySet[Post]:
    """Every post of active staff at the unit itself, by name."""
    return Post.objects.filter(in_force(on), organisation_id=unit_id, staff__is_active=True).select_related("staff").order_by("staff__name")


def posts_below(unit: Organisation, *, on: date) -> QuerySet[Post]:
    """Every post of active staff in the unit or below, by unit and name."""
    held = Post.objects.filter(in_force(on), organisation__in=units_below(unit), staff__is_active=True)
    return held.select_related("staff", "organisation").order_by("organisation__path", "staff__name")


def open_units(root_id: int) -> QuerySet[Organisation]:
    """The units of an insurer that are not closed, from the top down."""
    return Organisation.objects.filter(root_id=root_id, closed_on=None).order_by("path")


def led_units(root_id: int, *, on: date) -> QuerySet[Organisation]:
    """Open units that have a head of department on that day."""
    heads = Post.objects.filter(in_force(on), root_id=root_id, role=Role.DEPARTMENT_HEAD, staff__is_active=True)
    return open_units(root_id).filter(pk__in=heads.values("organisation_id"))


def unit_of(root_id: int, unit_id: int | None) -> Organisation | None:
    """The insurer's own unit with that id; another insurer's is not there."""
    return None if unit_id is None else Organisation.objects.filter(root_id=root_id, pk=unit_id).first()


def staff_named(text: str, *, root_id: int) -> list[Staff]:
    """Colleagues of the insurer with exactly this name or user name, those who left too; three at most."""
    if not text.isprintable():  # PostgreSQL takes no NUL in a text
        return []
    return list(Staff.objects.filter(Q(name=text) | Q(username=text), root_id=root_id).order_by("id")[:3])


def units_below(unit: Organisation) -> QuerySet[Organisation]:
    """The unit and all below it in today's tree."""
    return Organisation.objects.filter(root_id=unit.root_id, path__startswith=unit.path)
