"""The class changes midway, or what it rests on: clocks are computed anew from receipt, and both answers stay on the file."""

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Sight, Triage
from suqing.apps.complaints.texts import case_key, read
from suqing.kernel.errors import BadInput
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def resolve(case: Complaint, state: str) -> Clock:
    return Clock.objects.get(subject_id=case.id, rulebook="property", kind="resolve", state=state)


def triaged(house: House, classification: str, **given: object) -> Complaint:
    case = house.register(**given)
    return actions.triage_complaint(
        ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 09:40"), classification=classification,
        established=True, reason="按现有材料",
    )  # fmt: skip


def reclassified(house: House, case: Complaint, classification: str, when: str = "2026-11-25 16:00") -> Complaint:
    return actions.reclassify_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(when), classification=classification, reason="损失增加到两万六"
    )


def test_general_to_major_counts_from_receipt_not_from_the_change(house: House) -> None:
    case = reclassified(house, triaged(house, "general"), "major")
    old, new = resolve(case, ClockState.SUPERSEDED), resolve(case, ClockState.RUNNING)
    assert old.started_at == new.started_at == case.received_at
    assert (old.limit_at, new.limit_at) == (cn("2026-11-26 17:30"), cn("2026-11-30 17:30"))
    assert (old.clause, new.clause) == ("property/8.1", "property/8.2")
    assert old.superseded_by_id == new.id


def test_both_classes_stay_with_their_reasons(house: House) -> None:
    case = reclassified(house, triaged(house, "general"), "major")
    both = Triage.objects.filter(complaint=case).order_by("number")
    assert [(each.number, each.classification) for each in both] == [(1, "general"), (2, "major")]
    assert [read(each, case_key(case), "reason") for each in both] == ["按现有材料", "损失增加到两万六"]
    assert Complaint.objects.get(pk=case.pk).classification == "major"
    assert verify() == []


def test_major_to_general_may_make_it_late_at_once_and_says_so(house: House) -> None:
    case = reclassified(house, triaged(house, "major"), "general", "2026-11-27 10:00")
    assert resolve(case, ClockState.RUNNING).limit_at == cn("2026-11-26 17:30")


def test_the_lists_follow_the_new_limit(house: House) -> None:
    case = reclassified(house, triaged(house, "general"), "major")
    kept = Complaint.objects.get(pk=case.pk)
    earliest = Clock.objects.filter(subject_id=case.id, state=ClockState.RUNNING).order_by("limit_at").first()
    assert earliest is not None
    assert (kept.limit_at, kept.limit_kind) == (earliest.limit_at, earliest.kind)
    assert set(Sight.objects.filter(complaint=case).values_list("limit_at", flat=True)) == {earliest.limit_at}


def test_a_contact_already_made_stays_made(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_progress")
    case = reclassified(house, case, "general")
    states = list(Clock.objects.filter(subject_id=case.id, rulebook="property", kind="contact").values_list("state", flat=True))
    assert states.count(ClockState.MET) == 1
    assert ClockState.RUNNING not in states


def test_the_same_class_or_no_reason_is_no_change(house: House) -> None:
    case = triaged(house, "general")
    with pytest.raises(BadInput, match="类别没有变"):
        reclassified(house, case, "general")
    with pytest.raises(BadInput, match="写明为什么改"):
        actions.reclassify_complaint(
            ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-24 09:00"), classification="major", reason=" "
        )
    assert Triage.objects.count() == 1


def test_a_dispute_filled_in_later_brings_the_claims_rule_in(house: House) -> None:
    case = house.register(dispute_type="sales", respondent_staff_id=None, respondent_unit_id=None)
    assert not case.editions.get(rulebook="claims").applies
    case = actions.complete_record(
        ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 10:00"),
        additions=house.intake(dispute_type="claim"), given=frozenset({"dispute_type"}),
    )  # fmt: skip
    assert case.editions.get(rulebook="claims").applies
    (clock,) = Clock.objects.filter(subject_id=case.id, rulebook="claims", state=ClockState.RUNNING, kind="resolve")
    assert clock.started_at == case.received_at
