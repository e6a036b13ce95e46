"""通知: what this person was told, newest first; opening one marks it read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.notices.actions import mark_all_read, mark_read
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import notices_of, text_of
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import row_id
from suqing.web.templatetags.sq import url_or_none


@desk_page
@require_safe
def notices(request: HttpRequest, desk: Desk) -> HttpResponse:
    after = request.GET.get("after", "")
    page = notices_of(desk.user.root_id, desk.user.id, after=row_id(after))
    rows = [{"notice": each, "words": text_of(each)} for each in page.notices]
    return show(request, desk, "desk/notices.html", {"rows": rows, "next_after": page.after, "first": not after})


@desk_page
@require_POST
def read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mark one, or all up to the newest on the page, as read; then on to what the one tells about."""
    mine = {"root_id": desk.user.root_id, "recipient_id": desk.user.id, "at": desk.now}
    up_to = row_id(request.POST.get("up_to", ""))
    if up_to is not None:
        mark_all_read(**mine, up_to=up_to)
    ids = [found for each in request.POST.getlist("id") if (found := row_id(each)) is not None]
    if ids:
        mark_read(**mine, ids=ids)
    return redirect(_subject_of(desk, ids[0]) if len(ids) == 1 else reverse("desk:notices"))


PLACES = {"complaint": "desk:case", "report": "sealed:report"}
ROUNDS = ("round", "objection")  # told of by "rulebook/period"


def _subject_of(desk: Desk, notice_id: int) -> str:
    """The page of what the notice tells about; the list itself where there is none, or the room is switched off."""
    told = Notice.objects.filter(root_id=desk.user.root_id, recipient_id=desk.user.id, pk=notice_id).first()
    if told is not None and told.subject_kind in ROUNDS:
        return url_or_none("oversight:from_notice", *told.subject_ref.split("/")) or reverse("desk:notices")
    if told is not None and told.subject_kind == "improvement":
        return reverse("desk:improvement", args=[told.subject_id])
    if told is not None and told.subject_kind == "report_duty":
        return reverse("desk:reports")
    place = PLACES.get(told.subject_kind) if told else None
    return (url_or_none(place, told.subject_ref) if told and place and told.subject_ref else None) or reverse("desk:notices")
