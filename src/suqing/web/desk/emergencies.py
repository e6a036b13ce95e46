"""应急预案: every plan that runs, and those that ended lately, with what is still to be done (law 29)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.emergencies import ENDED_DAYS, MOST, plans_of, sees_plans
from suqing.apps.complaints.queries import counts_of, seer_of
from suqing.apps.organisations.queries import unit_of
from suqing.kernel.errors import NotYours
from suqing.web.desk.workbench import side
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id


@desk_page
@require_safe
def emergencies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For those who oversee a unit, and the president's office; a unit in the address narrows it to that unit and what lies below."""
    if not sees_plans(desk.standing):
        raise NotYours
    seer = seer_of(desk.standing, now=desk.now)
    unit = unit_of(desk.user.root_id, row_id(request.GET.get("unit", "")))
    found = plans_of(seer, now=desk.now, unit=unit)
    context = {
        "groups": side("emergencies", counts_of(seer, now=desk.now), desk.standing), "found": found, "unit": unit, "ended_days": ENDED_DAYS, "most": MOST,
        "units": [*found.units, *([unit] if unit and unit not in found.units else [])], "print_title": "应急预案一览",
    }  # fmt: skip
    return show(request, desk, "desk/emergencies.html", context)
