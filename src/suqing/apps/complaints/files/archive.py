"""One volume: the PDF, the attachments and the plain record in one ZIP with a manifest of SHA-256 sums."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.template.loader import render_to_string

from suqing.apps.audit.models import ReadTrace
from suqing.apps.complaints.files.dossier import Section, sections_of, words_of
from suqing.apps.complaints.files.pdf import pdf_of
from suqing.apps.complaints.models import ArchiveVolume, Complaint
from suqing.apps.organisations.models import Staff
from suqing.apps.papers.keeping import open_paper, paper_name
from suqing.apps.papers.models import Paper
from suqing.kernel.canonical import canonical

# Every ZIP of the same content is the same bytes: members carry this time, the manifest carries the true one.
FIXED_TIME = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Volume:
    pdf: bytes
    zip: bytes
    manifest_hash: str


def build_volume(volume: ArchiveVolume, *, at: datetime) -> Volume:
    """Everything on file at `at`. NotReady where the machine lacks what PDF needs."""
    complaint = volume.complaint
    sections = [*sections_of(complaint), _readers(complaint)]
    members = {"卷宗.pdf": _pdf(complaint, volume, sections, at), "记录.json": _json(sections)}
    for number, paper in enumerate(_papers(complaint), start=1):
        members[f"附件/{number:03d}-{paper_name(paper, complaint.data_key)}"] = open_paper(paper, complaint.data_key)
    manifest = canonical(
        {
            "ref": complaint.ref,
            "volume": volume.number,
            "round": complaint.round,
            "at": at,
            "files": [{"name": name, "size": len(content), "sha256": sha256(content).hexdigest()} for name, content in sorted(members.items())],
        }
    )
    members["manifest.json"] = manifest.encode()
    return Volume(members["卷宗.pdf"], _zipped(members), sha256(manifest.encode()).hexdigest())


def _papers(complaint: Complaint) -> list[Paper]:
    own = Paper.objects.filter(root_id=complaint.root_id, subject_kind="complaint", subject_id=complaint.id)
    return list(own.exclude(kind="archive").order_by("added_at", "id"))


def _readers(complaint: Complaint) -> Section:
    """Who looked at what (C19)."""
    traces = ReadTrace.objects.filter(root_id=complaint.root_id, subject_kind="complaint", subject_id=complaint.id).order_by("window_start", "id")
    names = dict(Staff.objects.filter(pk__in=traces.values("staff_id")).values_list("pk", "name"))
    rows = [[("何人", names.get(each.staff_id, "")), ("时段", words_of(each.window_start)), ("次数", str(each.count))] for each in traces]
    return Section("查阅记录", rows)


def _json(sections: list[Section]) -> bytes:
    plain = [{"title": each.title, "records": [dict(record) for record in each.records]} for each in sections]
    return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def _pdf(complaint: Complaint, volume: ArchiveVolume, sections: list[Section], at: datetime) -> bytes:
    html = render_to_string("complaints/dossier.html", {"complaint": complaint, "volume": volume, "sections": sections, "at": words_of(at)})
    return pdf_of(html)


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in sorted(members.items()):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return packed.getvalue()
