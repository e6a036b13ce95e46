"""机构: the insurers that the office knows, and one of them over the years."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.assessment.queries import (
    contacts_of,
    entries_page,
    find_insurers,
    insurer_named,
    insurers_of,
    measures_of,
    objections_of,
)
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.yearly import trend_of


@office_page
@require_safe
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    return show(request, desk, "oversight/insurers.html", {"rows": insurers_of(desk.user.root_id), "words": ""})


@office_page
@require_safe
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    rows = find_insurers(desk.user.root_id, words, 200) if words else insurers_of(desk.user.root_id)
    return show(request, desk, "oversight/insurers.html", {"rows": rows, "words": words, "search_words": words})


@office_page
@require_safe
def one(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Trend over the published periods, its events, objections and measures, who speaks for it."""
    insurer = insurer_named(desk.user.root_id, code)
    if insurer is None:
        raise NotYours
    trend = trend_of(desk.user.root_id, code)
    data = {"periods": [each["period"].words for each in trend], "totals": [float(each["before"].total) for each in trend], "ranks": [each["before"].rank for each in trend]}
    context = {
        "insurer": insurer, "trend": trend, "trend_data": data, "entries": entries_page(desk.user.root_id, code=code).entries,
        "objections": objections_of(desk.user.root_id, code=code), "measures": measures_of(desk.user.root_id, code=code),
        "contacts": contacts_of(desk.user.root_id, code, on=house(desk.now).date()),
    }  # fmt: skip
    return show(request, desk, "oversight/insurer.html", context)
