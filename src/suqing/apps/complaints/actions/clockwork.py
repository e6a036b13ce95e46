"""Clocks of a case computed anew from its receipt, under the editions that rule it (S5 8, interfaces: a re-class never moves the start)."""

from datetime import datetime
from typing import Any

from suqing.apps.clocks.actions import recompute_clocks
from suqing.apps.clocks.subjects import Subject
from suqing.apps.complaints.facts import recorded_facts
from suqing.apps.complaints.models import (
    CaseEdition,
    Complaint,
)
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.respondents import respondent_of
from suqing.apps.editions.queries import current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.casework.applicability import CaseSubject, applicable
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.facts import Pause
from suqing.rulebook import Calendar


def recompute_for(complaint: Complaint, *, at: datetime, scope_changed: bool = False) -> None:
    """Ask the editions again with what is known now; changed clocks are superseded and stay visible."""
    if complaint.kind != ItemKind.COMPLAINT:
        return
    calendar = current_calendar()
    deadlines, hashes = deadlines_now(complaint, calendar, scope_changed=scope_changed)
    recompute_clocks(
        root_id=complaint.root_id,
        subject=("complaint", complaint.id),
        deadlines=deadlines,
        edition_hashes=hashes,
        calendar_hash=calendar.content_hash,
        at=at,
    )


def deadlines_now(
    complaint: Complaint, calendar: Calendar, *, scope_changed: bool = False, pauses: tuple[Pause, ...] | None = None, **known: Any
) -> tuple[list[Deadline], dict[str, str]]:
    """The deadlines of the case by its own editions and this calendar, and the edition of each rulebook asked.

    `pauses` and other facts: as they are about to be; else as they are on record. `scope_changed`: which rulebooks apply is asked again.
    """
    ruling = _scope_again(complaint) if scope_changed else list(CaseEdition.objects.filter(complaint=complaint).order_by("rulebook"))
    facts = recorded_facts(complaint, pauses=pauses, **known)
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

