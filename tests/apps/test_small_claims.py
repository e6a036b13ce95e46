"""A mediator's opinion within the unit's limit, once accepted, is the decision; beyond it a leader decides (law 24)."""

from datetime import date, timedelta
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.models import (
    Complaint,
    Instruction,
    Mediation,
    MediationOpinion,
    Proposal,
    Undertaking,
)
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.actions import limit_small_claims
from suqing.apps.organisations.models import SmallClaimLimit
from suqing.apps.organisations.queries import small_claim_limit
from suqing.kernel.errors import BadInput, BadInputs, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
START = cn("2026-11-23 16:20")
YUAN = 100


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    limit_small_claims(organisation=house.root, amount_fen=3_000 * YUAN, from_day=SINCE, at=cn("2020-01-01 09:00"))
    return house


def act(house: House, case: Complaint, name: str, at: Any = START, by: str = "sun", **given: Any) -> Complaint:
    case = Complaint.objects.get(pk=case.pk)
    return getattr(actions, name)(ref=case.ref, seen_version=case.version, actor=house.actor(by), at=at, **given)


@pytest.fixture
@remembered
def case(house: House) -> Complaint:
    """With 小孙, its mediation agreed."""
    case = walked(house, forwarded_case(house), until="note_contact")
    act(house, case, "propose_mediation", organisation="某市保险合同纠纷调解委员会")
    return act(house, case, "agree_mediation", by="li", proof="双方签字的申请书")


def opinion(house: House, case: Complaint, yuan: int = 800, at: Any = START, **given: Any) -> MediationOpinion:
    act(house, case, "record_opinion", at=at, amount_fen=yuan * YUAN, words="先付代步费，定损另行安排", **given)
    return MediationOpinion.objects.get(accepted=None)


def paused(case: Complaint) -> set[str]:
    return {each.kind for each in clocks_of(("complaint", case.id)) if each.state == "paused"}


def test_accepted_within_the_limit_it_is_the_decision_without_a_leader(house: House, case: Complaint) -> None:
    row = opinion(house, case)
    assert (row.binds, row.limit_fen) == (True, 3_000 * YUAN)
    assert paused(case) == {"decide"}
    case = act(house, case, "answer_opinion", at=START + timedelta(days=2), accepted=True, answer="电话里说可以，录音A12", due_day=date(2026, 11, 30))
    assert case.stage == "approved"
    assert paused(case) == set()
    key = case_key(case)
    mediation, proposal, owed = Mediation.objects.get(), Proposal.objects.get(live=True), Undertaking.objects.get()
    assert (mediation.result, read(mediation, key, "outcome")) == ("success", "先付代步费，定损另行安排")
    assert (proposal.state, proposal.amount_fen, Instruction.objects.count()) == ("approved", 800 * YUAN, 0)
    assert (read(owed, key, "what"), owed.due_day, owed.owner, case.redress_due) == ("按调解意见给付800元", date(2026, 11, 30), house.sun, date(2026, 11, 30))
    assert verify() == []


def test_the_case_goes_on_to_its_answer_and_its_end(house: House, case: Complaint) -> None:
    opinion(house, case)
    act(house, case, "answer_opinion", accepted=True, answer="签字同意", due_day=date(2026, 11, 30))
    content = ReplyText(method="telephone", text="按调解意见付800元", facts_verified="改期两次属实", grounds="调解意见", remedies="核查、诉讼", proof="录音A13")
    assert act(house, case, "send_reply", at=START + timedelta(hours=1), content=content).stage == "replied"


def test_refused_or_beyond_the_limit_nothing_is_decided(house: House, case: Complaint) -> None:
    row = opinion(house, case, 3_001)
    assert row.binds is False
    case = act(house, case, "answer_opinion", accepted=True, answer="接受")
    assert (case.stage, Mediation.objects.get().result, Proposal.objects.count()) == ("investigating", "", 0)
    assert opinion(house, case, 3_000).binds is True
    case = act(house, case, "answer_opinion", accepted=False, answer="嫌少")
    assert (case.stage, Mediation.objects.get().result, Proposal.objects.count()) == ("investigating", "", 0)
    act(house, case, "end_mediation", by="li", result="failed", outcome="谈不拢")
    assert MediationOpinion.objects.count() == 2


