"""Sight said as a condition on the rows of a case, for lists that are not lists of cases."""

from django.db.models import Exists, OuterRef, Q

from suqing.apps.complaints.access import ANSWERERS, LEADERS, OFFICERS
from suqing.apps.complaints.models import Sight
from suqing.apps.complaints.queries import Seer, no_part
from suqing.apps.organisations.models import Role


def overseen(seer: Seer) -> Q:
    """Rows (with `complaint_id`) of cases that lie under a unit where the person is complaint officer, manager or leader, and are none of
    their own concern. Narrower than the door, never wider: for these the door opens at full depth."""
    return _below(seer, path="complaint__unit__path", case="complaint_id") & no_part(seer)


def overseen_cases(seer: Seer) -> Q:
    """The same cases themselves."""
    return _below(seer, path="unit__path", case="pk") & ~Q(pk__in=seer.concerned_in)


def _below(seer: Seer, *, path: str, case: str) -> Q:
    units = [post.organisation for post in seer.standing.posts if post.role in (*OFFICERS, *LEADERS)]
    if not units:
        return Q(pk__in=[])
    below = Q()
    for each in units:
        below |= Q(**{f"{path}__startswith": each.path})
    sight = Sight.objects.filter(complaint_id=OuterRef(case), holder_id__in=[each.id for each in units])
    return below & Q(Exists(sight))


def raised(seer: Seer) -> Q:
    """Rows of cases that went up to the person as a member of the leading group."""
    standing = seer.standing
    if not standing.has(Role.LEADING_GROUP) or standing.has(*ANSWERERS):
        return Q(pk__in=[])
    own = Sight.objects.filter(complaint_id=OuterRef("complaint_id"), holder_id=standing.staff_id)
    taken = Q(complaint__taken_by_id=standing.staff_id) | Q(complaint__first_contact_owner_id=standing.staff_id)
    return Q(Exists(own)) & ~taken & no_part(seer)
