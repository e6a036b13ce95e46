"""The reply as a Word letter (2020年第3号令 第十九条): facts verified, grounds and reasons, remedies, all in place.

The office's own template is `reply.docx` in the template folder of the data folder; without one, a plain one is made.
Its fields: insurer, unit, ref, name, received, facts_verified, text, grounds, remedies, day.
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

from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import complainant
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.clock import house

TEMPLATE = "reply.docx"
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


def _context(complaint: Complaint, letter: Letter, at: datetime) -> dict[str, str]:
    party = complainant(complaint)
    day = house(at)
    received = house(complaint.received_at)
    return {
        "insurer": complaint.unit.root.name,
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
    own = Path(settings.DATA) / "templates" / TEMPLATE
    return io.BytesIO(own.read_bytes()) if own.exists() else default_template()


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
