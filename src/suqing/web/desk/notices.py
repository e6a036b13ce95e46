"""通知: what this person was told, newest first; opening one marks it read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.notices.actions import mark_all_read, mark_read
from suqing.apps.notices.queries import notices_of, text_of
from suqing.web.desk.frame import Desk, desk_page, show


@desk_page
@require_safe
def notices(request: HttpRequest, desk: Desk) -> HttpResponse:
    after = request.GET.get("after", "")
    page = notices_of(desk.user.root_id, desk.user.id, after=int(after) if after.isdigit() and len(after) < 19 else None)
    rows = [{"notice": each, "words": text_of(each)} for each in page.notices]
    return show(request, desk, "desk/notices.html", {"rows": rows, "next_after": page.after, "first": not after})


@desk_page
@require_POST
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark one, or all up to the newest on the page, as read; then on to the case, where one was opened."""
    mine = {"root_id": desk.user.root_id, "recipient_id": desk.user.id, "at": desk.now}
    up_to = request.POST.get("up_to", "")
    if up_to.isdigit() and len(up_to) < 19:
        mark_all_read(**mine, up_to=int(up_to))
    ids = [int(each) for each in request.POST.getlist("id") if each.isdigit() and len(each) < 19]
    if ids:
        mark_read(**mine, ids=ids)
    ref = request.POST.get("ref", "")
    return redirect("desk:case", ref) if ref else redirect("desk:notices")
