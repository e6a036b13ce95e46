"""Papers of a case given out: which there are, and one of them. A volume holds the identity unmasked (S5 9.1)."""

from datetime import datetime

from suqing.apps.audit.disclosing import disclosed_fields
from suqing.apps.complaints.actions.disclosing import FIELDS
from suqing.apps.complaints.models import Complaint
from suqing.apps.papers.models import Paper
from suqing.kernel.errors import NotYours, Refused

SHOW_FIRST = "卷宗里有投诉人的身份，没有打码。先选原因显示身份信息，五分钟内再下载。"


def papers_of(case: Complaint) -> list[Paper]:
    """In the order of adding (one statement)."""
    rows = Paper.objects.filter(root_id=case.root_id, subject_kind="complaint", subject_id=case.id)
    return list(rows.select_related("added_by").order_by("added_at", "id"))


def paper_to_hand_out(case: Complaint, paper_id: int, *, staff_id: int, at: datetime) -> Paper:
    """A paper of another case is not there; a volume is refused until the whole identity is open to this person."""
    paper = Paper.objects.filter(root_id=case.root_id, subject_kind="complaint", subject_id=case.id, pk=paper_id).first()
    if paper is None:
        raise NotYours
    if paper.kind == "archive" and not _open_to(case, staff_id, at):
        raise Refused(SHOW_FIRST, clause="property/9.1")
    return paper


def _open_to(case: Complaint, staff_id: int, at: datetime) -> bool:
    opened = disclosed_fields(root_id=case.root_id, staff_id=staff_id, subject=("complaint", case.id), at=at)
    return opened >= set(FIELDS)
