"""Whose duty it is: each for the units in which they hold the post, and below."""

from collections.abc import Sequence

from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role
from suqing.apps.organisations.queries import open_units
from suqing.kernel.errors import NotYours

PUBLISHERS = (*OFFICERS, *LEADERS)
READ_PERSONS = (*OFFICERS, *LEADERS, Role.PRESIDENT_OFFICE)
NAME_PERSONS = (Role.COMPLAINT_MANAGER, *LEADERS, Role.PRESIDENT_OFFICE)


def need(standing: Standing, roles: Sequence[Role]) -> None:
    if not standing.has(*roles):
        raise NotYours


def units_for(standing: Standing, roles: Sequence[Role]) -> list[Organisation]:
    """Open units, departments left out, at or below a post with such a role; from the top."""
    held = [post.organisation.path for post in standing.posts if post.role in roles]
    if not held:
        return []
    units = open_units(standing.root_id).exclude(kind__in=(OrganisationKind.DEPARTMENT, OrganisationKind.OFFICE))
    return [unit for unit in units if any(unit.path.startswith(path) for path in held)]
