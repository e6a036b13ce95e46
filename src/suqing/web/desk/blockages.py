"""阻滞情况: open cases by where they are stuck, each count a link to the list (C30)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.models.choices import BlockageCause
from suqing.apps.complaints.queries import Blocked, blockages_of, counts_of, seer_of
from suqing.apps.organisations.access import Standing
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.desk.workbench import side
from suqing.web.frame import Desk, desk_page, show


@desk_page
@require_safe
def blockages(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For those who oversee a unit: officers, heads, leaders. Only what they may see is counted."""
    if not oversees(desk.standing):
        raise NotYours
    seer = seer_of(desk.standing, now=desk.now)
    found = blockages_of(seer)
    context = {
        "groups": side("", counts_of(seer, now=desk.now), desk.standing),
        "rows": [_row(each, desk) for each in found],
        "total": sum(each.count for each in found),
    }
    return show(request, desk, "desk/blockages.html", context)


def _row(each: Blocked, desk: Desk) -> dict[str, Any]:
    return {
        "words": BlockageCause(each.cause).label,
        "count": each.count,
        "since": each.since,
        "days": (house(desk.now).date() - each.since).days,
        "url": f"{reverse('desk:home')}?{urlencode({'view': 'open', 'blockage': each.cause})}",
    }


def oversees(standing: Standing) -> bool:
    return bool(standing.sees_unit_ids)
