"""The limits of the insurance law on one claim, from the edition that rules the case and the days on record."""

from collections.abc import Collection, Sequence
from datetime import date

from suqing.apps.complaints.intake import claim_dates
from suqing.apps.complaints.models import CaseEdition, Complaint
from suqing.apps.editions.stored import open_stored
from suqing.casework.claim_limits import ClaimCheck, checks_of


def with_cites(grounds: str, wanted: Collection[str], offered: Sequence[ClaimCheck]) -> str:
    """The grounds of an answer with the sentences of the chosen articles after them."""
    return "\n".join(each for each in (grounds, *(check.cite for check in offered if check.id in wanted)) if each)


def claim_checks(complaint: Complaint, *, today: date) -> tuple[ClaimCheck, ...]:
    """No statement where no day is recorded; none of these where the insurer has not adopted the law."""
    dates = claim_dates(complaint)
    if not dates.known():
        return ()
    ruling = CaseEdition.objects.filter(complaint=complaint, rulebook="insurancelaw", applies=True).first()
    return checks_of(edition=open_stored(ruling.edition_hash), dates=dates, received_on=complaint.received_day, today=today) if ruling else ()
