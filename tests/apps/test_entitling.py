"""By which documents an agent or heir speaks, asked for and seen one by one; ended only after they were asked for (2020 measures Art. 14, 18)."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.models import Complaint, DocumentSeen, Party, Termination
from suqing.apps.complaints.record import CaseRecord, case_record
from suqing.casework.agents import may_end
from suqing.casework.lifecycle import may
from suqing.kernel.errors import BadInput, Refused
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return found_cast()


def spoken(house: House, role: str = "agent_of_complainant", **given: Any) -> Complaint:
    return house.register(agent_role=role, agent_name="文浩坚", agent_phone="13900000001", **given)


def do(house: House, case: Complaint, when: str, name: str, who: str = "li", **given: Any) -> Complaint:
    now = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=now.ref, seen_version=now.version, actor=house.actor(who), at=cn(f"2026-{when}"), **given)  # type: ignore[no-any-return]


def shown(house: House, case: Complaint) -> CaseRecord:
    return case_record(access_complaint(house.li, case.ref, on=date(2026, 11, 24)), now=cn("2026-11-24 12:00"))


@pytest.mark.parametrize(("role", "labels"), [("agent_of_complainant", "授权委托书原件、受托人身份证件"), ("heir", "继承关系证明")])
def test_what_is_missing_is_named_by_the_laws_list_and_stops_no_registration(house: House, role: str, labels: str) -> None:
    case = spoken(house, role)
    assert case.lacking
    assert labels in {each.words for each in shown(house, case).missing}
    assert may("triage", stage_facts(case)).allowed


def test_each_document_stands_with_its_day_and_who_saw_it(house: House) -> None:
    case = do(house, spoken(house), "11-24 10:00", "see_documents", documents=["authority"], seen_on=date(2026, 11, 23))
    agent = shown(house, case).parties[1]
    assert agent.arranged == (("授权委托书原件", "2026-11-23，小李专员看过"), ("受托人身份证件", "还没有看过"))
    assert stage_facts(case).lacking == {"proof"}
    with pytest.raises(BadInput, match="受托人身份证件"):
        do(house, case, "11-24 10:10", "see_documents", documents=["authority"])
    case = do(house, case, "11-24 10:10", "see_documents", documents=["agent_id"])
    assert Party.objects.get(complaint=case, role="agent_of_complainant").proof_seen
    assert not stage_facts(case).lacking
    with pytest.raises(Refused, match="没有缺的证明材料"):
        do(house, case, "11-24 10:20", "ask_documents", words="请补", due_day=date(2026, 12, 1))
    assert verify() == []


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("ask_documents", {"words": " ", "due_day": date(2026, 12, 1)}, "要求补充的话"),
        ("ask_documents", {"words": "请补", "due_day": date(2026, 11, 23)}, "补充的期限"),
        ("see_documents", {"documents": []}, "看过的材料"),
        ("see_documents", {"documents": ["kinship"]}, "授权委托书原件"),
        ("see_documents", {"documents": ["authority"], "seen_on": date(2026, 11, 25)}, "看过的日期"),
        ("see_documents", {"documents": ["authority"], "paper_id": 1}, "附件"),
    ],
)
def test_what_cannot_be_is_refused(house: House, name: str, given: dict[str, Any], words: str) -> None:
    case = spoken(house)
    with pytest.raises(BadInput, match=words):
        do(house, case, "11-24 10:00", name, **given)
    assert not DocumentSeen.objects.exists()


def test_it_is_ended_only_when_asked_for_on_record_overdue_and_still_missing(house: House) -> None:
    ending = {"kind": "not_entitled", "reason": "三次要求均未提供委托书"}
    case = spoken(house)
    with pytest.raises(Refused, match="还没有要求补充的记录") as refused:
        do(house, case, "11-24 10:00", "terminate_complaint", **ending)
    assert refused.value.clause == "cbirc2020/18.4"
    case = do(house, case, "11-24 10:10", "ask_documents", words="电话告知补委托书原件", due_day=date(2026, 11, 30))
    with pytest.raises(Refused, match="11月30日以前补充，还没有到期"):
        do(house, case, "11-30 10:00", "terminate_complaint", **ending)
    case = do(house, case, "12-01 09:00", "terminate_complaint", **ending)
    row = Termination.objects.get(complaint=case)
    assert (row.clause, case.stage, case.in_scope, case.next_action) == ("cbirc2020/18.4", "not_admitted", None, "tell_termination")
    case = do(house, case, "12-01 10:00", "tell_termination", told_how="telephone", proof="录音0193")
    assert case.next_action == "archive"
    case = do(house, case, "12-05 09:00", "see_documents", documents=["authority", "agent_id"])
    case = do(house, case, "12-05 09:10", "reopen_complaint", reason="委托书原件已补")
    assert (case.open, case.round, stage_facts(case).lacking) == (True, 2, frozenset())
    with pytest.raises(Refused, match="没有缺的证明材料"):
        do(house, case, "12-06 09:00", "terminate_complaint", **ending)
    assert verify() == []


def test_nobody_who_speaks_for_themselves_is_ended_so(house: House) -> None:
    with pytest.raises(Refused, match="没有缺的证明材料"):
        do(house, house.register(), "11-24 10:00", "terminate_complaint", kind="not_entitled", reason="没有委托书")


def test_the_ending_is_a_pure_answer_with_its_arithmetic() -> None:
    verdict = may_end(lacking=["授权委托书原件"], asked_by=date(2026, 11, 30), today=date(2026, 12, 1))
    assert verdict.allowed
    assert verdict.line is not None
    assert verdict.line.inputs["asked_by"].value == "2026-11-30"
    assert not may_end(lacking=["授权委托书原件"], asked_by=date(2026, 11, 30), today=date(2026, 11, 30)).allowed
    assert not may_end(lacking=[], asked_by=date(2026, 11, 30), today=date(2026, 12, 1)).allowed
