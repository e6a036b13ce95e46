"""A call besides an item: a question answered, a caller put through, an item settled on the spot (C24, C27, C28)."""

from dataclasses import replace
from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.ladder import CONSUMER_WINDOWS
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.settling import SettlementText
from suqing.apps.complaints.facts import stage_facts
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import (
    Closure,
    Complaint,
    Inquiry,
    Matter,
    Reply,
    Response,
    Settlement,
    Triage,
)
from suqing.apps.complaints.queries import AFTER, Filters, counts_of, page_of, seer_of
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.models import Post
from suqing.casework.lifecycle import may, next_action
from suqing.casework.settling import is_sampled
from suqing.kernel.errors import BadInputs, NotYours, Refused, Stale
from suqing.rulebook import open_edition
from tests.apps.case_walk import SPOT, forwarded_case, spot_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

NOW = cn("2026-11-23 09:20")
SAID = SettlementText("已请定损员今日下午上门，并致歉。", "行，今天来就好。", facts_verified="改期两次属实", grounds="车险服务承诺", told_proof="录音2026112301")


def settle(house: House, case: Complaint, *, by: str = "li", **changed: Any) -> Complaint:
    return actions.settle_complaint(ref=case.ref, seen_version=case.version, actor=house.actor(by), at=NOW, content=replace(SAID, **changed))


# ── settled on the spot ──────────────────────────────────────────────────────
def test_one_act_classes_answers_and_closes_and_the_clocks_are_met(house: House) -> None:
    case = settle(house, spot_case(house))
    assert (case.stage, case.open, case.classification, case.next_action) == ("closed", False, "general", "review_settlement")
    assert [row.objects.filter(complaint=case).count() for row in (Triage, Reply, Response, Closure, Settlement)] == [1, 1, 1, 1, 1]
    clocks = clocks_of(("complaint", case.id))
    ours = [each for each in clocks if each.kind not in CONSUMER_WINDOWS]  # what the complainant may still apply for runs on
    assert {each.state for each in ours} <= {"met", "superseded"}
    assert {each.kind for each in clocks if each.state == "met"} >= {"contact", "resolve", "decide"}
    event = Event.objects.filter(subject_kind="complaint", subject_id=case.id).latest("seq")
    assert (event.verb, event.clause) == ("settled", "property/4.10")
    assert verify() == []


def test_registered_and_settled_is_one_transaction(house: House) -> None:
    given = house.intake(exposed_by_media=False, possible_loss_fen=0)
    with pytest.raises(Refused, match="没有表示接受"):
        actions.register_and_settle(intake=given, content=replace(SAID, accepted=False), actor=house.actor("zhang"), at=NOW)
    assert (Complaint.objects.count(), Matter.objects.count()) == (0, 0)
    case = actions.register_and_settle(intake=given, content=SAID, actor=house.actor("zhang"), at=NOW)
    assert (case.stage, case.taken_by_id) == ("closed", house.zhang.id)


@pytest.mark.parametrize(
    ("changed", "words", "clause"),
    [
        ({"accepted": False}, "没有表示接受", "claims/7.4.1"),
        ({"amount_fen": 10_000_01, "proof": "收据"}, "超过您的授权", "claims/4.4"),
        ({"amount_fen": 100}, "钱还没有付清", "property/7.7"),
    ],
)
def test_what_is_not_settled_is_refused_with_its_clause(house: House, changed: dict[str, Any], words: str, clause: str) -> None:
    Post.objects.filter(staff=house.li).update(authority_fen=10_000_00)
    case = spot_case(house)
    with pytest.raises(Refused, match=words) as refused:
        settle(house, case, **changed)
    assert refused.value.clause == clause
    assert not Settlement.objects.exists()
    assert Complaint.objects.get(pk=case.pk).stage == "registered"


