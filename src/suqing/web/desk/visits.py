"""来访接待: the reception log, and what the head of the case page says while somebody is here (C36)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.record import CaseRecord
from suqing.apps.complaints.visits import is_major_by_number, persons_here, reception_page
from suqing.apps.editions.stored import open_stored
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id


@desk_page
@require_safe
def visits(request: HttpRequest, desk: Desk) -> HttpResponse:
    before = row_id(request.GET.get("before", ""))
    found, more = reception_page(seer_of(desk.standing, now=desk.now), before=before)
    return show(request, desk, "desk/visits.html", {"visits": found, "next_url": f"?before={more}" if more else "", "first": before is None})


def visit_now(record: CaseRecord) -> dict[str, Any]:
    """`here`: how many are here now; `major`: so many came at once that the law's emergency plan is due."""
    rows = record.rows
    law = next((each for each in record.editions if each.rulebook == "cbirc2020"), None) if rows.head_counts else None
    return {"here": persons_here(rows.head_counts, rows.visits), "major": is_major_by_number(open_stored(law.edition_hash) if law else None, rows.head_counts)}
