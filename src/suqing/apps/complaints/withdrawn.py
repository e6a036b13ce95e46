"""Withdrawn matters that come again (2020 measures Art. 15): read from what the person may see, counted on the page and in the API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import Complaint, Reopening, Termination
from suqing.apps.complaints.models.choices import TerminationKind
from suqing.casework.withdrawing import again_days, complained_again


@dataclass(frozen=True, slots=True)
class Again:
    """After `ref` was withdrawn, `by` (further items, or the reopened item itself) came within `days`."""

    ref: str
    withdrawn_at: datetime
    days: int
    by: tuple[str, ...]


def withdrawn_again(case: Complaint, others: Iterable[Complaint]) -> tuple[Again, ...]:
    """Of this case and the items of its matter that the person sees. Two statements, none where nothing was withdrawn."""
    items = {each.id: each for each in (case, *others)}
    ended = list(Termination.objects.filter(complaint_id__in=items, kind=TerminationKind.WITHDRAWN).order_by("at", "id"))
    if not ended:
        return ()
    law = law_of(case)
    days = again_days(law) if law else None
    if days is None:
        return ()
    reopened = list(Reopening.objects.filter(complaint_id__in=[each.complaint_id for each in ended]))
    found = []
    for each in ended:
        since = each.withdrawn_at or each.at
        came = [(item.received_at, item.ref) for item in items.values() if item.id != each.complaint_id]
        came += [(row.at, items[row.complaint_id].ref) for row in reopened if row.complaint_id == each.complaint_id]
        within = set(complained_again(withdrawn_at=since, moments=[moment for moment, _ in came], days=days))
        by = tuple(dict.fromkeys(ref for moment, ref in sorted(came) if moment in within))
        if by:
            found.append(Again(items[each.complaint_id].ref, since, days, by))
    return tuple(found)
