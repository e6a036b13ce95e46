"""Who may look again at a branch's decision: the body above it, and there nobody who had a part in it (2020 measures Art. 17, 20)."""

from collections.abc import Collection
from datetime import date

from suqing.apps.audit.models import Event
from suqing.apps.complaints.access import REVIEWERS, interested_staff
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.next_up import holder_up
from suqing.apps.organisations.models import Organisation, OrganisationKind, Staff

# What people do beside a case without handling or deciding it.
NO_PART = ("registered", "disclose", "inquiry_noted", "put_through", "urged", "letter_recorded", "matter_renumbered", "review_applied", "review_decided", "review_told")


def body_above(unit: Organisation) -> Organisation | None:
    """The nearest unit above the one that decides; a department decides in the name of its branch. None above headquarters."""
    above = Organisation.objects.in_bulk(unit.ancestor_ids)
    units = [above[each] for each in reversed(unit.ancestor_ids) if above[each].kind != OrganisationKind.DEPARTMENT]
    return units[1] if len(units) > 1 else None


def had_part(complaint: Complaint) -> frozenset[int]:
    """Everybody who handled or decided it so far, by the ledger and by name; and those concerned in it."""
    acted = Event.objects.filter(subject_kind="complaint", subject_id=complaint.id, actor__isnull=False).exclude(verb__in=NO_PART)
    named = (complaint.handler_id, complaint.officer_id, complaint.leader_id)
    return interested_staff(complaint) | {*acted.values_list("actor_id", flat=True)} | {each for each in named if each}


def reviewer_at(body: Organisation, *, on: date, barred: Collection[int]) -> Staff | None:
    """The complaint post of the body, else a leader of it; above it where the body has nobody without a part."""
    return holder_up(body, *REVIEWERS, on=on, barred=barred)
