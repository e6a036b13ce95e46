"""Colleagues named in an act: always of the same insurer."""

from suqing.apps.complaints.models import Complaint
from suqing.apps.organisations.models import Staff
from suqing.kernel.errors import BadInput


def colleague(complaint: Complaint, staff_id: int) -> Staff:
    """The person, or BadInput where the id is nobody of this insurer."""
    person = Staff.objects.filter(root_id=complaint.root_id, pk=staff_id).first()
    if person is None:
        raise BadInput("人员", str(staff_id), "本公司的一位人员", "从列表里选")
    return person
