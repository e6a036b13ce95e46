"""件数与事项: items and matters of a period apart, inquiries, settled on the spot (C24, C28)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.complaints.figures import figures_of
from suqing.apps.complaints.queries import seer_of
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.desk.learning import learning_group
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.filtering import day_of


@desk_page
@require_safe
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Over the cases that the person oversees; the days stand in the address, without them it is this month."""
    if not desk.standing.has(*OFFICERS, *LEADERS):
        raise NotYours
    today = house(desk.now).date()
    since, until = day_of(request.GET.get("since", "")) or today.replace(day=1), day_of(request.GET.get("until", "")) or today
    found = figures_of(seer_of(desk.standing, now=desk.now), since=since, until=until)
    tables = [
        {"title": "按投诉来源", "clause": "property/5.1", "rows": found.by_source}, {"title": "按类别", "clause": "property/5.2", "rows": found.by_class},
        {"title": "按次数", "clause": "claims/9.1", "rows": found.by_level},
    ]  # fmt: skip
    context = {
        "groups": learning_group(desk.standing, current="figures"), "since": since, "until": until, "found": found, "tables": tables, "backwards": since > until,
    }  # fmt: skip
    return show(request, desk, "desk/figures.html", context)
