"""应急预案 of one case on a page of its own, to be printed and carried about: the checklist, and the log with its times."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.emergency import plan_view
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.kernel.crypto import DESTROYED
from suqing.kernel.errors import NotYours
from suqing.web.desk.case import open_case
from suqing.web.frame import Desk, desk_page, show


@desk_page
@require_safe
def emergency(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """For whoever reads the case in full; where no plan was ever started the page says so."""
    opened = open_case(desk, ref, to="read")
    complaint = opened.complaint
    if complaint.data_key == DESTROYED:
        raise NotYours
    plan = plan_view(load_rows(complaint), thresholds_of(complaint))
    running = plan is not None and plan.plan.ended_at is None and complaint.open
    context = {
        "complaint": complaint, "plan": plan, "running": running, "may_start": opened.may("start_emergency_plan") and complaint.open and not running,
        "may_log": running and opened.may("log_emergency"), "may_end": running and opened.may("end_emergency_plan"),
        "print_number": ref, "print_title": "应急预案",
    }  # fmt: skip
    return show(request, desk, "desk/case/emergency.html", context)
