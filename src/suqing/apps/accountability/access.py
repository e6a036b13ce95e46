"""Who may see what is proposed on a case: the complaint unit and the case's leader, not those to be fined (C31)."""

from collections.abc import Iterable

from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role

DECIDES = (Role.COMPLAINT_OFFICER, Role.COMPLAINT_MANAGER)


def may_see_proposals(
    standing: Standing, *, leader_id: int | None = None, concerned_ids: Iterable[int | None] = ()
) -> bool:
    """Ask the door of the case first. `leader_id` is the leader of the case, `concerned_ids` the staff to be fined."""
    if standing.staff_id in set(concerned_ids):
        return False
    return standing.has(*DECIDES) or (leader_id is not None and standing.staff_id == leader_id)
