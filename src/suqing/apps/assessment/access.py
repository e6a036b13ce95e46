"""Who may do what in the assessment: assessors work, the leader publishes, an insurer's contact sees that insurer alone (S1 五; X03).

The office is a root of its own; it sees no case, and no insurer's staff sees the office.
"""

from datetime import date

from suqing.apps.assessment.models import InsurerContact, Round
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role
from suqing.apps.organisations.queries import in_force
from suqing.kernel.errors import NotYours

ASSESSES = (Role.ASSESSOR, Role.ASSESSMENT_LEADER)
# Who scores their own insurer: those who answer for its complaints as a whole.
SCORES_OWN = (
    Role.COMPLAINT_OFFICER, Role.COMPLAINT_MANAGER, Role.LEADER_IN_CHARGE, Role.GENERAL_MANAGER, Role.LEADING_GROUP,
)  # fmt: skip


def assesses(standing: Standing) -> bool:
    return standing.has(*ASSESSES)


def publishes(standing: Standing) -> bool:
    return standing.has(Role.ASSESSMENT_LEADER)


def scores_own(standing: Standing) -> bool:
    return standing.has(*SCORES_OWN)


def need_assessor(standing: Standing) -> None:
    if not assesses(standing):
        raise NotYours


def contact_of(standing: Standing, *, on: date) -> str | None:
    """The code of the insurer for which the person speaks; None for everybody else (no statement for them)."""
    if not standing.has(Role.INSURER_CONTACT):
        return None
    found = InsurerContact.objects.filter(in_force(on), root_id=standing.root_id, staff_id=standing.staff_id).first()
    return found.insurer_code if found else None


def access_round(standing: Standing, rulebook: str, period: str) -> Round:
    """An assessor's way to a round. NotYours, alike for "not there" and "not for this person"."""
    need_assessor(standing)
    found = Round.objects.filter(root_id=standing.root_id, rulebook=rulebook, period=period).select_related("edition").first()
    if found is None:
        raise NotYours
    return found


def access_as_contact(standing: Standing, rulebook: str, period: str, *, on: date) -> tuple[Round, str]:
    """A contact's way to a round: with the code of their insurer, and only once they were asked or it is published."""
    code = contact_of(standing, on=on)
    found = Round.objects.filter(root_id=standing.root_id, rulebook=rulebook, period=period).select_related("edition").first()
    if code is None or found is None or (found.counts_asked_at is None and not found.published.exists()):
        raise NotYours
    return found, code
