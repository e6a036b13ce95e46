"""件数与事项: items and matters of a period apart, inquiries, settled on the spot (C24, C28)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.complaints.figures import figures_of
from suqing.apps.complaints.queries import Late, seer_of
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.filtering import LATE_CAUSES, day_of


@desk_page
@require_safe
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Over the cases that the person oversees; the days stand in the address, without them it is this month."""
    if not desk.standing.has(*OFFICERS, *LEADERS):
        raise NotYours
    today = house(desk.now).date()
    since, until = day_of(request.GET.get("since", "")) or today.replace(day=1), day_of(request.GET.get("until", "")) or today
    found = figures_of(seer_of(desk.standing, now=desk.now), since=since, until=until, now=desk.now)
    tables = [
        {"title": "按投诉来源", "clause": "property/5.1", "rows": found.by_source}, {"title": "按类别", "clause": "property/5.2", "rows": found.by_class},
        {"title": "按次数", "clause": "claims/9.1", "rows": found.by_level},
    ]  # fmt: skip
    context = {
        "groups": learning_group(desk.standing, current="figures"), "since": since, "until": until, "found": found, "tables": tables, "late": _late(found.late, since, until), "backwards": since > until,
    }  # fmt: skip
    return show(request, desk, "desk/figures.html", context)


def _late(found: Sequence[Late], since: date, until: date) -> list[dict[str, Any]]:
    """Each number leads to its list in the register."""
    days = {"since": since.isoformat(), "until": until.isoformat()}
    return [
        {"kind": kind_words(each.kind), "cause": LATE_CAUSES[each.cause], "count": each.count, "url": f"{reverse('desk:cases')}?{urlencode({'late': each.kind, 'late_cause': each.cause, **days})}"}
        for each in found
    ]
