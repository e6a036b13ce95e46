"""Mediation: the law's limits stand still while it goes on, the company's run on; a refusal says why (C23)."""

from datetime import timedelta
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Mediation
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db
START = cn("2026-11-23 10:20")


@pytest.fixture
def house() -> House:
    return found_cast()


@pytest.fixture
def case(house: House) -> Complaint:
    return walked(house, forwarded_case(house), until="note_contact")


def act(house: House, case: Complaint, name: str, at: Any = START, **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=at, **given)


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
    act(house, case, "decline_mediation", declined_by="company", outcome="同一争议法院已经立案")
    assert Mediation.objects.get().declined_by == "company"
    assert act(house, case, "propose_mediation", organisation="调委会").mediations.count() == 2


def test_an_appraisal_pause_is_left_alone(house: House, case: Complaint) -> None:
    act(house, case, "pause_limit", ground="appraisal", reason="某鉴定机构", proof_at=START)
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
