"""Papers of a case: handed in through the door, given back as attachments, never opened in the page."""

from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.audit.disclosing import disclosed_fields
from suqing.apps.audit.record import record
from suqing.apps.complaints.access import check_may
from suqing.apps.complaints.actions.disclosing import FIELDS
from suqing.apps.complaints.models import Complaint
from suqing.apps.papers.keeping import keep_paper, paper_name, stream_paper
from suqing.apps.papers.models import Paper
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.web.desk.case import open_case
from suqing.web.desk.case_actions import SeeOther
from suqing.web.desk.case_page import Problem, case_page
from suqing.web.frame import Desk, desk_page

MOST = 20


def keep_all(desk: Desk, complaint: Complaint, files: list[UploadedFile]) -> list[str]:
    """Keep each file with its event; what could not be taken is named, the others are kept."""
    refused = [f"一次最多{MOST}个附件，其余请再添加一次。"] if len(files) > MOST else []
    for file in files[:MOST]:
        try:
            _keep(desk, complaint, file)
        except BadInput as problem:
            refused.append(problem.sentence)
    return refused


def _keep(desk: Desk, complaint: Complaint, file: UploadedFile) -> None:
    subject = ("complaint", complaint.id)
    with transaction.atomic():
        paper = keep_paper(
            root=complaint.root_id, subject=subject, data_key_wrapped=complaint.data_key, name=file.name or "文件", content=file.file,
            declared_type=file.content_type or "", actor=desk.actor, at=desk.now,
        )  # fmt: skip
        record(
            root_id=complaint.root_id, subject=subject, verb="paper_kept", actor=desk.actor, at=desk.now, clause="property/7.1",
            refs={"paper": paper.id, "sha256": paper.sha256}, records=[paper],
        )  # fmt: skip


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
    problems = keep_all(desk, opened.complaint, files) if files else ["还没有选文件。"]
    if problems:
        return case_page(request, desk, opened, problem=Problem("refused", " ".join(problems)), status=422)
    return SeeOther(f"{reverse('desk:case', args=[ref])}?{urlencode({'done': 'papers'})}#papers")


SHOW_FIRST = "卷宗里有投诉人的身份，没有打码。先选原因显示身份信息，五分钟内再下载。"


def _open_to(desk: Desk, case: Complaint) -> bool:
    """Whether the whole identity is open to this person now: a volume holds it unmasked."""
    opened = disclosed_fields(root_id=case.root_id, staff_id=desk.user.id, subject=("complaint", case.id), at=desk.now)
    return opened >= set(FIELDS)


@desk_page
@require_safe
def download(request: HttpRequest, desk: Desk, ref: str, paper_id: int) -> HttpResponse | StreamingHttpResponse:
    """An attachment under its own name, whatever its type; a paper of another case is not there."""
    opened = open_case(desk, ref, to="read", purpose="paper")
    case = opened.complaint
    paper = Paper.objects.filter(root_id=case.root_id, subject_kind="complaint", subject_id=case.id, pk=paper_id).first()
    if paper is None:
        raise NotYours
    if paper.kind == "archive" and not _open_to(desk, case):
        return case_page(request, desk, opened, problem=Problem("refused", SHOW_FIRST, "property/9.1"), status=422)
    name = paper_name(paper, case.data_key)
    answer = StreamingHttpResponse(stream_paper(paper, case.data_key), content_type=paper.media_type)
    answer["Content-Disposition"] = f"attachment; filename=\"paper\"; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Length"] = str(paper.size)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
