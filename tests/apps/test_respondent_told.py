"""The person complained of hears of it once it is at a department, never of who complained, and may speak unasked (law 17, C31)."""

from typing import Any

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Hearing
from suqing.apps.notices.models import Notice
from suqing.apps.notices.params import from_text
from suqing.apps.notices.words import words_of
from suqing.kernel.errors import Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def told(kind: str = "respondent.told") -> list[int]:
    return list(Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def do(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(f"2026-11-{when}"), **given)
    return found


def test_not_before_it_is_sorted_out_and_then_once(house: House) -> None:
    case = walked(house, forwarded_case(house), until="dispatch")
    assert told() == [], "until then it may turn out to be misconduct"
    walked(house, forwarded_case(house), until="note_contact")  # dispatched, returned, dispatched again
    assert told() == [house.ding.id]
    notice = Notice.objects.get(kind="respondent.told")
    words = words_of(notice.kind, notice.subject_ref, from_text(notice.params))
    assert "健康险部办理" in words
    assert not any(secret in words + notice.params for secret in ("陈女士", "13800006621", "定损"))
    assert case.ref != notice.subject_ref


def test_named_later_they_hear_of_it_then(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    case = do(house, case, "li", "23 09:40", actions.triage_complaint, classification="general", established=True, reason="待查")
    case = do(house, case, "li", "23 09:42", actions.complete_record, additions=house.intake(respondent_staff_id=house.ding.id), given=frozenset({"respondent_staff_id"}))
    assert told() == []
    case = do(house, case, "li", "23 09:43", actions.complete_record, additions=house.intake(respondent_staff_id=None), given=frozenset({"respondent_staff_id"}))
    case = do(house, case, "li", "23 09:45", actions.dispatch_complaint, department_id=house.claims.id)
    assert told() == []
    do(house, case, "li", "23 09:50", actions.complete_record, additions=house.intake(respondent_staff_id=house.ding.id), given=frozenset({"respondent_staff_id"}))
    assert told() == [house.ding.id]


def test_they_speak_unasked_and_once(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    case = do(house, case, "ding", "23 10:00", actions.state_side, statement="两次改期是客户要求的")
    row = Hearing.objects.get()
    assert (row.staff_id, row.asked_by_id, row.heard_at) == (house.ding.id, None, cn("2026-11-23 10:00"))
    with pytest.raises(Refused, match="已经登记"):
        do(house, case, "ding", "23 10:10", actions.state_side, statement="再说一遍")
    with pytest.raises(Refused, match="还没有请这位同事陈述"):
        do(house, case, "sun", "23 10:10", actions.record_hearing, staff_id=house.liao.id, statement="代述")
