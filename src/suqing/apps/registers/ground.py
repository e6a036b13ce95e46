"""Who may bring registers in, and the units that a row may name."""

from datetime import datetime

from suqing.apps.complaints.access import OFFICERS
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role, Staff
from suqing.apps.registers.judging import Ground
from suqing.apps.registers.models import Batch
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours


def may_bring(standing: Standing) -> bool:
    """The complaint posts, each for the units they oversee."""
    return standing.has(*OFFICERS)


def need_bringer(standing: Standing) -> None:
    if not may_bring(standing):
        raise NotYours


def units_of(standing: Standing) -> list[Organisation]:
    """What the person's complaint posts oversee, from the top."""
    posts = [post.organisation for post in standing.posts if post.role in OFFICERS]
    units = Organisation.objects.filter(root_id=standing.root_id).exclude(kind=OrganisationKind.OFFICE).order_by("path")
    return [unit for unit in units if any(unit.path.startswith(held.path) for held in posts)]


def ground_of(root_id: int, actor: Actor, *, unit: Organisation | None, now: datetime) -> Ground:
    """The system itself may fill every unit of the root."""
    units: dict[str, Organisation] = {}
    for each in Organisation.objects.filter(root_id=root_id).order_by("-path"):  # of two with one name the upper one counts
        units |= {each.name: each, each.short_name: each}
    units |= {each.code: each for each in list(units.values())}
    may = None
    if actor.staff_id is not None:
        may = {each.id for each in units_of(standing_of(Staff.objects.get(pk=actor.staff_id), on=house(now).date()))}
    return Ground(root_id, units, may, unit, now)


def batch_for(standing: Standing, batch_id: int) -> Batch:
    """One's own, or any of the root for headquarters' complaint post. NotYours otherwise."""
    need_bringer(standing)
    found = Batch.objects.filter(pk=batch_id, root_id=standing.root_id).select_related("by", "unit").first()
    if found is None or not (found.by_id == standing.staff_id or standing.has(Role.COMPLAINT_MANAGER)):
        raise NotYours
    return found
