"""What a person may do, from their posts of today. The one answer that every room asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from suqing.apps.organisations.models import Post, Role, Staff
from suqing.apps.organisations.queries import SEES_UNIT, posts_of, posts_of_many


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's posts on a day, reduced to what access asks."""

    staff_id: int
    root_id: int
    roles: frozenset[str]
    unit_ids: frozenset[int]
    sees_unit_ids: frozenset[int]
    authority_fen: int
    posts: tuple[Post, ...]

    def has(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    def at(self, role: Role) -> frozenset[int]:
        """The units at which the person holds `role`."""
        return frozenset(post.organisation_id for post in self.posts if post.role == role)

    @property
    def holder_ids(self) -> tuple[int, ...]:
        """Ids under which cases may be visible: the person and the units they oversee."""
        return (self.staff_id, *sorted(self.sees_unit_ids))


def standing_from(staff: Staff, posts: Iterable[Post]) -> Standing:
    held = tuple(posts)
    return Standing(
        staff_id=staff.id,
        root_id=staff.root_id,
        roles=frozenset(post.role for post in held),
        unit_ids=frozenset(post.organisation_id for post in held),
        sees_unit_ids=frozenset(post.organisation_id for post in held if Role(post.role) in SEES_UNIT),
        authority_fen=max((post.authority_fen for post in held), default=0),
        posts=held,
    )


def standing_of(staff: Staff, *, on: date) -> Standing:
    """The person's standing on that day (one statement)."""
    return standing_from(staff, posts_of(staff.id, on=on))


def standings_of(people: Iterable[Staff], *, on: date) -> list[Standing]:
    """The same of several, in their order (one statement besides theirs)."""
    asked = list(people)
    held = posts_of_many([each.id for each in asked], on=on)
    return [standing_from(each, held[each.id]) for each in asked]
