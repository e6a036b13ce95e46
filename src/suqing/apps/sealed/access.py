"""The door of the sealed room. Administrators, leaders, officers and the taker have no key to it (S5 8.3, 9.1)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Post, Role, Staff
from suqing.apps.organisations.queries import in_force
from suqing.apps.sealed.models import AccusedToken, Circle, MisconductReport
from suqing.kernel.crypto import blind, the_ring
from suqing.kernel.errors import BadInput, NotYours
from suqing.kernel.references import check_reference

READS = {
    Role.PRESIDENT_OFFICE: (Circle.OFFICE, Circle.BOTH),
    Role.DISCIPLINE_INSPECTION: (Circle.BOTH, Circle.DISCIPLINE),
}


def circles_of(standing: Standing) -> frozenset[str]:
    """The circles that the person's posts of the day belong to; empty for nearly everybody."""
    return frozenset(circle for role, circles in READS.items() if standing.has(role) for circle in circles)


def visible_to(standing: Standing) -> QuerySet[MisconductReport]:
    """The reports a person may read: of their own root, of their circles, and not about themselves."""
    circles = circles_of(standing)
    if not circles:
        return MisconductReport.objects.none()
    own = AccusedToken.objects.filter(
        Q(token__in=accused_tokens(standing.root_id, standing.staff_id)) | ~Q(key_id__in=the_ring().ids("blind")),  # key lost: nobody is known not to be meant
        root_id=standing.root_id,
    )
    return MisconductReport.objects.filter(root_id=standing.root_id, circle__in=circles).exclude(
        id__in=own.values("report_id")
    )


def has_room(standing: Standing) -> bool:
    """Whether the room is a place for this person at all: the office always, inspectors once a report is theirs. Says no more than that."""
    if standing.has(Role.PRESIDENT_OFFICE):
        return True
    return standing.has(Role.DISCIPLINE_INSPECTION) and visible_to(standing).exists()


def access_report(standing: Standing, ref: str) -> MisconductReport:
    """The report with this reference. NotYours, alike for "not there" and "not for this person"."""
    try:
        wanted = check_reference(ref)
    except BadInput:
        raise NotYours from None
    found = visible_to(standing).filter(ref=wanted).first()
    if found is None:
        raise NotYours
    return found


def standing_of_actor(actor: Actor, *, on: date) -> Standing:
    """NotYours for the system itself and for a person who has left: nobody reads in their name."""
    staff = Staff.objects.filter(pk=actor.staff_id, root_id=actor.root_id, is_active=True).first()
    if staff is None:
        raise NotYours
    return standing_of(staff, on=on)


def readers_of(report: MisconductReport, *, on: date) -> tuple[int, ...]:
    """Staff ids that may read it on that day: who is told that it arrived."""
    roles = [role for role, circles in READS.items() if report.circle in circles]
    posts = Post.objects.filter(in_force(on), root_id=report.root_id, role__in=roles, staff__is_active=True)
    if report.accused_tokens.exclude(key_id__in=the_ring().ids("blind")).exists():
        return ()
    accused = set(report.accused_tokens.values_list("token", flat=True))
    return tuple(
        staff_id
        for staff_id in sorted(set(posts.values_list("staff_id", flat=True)))
        if accused.isdisjoint(accused_tokens(report.root_id, staff_id))
    )


def holds_the_office(staff_ids: Iterable[int], *, root_id: int, on: date) -> bool:
    """Whether one of them holds the president's office post on that day."""
    return Post.objects.filter(
        in_force(on), root_id=root_id, role=Role.PRESIDENT_OFFICE, staff_id__in=list(staff_ids)
    ).exists()


def named_in(text: str, *, root_id: int) -> frozenset[int]:
    """Staff of the root whose names stand in the text; a name that is part of another keeps out one person too many."""
    if not text.strip():
        return frozenset()
    staff = Staff.objects.filter(root_id=root_id).values_list("id", "name")
    return frozenset(staff_id for staff_id, name in staff.iterator() if len(name) > 1 and name in text)


def accused_tokens(root_id: int, staff_id: int, *, key_ids: Iterable[str] | None = None) -> tuple[str, ...]:
    """The person's tokens under every blind-index key there is (or these), because old rows keep their key."""
    ring = the_ring()
    return tuple(
        blind(ring, root=root_id, purpose="id", text=f"STAFF{staff_id}", key_id=key_id)[1]
        for key_id in (ring.ids("blind") if key_ids is None else key_ids)
    )
