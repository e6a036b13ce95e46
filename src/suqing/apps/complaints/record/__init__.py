"""The read side of one case: everything the case page, the archive and the letters show, as plain values.

    opened = access_complaint(user, ref, to="read", on=…)      # the door first
    record = case_record(opened, now=…)

Some forty short statements, whatever the case holds; nothing is written.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from suqing.apps.audit.disclosing import disclosed_fields
from suqing.apps.complaints.access import CaseAccess
from suqing.apps.complaints.facts import of_letter, of_record, stage_facts
from suqing.apps.complaints.intake import AGENTS
from suqing.apps.complaints.models import CaseEdition, Complaint, ForwardedLetter
from suqing.apps.complaints.models.choices import ItemKind, Method
from suqing.apps.complaints.record.badges import ClockShown, clocks_shown
from suqing.apps.complaints.record.entry import Entry
from suqing.apps.complaints.record.outcome import (
    PaperView,
    ProposalView,
    UndertakingView,
    papers_of,
    proposals_of,
    undertakings_of,
)
from suqing.apps.complaints.record.people import PartyView, masked, parties_of
from suqing.apps.complaints.record.rows import Rows, load_rows
from suqing.apps.complaints.record.steps import Step, steps_of
from suqing.apps.complaints.record.supported import Stuck, stuck
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.apps.complaints.same_matter import Related, related_seen, same_matter_seen
from suqing.apps.complaints.withdrawn import Again, withdrawn_again
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Staff
from suqing.casework.facts import StageFacts
from suqing.casework.intake import MissingField, missing_fields
from suqing.casework.lifecycle import NextAction, next_action

__all__ = ["CaseRecord", "Entry", "PartyView", "Step", "case_record", "load_rows", "record_present"]


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Texts are plain; parties and numbers are masked unless `revealed` names their columns."""

    complaint: Complaint
    rows: Rows
    facts_of_stage: StageFacts
    following: NextAction | None
    holder: str
    title: str
    facts: str
    demands: str
    respondent: str
    policy_no: str
    claim_no: str
    method: str
    revealed: frozenset[str]
    steps: tuple[Step, ...]
    parties: tuple[PartyView, ...]
    clocks: tuple[ClockShown, ...]
    timeline: tuple[Entry, ...]
    proposals: tuple[ProposalView, ...]
    undertakings: tuple[UndertakingView, ...]
    papers: tuple[PaperView, ...]
    missing: tuple[MissingField, ...]
    editions: tuple[CaseEdition, ...]
    letter: ForwardedLetter | None
    same_matter: tuple[Complaint, ...]
    related: Related
    again: tuple[Again, ...]
    stuck: Stuck | None

    @property
    def last_triage_id(self) -> int | str:
        """The decision on class that counts; "now" before there is one."""
        return self.rows.triages[-1].id if self.rows.triages else "now"

    @property
    def current_step(self) -> int:
        return next((step.number for step in self.steps if step.state == "now"), len(self.steps))

    @property
    def round_words(self) -> str:
        return f"第{self.complaint.round}轮"

    @property
    def more_clocks(self) -> int:
        return max(len(self.clocks) - 5, 0)


def record_present(rows: Rows, letter: ForwardedLetter | None) -> dict[str, bool]:
    """Which of the needed fields of the record form are there (casework.intake)."""
    party = next((each for each in rows.parties if each.role == "complainant"), None)
    return {
        **of_record(rows.complaint),
        **of_letter(
            rows.complaint, letter=bool(letter and letter.letter_no and letter.bureau), return_by=bool(letter and letter.return_by), reported=bool(rows.report_backs)
        ),
        "name": bool(party and party.name),
        "contact": bool(party and (party.phone or party.address or party.email)),
        "proof": all(each.proof_seen for each in rows.parties if each.role in AGENTS),
    }


def case_record(opened: CaseAccess, *, now: datetime) -> CaseRecord:
    """The whole case for someone whose door is open at full depth."""
    case = opened.complaint
    rows = load_rows(case)
    facts = stage_facts(case)
    following = next_action(facts)
    letter = ForwardedLetter.objects.filter(complaint=case).first()
    revealed = _revealed(opened.standing, case, now)
    parties = parties_of(rows, revealed)
    missing = _named(missing_fields(record_present(rows, letter)), parties) if case.kind == ItemKind.COMPLAINT else ()
    same = same_matter_seen(case, opened.standing, now=now)
    return CaseRecord(
        complaint=case,
        rows=rows,
        facts_of_stage=facts,
        following=following,
        holder=_holder(case),
        title=rows.text(case, "title"),
        facts=rows.text(case, "facts"),
        demands=rows.text(case, "demands"),
        respondent=rows.text(case, "respondent_text"),
        policy_no=masked("policy_no", rows.text(case, "policy_no"), revealed),
        method=" · ".join(each for each in (str(Method(case.method).label), rows.text(case, "method_words")) if each),
        claim_no=masked("claim_no", rows.text(case, "claim_no"), revealed),
        revealed=revealed,
        steps=steps_of(rows, facts, following, tuple(each.words for each in missing)),
        parties=parties,
        clocks=clocks_shown(rows, now),
        timeline=timeline_of(rows, now, revealed),
        proposals=proposals_of(rows),
        undertakings=undertakings_of(rows),
        papers=papers_of(rows),
        missing=missing,
        editions=tuple(CaseEdition.objects.filter(complaint=case).order_by("rulebook")),
        letter=letter,
        same_matter=same,
        again=withdrawn_again(case, same),
        related=related_seen(case, opened.standing, now=now),
        stuck=stuck(rows, now),
    )


def _named(missing: tuple[MissingField, ...], parties: tuple[PartyView, ...]) -> tuple[MissingField, ...]:
    """With the documents that an agent or heir has not shown by their names."""
    documents = "、".join(each.label for party in parties for each in party.to_see)
    return tuple(replace(each, words=documents) if each.field == "proof" and documents else each for each in missing)


def _revealed(standing: Standing, case: Complaint, now: datetime) -> frozenset[str]:
    return disclosed_fields(root_id=standing.root_id, staff_id=standing.staff_id, subject=("complaint", case.id), at=now)


def _holder(case: Complaint) -> str:
    """Whose turn it is, by name; empty when nobody is named yet."""
    if case.next_holder_id is None:
        return ""
    return Staff.objects.filter(pk=case.next_holder_id).values_list("name", flat=True).first() or ""
