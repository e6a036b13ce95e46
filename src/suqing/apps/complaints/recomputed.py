"""Limits that a newly published calendar changed: before and after, case by case (C12; house rule: provisional until published)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.queries import Key, Seer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Recomputed:
    """One limit of one case: what it was by the weekdays, what it is by the published year, since when."""

    complaint: Complaint
    kind: str
    clause: str
    before: datetime
    after: datetime
    at: datetime
    calendar_hash: str


def recomputed_page(seer: Seer, *, before: Key | None = None) -> tuple[list[Recomputed], Key | None]:
    """Of cases that the person may see, the newest first; the key of the next page (two statements).

    The same duty by another calendar; a change of class brings another clause and is not listed."""
    rows = Clock.objects.filter(
        Exists(Sight.objects.filter(complaint_id=OuterRef("subject_id"), root_id=seer.root_id, holder_id__in=seer.holder_ids)),
        root_id=seer.root_id, subject_kind="complaint", state=ClockState.SUPERSEDED, superseded_by__clause=F("clause"),
    ).exclude(superseded_by__calendar_id=F("calendar_id")).exclude(subject_id__in=seer.concerned_in)  # fmt: skip
    if before is not None:
        rows = rows.filter(stopped_at__lte=before[0]).exclude(stopped_at=before[0], id__gte=before[1])
    clocks = list(rows.select_related("superseded_by").defer("line", "superseded_by__line").order_by("-stopped_at", "-id")[: PAGE + 1])
    more = (clocks[PAGE - 1].stopped_at, clocks[PAGE - 1].id) if len(clocks) > PAGE else None
    return _told(clocks[:PAGE]), more  # type: ignore[return-value]


def _told(clocks: Sequence[Clock]) -> list[Recomputed]:
    cases = Complaint.objects.in_bulk({each.subject_id for each in clocks})
    return [
        Recomputed(cases[each.subject_id], each.kind, each.clause, each.limit_at, new.limit_at, each.stopped_at, new.calendar_hash)
        for each in clocks
        if (new := each.superseded_by) is not None and each.stopped_at is not None
    ]
