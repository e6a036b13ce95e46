"""The law on a case: the edition of the 2020 measures that rules it, and who decided in the law's sense."""

from collections.abc import Mapping

from suqing.apps.complaints.models import CaseEdition, Complaint
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.models import OrganisationKind
from suqing.casework.deciding import lacking_parts, usual_remedies
from suqing.casework.telling import Form, forms
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs
from suqing.rulebook import Edition


def law_of(complaint: Complaint) -> Edition | None:
    """None where the law does not apply to it or was not adopted."""
    found = CaseEdition.objects.filter(complaint=complaint, rulebook="cbirc2020", applies=True).values_list("edition_hash", flat=True).first()
    return open_stored(found) if found else None


def forms_of(complaint: Complaint) -> dict[str, Form]:
    """How this case's law takes each way of telling; empty where it does not rule."""
    law = law_of(complaint)
    return forms(law, house(complaint.round_received_at).date()) if law else {}


def by_branch(complaint: Complaint) -> bool:
    """Whether a branch decides: its decisions are open to review by the body above (Art. 20), those of headquarters are not."""
    unit = complaint.unit
    at_the_top = unit.kind == OrganisationKind.HEADQUARTERS or unit.kind == OrganisationKind.DEPARTMENT and unit.parent_id == unit.root_id
    return not at_the_top


def check_parts(law: Edition | None, said: Mapping[str, str]) -> None:
    """BadInputs for the parts of Art. 19 that a decision leaves out; nothing where the law does not rule."""
    lacking = lacking_parts(law, [name for name, words in said.items() if words.strip()]) if law else []
    if lacking:
        raise BadInputs([BadInput(each.words, "", "写明的一段话", each.do) for each in lacking])


def remedies_of(complaint: Complaint) -> str:
    """The remedies as they are usually told in this case."""
    law = law_of(complaint)
    return usual_remedies(law, by_branch=by_branch(complaint)) if law else ""
