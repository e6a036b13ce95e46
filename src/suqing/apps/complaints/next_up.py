"""The next person up who may act where somebody may not: along the reporting line, then by post (law 17, C31)."""

from collections.abc import Collection
from datetime import date

from suqing.apps.organisations.models import Organisation, Role, Staff
from suqing.apps.organisations.queries import holders_upwards, superior_of

HIGHEST = 10  # steps up the reporting line: a ring of superiors must not keep anybody for ever


def superior_up(staff_id: int | None, *, on: date, barred: Collection[int]) -> Staff | None:
    """The first active superior along the line who is not barred."""
    below = staff_id
    for _ in range(HIGHEST):
        superior = superior_of(below, on=on) if below else None
        if superior is None:
            return None
        if superior.is_active and superior.id not in barred:
            return superior
        below = superior.id
    return None


def next_up(staff_id: int | None, unit: Organisation, *, on: date, barred: Collection[int]) -> Staff | None:
    """A superior of the person, else the nearest leader at or above the unit of the case. None where all are barred."""
    found = superior_up(staff_id, on=on, barred={*barred, staff_id})
    return found or holder_up(unit, Role.LEADER_IN_CHARGE, Role.GENERAL_MANAGER, on=on, barred={*barred, staff_id})


def holder_up(unit: Organisation, *roles: Role, on: date, barred: Collection[int | None]) -> Staff | None:
    """The nearest holder of such a post at or above the unit who is not barred."""
    return next((post.staff for post in holders_upwards(*roles, units=[unit], on=on)[unit.id] if post.staff_id not in barred), None)