def test_the_nearest_units_limit_of_the_day_of_the_opinion_counts(house: House, case: Complaint) -> None:
    assert opinion(house, case, 2_000).binds is True
    act(house, case, "answer_opinion", accepted=False, answer="嫌少")
    limit_small_claims(organisation=house.branch, amount_fen=1_000 * YUAN, from_day=date(2026, 11, 25), at=START)
    assert small_claim_limit(house.branch, on=date(2026, 11, 24)) == 3_000 * YUAN
    assert small_claim_limit(house.claims, on=date(2026, 11, 25)) == 1_000 * YUAN
    assert opinion(house, case, 2_000, at=cn("2026-11-25 10:00")).binds is False
    act(house, case, "answer_opinion", at=cn("2026-11-25 11:00"), accepted=False, answer="再想想")
    limit_small_claims(organisation=house.branch, amount_fen=0, from_day=date(2026, 11, 26), at=START)
    assert opinion(house, case, 1, at=cn("2026-11-26 10:00")).binds is False
    assert SmallClaimLimit.objects.filter(organisation=house.branch, until_day=date(2026, 11, 25)).count() == 1


def test_while_an_opinion_waits_there_is_no_second_and_none_without_an_agreed_mediation(house: House, case: Complaint) -> None:
    with pytest.raises(Refused, match="没有等着答复的调解意见"):
        act(house, case, "answer_opinion", accepted=True, answer="可以")
    opinion(house, case)
    with pytest.raises(Refused, match="还没有答复"):
        opinion(house, case)
    act(house, case, "answer_opinion", accepted=False, answer="不行")
    act(house, case, "end_mediation", by="li", result="failed", outcome="不成")
    with pytest.raises(Refused, match="没有双方同意的调解"):
        opinion(house, case)


@pytest.mark.parametrize(("given", "said"), [
    ({"amount_fen": None, "words": "甲"}, "不用给付的填0"), ({"amount_fen": -1, "words": "甲"}, "意见金额"), ({"amount_fen": 1, "words": " "}, "调解意见"),
    ({"amount_fen": 1, "words": "甲", "given_at": cn("2026-11-22 10:00")}, "双方同意调解以后"), ({"amount_fen": 1, "words": "甲", "given_at": cn("2026-12-22 10:00")}, "现在以前"),
])  # fmt: skip
def test_what_cannot_be_an_opinion_is_said(house: House, case: Complaint, given: dict[str, Any], said: str) -> None:
    with pytest.raises((BadInput, BadInputs), match=said):
        act(house, case, "record_opinion", **given)


def test_what_cannot_be_an_answer_is_said_and_nothing_is_half_written(house: House, case: Complaint) -> None:
    opinion(house, case)
    for given, said in (({"answer": " "}, "原话"), ({"answer": "可以"}, "给付日"), ({"answer": "可以", "due_day": date(2026, 11, 22)}, "给付日"), ({"answer": "可以", "answered_at": cn("2026-11-22 10:00")}, "提出意见")):
        with pytest.raises(BadInput, match=said):
            act(house, case, "answer_opinion", accepted=True, **given)
    assert MediationOpinion.objects.get().accepted is None
    assert Proposal.objects.count() == 0


def test_what_is_not_with_a_handler_yet_is_not_decided_by_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="dispatch")
    act(house, case, "propose_mediation", by="li", organisation="调委会")
    act(house, case, "agree_mediation", by="li", proof="申请书")
    act(house, case, "record_opinion", by="li", amount_fen=80_000, words="付800元")
    with pytest.raises(Refused, match="先分派并接办"):
        act(house, case, "answer_opinion", by="li", accepted=True, answer="可以", due_day=date(2026, 11, 30))


def test_a_limit_starts_after_the_one_before_it(house: House) -> None:
    with pytest.raises(Refused, match="须晚于这一天"):
        limit_small_claims(organisation=house.root, amount_fen=1, from_day=SINCE, at=START)
