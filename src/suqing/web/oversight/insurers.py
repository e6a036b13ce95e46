"""机构: the insurers that the office knows, one of them over the years, and who speaks for it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.queries import (
    contacts_of,
    entries_page,
    find_insurers,
    free_contacts,
    insurer_named,
    insurers_of,
    measures_of,
    objections_of,
)
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.yearly import trend_of
from suqing.web.paging import row_id


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
    return _page(request, desk, code)


def _page(request: HttpRequest, desk: Desk, code: str, problem: Problem | None = None) -> HttpResponse:
    insurer = insurer_named(desk.user.root_id, code)
    if insurer is None:
        raise NotYours
    today = house(desk.now).date()
    trend = trend_of(desk.user.root_id, code)
    data = {"periods": [each["period"].words for each in trend], "totals": [float(each["before"].total) for each in trend], "ranks": [each["before"].rank for each in trend]}
    context = {
        "insurer": insurer, "trend": trend, "trend_data": data, "entries": entries_page(desk.user.root_id, code=code).entries,
        "objections": objections_of(desk.user.root_id, code=code), "measures": measures_of(desk.user.root_id, code=code),
        "contacts": contacts_of(desk.user.root_id, code), "free": free_contacts(desk.user.root_id, on=today), "today": today, "problem": problem,
    }  # fmt: skip
    return show(request, desk, "oversight/insurer.html", context, status=problem.status if problem else 200)


@office_page
@require_POST
def contact(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Name who speaks for the insurer, or say until when somebody did."""
    typed, ending = request.POST.get("day", "").strip(), row_id(request.POST.get("contact", ""))
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return _page(request, desk, code, Problem("wrong", f"日期：读到“{typed or '空'}”，应为日期，例如 2026-11-20。"))
    staff_id = row_id(request.POST.get("staff", "")) or 0
    problem = attempt(
        lambda: actions.end_contact(contact_id=ending, last_day=day, actor=desk.actor, at=desk.now)
        if ending is not None
        else actions.name_contact(code=code, staff_id=staff_id, from_day=day, actor=desk.actor, at=desk.now)
    )
    if problem is not None:
        return _page(request, desk, code, problem)
    return done(request, "已登记最后一天，之后看不到这家公司。" if ending is not None else "已登记联系人。", reverse("oversight:insurer", args=[code]))
