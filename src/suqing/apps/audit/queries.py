"""Reading the ledger."""

from django.db.models import QuerySet

from suqing.apps.audit.models import Event
from suqing.apps.audit.record import Subject


def events_of(*, root_id: int, subject: Subject) -> QuerySet[Event]:
    """The chain of one subject in its order, with the persons."""
    rows = Event.objects.filter(root_id=root_id, subject_kind=subject[0], subject_id=subject[1])
    return rows.select_related("actor", "on_behalf_of").order_by("seq")
