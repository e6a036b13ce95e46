"""原因分析: cases by root cause and what there, each count a link to the register (2020 measures Art. 9, 26)."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.queries import Caused, causes_of, counts_of, seer_of
from suqing.casework.causes import DETAILS, KINDS
from suqing.kernel.errors import NotYours
from suqing.web.desk.blockages import oversees
from suqing.web.desk.workbench import side
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.filtering import filters_from


@desk_page
@require_safe
def causes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """For those who oversee a unit; days of receipt in the address narrow it. Only what they may see is counted."""
    if not oversees(desk.standing):
        raise NotYours
    seer = seer_of(desk.standing, now=desk.now)
    filters = filters_from(request.GET)
    found = causes_of(seer, since=filters.since, until=filters.until)
    days = {name: day.isoformat() for name, day in (("since", filters.since), ("until", filters.until)) if day}
    context = {
        "groups": side("causes", counts_of(seer, now=desk.now), desk.standing),
        "rows": _rows(found, days),
        "total": sum(each.count for each in found),
        "since": days.get("since", ""),
        "until": days.get("until", ""),
    }
    return show(request, desk, "desk/causes.html", context)


def _rows(found: list[Caused], days: dict[str, str]) -> list[dict[str, Any]]:
    """Each branch with its sum, the most first, its leaves beneath."""
    sums: dict[str, int] = {}
    for each in found:
        sums[each.kind] = sums.get(each.kind, 0) + each.count
    rows = []
    for kind in sorted(sums, key=lambda each: (-sums[each], each)):
        rows.append(_row(kind, KINDS[kind], sums[kind], days, inner=False))
        rows += [_row(each.detail, DETAILS[each.detail], each.count, days, inner=True) for each in found if each.kind == kind and each.detail]
    return rows


def _row(code: str, words: str, count: int, days: dict[str, str], *, inner: bool) -> dict[str, Any]:
    return {"words": words, "count": count, "inner": inner, "url": f"{reverse('desk:cases')}?{urlencode({'cause': code, **days})}"}
