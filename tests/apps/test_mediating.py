"""Mediation: the law's limits stand still while it goes on, the company's run on; a refusal says why (C23)."""

from datetime import date, timedelta
from typing import Any

import pytest

from suqing.apps.assessment.register import count_register
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Mediation
from suqing.apps.complaints.texts import case_key, read
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
START = cn("2026-11-23 10:20")


@pytest.fixture
def case(house: House) -> Complaint:
    return walked(house, forwarded_case(house), until="note_contact")


def act(house: House, case: Complaint, name: str, at: Any = START, by: str = "li", **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor(by), at=at, **given)


def limits(case: Complaint) -> dict[str, tuple[str, Any]]:
    return {each.kind: (each.state, each.limit_at) for each in clocks_of(("complaint", case.id)) if each.state in ("running", "paused")}


def agreed(house: House, case: Complaint) -> Complaint:
    act(house, case, "propose_mediation", organisation="某市保险合同纠纷调解委员会")
    return act(house, case, "agree_mediation", proof="双方签字的申请书")


def test_agreed_it_stops_the_laws_limits_and_ended_they_run_on_later_by_the_days(house: House, case: Complaint) -> None:
    before = limits(case)
    agreed(house, case)
    during = limits(case)
    assert during["decide"][0] == "paused"
    assert {kind: state for kind, (state, _) in during.items() if kind != "decide"} == dict.fromkeys(set(before) - {"decide"}, "running")
    act(house, case, "end_mediation", at=START + timedelta(days=6), result="success", outcome="赔付24,500元，7日内付清")
    after = limits(case)
    assert after["decide"][0] == "running"
    assert (after["decide"][1] - before["decide"][1]).days == 6
    assert after["resolve"][1] == before["resolve"][1]
    assert Mediation.objects.get().result == "success"
    assert verify() == []


def test_while_one_goes_on_there_is_no_second(house: House, case: Complaint) -> None:
    agreed(house, case)
    with pytest.raises(Refused, match="还没有结果"):
        act(house, case, "propose_mediation", organisation="另一家")
    with pytest.raises(Refused, match="双方已同意"):
        act(house, case, "decline_mediation", declined_by="complainant", outcome="不愿")


def test_ending_what_nobody_agreed_to_is_refused(house: House, case: Complaint) -> None:
    act(house, case, "propose_mediation", organisation="调委会")
    with pytest.raises(Refused, match="没有双方同意"):
        act(house, case, "end_mediation", result="failed", outcome="不成")


def test_the_company_that_declines_says_why_under_the_laws_article(house: House, case: Complaint) -> None:
    act(house, case, "propose_mediation", organisation="调委会", proposed_by="complainant")
    with pytest.raises(BadInput, match="我方无正当理由不得拒绝"):
        act(house, case, "decline_mediation", declined_by="company", outcome=" ")
    no = {"declined_by": "company", "outcome": "同一争议法院已经立案"}
    with pytest.raises(Refused, match="由主管领导决定并登记。请赵总") as refused:
        act(house, case, "decline_mediation", **no, ground="in_court")
    assert refused.value.clause == "cbirc2020/40"
    for ground in ("", "too_busy"):
        with pytest.raises(BadInput, match="没有正当理由的，不得拒绝调解"):
            act(house, case, "decline_mediation", by="zhao", **no, ground=ground)
    act(house, case, "decline_mediation", by="zhao", **no, ground="in_court")
    row = Mediation.objects.get()
    assert (row.declined_by, row.decline_ground, row.ended_by) == ("company", "in_court", house.zhao)
    assert act(house, case, "propose_mediation", organisation="调委会").mediations.count() == 2


def test_an_appraisal_pause_is_left_alone(house: House, case: Complaint) -> None:
    act(house, case, "pause_limit", ground="appraisal", institution="某鉴定机构", document_no="委托书1号", document_on=START.date(), proof_at=START)
    agreed(house, case)
    act(house, case, "end_mediation", at=START + timedelta(days=1), result="failed", outcome="不成")
    assert limits(case)["decide"][0] == "paused"


def test_after_the_limit_nothing_is_paused_and_the_agreement_still_counts(house: House, case: Complaint) -> None:
    late = cn("2027-03-01 10:00")
    act(house, case, "propose_mediation", at=late, organisation="调委会")
    act(house, case, "agree_mediation", at=late, proof="申请书")
    assert "paused" not in {state for state, _ in limits(case).values()}
    assert Mediation.objects.get().agreed_at == late


