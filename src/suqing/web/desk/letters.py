"""The reply as a letter or a message, from what stands in the form. Who makes it reads the name: written into the log like any disclosure."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import check_may
from suqing.apps.complaints.actions.replying import ReplyText, check_decision
from suqing.apps.complaints.claim_checks import claim_checks, with_cites
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.letters import (
    MEDIA_TYPE,
    Letter,
    render_reply_email,
    render_reply_letter,
    render_reply_pdf,
    render_reply_sms,
)
from suqing.apps.complaints.intake import cleaned
from suqing.apps.complaints.models import Complaint
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, NotReady, Refused
from suqing.web.desk.case import open_case
from suqing.web.desk.case_page import Problem, case_page
from suqing.web.frame import Desk, desk_page
from suqing.web.sending import sent

PARTS = ("text", "facts_verified", "grounds", "remedies")
PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    ending: str
    media_type: str
    render: Callable[[Complaint, Letter, datetime], bytes]
    names_person: bool = True


KINDS: Mapping[str, Kind] = {
    "docx": Kind("答复书", "docx", MEDIA_TYPE, lambda case, words, at: render_reply_letter(case, words, at=at)),
    "pdf": Kind("答复书", "pdf", "application/pdf", lambda case, words, at: render_reply_pdf(case, words, at=at)),
    "sms": Kind("答复短信", "txt", PLAIN, lambda case, words, at: render_reply_sms(case, words, at=at).encode(), names_person=False),
    "email": Kind("答复邮件", "txt", PLAIN, lambda case, words, at: render_reply_email(case, words, at=at).encode()),
}


@desk_page
@require_POST
def letter(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """A file to download, sign and send; nothing of the case changes. `as`: docx, pdf, sms or email."""
    opened = open_case(desk, ref, to="read", purpose="letter")
    kind = KINDS.get(request.GET.get("as", "docx"), KINDS["docx"])
    parts = {name: cleaned(request.POST.get(name, "")) for name in PARTS}
    parts["grounds"] = with_cites(parts["grounds"], request.POST.getlist("cites"), claim_checks(opened.complaint, today=house(desk.now).date()))
    words = Letter(**parts)
    try:
        check_may(opened, "send_reply")
        if not words.text and kind.media_type == PLAIN:
            raise BadInput("答复内容", "", "要告诉投诉人的处理结果", "写好再生成")
        if kind.names_person:  # a message by SMS says the result and where to ask; the decision's parts are told otherwise
            check_decision(opened.complaint, stage_facts(opened.complaint), ReplyText("letter", **asdict(words)))
        content = kind.render(opened.complaint, words, desk.now)
    except Refused as refused:
        return case_page(request, desk, opened, problem=Problem("refused", refused.reason, refused.clause or ""), status=422)
    except BadInput as wrong:
        return case_page(request, desk, opened, problem=Problem("refused", wrong.sentence, "property/7.7"), status=422)
    except BadInputs as lacking:
        return case_page(request, desk, opened, problem=Problem("refused", f"{kind.name}还缺：{'、'.join(each.field for each in lacking.items)}。写好再生成。", "cbirc2020/19"), status=422)
    except NotReady as not_ready:
        return case_page(request, desk, opened, problem=Problem("refused", str(not_ready), "property/7.7"), status=503)
    if kind.names_person:
        actions.disclose_parties(ref=ref, actor=desk.actor, at=desk.now, reason="reply", fields=("name",))
    return sent(content, f"{kind.name}-{opened.complaint.ref}.{kind.ending}", kind.media_type)
