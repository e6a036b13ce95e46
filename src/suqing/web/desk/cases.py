"""投诉件: the register, newest first, closed ones too; and the search of the bar."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.queries import register_page, search, seer_of
from suqing.apps.complaints.text_search import proven
from suqing.apps.registers.ground import may_bring
from suqing.web.desk.together import bulk_actions
from suqing.web.desk.workbench import (
    export_url,
    filter_fields,
    first_page,
    kept_in_filter,
    pills,
)
from suqing.web.frame import Desk, desk_page, show
from suqing.web.lists.asked import LONGEST_WORDS
from suqing.web.lists.filtering import filters_from
from suqing.web.lists.naming import SCOPES
from suqing.web.lists.rows import rows_of
from suqing.web.paging import row_id


@desk_page
@require_safe
def cases(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The register of what this person may see, by entry, newest first."""
    seer = seer_of(desk.standing, now=desk.now)
    scope = request.GET.get("scope", "")
    if scope not in SCOPES:
        scope = ""
    filters = filters_from(request.GET)
    before = request.GET.get("before", "")
    found, more = register_page(seer, filters=filters, open_only=SCOPES[scope][1], now=desk.now, before=row_id(before))
    kept = request.GET.copy()
    kept["before"] = str(more)
    context = {
        "groups": [
            {
                "title": "登记簿",
                "views": [
                    {"words": words, "icon": icon, "url": f"{reverse('desk:cases')}?scope={code}", "count": None, "current": code == scope}
                    for code, (words, _, icon) in SCOPES.items()
                ],
            }
        ],
        "scope": scope,
        "scope_name": SCOPES[scope][0],
        "row_groups": [{"words": "", "rows": rows_of(found, now=desk.now)}] if found else [],
        "pills": pills(request, desk, filters),
        "clear_url": f"{reverse('desk:cases')}?scope={scope}",
        "filter_fields": filter_fields(request, desk),
        "next_url": f"?{kept.urlencode()}" if more else "",
        "kept": kept_in_filter(request),
        "first": not before,
        "first_url": first_page(request),
        "export_url": export_url(request, scope=scope),
        "here": request.get_full_path(),
        "actions": bulk_actions(desk),
        "may_bring": may_bring(desk.standing),
    }
    return show(request, desk, "desk/cases.html", context)


@desk_page
@require_safe
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the bar's search finds, narrowed by the filters of a list; one exact reference opens at once."""
    words = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    filters = filters_from(request.GET)
    seer = seer_of(desk.standing, now=desk.now)
    found = search(seer, words, now=desk.now, filters=filters)
    if len(found) == 1 and words.upper().startswith("SQ"):
        return redirect("desk:case", found[0].ref)
    context = {
        "search_words": words,
        "found": len(found),
        "row_groups": [{"words": "", "rows": rows_of(found, now=desk.now, pieces=proven(seer, found, words))}] if found else [],
        "groups": [],
        "pills": pills(request, desk, filters),
        "clear_url": f"?{urlencode({'q': words})}",
        "filter_fields": filter_fields(request, desk),
        "kept": kept_in_filter(request),
        "export_url": export_url(request, q=words),
        "here": request.get_full_path(),
        "actions": bulk_actions(desk),
    }
    return show(request, desk, "desk/find.html", context)
