"""来访接待: the reception log, and what the head of the case page says while somebody is here (C36)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.record import CaseRecord
from suqing.apps.complaints.visits import persons_here, reception_page
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id


@desk_page
@require_safe
def visits(request: HttpRequest, desk: Desk) -> HttpResponse:
    before = row_id(request.GET.get("before", ""))
    found, more = reception_page(seer_of(desk.standing, now=desk.now), before=before)
    return show(request, desk, "desk/visits.html", {"visits": found, "next_url": f"?before={more}" if more else "", "first": before is None})


def visit_now(record: CaseRecord) -> dict[str, Any]:
    """`here`: how many are here now."""
    return {"here": persons_here(record.rows.head_counts, record.rows.visits)}
