"""A telling as the law takes it: the form, where it went, the proof; or tries enough to say that nobody could be reached (2020 measures Art. 21)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import Change
from suqing.apps.complaints.law import law_of
from suqing.apps.complaints.models import ContactNote, Party
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.models.told import Told
from suqing.apps.complaints.texts import cleaned, read, write
from suqing.casework.telling import Contact, Form, forms, lacking_proof, may_leave_untold
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, Refused
from suqing.rulebook import Edition

LABELS = {"address": "发到哪里", "proof": "告知凭证", "agreement": "约定的内容", "agreed_on": "约定的日期"}


@dataclass(frozen=True, slots=True)
class Sent:
    """Where it went; empty: to what stands on the record form. `agreement` of the way, where it was agreed; the paper that shows it."""

    address: str = ""
    agreement: str = ""
    agreed_on: date | None = None
    paper_id: int | None = None


def proven(change: Change, method: str, sent: Sent, proof: str, *, asked: bool = True, labels: Mapping[str, str] = LABELS) -> Sent:
    """`sent` with its address. BadInputs for what the form asks for and is not there; Refused where the tries are too few.

    `asked`: the law asks for a proof of this telling; else only what is given is checked.
    """
    complaint = change.complaint
    check_paper(complaint, sent.paper_id)
    if sent.agreed_on is not None and sent.agreed_on > house(change.at).date():
        raise BadInput(labels["agreed_on"], str(sent.agreed_on), "今天或以前的一天", "填实际约定的日期")
    law = law_of(complaint)
    form = forms(law, house(complaint.round_received_at).date()).get(method) if law else None
    if law is None or form is None:
        return sent
    if form.tries:
        check_tries(change, form)
        return sent
    sent = replace(sent, address=cleaned(sent.address) or _registered(change, form))
    if asked:
        _check(law, form, sent, proof, labels)
    return sent


def seal_sent(change: Change, row: Told, sent: Sent) -> None:
    """The address and agreement, sealed into the record of the telling."""
    write(row, change.key, told_address=sent.address, told_agreement=sent.agreement)
    row.told_agreed_on = sent.agreed_on


SENT_COLUMNS = ("told_address", "told_agreement", "told_agreed_on")


def check_tries(change: Change, form: Form) -> None:
    """Refused where the contact notes of this round are too few to say that nobody could be reached."""
    notes = ContactNote.objects.filter(complaint=change.complaint, at__gte=change.complaint.round_received_at)
    verdict = may_leave_untold(form, [Contact(at, reached, incoming) for at, reached, incoming in notes.values_list("at", "reached", "incoming")])
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)


def _check(law: Edition, form: Form, sent: Sent, proof: str, labels: Mapping[str, str]) -> None:
    there = {"address": sent.address, "proof": cleaned(proof), "agreement": cleaned(sent.agreement), "agreed_on": sent.agreed_on}
    lacking = lacking_proof(law, form, [name for name, value in there.items() if value])
    if lacking:
        raise BadInputs([BadInput(labels[each.code], "", each.words, each.do) for each in lacking])


def _registered(change: Change, form: Form) -> str:
    """The complainant's own number, address or mailbox of the record form."""
    party = Party.objects.filter(complaint=change.complaint, role=PartyRole.COMPLAINANT).first() if form.contact else None
    return read(party, change.key, form.contact) if party else ""
