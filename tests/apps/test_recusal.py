"""回避: who is interested hands over to the next person up, on record, and learns no more; refusals name that person."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.models import Complaint, Dispatch, Proposal, Recusal
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import report_to
from suqing.kernel.errors import BadInput, NotYours, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn

pytestmark = pytest.mark.django_db


def stand_back(house: House, case: Complaint, who: str, when: str = "2026-11-24 09:30") -> Complaint:
    return actions.declare_interest(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), reason="投诉人是我亲戚")


def told(house: House, who: str) -> int:
    return Notice.objects.filter(recipient_id=house.people[who].id, kind="case.handed_up").count()


def test_the_handler_stands_back_and_the_superior_has_it(house: House) -> None:
    case = stand_back(house, walked(house, forwarded_case(house), until="ask_hearing"), "sun")
    assert (case.handler_id, case.next_holder_id, case.first_contact_owner_id) == (house.wang.id, house.wang.id, house.wang.id)
    assert Recusal.objects.get().passed_to_id == house.wang.id
    assert (told(house, "wang"), told(house, "li"), told(house, "sun")) == (1, 1, 0)
    with pytest.raises(NotYours):
        access_complaint(house.sun, case.ref, on=cn("2026-11-24 10:00").date())
    now = cn("2026-11-24 10:00")
    assert page_of(seer_of(standing_of(house.sun, on=now.date()), now=now), view="open", filters=Filters(), now=now)[0] == []
    case = actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("wang"), at=now, sayable="在办")
    head = next(each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if each.head == "小孙声明回避")
    assert (head.text, head.quote) == ("，由王经理接着办。", "投诉人是我亲戚")
    assert verify() == []


def test_an_interested_superior_is_passed_over(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    case = stand_back(house, case, "wang", "2026-11-23 10:30")
    assert Recusal.objects.get().passed_to_id is None, "the head had nothing in hand"
    case = stand_back(house, case, "sun", "2026-11-23 10:40")
    assert case.handler_id == house.liao.id
    assert verify() == []


def test_the_officer_stands_back_and_headquarters_has_it(house: House) -> None:
    case = stand_back(house, house.register(respondent_staff_id=None), "li", "2026-11-23 09:30")
    assert (case.officer_id, case.next_holder_id, case.first_contact_owner_id) == (house.han.id, house.han.id, house.han.id)
    assert told(house, "han") == 1


def test_the_leader_stands_back_and_the_next_one_decides(house: House) -> None:
    case = walked(house, forwarded_case(house), until="instruct_proposal")
    case = stand_back(house, case, "zhao", "2026-11-24 08:40")
    assert (case.leader_id, case.next_holder_id, Proposal.objects.get().submitted_to_id) == (house.qian.id,) * 3
    with pytest.raises(Refused, match="没有授权足够"):
        stand_back(house, case, "qian", "2026-11-24 08:50")
    assert Recusal.objects.count() == 1


def test_a_dispatch_to_a_head_who_stands_back_returns_to_the_officer(house: House) -> None:
    case = stand_back(house, walked(house, forwarded_case(house), until="return_dispatch"), "feng", "2026-11-23 09:50")
    assert (case.stage, case.next_action, case.next_holder_id) == ("triaged", "dispatch", house.li.id)
    assert Dispatch.objects.get().returned_at == cn("2026-11-23 09:50")
    seen = {"ref": case.ref, "seen_version": case.version, "actor": house.actor("li"), "at": cn("2026-11-23 10:00")}
    with pytest.raises(Refused, match="冯经理与本件有利害关系，不能经办。请改派他人，或交上一级，如赵总"):
        actions.dispatch_complaint(**seen, department_id=house.health.id, reason="再派")


def test_who_stood_back_is_not_named_handler_and_the_refusal_names_the_next(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    case = stand_back(house, case, "sun", "2026-11-23 10:30")
    case = actions.dispatch_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 11:00"), department_id=house.claims.id, reason="换人")
    with pytest.raises(Refused, match="小孙与本件有利害关系，不能经办。请改派他人，或交上一级，如王经理"):
        actions.accept_dispatch(ref=case.ref, seen_version=case.version, actor=house.actor("wang"), at=cn("2026-11-23 11:10"), handler_id=house.sun.id)


def test_the_respondent_is_told_who_may_instead(house: House) -> None:
    case = house.register(respondent_staff_id=house.wang.id)
    with pytest.raises(Refused, match="请交廖总处理"):
        actions.note_progress(ref=case.ref, seen_version=1, actor=house.actor("wang"), at=cn("2026-11-23 10:00"), sayable="好了")
    for post in house.liao.posts.all():
        post.delete()
    house.liao.is_active = False
    house.liao.save()
    with pytest.raises(Refused, match="请交赵总处理"):
        actions.note_progress(ref=case.ref, seen_version=1, actor=house.actor("wang"), at=cn("2026-11-23 10:00"), sayable="好了")


def test_a_ring_of_superiors_ends(house: House) -> None:
    report_to(at=cn("2020-01-01 09:00"), staff=house.liao, superior=house.wang, from_day=SINCE)
    case = walked(house, forwarded_case(house), until="ask_hearing")
    for who, when in (("wang", "10:30"), ("sun", "10:40")):
        case = stand_back(house, case, who, f"2026-11-23 {when}")
    assert case.handler_id == house.liao.id


def test_a_handler_whom_the_finding_would_fine_hands_over_at_once(house: House) -> None:
    """A third call: the direct superior is to be fined, and 王经理 is both superior and handler."""
    case = walked(house, forwarded_case(house), until="ask_hearing")
    Complaint.objects.filter(pk=case.pk).update(handler_id=house.wang.id, source="own", method="telephone", repeat_level="third_or_more")
    case.refresh_from_db()
    seen: dict[str, Any] = {"ref": case.ref, "actor": house.actor("wang")}
    case = actions.ask_hearing(**seen, seen_version=case.version, at=cn("2026-11-23 11:00"), staff_id=house.ding.id)
    case = actions.record_hearing(**seen, seen_version=case.version, at=cn("2026-11-23 11:10"), staff_id=house.ding.id, declined=True)
    case = actions.record_finding(
        **seen, seen_version=case.version, at=cn("2026-11-23 12:00"), cause_kind="claim", cause="排期失误", evidence="", valid=True,
        persons=[Responsible(house.ding.id, "direct")],
    )  # fmt: skip
    assert case.handler_id == house.liao.id
    assert told(house, "liao") == 1


def test_a_reason_is_needed_and_once_is_enough(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    with pytest.raises(BadInput, match="回避事由"):
        actions.declare_interest(ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-23 11:00"), reason=" ")
    case = stand_back(house, case, "sun", "2026-11-23 11:00")
    with pytest.raises(NotYours):
        stand_back(house, case, "sun", "2026-11-23 11:01")


def test_who_handled_it_is_told_who_may_close_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="close")
    Complaint.objects.filter(pk=case.pk).update(handler_id=house.li.id)
    with pytest.raises(Refused, match="可以请韩主管结案"):
        actions.close_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-25 09:00"), ground="accepted")
