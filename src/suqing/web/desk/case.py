"""One case, at the depth its door opens to: the whole page, what may be read out to a caller, or the respondent's view."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.audit.reading import note_read
from suqing.apps.complaints.access import CaseAccess, access_complaint
from suqing.kernel.clock import house
from suqing.kernel.crypto import DESTROYED
from suqing.web.desk.caller import sayable_page
from suqing.web.desk.case_acts import ACTS
from suqing.web.desk.case_page import case_page
from suqing.web.desk.respondent import heard_page
from suqing.web.frame import Desk, desk_page, show


def open_case(desk: Desk, ref: str, *, to: str = "answer", purpose: str = "handle") -> CaseAccess:
    """The door, and the trace that this person came through it."""
    opened = access_complaint(desk.user, ref, to=to, on=house(desk.now).date())
    note_read(
        root_id=desk.user.root_id, staff_id=desk.user.id, subject=("complaint", opened.complaint.id), at=desk.now, purpose=purpose
    )
    return opened


@desk_page
@require_safe
def case(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """`?do=close` opens another act than the next required one; `?done=…` is where a successful act leads."""
    opened = open_case(desk, ref)
    if opened.complaint.data_key == DESTROYED:
        return show(request, desk, "desk/case/erased.html", {"complaint": opened.complaint})
    if opened.depth == "sayable":
        return sayable_page(request, desk, opened)
    if opened.depth == "heard":
        return heard_page(request, desk, opened)
    wanted = request.GET.get("do", "")
    return case_page(request, desk, opened, action=wanted if wanted in ACTS else "")
