"""A line of headquarters receives a claims case and acts the same day (S4 第六条三(一), C12)."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import CaseEdition, Complaint, HqReceipt
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


def do(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), **given)
    return found


def clock(case: Complaint) -> Clock | None:
    return Clock.objects.filter(subject_kind="complaint", subject_id=case.id, kind="hq_same_day_action").first()


def test_the_limit_runs_from_receipt_to_what_was_arranged(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    assert clock(case) is None
    case = do(house, case, "han", "2026-11-24 10:00", actions.hq_receive, received_at=cn("2026-11-24 09:30"))
    running = clock(case)
    assert running is not None
    assert (running.state, running.limit_at, running.clause) == (ClockState.RUNNING, cn("2026-11-24 23:59:59"), "claims/6.3.1")
    with pytest.raises(Refused, match="已经签收"):
        do(house, case, "han", "2026-11-24 10:05", actions.hq_receive)
    with pytest.raises(BadInput, match="当日处置"):
        do(house, case, "han", "2026-11-24 10:05", actions.hq_act, words=" ")
    case = do(house, case, "han", "2026-11-24 11:00", actions.hq_act, words="派总部查勘员到场")
    stopped = clock(case)
    assert stopped is not None
    assert (stopped.state, stopped.stopped_at) == (ClockState.MET, cn("2026-11-24 11:00"))
    row = HqReceipt.objects.get()
    assert (row.received_at, row.acted_at, row.acted_by_id) == (cn("2026-11-24 09:30"), cn("2026-11-24 11:00"), house.han.id)
    heads = [each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if "总公司" in each.head and each.kind == "work"]
    assert [(each.head, each.quote) for each in heads] == [("韩主管登记总公司当日处置", "派总部查勘员到场"), ("韩主管登记总公司条线签收", "")]
    with pytest.raises(Refused, match="没有等总公司"):
        do(house, case, "han", "2026-11-24 12:00", actions.hq_act, words="又一次")
    assert verify() == []


def test_only_headquarters_and_only_claims_matters(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    for who in ("li", "liao", "zhao"):
        with pytest.raises(Refused, match="由总公司的投诉专员或理赔负责人办理"):
            do(house, case, who, "2026-11-24 10:00", actions.hq_receive)
    for when in ("2026-11-24 10:01", "2026-11-20 09:00"):
        with pytest.raises(BadInput, match="总公司收到时间"):
            do(house, case, "han", "2026-11-24 10:00", actions.hq_receive, received_at=cn(when))
    other = house.register(dispute_type="sales", respondent_staff_id=None, respondent_unit_id=None)
    other = do(house, other, "li", "2026-11-23 09:40", actions.triage_complaint, classification="general", established=True, reason="销售误导")
    assert not CaseEdition.objects.get(complaint=other, rulebook="claims").applies
    with pytest.raises(Refused, match="不适用理赔"):
        do(house, other, "han", "2026-11-24 10:00", actions.hq_receive)
    assert not HqReceipt.objects.exists()
