"""Who acts. Every action takes an Actor; the ledger keeps its ids, never its name."""

from dataclasses import dataclass
from typing import Literal

from suqing.apps.organisations.models import Staff


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system, `staff_id` None) acting for one root, in their own right or on another's behalf."""

    staff_id: int | None
    name: str
    root_id: int
    kind: Literal["staff", "system", "api", "consumer"] = "staff"
    on_behalf_of_id: int | None = None


def actor_of(staff: Staff, *, kind: Literal["staff", "api"] = "staff") -> Actor:
    """The actor that a logged-in person is."""
    return Actor(staff_id=staff.id, name=staff.name, root_id=staff.root_id, kind=kind)


def system_actor(root_id: int) -> Actor:
    """The system itself, for what happens by the clock."""
    return Actor(staff_id=None, name="系统", root_id=root_id, kind="system")


def consumer_actor(root_id: int) -> Actor:
    """A consumer who answers through a public page: nobody of the staff, and never named in the ledger."""
    return Actor(staff_id=None, name="投诉人", root_id=root_id, kind="consumer")
