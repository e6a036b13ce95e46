"""The numbers of the law that rule one case, from its own edition, as of its receipt."""

from suqing.apps.complaints.models import CaseEdition, Complaint
from suqing.apps.editions.stored import open_stored
from suqing.casework.emergency import Thresholds, thresholds_on


def thresholds_of(complaint: Complaint) -> Thresholds:
    """One statement; nothing set where the law does not rule the case."""
    ruling = CaseEdition.objects.filter(complaint=complaint, rulebook="cbirc2020", applies=True).first()
    return thresholds_on(open_stored(ruling.edition_hash) if ruling else None, complaint.received_day)
