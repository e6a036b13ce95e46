"""Papers added to a case: each with its event; what could not be taken is told, the others are kept (S5 7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import PaperKind
from suqing.apps.organisations.actors import Actor
from suqing.apps.papers.keeping import keep_paper
from suqing.apps.papers.models import Paper
from suqing.kernel.errors import BadInput

MOST = 20
TOO_MANY = f"一次最多{MOST}个附件，其余请再添加一次。"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it was handed in."""

    name: str
    content: IO[bytes]
    declared_type: str


UNSORTED = "evidence"  # as papers were kept before they had kinds, and as they are without one


def keep_papers(*, complaint: Complaint, files: Sequence[Handed], actor: Actor, at: datetime, kind: str = "") -> tuple[list[Paper], list[str]]:
    """`kind` is a PaperKind, the same of all. (kept, sentences about the others). The door is asked before; the case's version does not change."""
    if kind and kind not in PaperKind.values:
        raise BadInput("材料种类", kind[:40], "、".join(str(label) for label in PaperKind.labels) + "之一", "从列表里选，或不选")
    kept, refused = [], [TOO_MANY] if len(files) > MOST else []
    for file in files[:MOST]:
        try:
            kept.append(_keep(complaint, file, actor, at, kind or UNSORTED))
        except BadInput as problem:
            refused.append(problem.sentence)
    return kept, refused


def _keep(complaint: Complaint, file: Handed, actor: Actor, at: datetime, kind: str) -> Paper:
    subject = ("complaint", complaint.id)
    with transaction.atomic():
        paper = keep_paper(
            root=complaint.root_id, subject=subject, data_key_wrapped=complaint.data_key, name=file.name, content=file.content,
            declared_type=file.declared_type, actor=actor, at=at, kind=kind,
        )  # fmt: skip
        record(
            root_id=complaint.root_id, subject=subject, verb="paper_kept", actor=actor, at=at, clause="property/7.1",
            refs={"paper": paper.id, "sha256": paper.sha256}, records=[paper],
        )  # fmt: skip
    return paper
