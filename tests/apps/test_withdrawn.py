"""Withdrawn as of the day it reached us; the regulator's report stays due; asked whether of own will; complained of again (2020 measures Art. 15)."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import Complaint, FollowUp, Termination
from suqing.apps.complaints.record import case_record
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def do(house: House, case: Complaint, when: str, act: object, who: str = "li", **given: object) -> Complaint:
    now = Complaint.objects.get(pk=case.pk)
    return act(ref=now.ref, seen_version=now.version, actor=house.actor(who), at=cn(f"2026-{when}"), **given)  # type: ignore[operator, no-any-return]


def withdraw(house: House, case: Complaint, when: str = "11-25 09:00", **given: object) -> Complaint:
    return do(house, case, when, actions.terminate_complaint, kind="withdrawn", reason="书面撤回", told_how="signed", **given)


def test_it_ends_when_the_signed_word_reached_us_not_when_it_was_entered(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    for wrong in ("11-23 09:00", "11-25 09:01"):
        with pytest.raises(BadInput, match="撤回时间"):
            withdraw(house, case, withdrawn_at=cn(f"2026-{wrong}"))
    with pytest.raises(BadInput, match="只在投诉人撤回时填写"):
        do(house, case, "11-25 09:00", actions.terminate_complaint, kind="in_court", reason="已立案", withdrawn_at=cn("2026-11-24 16:00"))
    case = withdraw(house, case, withdrawn_at=cn("2026-11-24 16:00"))
    row = Termination.objects.get(complaint=case)
    assert (row.withdrawn_at, row.at, case.closed_at, case.stage) == (cn("2026-11-24 16:00"), cn("2026-11-25 09:00"), cn("2026-11-24 16:00"), "withdrawn")
    assert verify() == []


def test_the_report_to_the_regulator_stays_due_and_the_rest_is_void(house: House) -> None:
    case = withdraw(house, walked(house, forwarded_case(house), until="note_contact"))
    running = Clock.objects.filter(subject_id=case.id, state="running")
    assert [each.kind for each in running] == ["regulator_return"]
    assert (case.next_action, case.next_holder_id) == ("report_back", house.li.id)
    with pytest.raises(Refused, match="转办函要求的报告还没有交"):
        do(house, case, "11-25 10:00", actions.archive_complaint)
    case = do(house, case, "11-26 09:00", actions.report_back, summary="投诉人已撤回")
    assert Clock.objects.get(subject_id=case.id, kind="regulator_return").state == "met"
    assert case.next_action in ("archive", "follow_up")


def test_a_case_in_court_leaves_no_clock_behind(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    do(house, case, "11-25 09:00", actions.terminate_complaint, kind="in_court", reason="已立案")
    assert not Clock.objects.filter(subject_id=case.id, state="running").exists()


def _drawn(ref: str) -> bool:
    return int.from_bytes(sha256(ref.encode()).digest()[:8]) % 10 == 0


def test_one_in_ten_is_asked_whether_it_was_of_their_own_will(house: House) -> None:
    cases = [withdraw(house, house.register(), "11-23 10:00") for _ in range(25)]
    drawn = [each for each in cases if Termination.objects.get(complaint=each).sampled]
    assert [each.ref for each in drawn] == [each.ref for each in cases if _drawn(each.ref)]
    assert {each.next_action for each in cases} == {"follow_up", "archive"} if drawn else {"archive"}
    Termination.objects.filter(complaint=cases[0]).update(sampled=True)
    case = cases[0]
    with pytest.raises(BadInput, match="撤回是否自愿"):
        do(house, case, "11-24 09:00", actions.follow_up, reached=True, satisfaction=None, words="接通了")
    case = do(house, case, "11-24 09:00", actions.follow_up, reached=True, satisfaction=None, words="是业务员代写的", own_will=False)
    call = FollowUp.objects.get(complaint=case)
    assert (call.own_will, call.discontent_remains, case.next_action) == (False, True, "reopen")
    other = do(house, cases[1], "11-24 09:00", actions.follow_up, reached=True, satisfaction=4, words="误会已消", own_will=True)
    assert (FollowUp.objects.get(complaint=other).own_will, other.next_action) == (True, "archive")
    assert not stage_facts(other).discontent_remains


@pytest.mark.parametrize(("days", "counted"), [(90, True), (91, False)])
def test_complained_again_within_ninety_days_is_shown_on_both(house: House, days: int, counted: bool) -> None:
    case = withdraw(house, house.register(), "11-24 10:00", withdrawn_at=cn("2026-11-23 17:00"))
    later = cn("2026-11-23 16:00") + timedelta(days=days)
    again = house.register(received_at=later, at=later + timedelta(minutes=5), same_matter_as=case.ref)
    for each in (case, again):
        opened = access_complaint(house.li, each.ref, on=date(2027, 3, 1))
        found = case_record(opened, now=cn("2027-03-01 09:00")).again
        assert [(one.ref, one.by) for one in found] == ([(case.ref, (again.ref,))] if counted else [])


def test_the_reopened_item_itself_counts_too(house: House) -> None:
    case = withdraw(house, house.register(), "11-24 10:00")
    case = do(house, case, "12-01 09:00", actions.reopen_complaint, reason="说是被劝退的")
    opened = access_complaint(house.li, case.ref, on=date(2026, 12, 1))
    (found,) = case_record(opened, now=cn("2026-12-01 10:00")).again
    assert (found.ref, found.by, found.days) == (case.ref, (case.ref,), 90)
