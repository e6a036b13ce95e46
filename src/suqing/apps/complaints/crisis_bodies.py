"""Who sits in the bodies of the crisis path (S4 第八条; gap crisis_bodies). Nobody interested in the case sits there (law 17)."""

from collections.abc import Collection
from datetime import date

from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.models import Post, Role
from suqing.apps.organisations.queries import in_force

COMMITTEE = (*LEADERS, Role.CLAIMS_HEAD)
HQ_COMMITTEE = (*LEADERS, Role.LINE_HEAD)


def members_of(body: str, complaint: Complaint, *, on: date, barred: Collection[int]) -> list[Post]:
    """The posts of a body on that day, one a person (one statement). Empty where nobody is appointed.

    committee: the leaders and the claims head of the unit, or of the nearest unit above that has any. hq_post: the
    complaint post of headquarters. leader, hq_committee: those of headquarters; where it has none, the nearest leaders.
    """
    above = complaint.unit.ancestor_ids
    roles = {"committee": COMMITTEE, "hq_post": OFFICERS, "leader": LEADERS, "hq_committee": HQ_COMMITTEE}[body]
    found: dict[int, list[Post]] = {}
    posts = Post.objects.filter(in_force(on), root_id=complaint.root_id, organisation_id__in=above, role__in=roles, staff__is_active=True)
    for post in posts.select_related("staff").order_by("staff__name", "id"):
        if post.staff_id not in barred and post.staff_id not in {each.staff_id for each in found.get(post.organisation_id, [])}:
            found.setdefault(post.organisation_id, []).append(post)
    if body == "committee":
        wanted = list(reversed(above))
    elif body == "hq_post":
        wanted = above[:1]
    else:
        wanted = [above[0], *reversed(above)]
    return next((found[unit] for unit in wanted if unit in found), [])
