"""Told by the customer first, forwarded by the regulator later: the report-back is owed, class and assessment count it as forwarded (C25)."""

from typing import Any

import pytest

from suqing.apps.assessment.register import count_register
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.lettering import LetterText
from suqing.apps.complaints.actions.triaging import proposed_class
from suqing.apps.complaints.models import Complaint, ReportBack
from suqing.apps.complaints.record.forwarded import forwarding_check
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.apps.case_walk import forwarded_case, spot_case
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
LETTER = LetterText("regulator_local", "沪金监转〔2026〕9号", "上海监管局", cn("2026-11-24 10:00"), cn("2026-12-04 16:00"), cn("2026-12-05 10:00"), cn("2026-12-20 17:00"))


def act(house: House, case: Complaint, name: str, at: str, **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(at), **given)


def forwarded(house: House) -> Complaint:
    case = spot_case(house)
    act(house, case, "triage_complaint", "2026-11-23 09:40", classification="general", established=True)
    act(house, case, "record_letter", "2026-12-05 11:00", content=LETTER)
    return Complaint.objects.get(pk=case.pk)


def test_the_report_back_is_owed_and_the_source_stays(house: House) -> None:
    case = forwarded(house)
    assert (case.source, case.forwarded_later) == ("own", "regulator_local")
    clock = Clock.objects.get(subject_id=case.id, kind="regulator_return")
    assert (clock.state, clock.limit_at) == ("running", cn("2026-12-20 17:00"))
    act(house, case, "report_back", "2026-12-06 09:00", summary="已查明")
    clock.refresh_from_db()
    assert clock.state == "met"
    assert verify() == []


def test_what_was_lodged_with_the_regulator_is_proposed_as_major(house: House) -> None:
    before = proposed_class(spot_case(house))
    after = proposed_class(forwarded(house))
    assert (before.classification.classification, after.classification.classification) == ("general", "major")
    assert after.classification.clause == "property/5.2.3"


def test_the_assessment_counts_it_by_the_letters_dates(house: House) -> None:
    case = forwarded(house)
    act(house, case, "terminate_complaint", "2026-12-06 09:00", kind="withdrawn", reason="自愿撤回", told_how="signed")
    counted = count_register(unit=house.branch, period=parse_period("2026"), as_of=cn("2026-12-10 09:00"))
    known = {name: int(value) for name, value in counted.figures.items() if value}
    assert known == {"complaints": 1, "motor_complaints": 1, "forwarded": 1}  # withdrawn two days after the forwarding
    assert counted.guesses == ()


def test_the_regulators_own_seven_days_are_looked_at_and_no_clock(house: House) -> None:
    """Received on Tuesday 24 November, forwarded on Friday 4 December: the seventh working day was the 3rd."""
    case = forwarded(house)
    found = forwarding_check(case, case.letter)
    assert (found.deadline.limit_at, found.late) == (cn("2026-12-03 17:30"), True)
    assert not Clock.objects.filter(kind="regulator_forward").exists()


def test_twice_or_on_what_the_regulator_sent_it_is_refused(house: House) -> None:
    case = forwarded(house)
    with pytest.raises(Refused, match="已经登记过转办函"):
        act(house, case, "record_letter", "2026-12-06 11:00", content=LETTER)
    case = forwarded_case(house)
    with pytest.raises(Refused, match="已经登记过转办函"):
        act(house, case, "record_letter", "2026-12-06 11:00", content=LETTER)
    case = house.register(source="regulator_local", method="forwarded")
    with pytest.raises(Refused, match="本来就是监管转来的"):
        act(house, case, "record_letter", "2026-12-06 11:00", content=LETTER)


def test_a_letter_without_number_and_bureau_or_from_nobody_known(house: House) -> None:
    case = spot_case(house)
    with pytest.raises(BadInputs) as told:
        act(house, case, "record_letter", "2026-12-05 11:00", content=LetterText("own", forwarded_at=cn("2026-12-06 09:00")))
    assert [each.field for each in told.value.items] == ["转出时间", "转办来源", "来函文号"]
    with pytest.raises(BadInput, match="收到来函"):
        act(house, case, "record_letter", "2026-12-05 11:00", content=LetterText("regulator_local", "9号", received_at=cn("2026-11-22 09:00")))


def test_the_reply_to_the_regulator_names_only_a_paper_of_the_case(house: House) -> None:
    case = forwarded(house)
    with pytest.raises(BadInput, match="附件"):
        act(house, case, "report_back", "2026-12-06 09:00", summary="已查明", paper_id=7)
    assert not ReportBack.objects.exists()
