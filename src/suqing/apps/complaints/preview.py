"""What registering would give, before anything is stored: class, clocks, repeat level, what is missing."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from suqing.apps.complaints.facts import clock_facts, triage_facts, way_in
from suqing.apps.complaints.intake import Intake
from suqing.apps.complaints.models import Complaint, ForwardedLetter
from suqing.apps.complaints.models.choices import ItemKind, Method
from suqing.apps.complaints.respondents import asked_in, respondents_of
from suqing.apps.complaints.same_matter import may_join
from suqing.apps.editions.queries import current_calendar, editions_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation
from suqing.casework.applicability import CaseSubject, applicable
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.intake import MissingField
from suqing.casework.repeat import repeat_level
from suqing.casework.triage import Classification, classify
from suqing.kernel.clock import house


@dataclass(frozen=True, slots=True)
class Preview:
    """`deadlines` as they will run under the proposed class, the earliest first; `calls_before` of the same matter."""

    proposed: Classification | None
    deadlines: tuple[Deadline, ...]
    level: str
    items_before: int
    missing: tuple[MissingField, ...]


def preview(intake: Intake, *, root_id: int, unit: Organisation | None, standing: Standing, on: date) -> Preview:
    """Reads editions, calendar and the matter (where its door opens to this person); writes nothing."""
    items, calls = _matter_so_far(intake.same_matter_as, standing, on)
    complaint = _unsaved(intake, root_id)
    complaint.repeat_level = repeat_level(came_via=way_in(complaint), telephone_items_before=calls)
    editions = {
        rulebook: open_stored(stored.content_hash)
        for rulebook, stored in editions_in_force(root_id, house(intake.received_at).date()).items()
    }
    if intake.kind != ItemKind.COMPLAINT:  # a question or a record of improvement has no class and no clocks
        return Preview(None, (), complaint.repeat_level, items, ())
    proposed = classify(edition=editions["property"], facts=triage_facts(complaint)) if "property" in editions else None
    complaint.classification = (proposed.classification or "") if proposed else ""
    asked = asked_in(intake)
    about = respondents_of([asked], root_id=root_id)[asked]
    subject = CaseSubject(
        unit_kind=unit.kind if unit else "branch", dispute_type=intake.dispute_type, respondent=about,
        line_of_business=intake.line_of_business, policy_kind=intake.policy_kind,
    )  # fmt: skip
    facts = clock_facts(complaint, promises=[intake.promise_at] if intake.promise_at else [])
    calendar = current_calendar()
    deadlines = [
        each
        for answer in applicable(editions, subject)
        if answer.applies
        for each in deadlines_for(edition=editions[answer.rulebook], calendar=calendar, facts=facts)
    ]
    in_order = tuple(sorted(deadlines, key=lambda each: each.limit_at))
    return Preview(proposed, in_order, complaint.repeat_level, items, intake.missing)


def _matter_so_far(ref: str, standing: Standing, on: date) -> tuple[int, int]:
    """(items, telephone items) of the matter of this ref; (0, 0) for a new matter and for an item unknown or not to be joined."""
    if not ref:
        return 0, 0
    item = Complaint.objects.filter(root_id=standing.root_id, ref=ref).select_related("unit").first()
    if item is None or not may_join(item, standing, on=on):
        return 0, 0
    counts = Complaint.objects.filter(matter_id=item.matter_id).aggregate(
        items=Count("id"), calls=Count("id", filter=Q(method=Method.TELEPHONE, source="own"))
    )
    return counts["items"], counts["calls"]


def _unsaved(intake: Intake, root_id: int) -> Complaint:
    names = ("method", "source", "received_at", "sum_claimed_fen", "actual_loss_fen", "possible_loss_fen", "exposed_by_media",
             "in_litigation", "in_arbitration", "with_judicial_organs", "only_venting")  # fmt: skip
    complaint = Complaint(root_id=root_id, round_received_at=intake.received_at, **{name: getattr(intake, name) for name in names})
    if intake.letter is not None:
        given = intake.letter
        complaint.letter = ForwardedLetter(
            root_id=root_id, regulator_received_at=given.regulator_received_at, forwarded_at=given.forwarded_at, return_by=given.return_by
        )
    return complaint