def test_within_ones_authority_and_paid_it_is_settled(house: House) -> None:
    Post.objects.filter(staff=house.li).update(authority_fen=10_000_00)
    assert settle(house, spot_case(house), amount_fen=10_000_00, proof="收据").stage == "closed"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"possible_loss_fen": 20_000_00}, "不是倾诉件或一般投诉件"),
        ({"in_litigation": True}, "不是倾诉件或一般投诉件"),
        ({"demands": ""}, "没有写事实经过和投诉人要什么"),
        ({"promise_at": cn("2026-11-23 17:00")}, "还约了时间答复"),
    ],
)
def test_major_out_of_scope_untold_or_promised_goes_the_ordinary_way(house: House, given: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        settle(house, house.register(**given))


def test_what_the_regulator_sent_is_not_settled_on_the_spot(house: House) -> None:
    with pytest.raises(Refused, match="不是倾诉件或一般投诉件"):
        settle(house, forwarded_case(house))


def test_the_third_call_of_a_matter_is_not_settled_on_the_spot(house: House) -> None:
    first = spot_case(house)
    second = house.register(same_matter_as=first.ref)
    third = house.register(same_matter_as=first.ref)
    assert settle(house, second).stage == "closed"
    with pytest.raises(Refused, match="第三次以上"):
        settle(house, third)


def test_answer_and_the_customers_words_are_asked_for_together(house: House) -> None:
    with pytest.raises(BadInputs) as problems:
        settle(house, spot_case(house), answer=" ", words="")
    assert [each.field for each in problems.value.items] == ["当场答复", "投诉人怎么说"]


def test_the_person_complained_of_settles_nothing(house: House) -> None:
    case = house.register(respondent_staff_id=house.li.id)
    with pytest.raises((NotYours, Refused)):
        settle(house, case, by="li")


def test_nobody_settles_what_another_took_down_at_the_hotline(house: House) -> None:
    with pytest.raises(Refused):
        settle(house, spot_case(house), by="zhang")


def test_the_leader_sees_it_afterwards_and_it_waits_in_their_list(house: House) -> None:
    case = settle(house, spot_case(house))
    assert list(Notice.objects.filter(kind="settlement.waiting").values_list("recipient_id", flat=True)) == [house.zhao.id]
    seer = seer_of(standing_of(house.zhao, on=NOW.date()), now=NOW)
    assert [each.ref for each in page_of(seer, view=AFTER, filters=Filters(), now=NOW)[0]] == [case.ref]
    assert counts_of(seer, now=NOW)[AFTER] == 1
    actions.review_settlement(ref=case.ref, seen_version=case.version, actor=house.actor("zhao"), at=cn("2026-11-23 17:00"), approved=True)
    assert counts_of(seer, now=NOW)[AFTER] == 0


def test_it_is_not_filed_before_the_leader_has_looked_and_needs_no_other_evaluation(house: House) -> None:
    case = settle(house, spot_case(house))
    Settlement.objects.update(sampled=False)
    assert may("archive", stage_facts(case)).missing[0].code == "settlement"
    case = actions.review_settlement(ref=case.ref, seen_version=case.version, actor=house.actor("zhao"), at=NOW, approved=True)
    assert may("archive", stage_facts(case)).allowed
    step = next_action(stage_facts(case))
    assert step is not None
    assert step.action == "archive"


def test_one_that_was_drawn_is_called_back(house: House) -> None:
    case = settle(house, spot_case(house))
    Settlement.objects.update(sampled=True)
    case = actions.review_settlement(ref=case.ref, seen_version=case.version, actor=house.actor("zhao"), at=NOW, approved=True)
    assert case.next_action == "follow_up"


def test_the_leader_who_objects_says_why_and_it_is_taken_up_again(house: House) -> None:
    case = settle(house, spot_case(house), by="li")
    seen = {"ref": case.ref, "actor": house.actor("zhao"), "at": cn("2026-11-23 17:00"), "approved": False}
    with pytest.raises(Exception, match="写明理由"):
        actions.review_settlement(**seen, seen_version=case.version, words=" ")
    case = actions.review_settlement(**seen, seen_version=case.version, words="没有核实改期的原因。")
    assert (case.next_action, case.next_holder_id) == ("reopen", house.li.id)
    assert Notice.objects.filter(kind="settlement.objected", recipient=house.li).exists()
    case = actions.reopen_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-24 09:00"), reason="没有核实改期的原因")
    assert (case.stage, case.open, case.next_action) == ("triaged", True, "dispatch")
    assert stage_facts(case).settlement is None


def test_a_second_look_is_refused(house: House) -> None:
    case = walked(house, spot_case(house), steps=SPOT)
    with pytest.raises(Refused, match="没有待过目"):
        actions.review_settlement(ref=case.ref, seen_version=case.version, actor=house.actor("qian"), at=NOW, approved=True)


def test_about_one_in_ten_is_drawn_the_same_ones_whenever_asked() -> None:
    edition = open_edition("property")
    drawn = [is_sampled(edition=edition, ref=f"SQ20261123{number:06d}") for number in range(5000)]
    assert 400 < sum(drawn) < 600
    assert drawn == [is_sampled(edition=edition, ref=f"SQ20261123{number:06d}") for number in range(5000)]


# ── a question, a leader ─────────────────────────────────────────────────────
def test_a_question_is_no_item_raises_no_level_and_leaves_an_open_form_good(house: House) -> None:
    case = house.register()
    seen, before = case.version, [(each.kind, each.state) for each in clocks_of(("complaint", case.id))]
    for _ in range(3):
        actions.note_inquiry(ref=case.ref, actor=house.actor("zhang"), at=NOW, asked="几时能定损", told="正在安排。")
    assert Inquiry.objects.filter(complaint=case).count() == 3
    assert [(each.kind, each.state) for each in clocks_of(("complaint", case.id))] == before
    again = house.register(same_matter_as=case.ref)
    assert (again.item_no, again.repeat_level) == (2, "second")
    try:
        actions.triage_complaint(ref=case.ref, seen_version=seen, actor=house.actor("li"), at=NOW, classification="general", established=True, reason="损失不明")
    except Stale:
        pytest.fail("a question must not spoil the form that an officer has open")
    assert Event.objects.filter(subject_id=case.id, verb="inquiry_noted").count() == 3


def test_a_question_after_closing_is_noted_too_and_one_about_what_was_moved_is_not(house: House) -> None:
    closed = settle(house, spot_case(house))
    actions.note_inquiry(ref=closed.ref, actor=house.actor("zhang"), at=NOW, asked="", told="已经办结。")
    moved = house.register()
    actions.reveal_misconduct(ref=moved.ref, seen_version=1, actor=house.actor("li"), at=NOW, reason="反映舞弊")
    with pytest.raises(NotYours):
        actions.note_inquiry(ref=moved.ref, actor=house.actor("zhang"), at=NOW, asked="", told="正在办理。")


def test_a_caller_who_did_not_reach_the_leader_is_called_back(house: House) -> None:
    case = house.register()
    actions.put_through(ref=case.ref, actor=house.actor("zhang"), at=NOW, to_staff_id=house.zhao.id, reached=False, words="要求领导回电")
    assert Notice.objects.filter(kind="call.call_back", recipient=house.zhao).count() == 1
    assert Event.objects.filter(subject_id=case.id, verb="put_through").get().clause == "claims/6.2.7"


@pytest.mark.parametrize("who", ["wang", "zhang", "stranger"])
def test_a_call_goes_to_leaders_of_the_line_and_to_nobody_else(house: House, who: str) -> None:
    case = house.register()
    with pytest.raises(Exception, match="一位领导"):
        actions.put_through(ref=case.ref, actor=house.actor("zhang"), at=NOW, to_staff_id=house.people[who].id, reached=True)


def test_not_to_the_leader_who_is_complained_of(house: House) -> None:
    case = house.register(respondent_staff_id=house.zhao.id)
    with pytest.raises(Exception, match="一位领导"):
        actions.put_through(ref=case.ref, actor=house.actor("zhang"), at=NOW, to_staff_id=house.zhao.id, reached=True)


def test_what_was_told_on_the_spot_is_proved_too(house: House) -> None:
    """2020 measures Art. 21: the answer is on record with its proof and to whom it was said; a mere outpouring asks for none."""
    with pytest.raises(BadInputs, match="告知凭证"):
        settle(house, spot_case(house), told_proof=" ")
    case = settle(house, spot_case(house))
    told = next(each for each in sections_of(case) if each.title == "答复").records[0]
    assert ("送达凭证", "录音2026112301") in told
    assert ("发到哪里", "当场，对投诉人本人") in told
    assert settle(house, house.register(only_venting=True, exposed_by_media=False, in_litigation=False, in_arbitration=False, with_judicial_organs=False, possible_loss_fen=0), told_proof="", facts_verified="", grounds="").stage == "closed"
