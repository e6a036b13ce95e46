"""Who is higher up than a person, for one case: whom its difficulties may be taken to (S5 4.6, 4.11)."""

from datetime import date

from suqing.apps.complaints.access import interested_staff
from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Post, Role
from suqing.apps.organisations.queries import holders_upwards

# Ours (gap property/who_is_higher_up): at one unit a higher number is higher up; from a unit above, everybody here is.
RANK = {
    Role.COMPLAINT_OFFICER: 1, Role.DEPARTMENT_HEAD: 1, Role.COMPLAINT_MANAGER: 2, Role.CLAIMS_HEAD: 2, Role.LEADER_IN_CHARGE: 3, Role.GENERAL_MANAGER: 4,
}  # fmt: skip


def posts_above(complaint: Complaint, standing: Standing, *, on: date) -> list[Post]:
    """Posts of others along the case's unit and department that are higher than one of this person's, the nearest first (two statements)."""
    units = [each for each in (complaint.department, complaint.unit) if each]
    found = {post.id: post for posts in holders_upwards(*RANK, units=units, on=on).values() for post in posts}
    barred = interested_staff(complaint) | {standing.staff_id}
    return [post for post in found.values() if post.staff_id not in barred and any(_above(post, own) for own in standing.posts)]


def _above(post: Post, own: Post) -> bool:
    if post.organisation_id == own.organisation_id:
        return RANK[Role(post.role)] > RANK.get(Role(own.role), 0)
    return post.organisation_id in own.organisation.ancestor_ids
