"""A list taken out of the house as a file: what was asked, how many, by whom — one event (X02, S5 9.1)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.actors import Actor


def record_export(*, asked: Mapping[str, str], count: int, actor: Actor, at: datetime) -> None:
    """`asked`: the view or scope and the filters, as they stand in the address."""
    with transaction.atomic():
        record(
            root_id=actor.root_id, subject=("staff", actor.staff_id or actor.root_id), verb="list_exported", actor=actor, at=at, clause="property/9.1",
            refs={**dict(asked), "count": count},
        )  # fmt: skip
