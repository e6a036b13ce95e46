"""Somebody was faster: what is there now beside what was typed, field by field where both exist."""

from suqing.apps.complaints.actions.proposing import WORDS
from suqing.apps.complaints.record import CaseRecord
from suqing.web.desk.forms.base import CaseForm
from suqing.web.words.numbers import yuan

RECORD_FIELDS = {"facts": "facts", "demands": "demands", "respondent_text": "respondent"}


def theirs_and_yours(action: str, form: CaseForm, record: CaseRecord) -> list[tuple[str, str, str]]:
    """(field, theirs, yours) for the fields that differ; empty where the act only adds a record of its own."""
    theirs = _theirs(action, record)
    found = []
    for name, value in theirs.items():
        if name not in form.fields:
            continue
        yours = str(form.data.get(form.add_prefix(name), ""))
        if yours.strip() != value.strip():
            found.append((str(form.fields[name].label), value or "—", yours or "—"))
    return found


def _theirs(action: str, record: CaseRecord) -> dict[str, str]:
    if action in ("draft_proposal", "submit_proposal") and record.proposals:
        latest = record.proposals[-1]
        texts = {name: getattr(latest, name) for name in WORDS}
        return texts | {name: yuan(getattr(latest.row, name)) for name in ("amount_fen", "company_loss_fen")}
    if action == "complete_record":
        return {name: getattr(record, attribute) for name, attribute in RECORD_FIELDS.items()}
    if action in ("triage", "reclassify"):
        return {"classification": record.complaint.classification}
    return {}
