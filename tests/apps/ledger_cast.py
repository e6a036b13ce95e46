"""Two insurers, a person and a few narrative rows: what the tests of ledger and papers write about."""

from dataclasses import dataclass
from datetime import UTC, datetime

from suqing.apps.organisations.actors import Actor, actor_of
from suqing.apps.organisations.models import Organisation, Staff
from suqing.kernel.crypto import new_keys
from suqing.kernel.ids import new_id

AT = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    root: Organisation
    staff: Staff
    actor: Actor


def make_cast(settings, *, code="SH01", username="xiaoli", name="小李专员") -> Cast:
    new_keys(settings.KEYS)
    root_id = new_id()
    root = Organisation.objects.create(
        id=root_id, root_id=root_id, path=f"/{root_id}/", code=code, name="申诚财产保险", short_name="申诚财险", kind="headquarters"
    )
    staff = Staff.objects.create(root=root, username=username, name=name)
    return Cast(root, staff, actor_of(staff))
