"""What changed in organisations and posts. The ledger lies above this app: `suqing.consequences` records it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from suqing.apps.organisations.actors import Actor


@dataclass(frozen=True, slots=True)
class Configured:
    """`subject` is the row that was changed; `records` are the rows as written. `actor` None = the system (the very first unit)."""

    root_id: int
    subject: tuple[str, int]
    verb: str
    records: Sequence[models.Model]
    actor: Actor | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OrganisationMoved:
    """`left` and `joined`: the units that no longer, and that now, stand above it (ids)."""

    root_id: int
    organisation_id: int
    left: tuple[int, ...]
    joined: tuple[int, ...]
