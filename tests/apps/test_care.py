"""Who speaks for another, what a special customer is owed, how far the claim is, and what the record still lacks (C02, C30, C35)."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import CaseEdition, Complaint, Party
from suqing.apps.complaints.record import case_record
from suqing.casework.lifecycle import may
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

NOW = cn("2026-11-23 09:20")


def taken(house: House, **given: Any) -> Complaint:
    return actions.register_complaint(intake=house.intake(**given), actor=house.actor("zhang"), at=cn("2026-11-23 09:12"))


def completed(house: House, case: Complaint, **given: Any) -> Complaint:
    return actions.complete_record(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, additions=house.intake(**given), given=frozenset(given)
    )


def triaged(house: House, case: Complaint) -> Complaint:
    return actions.triage_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, classification="general", established=True)


def record_of(house: House, case: Complaint) -> Any:
    opened = access_complaint(house.li, case.ref, on=date(2026, 11, 23))
    return case_record(opened, now=NOW)


def test_care_and_service_change_neither_class_nor_clock_nor_rule(house: House) -> None:
    plain = taken(house)
    special = taken(
        house, elderly=True, disabled=True, seriously_ill=True, home_visit=True, call_back="工作日晚7点后", customer_manager="小张坐席", service_tier="key",
    )  # fmt: skip

    def judged(case: Complaint) -> Any:
        clocks = [(each.kind, each.rulebook, each.limit_at) for each in clocks_of(("complaint", case.id))]
        editions = list(CaseEdition.objects.filter(complaint=case).order_by("rulebook").values_list("rulebook", "applies", "edition_hash"))
        return sorted(clocks), editions, case.repeat_level, case.next_action, case.limit_at

    assert judged(plain) == judged(special)
    done = triaged(house, special)
    assert (done.classification, judged(done)) == ("general", judged(triaged(house, plain)))


def test_what_was_arranged_stands_on_the_case_and_may_be_changed(house: House) -> None:
    case = taken(house, elderly=True, call_back="工作日晚7点后")
    own = record_of(house, case).parties[0]
    assert (own.flags, own.arranged) == (("老年人",), (("回电时间", "工作日晚7点后"),))
    case = completed(house, case, elderly=False, home_visit=True, call_back="", customer_manager="小张坐席")
    own = record_of(house, case).parties[0]
    assert (own.flags, own.arranged) == (("上门办理",), (("客户经理", "小张坐席"),))
    assert verify() == []


def test_the_tier_stands_on_the_case_and_a_correction_is_kept(house: House) -> None:
    case = taken(house, service_tier="key", elderly=True)
    assert record_of(house, case).parties[0].flags == ("重点客户", "老年人")
    case = completed(house, case, service_tier="")
    assert record_of(house, case).parties[0].flags == ("老年人",)
    assert [each.field for each in case.amendments.all()] == ["service_tier"]
    with pytest.raises(BadInputs, match="服务等级"):
        taken(house, service_tier="gold")


@pytest.mark.parametrize("role", ["agent_of_complainant", "heir"])
def test_an_agent_is_taken_down_at_once_and_answered_when_the_proof_was_seen(house: House, role: str) -> None:
    case = taken(house, agent_role=role, agent_name="文浩坚", agent_phone="13900000001")
    assert stage_facts(case).lacking == {"proof"}
    case = triaged(house, case)
    verdict = may("send_reply", stage_facts(case))
    assert ("proof", "cbirc2020/14") in {(each.code, each.clause) for each in verdict.missing}
    assert "proof" in {each.field for each in record_of(house, case).missing}
    case = completed(house, case, proof_seen=True)
    assert "proof" not in {each.code for each in may("send_reply", stage_facts(case)).missing}
    assert record_of(house, case).parties[1].arranged == (("证明材料", "已看过"),)


def test_somebody_who_speaks_for_the_complainant_later_is_added_and_found_by_name(house: House) -> None:
    case = taken(house)
    with pytest.raises(BadInput) as refused:
        completed(house, case, proof_seen=True)
    assert refused.value.field == "受托人姓名"
    case = completed(house, case, agent_role="heir", agent_name="文浩坚", agent_phone="13900000001")
    agent = Party.objects.get(complaint=case, role="heir")
    assert (agent.proof_seen, stage_facts(case).lacking) == (False, {"proof"})
    assert case.tokens.filter(purpose="phone").count() == 2


@pytest.mark.parametrize(("lacks", "words"), [("facts", "事实经过"), ("demands", "投诉人要什么")])
def test_class_waits_for_what_it_is_judged_by(house: House, lacks: str, words: str) -> None:
    case = taken(house, **{lacks: ""})
    with pytest.raises(Refused) as refused:
        triaged(house, case)
    assert f"记录表还缺{words}。先补充记录。" in str(refused.value)
    assert refused.value.clause == "property/7.1"
    assert Complaint.objects.get(pk=case.pk).classification == ""
    assert triaged(house, completed(house, case, **{lacks: "两次改期"})).classification == "general"


def test_dispatch_waits_for_what_is_complained_of(house: House) -> None:
    case = triaged(house, taken(house, dispute_type="", respondent_text="", respondent_unit_id=None, respondent_staff_id=None))
    missing = may("dispatch", stage_facts(case)).missing
    assert [(each.code, each.clause) for each in missing] == [("dispute_type", "property/7.1"), ("respondent", "property/7.1")]


def test_the_state_of_the_claim_is_told_at_intake_at_each_note_and_with_what_blocks_it(house: House) -> None:
    case = taken(house, claim_state="reported")
    assert case.claim_state == "reported"
    case = actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, sayable="正在定损", claim_state="surveyed")
    assert case.claim_state == "surveyed"
    case = actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:30"), sayable="明天定损")
    assert case.claim_state == "surveyed"
    assert any("案件状态：已查勘" in each.meta for each in record_of(house, case).timeline)
    case = actions.note_blockage(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:40"), state="documents", stuck_on="documents",
        with_whom="客户", since=date(2026, 11, 20), way_out="列出清单，上门取",
    )  # fmt: skip
    assert case.claim_state == "documents"
    with pytest.raises(BadInput):
        actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:50"), sayable="好", claim_state="lost")
    assert verify() == []
