"""Leaders: briefed of major and third-time items and of their closing, level by level; a leader steps in or gives a direction, on record."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Direction, Proposal
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.timeline import timeline_of
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, NotYours, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
LEADERS = {"zhao", "qian", "lu"}


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    above = Staff.objects.create(root=house.root, username="lu", name="陆总裁")
    give_post(at=cn("2020-01-01 09:00"), staff=above, organisation=house.root, role=Role.GENERAL_MANAGER, from_day=SINCE, authority_fen=10**9)
    house.people["lu"] = above
    return house


def told(house: House, kind: str) -> list[str]:
    names = {person.id: name for name, person in house.people.items()}
    return sorted(names[each] for each in Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def do(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(f"2026-11-{when}"), **given)
    return found


def test_a_major_case_is_briefed_once_and_its_closing_too(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    case = do(house, case, "li", "23 09:30", actions.triage_complaint, classification="general", established=True, reason="损失不大")
    assert told(house, "leader.major") == []
    case = do(house, case, "li", "23 09:40", actions.reclassify_complaint, classification="major", reason="损失两万六")
    assert told(house, "leader.major") == sorted(LEADERS)
    case = walked(house, forwarded_case(house), until="carry_out")
    assert told(house, "leader.closed") == sorted(LEADERS)


def test_a_general_case_is_not_briefed(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    do(house, case, "li", "23 09:30", actions.triage_complaint, classification="general", established=True, reason="损失不大")
    assert not Notice.objects.filter(kind__startswith="leader.").exists()


def test_the_third_call_is_briefed_and_a_leader_complained_of_is_not(house: House) -> None:
    first = house.register(respondent_staff_id=house.zhao.id)
    for _ in range(2):
        last = house.register(same_matter_as=first.ref, respondent_staff_id=house.zhao.id)
    assert last.repeat_level == "third_or_more"
    assert told(house, "leader.third") == ["lu", "qian"]


def test_the_second_call_is_urgent_and_told_to_the_leader_in_charge(house: House) -> None:
    first = house.register(respondent_staff_id=None)
    assert told(house, "leader.urgent") == []
    second = house.register(same_matter_as=first.ref, respondent_staff_id=None)
    assert second.repeat_level == "second"
    assert told(house, "leader.urgent") == ["zhao"]
    house.register(same_matter_as=first.ref, respondent_staff_id=None)
    assert told(house, "leader.urgent") == ["zhao"]
    concerned = house.register(respondent_staff_id=house.zhao.id, facts="另一件", policy_no="")
    house.register(same_matter_as=concerned.ref, respondent_staff_id=house.zhao.id)
    assert told(house, "leader.urgent") == ["zhao"], "nobody complained of is briefed of it"


def test_a_direction_is_read_by_those_who_have_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    before = Notice.objects.filter(kind="leader.direction").count()
    case = do(house, case, "lu", "23 11:00", actions.give_direction, text="先垫付代步费")
    assert Notice.objects.filter(kind="leader.direction").count() == before + 2
    assert case.handler_id == house.sun.id
    head = next(each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if "批示意见" in each.head)
    assert (head.head, head.quote) == ("陆总裁批示意见", "先垫付代步费")
    for who in ("li", "sun", "wang"):
        with pytest.raises(Refused, match="由主管领导办理"):
            do(house, case, who, "23 11:10", actions.give_direction, text="加急")
    with pytest.raises(BadInput, match="批示意见"):
        do(house, case, "lu", "23 11:20", actions.give_direction, text=" ")
    assert verify() == []


def test_a_leader_takes_the_handling(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    case = do(house, case, "zhao", "23 11:00", actions.step_in, reason="反复投诉，我来办")
    assert (case.handler_id, case.next_holder_id) == (house.zhao.id, house.zhao.id)
    assert told(house, "leader.stepped_in") == ["li", "sun"]
    head = next(each for each in timeline_of(load_rows(case), cn("2026-11-24 18:00")) if each.head == "赵总直接过问")
    assert (head.text, head.quote) == ("，从小孙接手。", "反复投诉，我来办")
    with pytest.raises(Refused, match="正由您批示或经办"):
        do(house, case, "zhao", "23 11:10", actions.step_in, reason="再接一次")
    with pytest.raises(Refused):
        do(house, case, "sun", "23 11:20", actions.note_progress, sayable="在办")
    assert verify() == []


def test_a_leader_takes_the_decision_within_their_authority(house: House) -> None:
    case = walked(house, forwarded_case(house), until="instruct_proposal")
    case = do(house, case, "lu", "24 08:40", actions.step_in, reason="金额大")
    assert (case.leader_id, case.next_holder_id, Proposal.objects.get().submitted_to_id) == (house.lu.id,) * 3
    assert case.handler_id == house.sun.id
    assert told(house, "leader.stepped_in") == ["li", "sun", "zhao"]
    Proposal.objects.update(amount_fen=20_000_000)
    with pytest.raises(Refused, match="超出您的授权"):
        do(house, case, "zhao", "24 08:50", actions.step_in, reason="还是我来")
    Proposal.objects.update(amount_fen=1, by=house.qian)
    with pytest.raises(Refused, match="您起草的"):
        do(house, case, "qian", "24 08:50", actions.step_in, reason="还是我来")
    assert Direction.objects.filter(kind="step_in").count() == 1


def test_an_important_item_goes_straight_to_a_leader(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    case = do(house, case, "li", "23 09:40", actions.triage_complaint, classification="major", established=True, reason="损失两万六")
    case = do(house, case, "qian", "23 09:45", actions.step_in, reason="重大，我来办")
    assert (case.stage, case.handler_id, case.next_action, case.next_holder_id) == ("investigating", house.qian.id, "note_contact", house.qian.id)
    case = walked(house, forwarded_case(house), until="return_dispatch")
    case = do(house, case, "zhao", "23 09:48", actions.step_in, reason="我来办")
    assert (case.stage, case.handler_id) == ("investigating", house.zhao.id)
    assert not case.sights.filter(holder_id__in=[house.feng.id, house.health.id]).exists()
    with pytest.raises(NotYours):
        do(house, case, "feng", "23 09:50", actions.return_dispatch, reason="不是我们的")
    assert verify() == []


def test_what_was_found_without_ground_is_not_taken_over(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    case = do(house, case, "li", "23 09:40", actions.triage_complaint, classification="general", established=False, reason="不合理")
    with pytest.raises(Refused, match="婉转答复即可"):
        do(house, case, "qian", "23 09:45", actions.step_in, reason="我来办")
    assert Direction.objects.count() == 0


def test_nobody_steps_into_what_is_not_sorted_out_or_is_about_them(house: House) -> None:
    case = house.register(respondent_staff_id=house.zhao.id)
    with pytest.raises(Refused, match="先分类"):
        do(house, case, "qian", "23 09:30", actions.step_in, reason="我来")
    with pytest.raises(Refused, match="请交钱总处理"):
        do(house, case, "zhao", "23 09:30", actions.step_in, reason="我来")
