"""What changes of the tree tell the rest of the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationMoved:
    """`left` and `joined`: the units that no longer, and that now, stand above it (ids)."""

    root_id: int
    organisation_id: int
    left: tuple[int, ...]
    joined: tuple[int, ...]
