"""A paper that an act names must lie with the case."""

from suqing.apps.complaints.models import Complaint
from suqing.apps.papers.models import Paper
from suqing.kernel.errors import BadInput


def check_paper(complaint: Complaint, paper_id: int | None) -> None:
    """BadInput for a paper of another case, or none at all."""
    if paper_id is None or Paper.objects.filter(root_id=complaint.root_id, subject_kind="complaint", subject_id=complaint.id, pk=paper_id).exists():
        return
    raise BadInput("附件", str(paper_id), "本件的一份附件", "先上传，再从列表里选")
