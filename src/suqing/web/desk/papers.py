"""Papers of a case: handed in through the door, given back as attachments, never opened in the page."""

from urllib.parse import urlencode

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.complaints.access import check_may
from suqing.apps.complaints.actions.keeping import Handed, keep_papers
from suqing.apps.complaints.files.handing_out import paper_to_hand_out
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import PaperKind
from suqing.kernel.errors import Refused
from suqing.web.desk.case import open_case
from suqing.web.desk.case_actions import SeeOther
from suqing.web.desk.case_page import Problem, case_page
from suqing.web.frame import Desk, desk_page
from suqing.web.sending import sent_paper


def keep_all(desk: Desk, complaint: Complaint, files: list[UploadedFile], *, kind: str = "") -> list[str]:
    """Keep each file with its event; what could not be taken is named, the others are kept."""
    handed = [Handed(each.name or "文件", each.file, each.content_type or "") for each in files]  # type: ignore[arg-type]
    return keep_papers(complaint=complaint, files=handed, actor=desk.actor, at=desk.now, kind=kind)[1]


@desk_page
@require_POST
def upload(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Everybody who may add a contact may add a paper; the case's version does not change."""
    opened = open_case(desk, ref, to="read")
    try:
        check_may(opened, "note_contact")
    except Refused as refused:
        return case_page(request, desk, opened, problem=Problem("refused", refused.reason, refused.clause or ""), status=422)
    files = request.FILES.getlist("files")
    kind = request.POST.get("kind", "")
    problems = keep_all(desk, opened.complaint, files, kind=kind if kind in PaperKind.values else "") if files else ["还没有选文件。"]
    if problems:
        return case_page(request, desk, opened, problem=Problem("refused", " ".join(problems)), status=422)
    return SeeOther(f"{reverse('desk:case', args=[ref])}?{urlencode({'done': 'papers'})}#papers")


@desk_page
@require_safe
def download(request: HttpRequest, desk: Desk, ref: str, paper_id: int) -> HttpResponse | StreamingHttpResponse:
    """An attachment under its own name, whatever its type; a paper of another case is not there."""
    opened = open_case(desk, ref, to="read", purpose="paper")
    try:
        paper = paper_to_hand_out(opened.complaint, paper_id, staff_id=desk.user.id, at=desk.now)
    except Refused as refused:
        return case_page(request, desk, opened, problem=Problem("refused", refused.reason, refused.clause or ""), status=422)
    return sent_paper(paper, opened.complaint.data_key)
