"""The list on the screen as Excel (C21): what was asked stands in the address, as on the screen."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from suqing.web.frame import Desk, desk_page
from suqing.web.lists.asked import asked_in
from suqing.web.lists.taking_out import take_out
from suqing.web.sending import XLSX, sent


@desk_page
@require_POST
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = take_out(asked_in(request.GET), standing=desk.standing, taker=desk.user.name, actor=desk.actor, at=desk.now)
    return sent(found.content, found.name, XLSX)
