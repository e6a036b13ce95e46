"""Keeping what an insurer enters for its own score (S11)."""

from datetime import datetime

from django.db import transaction

from suqing.apps.assessment.access import scores_own
from suqing.apps.assessment.actions.working import standing_of_actor
from suqing.apps.assessment.models import OwnAssessment
from suqing.apps.assessment.own_inputs import Entered
from suqing.apps.audit.record import record
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation
from suqing.casework.assessment.periods import Period
from suqing.kernel.errors import NotYours, Stale
from suqing.kernel.swap import swap


def save_own_inputs(*, unit: Organisation, period: Period, entered: Entered, seen_version: int, actor: Actor, at: datetime) -> OwnAssessment:
    """`seen_version` 0 = nothing was there. Stale where a colleague saved meanwhile."""
    with transaction.atomic():
        standing = standing_of_actor(actor, at)
        if not scores_own(standing) or unit.root_id != standing.root_id:
            raise NotYours
        row = OwnAssessment.objects.select_for_update(of=("self",)).filter(root_id=unit.root_id, unit=unit, period=str(period)).first()
        if (row.version if row else 0) != seen_version:
            raise Stale("自评数据刚被同事更新过。您填的内容还在，请看过新内容再决定。", ("inputs",))
        given = {"inputs": entered.to_text(), "entered_by_id": actor.staff_id, "entered_at": at}
        if row is None:
            row = OwnAssessment(root_id=unit.root_id, unit=unit, period=str(period), **given)
            row.save(force_insert=True)
        else:
            swap(row, seen_version=row.version, **given)
        record(
            root_id=unit.root_id, subject=("own_assessment", row.id), verb="own_assessment.saved", actor=actor, at=at, records=[row],
            refs={"period": str(period), "unit": unit.id},
        )  # fmt: skip
    return row
