"""The crisis path: committee, headquarters, leader; minutes with names; the final opinion the same day."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.models import Complaint, Crisis, CrisisOpinion
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.crisis import path_of
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    above = Staff.objects.create(root=house.root, username="lu", name="陆总裁")
    give_post(at=cn("2020-01-01 09:00"), staff=above, organisation=house.root, role=Role.GENERAL_MANAGER, from_day=SINCE, authority_fen=10**9)
    house.people["lu"] = above
    return house


class Case:
    """In hand since the morning of 23 November 2026."""

    def __init__(self, house: House) -> None:
        self.house, self.row = house, walked(house, forwarded_case(house), until="note_contact")

    def do(self, who: str, when: str, act: Any, **given: Any) -> Complaint:
        self.row = act(ref=self.row.ref, seen_version=self.row.version, actor=self.house.actor(who), at=cn(f"2026-11-{when}"), **given)
        return self.row

    def opened(self) -> "Case":
        self.do("li", "23 11:00", actions.open_crisis, trigger="media", reason="记者已到营业厅")
        return self

    def spoken(self, who: str, when: str, present: list[str], then: str, **given: Any) -> "Case":
        ids = [self.house.people[each].id for each in present]
        self.do(who, when, actions.record_crisis_opinion, present_ids=ids, opinion="先安抚再定损", then=then, **given)
        return self

    def clock(self) -> tuple[str, object]:
        clock = Clock.objects.get(subject_id=self.row.id, kind="crisis_opinion")
        return clock.state, clock.limit_at


def told(house: House, kind: str) -> set[str]:
    names = {person.id: name for name, person in house.people.items()}
    return {names[each] for each in Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True)}


def test_the_whole_path_from_the_committee_to_the_leader(house: House) -> None:
    case = Case(house).opened()
    assert case.clock() == ("running", cn("2026-11-23 23:59:59"))
    assert (case.row.crisis_item, case.row.limit_kind) == (True, "crisis_opinion")
    assert told(house, "crisis.opened") == {"zhao", "qian", "liao"}
    case.spoken("li", "23 11:30", ["zhao", "liao"], "hq_post")
    assert told(house, "crisis.sent_up") == {"han"}
    case.spoken("han", "23 13:00", ["han", "zhou"], "leader")
    assert told(house, "crisis.sent_up") == {"han", "lu"}
    assert access_complaint(house.lu, case.row.ref, on=cn("2026-11-23 13:00").date()).depth == "full"
    case.spoken("lu", "23 15:00", ["lu"], "decided", decision="当日派资深定损员")
    with pytest.raises(Refused, match="已经定夺"):
        case.spoken("lu", "23 15:10", ["lu"], "hq_committee")
    case.do("han", "23 16:00", actions.decide_crisis, opinion="今日上门定损")
    assert case.clock()[0] == "met"
    assert told(house, "crisis.decided") == {"li", "sun"}
    steps = [(each.words, each.state, each.then) for each in path_of(load_rows(Complaint.objects.select_related("unit").get(pk=case.row.pk)))]
    assert steps == [
        ("分公司理赔执委会", "done", "报总公司投诉管理室"), ("总公司投诉管理室", "done", "报主管领导"), ("主管领导", "done", "定夺"), ("最终意见", "done", "已反馈"),
    ]  # fmt: skip
    minutes = CrisisOpinion.objects.get(body="committee")
    assert read(minutes, case_key(case.row), "present") == "廖总、赵总"
    assert verify() == []


def test_each_step_waits_for_the_one_before(house: House) -> None:
    case = Case(house)
    with pytest.raises(Refused, match="没有转入危机处理"):
        case.spoken("li", "23 11:00", ["zhao"], "hq_post")
    with pytest.raises(Refused, match="没有转入危机处理"):
        case.do("li", "23 11:00", actions.decide_crisis, opinion="上门")
    case.opened()
    with pytest.raises(Refused, match="正在危机处理"):
        case.opened()
    with pytest.raises(Refused, match="还在分公司理赔执委会"):
        case.do("li", "23 11:10", actions.decide_crisis, opinion="上门")
    with pytest.raises(BadInput, match="其后"):
        case.spoken("li", "23 11:10", ["zhao"], "leader")


def test_minutes_need_a_member_and_nobody_concerned(house: House) -> None:
    case = Case(house).opened()
    with pytest.raises(Refused, match=r"没有分公司理赔执委会的成员（.*赵总"):
        case.spoken("li", "23 11:10", ["li", "sun"], "hq_post")
    with pytest.raises(Refused, match="定损员老丁与本件有利害关系"):
        case.spoken("li", "23 11:10", ["zhao", "ding"], "hq_post")
    with pytest.raises(BadInput, match="名册"):
        case.spoken("li", "23 11:10", ["zhao", "stranger"], "hq_post")
    with pytest.raises(BadInput, match="参加人"):
        case.spoken("li", "23 11:10", [], "hq_post")
    with pytest.raises(BadInput, match="结论"):
        case.spoken("li", "23 11:10", ["zhao"], "decided")
    assert CrisisOpinion.objects.count() == 0


def test_without_leaders_at_headquarters_the_nearest_ones_decide(house: House) -> None:
    house.lu.posts.update(until_day=SINCE)
    case = Case(house).opened().spoken("li", "23 11:30", ["zhao"], "hq_post").spoken("han", "23 12:00", ["han"], "hq_committee")
    case.spoken("han", "23 13:00", ["qian"], "decided", decision="上门")
    with pytest.raises(Refused, match="已经定夺"):
        case.spoken("han", "23 13:10", ["qian"], "decided", decision="上门")


def test_an_opinion_after_midnight_missed_the_day(house: House) -> None:
    case = Case(house).opened().spoken("li", "23 23:30", ["zhao"], "decided", decision="上门")
    case.do("li", "24 00:10", actions.decide_crisis, opinion="上门")
    assert case.clock()[0] == "missed"


def test_a_second_crisis_has_its_own_day(house: House) -> None:
    case = Case(house).opened().spoken("li", "23 11:30", ["zhao"], "decided", decision="上门")
    case.do("li", "23 12:00", actions.decide_crisis, opinion="上门")
    case.do("zhao", "25 09:00", actions.open_crisis, trigger="visit", reason="又有人来")
    clocks = Clock.objects.filter(subject_id=case.row.id, kind="crisis_opinion").order_by("started_at")
    assert [(each.state, each.limit_at) for each in clocks] == [("met", cn("2026-11-23 23:59:59")), ("running", cn("2026-11-25 23:59:59"))]
    assert Crisis.objects.count() == 2


def test_a_case_in_crisis_is_not_closed(house: House) -> None:
    case = walked(house, forwarded_case(house), until="close")
    seen = {"ref": case.ref, "actor": house.actor("li")}
    case = actions.open_crisis(**seen, seen_version=case.version, at=cn("2026-11-24 17:00"), trigger="other", reason="扬言上访")
    with pytest.raises(Refused, match="危机处理还没有反馈最终意见"):
        actions.close_complaint(**seen, seen_version=case.version, at=cn("2026-11-24 17:30"), ground="accepted")


def test_a_withdrawn_case_leaves_no_body_waiting(house: House) -> None:
    case = Case(house).opened()
    case.do("li", "23 12:00", actions.terminate_complaint, kind="withdrawn", reason="书面撤回", told_how="signed")
    last = path_of(load_rows(Complaint.objects.select_related("unit").get(pk=case.row.pk)))[-1]
    assert (last.words, last.state, last.then) == ("分公司理赔执委会", "done", "未反馈，案件已终止办理")
    assert case.clock()[0] == "void"


@pytest.mark.parametrize(("trigger", "reason", "said"), [("mars", "急", "情形"), ("media", " ", "理由")])
def test_what_cannot_be_is_told(house: House, trigger: str, reason: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Case(house).do("li", "23 11:00", actions.open_crisis, trigger=trigger, reason=reason)