@pytest.mark.parametrize(("name", "given", "words"), [
    ("propose_mediation", {"organisation": " "}, "调解组织"), ("propose_mediation", {"organisation": "字" * 201}, "不超过200个字"),
    ("propose_mediation", {"organisation": "调委会", "proposed_by": "nobody"}, "由谁提出"),
])  # fmt: skip
def test_what_cannot_be_is_said_in_one_sentence(house: House, case: Complaint, name: str, given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        act(house, case, name, **given)


def test_the_complainants_no_needs_no_ground_and_takes_none(house: House, case: Complaint) -> None:
    act(house, case, "propose_mediation", organisation="调委会")
    with pytest.raises(BadInput, match="只在我方不同意时选"):
        act(house, case, "decline_mediation", declined_by="complainant", outcome="不愿", ground="in_court")
    act(house, case, "decline_mediation", declined_by="complainant", outcome="不愿")
    assert Mediation.objects.get().decline_ground == ""


def test_an_agreement_is_carried_out_and_confirmed_each_with_its_proof(house: House, case: Complaint) -> None:
    with pytest.raises(Refused, match="没有等着履行"):
        act(house, case, "perform_mediation", performed_on=date(2026, 11, 23), performance="收据")
    act(house, case, "propose_mediation", organisation="调委会")
    act(house, case, "agree_mediation", proof="申请书", mediator="调解员顾")
    act(house, case, "end_mediation", result="success", outcome="赔付800元")
    later = START + timedelta(days=9)
    for given, words in (({}, "至少一项"), ({"performed_on": date(2026, 11, 25)}, "履行凭证"), ({"confirmed_on": date(2026, 11, 25)}, "司法确认文号"),
                         ({"performed_on": date(2026, 11, 22), "performance": "收据"}, "调解成功")):  # fmt: skip
        with pytest.raises(BadInput, match=words):
            act(house, case, "perform_mediation", at=later, **given)
    act(house, case, "perform_mediation", at=later, performed_on=date(2026, 11, 25), performance="网银回单")
    with pytest.raises(Refused, match="履行日已经登记"):
        act(house, case, "perform_mediation", at=later, performed_on=date(2026, 11, 26), performance="又一张")
    act(house, case, "perform_mediation", at=later, confirmed_on=date(2026, 11, 30), confirmation_no="沪0115诉调1号")
    row, key = Mediation.objects.get(), case_key(case)
    assert (row.performed_on, row.confirmed_on, row.confirmation_no) == (date(2026, 11, 25), date(2026, 11, 30), "沪0115诉调1号")
    assert (read(row, key, "mediator"), read(row, key, "performance")) == ("调解员顾", "网银回单")
    assert "调解员顾" not in row.mediator
    assert verify() == []


def test_the_own_score_is_offered_the_mediations_of_the_period(house: House, case: Complaint) -> None:
    period = parse_period("2026")
    count = lambda: count_register(unit=house.branch, period=period, as_of=cn("2027-01-05 09:00"))  # noqa: E731
    assert "mediation_sent" not in count().figures
    agreed(house, case)
    act(house, case, "end_mediation", result="success", outcome="赔付800元")
    agreed(house, case)
    act(house, case, "end_mediation", result="failed", outcome="不成")
    found = count()
    assert (found.figures["mediation_sent"], found.figures["mediation_succeeded"]) == (2, 1)
    assert any("调解记录" in each.words for each in found.guesses)
    assert "mediation_sent" not in count_register(unit=house.branch, period=parse_period("2025"), as_of=cn("2027-01-05 09:00")).figures


def test_the_pause_of_a_mediation_begins_and_ends_with_its_record_alone(house: House, case: Complaint) -> None:
    with pytest.raises(Refused, match="提出调解，双方同意后登记") as refused:
        act(house, case, "pause_limit", ground="mediation", reason="调委会", proof_at=START)
    assert refused.value.clause == "cbirc2020/23"
    agreed(house, case)
    assert limits(case)["decide"][0] == "paused"
    with pytest.raises(Refused, match="先登记调解结果"):
        act(house, case, "resume_limit", document_no="通知1号", document_on=START.date())
    act(house, case, "end_mediation", at=START + timedelta(days=1), result="failed", outcome="不成")
    assert limits(case)["decide"][0] == "running"
