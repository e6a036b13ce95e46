"""What may be said to whoever complained: the progress noted for it and the time promised. Nothing of the inside."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.complaints.models import Complaint, ProgressNote, Promise
from suqing.apps.complaints.texts import case_key, read


@dataclass(frozen=True, slots=True)
class Sayable:
    at: datetime
    words: str


def sayable_notes(case: Complaint, *, most: int = 1) -> list[Sayable]:
    """The newest first (one statement)."""
    key = case_key(case)
    return [Sayable(each.at, read(each, key, "sayable")) for each in ProgressNote.objects.filter(complaint=case).order_by("-at", "-id")[:most]]


def promised_at(case: Complaint) -> datetime | None:
    """When an answer was promised for, as long as it is not given (one statement)."""
    promise = Promise.objects.filter(complaint=case, answered_at=None).first()
    return promise.due_at if promise else None
