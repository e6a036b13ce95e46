"""The reply as a letter (2020年第3号令 第十九条): facts verified, grounds and reasons, remedies, all in place; or as the words of a message.

The office's own templates are `reply.docx`, `reply.html` (the PDF), `reply-sms.txt` and `reply-email.txt` in the template folder of the
data folder; without one, a plain one is taken. Fields: insurer, insurer_short, unit, ref, name, received, facts_verified, text, grounds,
remedies, day, contact. `contact` is the one line of `contact.txt` there; without it, the words "本公司客服电话".
A text message bears what may be read out and nothing else: no name, no facts, no grounds.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from docx import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from suqing.apps.complaints.files.pdf import pdf_of
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import complainant
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput

TEMPLATE = "reply.docx"
CONTACT = "contact.txt"
LONGEST_SMS = 500  # characters; longer ones come in many pieces, and out of order
SHIPPED = Path(__file__).parent.parent / "templates" / "complaints"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEADINGS = (("一、核实情况", "facts_verified"), ("二、处理结果", "text"), ("三、依据和理由", "grounds"), ("四、救济途径", "remedies"))


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    facts_verified: str
    grounds: str
    remedies: str


def render_reply_letter(complaint: Complaint, letter: Letter, *, at: datetime) -> bytes:
    """A .docx. Texts are escaped and the template runs in a sandbox: an office-edited template is data, not code."""
    template = DocxTemplate(_template())
    template.render(_context(complaint, letter, at), jinja_env=SandboxedEnvironment(autoescape=True))
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def render_reply_pdf(complaint: Complaint, letter: Letter, *, at: datetime) -> bytes:
    """The same letter as a PDF. NotReady where the machine lacks what PDF needs."""
    return pdf_of(_rendered("reply.html", _context(complaint, letter, at), escape=True))


def render_reply_sms(complaint: Complaint, letter: Letter, *, at: datetime) -> str:
    """BadInput for a reply that is too long for a text message."""
    told = {**_context(complaint, letter, at), **{name: _one_line(getattr(letter, name)) for name in ("text", "remedies")}}
    found = _one_line(_rendered("reply-sms.txt", {**told, **dict.fromkeys(("name", "facts_verified", "grounds"), "")}))
    if len(found) > LONGEST_SMS:
        raise BadInput("短信", f"{len(found)}个字", f"不超过{LONGEST_SMS}个字的短信", "写短，或改用书面、电子邮件答复")
    return found


def render_reply_email(complaint: Complaint, letter: Letter, *, at: datetime) -> str:
    """Subject line first, then the words of the letter; a part that was not written is left out."""
    return _rendered("reply-email.txt", _context(complaint, letter, at))


def _rendered(name: str, context: dict[str, str], *, escape: bool = False) -> str:
    own = _own(name)
    source = (own or SHIPPED / name).read_text(encoding="utf-8")
    return SandboxedEnvironment(autoescape=escape).from_string(source).render(context)


def _own(name: str) -> Path | None:
    path = Path(settings.DATA) / "templates" / name
    return path if path.exists() else None


def _contact() -> str:
    own = _own(CONTACT)
    return (own.read_text(encoding="utf-8").strip() if own else "") or "本公司客服电话"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _context(complaint: Complaint, letter: Letter, at: datetime) -> dict[str, str]:
    party = complainant(complaint)
    day = house(at)
    received = house(complaint.received_at)
    return {
        "insurer": complaint.unit.root.name,
        "insurer_short": complaint.unit.root.short_name,
        "contact": _contact(),
        "unit": complaint.unit.name,
        "ref": complaint.ref,
        "name": (read(party, case_key(complaint), "name") if party else "") or "投诉人",
        "received": f"{received.year}年{received.month}月{received.day}日",
        "day": f"{day.year}年{day.month}月{day.day}日",
        "text": letter.text,
        "facts_verified": letter.facts_verified,
        "grounds": letter.grounds,
        "remedies": letter.remedies,
    }


def _template() -> io.BytesIO:
    own = _own(TEMPLATE)
    return io.BytesIO(own.read_bytes()) if own else default_template()


def default_template() -> io.BytesIO:
    """A plain letter with the fields in place; also what an office starts its own from."""
    document = Document()
    document.styles["Normal"].font.size = Pt(12)
    document.add_heading("投诉处理答复书", level=1)
    document.add_paragraph("编号：{{ ref }}")
    document.add_paragraph("{{ name }}：")
    document.add_paragraph("您于{{ received }}提出的投诉，我们已经处理，现答复如下。")
    for heading, field in HEADINGS:
        document.add_paragraph("{%p if " + field + " %}")
        document.add_paragraph(heading).runs[0].bold = True
        document.add_paragraph("{{ " + field + " }}")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ insurer }}\n{{ unit }}\n{{ day }}")
    made = io.BytesIO()
    document.save(made)
    made.seek(0)
    return made
