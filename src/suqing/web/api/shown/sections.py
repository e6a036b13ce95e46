"""Records of a case, each field as it stands: what stands beside the eight steps, and replies, endings and what was learnt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from suqing.apps.complaints.models import Amendment
from suqing.apps.complaints.models.told import Told
from suqing.apps.complaints.record.amended import earlier_words
from suqing.apps.complaints.record.people import mask_contact
from suqing.apps.complaints.record.rows import Rows
from suqing.apps.organisations.models import Organisation, Staff
from suqing.kernel.sealedfields import CipherText
from suqing.web.api.shown.values import day, moment, person, unit, yuan

# section -> fields, in the order of the record
FIELDS: Mapping[str, Sequence[str]] = {
    "amendments": ("id", "field", "earlier", "reason", "by", "at"),
    "acknowledgements": ("id", "form", "address", "text", "proof", "at", "by", "entered_at"),
    "documents_seen": ("id", "document", "label", "seen_on", "paper_id", "by", "at"),
    "document_requests": ("id", "words", "due_day", "by", "at"),
    "promises": ("id", "due_at", "words", "by", "at", "answered_at"),
    "urges": ("id", "to_staff", "reason", "answer_by", "by", "at", "received_at", "answer", "answered_at", "escalated_at"),
    "obstacles": ("id", "reason", "by", "at", "to_staff", "objective", "answer", "answered_at"),
    "supports": ("id", "kind", "to_staff", "reason", "answer_by", "by", "at", "outcome", "answer", "answered_at", "escalated_at"),
    "blockages": ("id", "state", "stuck_on", "with_whom", "since", "way_out", "by", "at", "superseded_at", "cleared_at", "solved"),
    "mediations": ("id", "organisation", "proposed_by", "words", "by", "at", "agreed_at", "proof", "ended_at", "result", "declined_by", "decline_ground", "outcome", "mediator", "performed_on", "performance", "confirmed_on", "confirmation_no"),
    "mediation_opinions": ("id", "mediation_id", "amount_fen", "limit_fen", "binds", "words", "by", "given_at", "accepted", "answer", "answered_by", "answered_at"),
    "reviews": ("id", "round", "decision_received_at", "applied_at", "form", "reason", "to_unit", "handler", "by", "at", "process", "time_limits", "result", "outcome", "decision", "decided_by", "decided_at", "told_at", "told_how", "told_address", "told_agreement", "told_agreed_on", "told", "proof", "told_paper_id"),
    "new_facts": ("id", "round", "received_at", "words", "by", "at"),
    "paper_requests": ("id", "round", "kinds", "words", "held", "reason", "by", "at"),
    "latenesses": ("id", "clock_kind", "limit_at", "cause", "words", "by", "at", "superseded_at"),
    "inquiries": ("id", "method", "asked", "told", "by", "at"),
    "put_throughs": ("id", "to_staff", "reached", "words", "by", "at"),
    "settlements": ("id", "amount_fen", "proof", "sampled", "by", "at", "approved", "words", "seen_by", "seen_at"),
    "visits": ("id", "arrived_at", "place", "recording_told", "by", "at", "left_at", "outcome"),
    "head_counts": ("id", "visit_id", "at", "persons", "step"),
    "crises": ("id", "round", "trigger", "persons", "reason", "by", "at", "body", "final_opinion", "fed_back_at"),
    "crisis_opinions": ("id", "crisis_id", "body", "present", "opinion", "decision", "then", "by", "at"),
    "emergency_plans": ("id", "trigger", "persons", "reason", "by", "at", "result", "ended_by", "ended_at"),
    "emergency_entries": ("id", "plan_id", "item", "words", "by", "at", "entered_at"),
    "hearings": ("id", "staff", "asked_by", "asked_at", "heard_at", "declined", "statement"),
    "replies": ("id", "round", "method", "text", "facts_verified", "grounds", "remedies", "sent_at", "received_at", "told_address", "told_agreement", "told_agreed_on", "proof", "paper_id", "by", "entered_at"),
    "responses": ("id", "reply_id", "accepted", "words", "by", "at"),
    "report_backs": ("id", "document_no", "summary", "at", "by", "entered_at"),
    "closures": ("id", "round", "ground", "clause", "law_cited", "by", "at"),
    "terminations": ("id", "round", "kind", "clause", "reason", "told_customer_at", "told_how", "told_address", "told_agreement", "told_agreed_on", "told_proof", "told_paper_id", "by", "at"),
    "reopenings": ("id", "round", "reason", "by", "at"),
    "follow_ups": ("id", "round", "reached", "satisfaction", "words", "discontent_remains", "by", "at"),
    "surveys": ("id", "round", "by", "at", "expires_at", "answered_at", "satisfaction", "words", "contact_wanted"),
    "evaluations": ("id", "round", "lessons", "avoidance", "by", "at"),
    "improvements": ("id", "to_unit", "problem", "suggestion", "due_day", "by", "at", "answered_at", "done_at"),
    "improvement_steps": ("id", "improvement_id", "kind", "good", "words", "plan", "day", "by", "at"),
}


def sections(rows: Rows, revealed: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """Every section, empty ones too; money in yuan as text, moments at +08:00, persons by id, login and name; identity masked unless revealed."""
    return {name: [_row(rows, each, fields, revealed) for each in getattr(rows, name)] for name, fields in FIELDS.items()}


def _row(rows: Rows, row: Model, fields: Sequence[str], revealed: frozenset[str]) -> dict[str, Any]:
    masked = {"earlier": earlier_words(rows, row, revealed)} if isinstance(row, Amendment) else {}
    if isinstance(row, Told) and "told_address" in fields and not {"phone", "address", "email"} <= revealed:
        masked = {"told_address": mask_contact(getattr(row, "method", "") or getattr(row, "told_how", ""), rows.text(row, "told_address"))}
    return {name.removesuffix("_fen") + ("_yuan" if name.endswith("_fen") else ""): _value(rows, row, name) for name in fields} | masked


def _value(rows: Rows, row: Model, name: str) -> Any:
    value = getattr(row, name)
    if name == "id" or name.endswith("_id"):
        return None if value is None else str(value)
    if name.endswith("_fen"):
        return yuan(value)
    if name in ("kinds", "held"):
        return [each for each in value.split(",") if each]
    if isinstance(row._meta.get_field(name), CipherText):
        return rows.text(row, name)
    if isinstance(value, Staff):
        return person(value)
    if isinstance(value, Organisation):
        return unit(value)
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value
