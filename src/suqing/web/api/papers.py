"""Papers of a case: handed in, listed, given out; the reply as a letter. The same limits, door and traces as on the desk."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from suqing.apps.audit.reading import note_read
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import CaseAccess, access_complaint, check_may
from suqing.apps.complaints.actions.keeping import Handed, keep_papers
from suqing.apps.complaints.actions.replying import ReplyText, check_decision
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.handing_out import paper_to_hand_out, papers_of
from suqing.apps.complaints.files.letters import MEDIA_TYPE, Letter, render_reply_letter
from suqing.apps.complaints.held_papers import held_papers
from suqing.apps.complaints.intake import cleaned
from suqing.apps.complaints.models.choices import PaperKind
from suqing.apps.papers.keeping import paper_name
from suqing.apps.papers.models import Paper
from suqing.kernel.errors import BadInput, NotYours
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.asking import as_json
from suqing.web.api.bodies import lists as bodies
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.files import answer_file
from suqing.web.api.room import api
from suqing.web.api.shown.values import day, moment, person
from suqing.web.sending import sent_paper

TAGS = ["附件与文书 / Papers and letters"]
PAPERS = "/complaints/{ref}/papers"
FILES = {
    "parameters": [KEY_PARAMETER],
    "requestBody": {
        "required": True,
        "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["files"], "properties": {"kind": {"type": "string", "title": "材料种类", "enum": PaperKind.values}, "files": {"type": "array", "title": "附件", "items": {"type": "string", "format": "binary"}}}}}},
    },
}


def _open(caller: Caller, ref: str, purpose: str) -> CaseAccess:
    """The door at full depth, and the trace that this person came through it."""
    opened = access_complaint(caller.staff, ref, to="read", on=caller.today)
    note_read(root_id=caller.staff.root_id, staff_id=caller.staff.id, subject=("complaint", opened.complaint.id), at=caller.now, purpose=purpose)
    return opened


@api.get(PAPERS, summary="附件清单 · Papers of a case", tags=TAGS, operation_id="papers")
def papers(request: HttpRequest, ref: str) -> HttpResponse:
    """卷宗（kind 为 archive）也在内；held 是已有的材料，连同调用人看得到的同一保单、同一报案的其他件，再向投诉人要须写理由（ask_papers）。Archive volumes too; `held` is what need not be asked again."""
    caller = caller_of(request)
    opened = _open(caller, ref, "handle")
    case = opened.complaint
    held = [{"id": str(each.paper_id), "kind": each.kind, "ref": each.ref, "name": each.name, "day": day(each.day)} for each in held_papers(case, opened.standing, now=caller.now)]
    return as_json(papers=[_paper(each, case.data_key) for each in papers_of(case)], held=held)


def _paper(each: Paper, wrapped_key: str) -> dict[str, Any]:
    return {
        "id": str(each.id), "kind": each.kind, "name": paper_name(each, wrapped_key), "media_type": each.media_type, "size": each.size, "sha256": each.sha256,
        "added_by": person(each.added_by), "added_at": moment(each.added_at),
    }  # fmt: skip


@api.post(PAPERS, summary="添加附件 · Add papers", tags=TAGS, operation_id="add_papers", openapi_extra=FILES)
def add_papers(request: HttpRequest, ref: str) -> HttpResponse:
    """multipart/form-data，字段 files（可另有字段 kind，材料种类），一次最多20个、合计60 MB；逐个检查、加密保存。不能收的逐个说明，其余照收。What cannot be taken is named, the others are kept."""
    caller = caller_of(request)
    check_may(_open(caller, ref, "handle"), "note_contact")
    files, kind = request.FILES.getlist("files"), request.POST.get("kind", "")
    if not files:
        raise BadInput("files", "", "至少一个文件，multipart/form-data 的字段 files", "附上文件再提交")
    return answer(request, lambda caller: _kept(caller, ref, files, kind), body=_digest(files, kind))


def _kept(caller: Caller, ref: str, files: list[UploadedFile], kind: str) -> tuple[int, dict[str, Any]]:
    case = access_complaint(caller.staff, ref, to="note_contact", on=caller.today).complaint
    handed = [Handed(each.name or "文件", each.file, each.content_type or "") for each in files]  # type: ignore[arg-type]
    kept, refused = keep_papers(complaint=case, files=handed, actor=caller.actor, at=caller.now, kind=kind)
    if not kept:
        raise BadInput("files", "", "能收的文件", " ".join(refused))
    return 200, {"ref": case.ref, "version": case.version, "papers": [{"id": str(each.id), "size": each.size, "sha256": each.sha256} for each in kept], "refused": refused}


def _digest(files: list[UploadedFile], kind: str) -> bytes:
    """What was sent, for the key: names and hashes, and the kind where one was given."""
    found = [[kind]] if kind else []
    for each in files:
        each.seek(0)
        found.append([each.name, each.content_type, hashlib.file_digest(each.file, "sha256").hexdigest()])  # type: ignore[arg-type]
        each.seek(0)
    return json.dumps(found).encode()


@api.get(f"{PAPERS}/{{paper_id}}", summary="下载附件或卷宗 · Download a paper or volume", tags=TAGS, operation_id="paper")
def paper(request: HttpRequest, ref: str, paper_id: int) -> HttpResponse | StreamingHttpResponse:
    """原样给出。卷宗里有投诉人的身份：先 disclose，五分钟内下载。A volume needs disclose first."""
    if not 0 <= paper_id < 2**63:
        raise NotYours
    caller = caller_of(request)
    case = _open(caller, ref, "paper").complaint
    return sent_paper(paper_to_hand_out(case, paper_id, staff_id=caller.staff.id, at=caller.now), case.data_key)


@api.post("/complaints/{ref}/letter", summary="答复书（Word） · The reply as a letter", tags=TAGS, operation_id="reply_letter", openapi_extra={"parameters": [KEY_PARAMETER]})
def letter(request: HttpRequest, ref: str, body: bodies.LetterWords) -> HttpResponse:
    """给出 .docx，案件不变；因读了投诉人姓名，与显示身份信息一样记入留痕。同一个幂等键再来不再给文件。The name is read, and that is logged."""

    def effect(caller: Caller) -> tuple[bytes, str, dict[str, Any]]:
        opened = _open(caller, ref, "letter")
        check_may(opened, "send_reply")
        words = Letter(**{name: cleaned(text) for name, text in body.model_dump().items()})
        case = opened.complaint
        check_decision(case, stage_facts(case), ReplyText("letter", **asdict(words)))
        actions.disclose_parties(ref=ref, actor=caller.actor, at=caller.now, reason="reply", fields=("name",))
        return render_reply_letter(case, words, at=caller.now), f"答复书-{case.ref}.docx", {"ref": case.ref, "version": case.version}

    return answer_file(request, MEDIA_TYPE, effect)
