"""7.2 Is it one, and which class? The product proposes and says why; a person confirms or overrides with a reason (C03–C05)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from suqing.apps.clocks.actions import forget_pauses, void_clocks
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.events import MajorClassed, MisconductRevealed, PlainPaper
from suqing.apps.complaints.facts import triage_facts
from suqing.apps.complaints.models import (
    CaseEdition,
    Complaint,
    FindingPerson,
    ForwardedLetter,
    RegisterEntry,
    RuleTrialRow,
    Triage,
)
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.texts import read, write
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.apps.papers.keeping import open_paper, paper_name
from suqing.apps.papers.models import Paper
from suqing.casework.classes import CLASS_NAMES, ORDINARY
from suqing.casework.lifecycle import Stage
from suqing.casework.triage import Classification, classify
from suqing.kernel.crypto import DESTROYED
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.publish import publish


@dataclass(frozen=True, slots=True)
class Proposed:
    classification: Classification
    edition_hash: str


def proposed_class(complaint: Complaint) -> Proposed | None:
    """What the adopted property rule proposes from the facts on record; None where no such rule is adopted."""
    ruling = CaseEdition.objects.filter(complaint=complaint, rulebook="property").first()
    if ruling is None:
        return None
    found = classify(edition=open_stored(ruling.edition_hash), facts=triage_facts(complaint))
    return Proposed(found, ruling.edition_hash)


def triage_complaint(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    classification: str,
    established: bool | None,
    reason: str = "",
) -> Complaint:
    """Confirm or override the proposed class; say whether grounds and demand hold (成立, not yet 有效)."""
    with changing(ref=ref, action="triage", actor=actor, at=at, seen_version=seen_version) as change:
        return _decide(change, classification, established, reason, verb="triaged", stage=Stage.TRIAGED)


def reclassify_complaint(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, classification: str, reason: str
) -> Complaint:
    """Another class midway: clocks are computed anew from receipt, both answers stay visible."""
    with changing(ref=ref, action="reclassify", actor=actor, at=at, seen_version=seen_version) as change:
        if classification == change.complaint.classification:
            raise BadInput("类别", classification, "与现在不同的类别", "类别没有变，不用改")
        if not reason.strip():
            raise BadInput("改类理由", "", "一句理由", "写明为什么改")
        return _decide(
            change, classification, change.complaint.established, reason, verb="reclassified", stage=change.complaint.stage
        )


def _decide(change: Change, classification: str, established: bool | None, reason: str, *, verb: str, stage: str) -> Complaint:
    complaint = change.complaint
    proposed = proposed_class(complaint)
    found = proposed.classification if proposed else None
    if found is not None and found.in_scope is False:
        raise Refused(found.because, clause=found.clause, line=found.line)
    if classification not in ORDINARY:
        raise BadInput("类别", classification, f"{'、'.join(CLASS_NAMES[each] for each in ORDINARY)}之一", "反映舞弊的，改走举报专用通道")
    wanted = found.classification if found else ""
    if wanted and wanted != classification and not reason.strip():
        raise BadInput("改类理由", "", "一句理由", "所选类别与系统建议不同，写明为什么")
    number = Triage.objects.filter(complaint=complaint).count() + 1
    triage = Triage(
        root_id=complaint.root_id,
        complaint=complaint,
        number=number,
        in_scope=True,
        established=established,
        proposed_class=wanted or "",
        classification=classification,
        clause=found.clause if found else "",
        by_id=change.actor.staff_id,
        at=change.at,
    )
    write(triage, change.key, reason=reason.strip(), line=found.line.to_canonical() if found else "")
    triage.save(force_insert=True)
    became_major = classification == "major" != complaint.classification
    complaint.classification = classification
    recompute_for(complaint, at=change.at)
    complaint = change.finish(
        verb=verb,
        clause=triage.clause or "property/5.2",
        edition=proposed.edition_hash if proposed else None,
        refs={"class": classification, "proposed": triage.proposed_class, "number": number},
        records=[triage],
        stage=stage,
        in_scope=True,
        established=established,
        classification=classification,
    )
    if became_major:
        publish(MajorClassed(complaint.id, complaint.root_id, complaint.ref, change.actor, change.at))
    return complaint


def reveal_misconduct(*, ref: str, seen_version: int, actor: Actor, at: datetime, reason: str) -> Complaint:
    """It turns out to be a report of misconduct: moved to the sealed room, the ordinary record blanked, its key destroyed."""
    with changing(ref=ref, action="reveal_misconduct", actor=actor, at=at, seen_version=seen_version) as change:
        complaint, key = change.complaint, change.key
        plain = {name: read(complaint, key, name) for name in ("title", "facts", "demands", "respondent_text", "policy_no", "claim_no", "method_words")}
        party = complaint.parties.filter(role=PartyRole.COMPLAINANT).first()
        if party is not None:
            plain |= {name: read(party, key, name) for name in ("name", "phone", "id_number", "address", "email")}
        plain["reason"] = reason
        for row in complaint.amendments.filter(field__in=("facts", "demands")).order_by("at", "id"):  # the first words go along
            plain[row.field] += f"\n（更正前：{read(row, key, 'earlier')}）"
        publish(
            MisconductRevealed(
                complaint.id, complaint.root_id, complaint.ref, actor, at,
                plain=plain, received_at=complaint.received_at, method=complaint.method, papers=_opened_papers(complaint),
            )  # fmt: skip
        )
        return _blank(change)


def _papers(complaint: Complaint) -> QuerySet[Paper]:
    return Paper.objects.filter(root_id=complaint.root_id, subject_kind="complaint", subject_id=complaint.id)


def _opened_papers(complaint: Complaint) -> tuple[PlainPaper, ...]:
    return tuple(
        PlainPaper(paper_name(paper, complaint.data_key), paper.media_type, open_paper(paper, complaint.data_key))
        for paper in _papers(complaint)
    )


# Everything that tells of the story or of who is in it, in an order that the foreign keys allow.
TELLS = (
    "amendments", "acknowledgements", "paper_requests", "latenesses", "reviews", "new_facts", "mediation_opinions", "mediations", "head_counts", "visits", "inquiries", "put_throughs", "settlements", "responses", "replies", "report_backs", "undertakings", "instructions", "proposals", "closures", "terminations", "reopenings", "surveys", "follow_ups",
    "improvement_steps", "improvements", "evaluations", "volumes", "hearings", "findings", "contacts", "progress_notes", "promises", "triages",
    "prolongations", "urges", "obstacles", "supports", "blockages", "crisis_opinions", "crises", "directions", "emergency_entries", "emergency_plans", "hq_receipts", "recusals", "matter_moves", "links", "links_to", "dispatches", "document_requests", "documents_seen", "parties", "tokens",
)  # fmt: skip


def _blank(change: Change) -> Complaint:
    """Nothing of the story stays: its records and papers gone, sealed columns emptied, clocks void, sight ended, key destroyed."""
    complaint = change.complaint
    persons = FindingPerson.objects.filter(finding__complaint=complaint)  # they go with their finding
    gone = [("complaints_findingperson", pk) for pk in persons.values_list("pk", flat=True)]
    for rows in (*(getattr(complaint, related).all() for related in TELLS), _papers(complaint)):
        gone += [(rows.model._meta.db_table, pk) for pk in rows.values_list("pk", flat=True)]
        rows.delete()
    complaint.text_tokens.all().delete()  # the ledger never told of them: hundreds a case, and remade at will
    RuleTrialRow.objects.filter(complaint=complaint).delete()  # nor of these: answers to somebody's question
    letter = ForwardedLetter.objects.filter(complaint=complaint)
    gone += [("complaints_forwardedletter", pk) for pk in letter.values_list("pk", flat=True)]
    letter.delete()
    entries = list(RegisterEntry.objects.filter(complaint=complaint))  # they stay, so that the same register does not bring it back
    for entry in entries:
        entry.result = ""
        entry.save(update_fields=["result"])
    void_clocks(subject=change.subject, at=change.at)
    forget_pauses(subject=change.subject)
    empty = dict.fromkeys(("title", "facts", "demands", "respondent_text", "policy_no", "claim_no", "method_words"), "")
    complaint = change.finish(
        verb="transferred",
        clause="property/5.2.4",
        records=entries,
        removed=gone,
        stage=Stage.TRANSFERRED,
        open=False,
        closed_at=change.at,
        respondent_staff_id=None,
        sold_by_id=None,
        surveyed_by_id=None,
        respondent_unit_id=None,
        handler_id=None,
        redress_due=None,
        data_key=DESTROYED,
        **empty,
    )
    complaint.sights.all().delete()
    return complaint
