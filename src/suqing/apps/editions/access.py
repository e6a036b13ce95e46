"""Who decides by which rules an insurer works: the complaint post and the general managers of its headquarters."""

from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role
from suqing.kernel.errors import Refused

ADOPTERS = (Role.COMPLAINT_MANAGER, Role.GENERAL_MANAGER)


def may_adopt(standing: Standing) -> bool:
    return any(post.role in ADOPTERS and post.organisation_id == standing.root_id for post in standing.posts)


def need_adopter(standing: Standing) -> None:
    if not may_adopt(standing):
        raise Refused("规则由总公司的投诉管理岗或总经理室决定采用。请他们来定。")


def may_try(standing: Standing) -> bool:
    """Whoever oversees a unit sees a part of the register worth asking; who adopts sees all of it."""
    return bool(standing.sees_unit_ids)


def need_trier(standing: Standing) -> None:
    if not may_try(standing):
        raise Refused("交规则和试算由管着机构的人来做：投诉专员、投诉管理岗、部门负责人和领导。")
