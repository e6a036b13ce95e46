"""The reply as a Word letter from what stands in the form. Who makes it reads the name: written into the log like any disclosure."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import check_may
from suqing.apps.complaints.claim_checks import claim_checks, with_cites
from suqing.apps.complaints.files.letters import MEDIA_TYPE, Letter, render_reply_letter
from suqing.apps.complaints.intake import cleaned
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.web.desk.case import open_case
from suqing.web.desk.case_page import Problem, case_page
from suqing.web.frame import Desk, desk_page

PARTS = ("text", "facts_verified", "grounds", "remedies")


@desk_page
@require_POST
def letter(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """A .docx to download, sign and send; nothing of the case changes."""
    opened = open_case(desk, ref, to="read", purpose="letter")
    try:
        check_may(opened, "send_reply")
    except Refused as refused:
        return case_page(request, desk, opened, problem=Problem("refused", refused.reason, refused.clause or ""), status=422)
    actions.disclose_parties(ref=ref, actor=desk.actor, at=desk.now, reason="reply", fields=("name",))
    parts = {name: cleaned(request.POST.get(name, "")) for name in PARTS}
    parts["grounds"] = with_cites(parts["grounds"], request.POST.getlist("cites"), claim_checks(opened.complaint, today=house(desk.now).date()))
    words = Letter(**parts)
    answer = HttpResponse(render_reply_letter(opened.complaint, words, at=desk.now), content_type=MEDIA_TYPE)
    name = quote(f"答复书-{opened.complaint.ref}.docx", safe="")
    answer["Content-Disposition"] = f"attachment; filename=\"reply.docx\"; filename*=UTF-8''{name}"
    return answer
