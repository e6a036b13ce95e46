"""A returned dispatch waits for the officer's word: was it a passing on (推诿)? (C07, S5 10.2)"""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Complaint, Dispatch
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.casework.lifecycle import may
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def judge(house: House, case: Complaint, who: str = "li", **given: Any) -> Complaint:
    asked = {"passing_on": True, "reason": "保单在其名下，仍退回"} | given
    return actions.judge_return(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn("2026-11-23 10:00"), **asked)


def test_the_word_stands_on_record_with_its_reason(house: House) -> None:
    case = walked(house, forwarded_case(house), until="return_dispatch")
    assert not may("judge_return", stage_facts(case)).allowed
    case = walked(house, forwarded_case(house), until="judge_return")
    assert may("judge_return", stage_facts(case)).allowed
    stage = case.stage
    case = judge(house, case)
    row = Dispatch.objects.get(complaint=case)
    assert (row.passing_on, row.judged_by_id, row.judged_at, case.stage) == (True, house.li.id, cn("2026-11-23 10:00"), stage)
    head = next(each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if "认定" in each.head)
    assert (head.head, head.quote, head.clauses) == ("小李专员认定健康险部的退回属推诿", "保单在其名下，仍退回", ("property/10.2",))
    told = dict(next(each for each in sections_of(case) if each.title == "分派与接办").records[0])
    assert (told["认定推诿"], told["认定理由"], told["认定人"]) == ("是", "保单在其名下，仍退回", "小李专员")
    with pytest.raises(Refused, match="没有待认定的退回"):
        judge(house, case)
    assert verify() == []


def test_a_return_with_good_reason_is_none(house: House) -> None:
    case = judge(house, walked(house, forwarded_case(house), until="judge_return"), passing_on=False)
    assert (Dispatch.objects.get(complaint=case).passing_on, stage_facts(case).return_unjudged) == (False, False)


def test_a_reason_is_asked_and_only_the_post_judges(house: House) -> None:
    case = walked(house, forwarded_case(house), until="judge_return")
    with pytest.raises(BadInput, match="认定理由"):
        judge(house, case, reason=" ")
    with pytest.raises(BadInput, match="哪一次退回"):
        judge(house, case, dispatch_id=7)
    with pytest.raises(Refused, match="由投诉专员办理"):
        judge(house, case, "zhao")
    Dispatch.objects.filter(complaint=case).update(to_staff=house.li)
    with pytest.raises(Refused, match="另一位投诉专员"):
        judge(house, case)
