"""The regulator's own seven working days, from its receipt to its forwarding (law 33): looked at, never a clock of ours."""

from dataclasses import dataclass

from suqing.apps.complaints.models import CaseEdition, Complaint, ForwardedLetter
from suqing.apps.editions.queries import current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import ClockFacts
from suqing.rulebook import Edition

KIND = "regulator_forward"


@dataclass(frozen=True, slots=True)
class ForwardingCheck:
    """`late` is None where the letter does not say when it was forwarded."""

    deadline: Deadline
    edition: Edition
    late: bool | None


def forwarding_check(complaint: Complaint, letter: ForwardedLetter | None) -> ForwardingCheck | None:
    """None where the letter does not say when the regulator received it, or the 2020 measures do not rule the case."""
    if letter is None or letter.regulator_received_at is None:
        return None
    ruling = CaseEdition.objects.filter(complaint=complaint, rulebook="cbirc2020", applies=True).values_list("edition_hash", flat=True).first()
    if ruling is None:
        return None
    edition = open_stored(ruling)
    facts = ClockFacts(letter.regulator_received_at, regulator_received_at=letter.regulator_received_at)
    found = next((each for each in deadlines_for(edition=edition, calendar=current_calendar(), facts=facts) if each.kind == KIND), None)
    if found is None:
        return None
    return ForwardingCheck(found, edition, letter.forwarded_at > found.limit_at if letter.forwarded_at else None)
