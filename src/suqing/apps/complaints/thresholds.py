"""The numbers of the law that rule a case, from its own edition, as of its receipt."""

from collections.abc import Mapping, Sequence

from suqing.apps.complaints.models import CaseEdition, Complaint
from suqing.apps.editions.stored import open_stored
from suqing.casework.emergency import Thresholds, thresholds_on


def thresholds_of(complaint: Complaint) -> Thresholds:
    """One statement; nothing set where the law does not rule the case."""
    return thresholds_of_each([complaint])[complaint.id]


def thresholds_of_each(complaints: Sequence[Complaint]) -> Mapping[int, Thresholds]:
    """Of many cases, by id (one statement)."""
    ruling = dict(CaseEdition.objects.filter(complaint__in=complaints, rulebook="cbirc2020", applies=True).values_list("complaint_id", "edition_hash"))
    return {each.id: thresholds_on(open_stored(ruling[each.id]) if each.id in ruling else None, each.received_day) for each in complaints}
