"""Clocks of a case computed anew from its receipt, under the editions that rule it (S5 8, interfaces: a re-class never moves the start)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from suqing.apps.clocks.actions import recompute_clocks
from suqing.apps.clocks.queries import pauses_of
from suqing.apps.clocks.subjects import Subject
from suqing.apps.complaints.facts import clock_facts, has_reported, later_facts
from suqing.apps.complaints.models import (
    CaseEdition,
    Complaint,
    Crisis,
    HqReceipt,
    Prolongation,
    Promise,
)
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.respondents import respondent_of
from suqing.apps.editions.queries import current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.casework.applicability import CaseSubject, applicable
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import Pause
from suqing.rulebook import Calendar


def recompute_for(complaint: Complaint, *, at: datetime) -> None:
    """Ask the editions again with what is known now; changed clocks are superseded and stay visible."""
    if complaint.kind != ItemKind.COMPLAINT:
        return
    calendar = current_calendar()
    deadlines, hashes = deadlines_now(complaint, calendar)
    recompute_clocks(
        root_id=complaint.root_id,
        subject=("complaint", complaint.id),
        deadlines=deadlines,
        edition_hashes=hashes,
        calendar_hash=calendar.content_hash,
        at=at,
    )


def deadlines_now(complaint: Complaint, calendar: Calendar, *, pauses: tuple[Pause, ...] | None = None, **known: Any) -> tuple[list[Deadline], dict[str, str]]:
    """The deadlines of the case by its own editions and this calendar, and the edition of each rulebook asked.

    `pauses` and other facts: as they are about to be; else as they are on record.
    """
    ruling = _scope_again(complaint)
    promises = Promise.objects.filter(complaint=complaint, answered_at=None).values_list("due_at", flat=True)
    longer = dict(Prolongation.objects.filter(complaint=complaint, round=complaint.round).values_list("kind", "at"))
    told_at = Prolongation.objects.filter(complaint=complaint, round=complaint.round, kind="extended").values_list("told_at", flat=True).first() if longer else None
    opened_at = Crisis.objects.filter(complaint=complaint, round=complaint.round).order_by("-at").values_list("at", flat=True).first() if complaint.crisis_item else None
    at_headquarters = HqReceipt.objects.filter(complaint=complaint, round=complaint.round).values_list("received_at", flat=True).first()
    facts = clock_facts(complaint, promises=promises)
    if complaint.round > 1 and facts.regulator_return_at and has_reported(complaint):
        facts = replace(facts, regulator_return_at=None)  # one letter asks for one report
    facts = replace(
        facts,
        complexity_recorded_at=longer.get("complex"), extension_approved_at=longer.get("extended"), extension_notified_at=told_at,
        crisis_opened_at=opened_at,
        hq_received_at=at_headquarters,
        **(later_facts(complaint) | known),
        pauses=pauses_of(("complaint", complaint.id)) if pauses is None else pauses,
    )  # fmt: skip
    deadlines = [
        deadline
        for each in ruling
        if each.applies
        for deadline in deadlines_for(edition=open_stored(each.edition_hash), calendar=calendar, facts=facts)
    ]
    return deadlines, {each.rulebook: each.edition_hash for each in ruling}


def deadlines_of(subject: Subject, calendar: Calendar) -> tuple[list[Deadline], dict[str, str]]:
    """The same for a clock's subject (when a calendar year is published)."""
    return deadlines_now(Complaint.objects.select_related("unit").get(pk=subject[1]), calendar)


def _scope_again(complaint: Complaint) -> list[CaseEdition]:
    """The case's own editions, with their scope asked anew: the dispute, or whom it is about, may have been filled in since."""
    ruling = list(CaseEdition.objects.filter(complaint=complaint).order_by("rulebook"))
    subject = CaseSubject(
        unit_kind=complaint.unit.kind, dispute_type=complaint.dispute_type, is_civil_claim=True, respondent=respondent_of(complaint),
        line_of_business=complaint.line_of_business, policy_kind=complaint.policy_kind,
    )  # fmt: skip
    answers = {each.rulebook: each for each in applicable({each.rulebook: open_stored(each.edition_hash) for each in ruling}, subject)}
    for each in ruling:
        answer = answers[each.rulebook]
        if (each.applies, each.because) != (answer.applies, answer.because):
            each.applies, each.because = answer.applies, answer.because
            each.save(update_fields=["applies", "because"])
    return ruling

