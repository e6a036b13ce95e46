"""What was promised stays open until it is done; whoever owes it is told the day before, and again when the day has passed (C32, S5 7.7)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.clocks.ladder import QUIET_FROM, QUIET_UNTIL
from suqing.apps.complaints.access import DECIDED, in_force_of
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.events import UndertakingNear, UndertakingOverdue
from suqing.apps.complaints.models import Complaint, Undertaking
from suqing.apps.organisations.actors import system_actor
from suqing.kernel.clock import house
from suqing.kernel.publish import publish

CLAUSE = "property/7.7"


def redress_due(complaint: Complaint) -> date | None:
    """The earliest day of what is in force and not done: kept on the case for its list."""
    return _earliest(in_force_of(complaint))


def come_into_force(complaint: Complaint) -> date | None:
    """Whoever is to do it must be able to look at it, and to say that it is done; the earliest day of what is not done."""
    rows = list(in_force_of(complaint))
    grant_sight(complaint, [each.owner_id for each in rows])
    return _earliest(rows)


def _earliest(rows: Iterable[Undertaking]) -> date | None:
    return min((each.due_day for each in rows if each.done_at is None), default=None)


def follow_redress(*, at: datetime, most: int = 50) -> int:
    """Told of each once when its day is near and once when it has passed; how many. Nobody is told at night."""
    here = house(at)
    if not QUIET_UNTIL <= here.time() < QUIET_FROM:
        return 0
    owed = Undertaking.objects.filter(done_at=None, proposal__state__in=DECIDED)
    late = owed.filter(overdue_at=None, due_day__lt=here.date())
    near = owed.filter(warned_at=None, overdue_at=None, due_day__range=(here.date(), here.date() + timedelta(days=1)))
    due = [
        *((pk, "overdue_at") for pk in late.order_by("due_day", "id").values_list("id", flat=True)[:most]),
        *((pk, "warned_at") for pk in near.order_by("due_day", "id").values_list("id", flat=True)[:most]),
    ]
    return sum(_tell(pk, column, at) for pk, column in due)


def _tell(undertaking_id: int, column: str, at: datetime) -> bool:
    with transaction.atomic():
        row = Undertaking.objects.select_for_update(of=("self",)).select_related("complaint").filter(pk=undertaking_id, done_at=None, **{column: None}).first()
        if row is None:
            return False
        complaint, actor = row.complaint, system_actor(row.root_id)
        setattr(row, column, at)
        row.save(update_fields=[column])
        grant_sight(complaint, [row.owner_id])  # approved before owners came to see
        verb = "undertaking_overdue" if column == "overdue_at" else "undertaking_near"
        record(root_id=row.root_id, subject=("complaint", complaint.id), verb=verb, actor=actor, at=at, clause=CLAUSE, refs={"undertaking": row.id}, records=[row])
        told = tuple({each for each in (row.owner_id, complaint.handler_id, complaint.officer_id) if each})
        event = UndertakingOverdue if column == "overdue_at" else UndertakingNear
        publish(event(complaint.id, complaint.root_id, complaint.ref, actor, at, told, row.id, row.due_day))
    return True
