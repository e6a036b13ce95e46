"""The read side of a case: steps, masks, clocks and what happened."""

from datetime import timedelta

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.record import CaseRecord, case_record
from tests.apps.test_procedure import walk_to_reply
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 16:00")


def of(house: House, ref: str, who: str = "li", at: object = NOW) -> CaseRecord:
    opened = access_complaint(house.people[who], ref, to="read", on=at.date())  # type: ignore[attr-defined]
    return case_record(opened, now=at)  # type: ignore[arg-type]


def test_eight_steps_say_who_when_and_what_is_next(house: House) -> None:
    record = of(house, walk_to_reply(house).complaint.ref)
    assert [step.state for step in record.steps] == ["done"] * 6 + ["now", "todo"]
    assert record.steps[1].detail == "成立；重大投诉件"
    assert record.steps[2].detail == "车险理赔部，小孙受理"
    assert record.steps[5].detail == "赵总同意第1版"
    assert record.following is not None
    assert record.following.action == "close"
    assert record.holder == "小李专员"


def test_identity_is_masked_until_it_is_disclosed_and_after_five_minutes_again(house: House) -> None:
    complaint = house.register()
    hidden = of(house, complaint.ref, at=cn("2026-11-23 10:00"))
    assert dict(hidden.parties[0].shown) == {"姓名": "陈**", "电话": "138****6621"}
    assert hidden.policy_no == "PDAA****3417"
    actions.disclose_parties(ref=complaint.ref, actor=house.actor("li"), at=cn("2026-11-23 10:01"), reason="contact")
    shown = of(house, complaint.ref, at=cn("2026-11-23 10:03"))
    assert dict(shown.parties[0].shown) == {"姓名": "陈女士", "电话": "13800006621"}
    assert of(house, complaint.ref, "han", at=cn("2026-11-23 10:03")).parties[0].values["name"] == "陈**"
    later = of(house, complaint.ref, at=cn("2026-11-23 10:01") + timedelta(minutes=5))
    assert later.parties[0].values["name"] == "陈**"


def test_the_timeline_is_newest_first_and_names_clauses(house: House) -> None:
    record = of(house, walk_to_reply(house).complaint.ref)
    moments = [entry.at for entry in record.timeline]
    assert moments == sorted(moments, reverse=True)
    assert record.timeline[0].head == "投诉人接受"
    heads = [entry.head for entry in record.timeline]
    assert "赵总同意方案第1版" in heads
    assert "小孙请定损员老丁陈述" in heads
    assert any("property/7.6" in entry.clauses for entry in record.timeline)


def test_the_earliest_running_clock_binds(house: House) -> None:
    record = of(house, house.register(possible_loss_fen=2_640_000).ref, at=cn("2026-11-23 10:00"))
    running = [shown for shown in record.clocks if shown.view.working_seconds is not None]
    assert [shown.binding for shown in running] == [True] + [False] * (len(running) - 1)
    assert running[0].view.limit_at == min(shown.view.limit_at for shown in running)


def test_what_the_record_form_lacks_is_named_at_the_first_step(house: House) -> None:
    record = of(house, house.register(demands="", dispute_type="").ref, at=cn("2026-11-23 10:00"))
    assert record.steps[0].missing == ("投诉人要什么", "纠纷类型")
