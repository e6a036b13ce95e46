"""客观障碍 and 请示: reported at once and judged by another; taken up to somebody higher up, guided, helped or passed on."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.actions import wake_due
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.models import Complaint, Obstacle, Support
from suqing.apps.complaints.queries import counts_of, seer_of
from suqing.apps.complaints.record import case_record
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, Refused
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn

pytestmark = pytest.mark.django_db
BY = cn("2026-11-24 12:00")


class Case:
    """In the hands of 小孙 since the morning of 23 November 2026."""

    def __init__(self, house: House) -> None:
        self.house, self.row = house, walked(house, forwarded_case(house), until="note_contact")

    def do(self, who: str, when: str, act: Any, **given: Any) -> None:
        self.row = act(ref=self.row.ref, seen_version=self.row.version, actor=self.house.actor(who), at=cn(when), **given)

    def report(self, who: str = "sun", when: str = "2026-11-23 10:20") -> None:
        self.do(who, when, actions.report_obstacle, reason="现场被水淹，进不去")

    def ask(self, who: str = "sun", to: str = "zhao", when: str = "2026-11-23 10:20", by: datetime = BY) -> None:
        self.do(who, when, actions.ask_support, to_staff_id=self.house.people[to].id, kind="guidance", reason="责任难分", answer_by=by)

    def limits(self) -> list[tuple[str, datetime]]:
        return list(Clock.objects.filter(subject_id=self.row.id).order_by("id").values_list("kind", "limit_at"))

    def told(self, now: str = "2026-11-27 09:00") -> list[str]:
        record = case_record(access_complaint(self.house.li, self.row.ref, on=cn(now).date()), now=cn(now))
        return [f"{each.head}{each.text}{each.quote}" for each in record.timeline]


def kinds(house: House, who: str, start: str) -> list[str]:
    return list(Notice.objects.filter(recipient_id=house.people[who].id, kind__startswith=start).order_by("id").values_list("kind", flat=True))


def waits(house: House, who: str) -> int:
    now = cn("2026-11-23 11:00")
    return counts_of(seer_of(standing_of(house.people[who], on=now.date()), now=now), now=now)["asked"]


def test_an_obstacle_is_judged_and_the_reporter_hears_of_it(house: House) -> None:
    case = Case(house)
    limits = case.limits()
    case.report()
    assert (kinds(house, "li", "obstacle."), waits(house, "li"), waits(house, "han"), waits(house, "sun")) == (["obstacle.reported"], 1, 0, 0)
    with pytest.raises(Refused, match="还没有认定"):
        case.report(when="2026-11-23 10:25")
    case.do("li", "2026-11-23 10:40", actions.answer_obstacle, objective=True, answer="气象预警可查")
    row = Obstacle.objects.get()
    assert (row.objective, row.answered_by_id, row.answered_at) == (True, house.li.id, cn("2026-11-23 10:40"))
    assert read(row, case_key(case.row), "answer") == "气象预警可查"
    assert (kinds(house, "sun", "obstacle."), waits(house, "li")) == (["obstacle.answered"], 0)
    assert case.limits() == limits
    assert "小李专员认定障碍：属客观原因，免除小孙本人责任，不影响时限。气象预警可查" in case.told()
    with pytest.raises(Refused, match="没有待认定"):
        case.do("li", "2026-11-23 11:00", actions.answer_obstacle, objective=False, answer="再看")
    case.report(when="2026-11-23 11:10")
    assert verify() == []


def test_it_stands_beside_the_overdue_clock_only_when_objective_and_in_time(house: House) -> None:
    case = Case(house)
    case.report()
    case.do("li", "2026-11-23 10:40", actions.answer_obstacle, objective=True, answer="属实")
    case.do("wang", "2026-11-23 10:50", actions.report_obstacle, reason="人手不足")
    case.do("li", "2026-11-23 10:55", actions.answer_obstacle, objective=False, answer="可以调人")
    beside = "时限超期，小孙报告过的障碍属客观原因：免除本人责任，不影响时限"
    assert not [each for each in case.told("2026-11-23 11:00") if beside in each]
    assert [each for each in case.told("2026-11-24 17:31") if beside in each]  # at once, whenever the worker comes by
    wake_due(at=cn("2026-11-26 18:00"))
    late = [clock for clock in Clock.objects.filter(subject_id=case.row.id, state="running") if clock.escalation_step >= 2]
    assert late
    assert len([each for each in case.told() if beside in each]) == len(late)
    assert not [each for each in case.told() if "王经理报告过的障碍" in each]
    Obstacle.objects.filter(by=house.sun).update(at=max(each.limit_at for each in late), answered_at=cn("2026-12-10 09:00"))
    assert [each for each in case.told() if beside in each]  # reported in the last second of the latest of them
    Obstacle.objects.filter(by=house.sun).update(at=cn("2026-12-09 09:00"))
    assert not [each for each in case.told() if beside in each]


def test_nobody_judges_their_own_obstacle(house: House) -> None:
    """The officer handles the case alone: the report goes to the post above, and only another officer judges it."""
    case = Case(house)
    Complaint.objects.filter(pk=case.row.pk).update(handler_id=house.li.id)
    case.report(who="li")
    assert Obstacle.objects.get().to_staff_id == house.han.id
    with pytest.raises(Refused, match="另一位投诉专员"):
        case.do("li", "2026-11-23 10:30", actions.answer_obstacle, objective=True, answer="属实")
    case.do("han", "2026-11-23 10:30", actions.answer_obstacle, objective=True, answer="属实")


def test_guidance_is_asked_and_given_and_the_asker_hears_of_it(house: House) -> None:
    case = Case(house)
    case.ask()
    assert (kinds(house, "zhao", "support."), waits(house, "zhao"), waits(house, "qian")) == (["support.asked"], 1, 0)
    with pytest.raises(Refused, match="还没有答复"):
        case.ask(when="2026-11-23 10:25")
    case.ask(to="liao", when="2026-11-23 10:30")
    with pytest.raises(Refused, match="等您答复"):
        case.do("qian", "2026-11-23 10:35", actions.answer_support, outcome="guided", answer="代答")
    with pytest.raises(Refused, match="等您答复"):
        case.do("zhao", "2026-11-23 10:35", actions.answer_support, support_id=Support.objects.get(to_staff=house.liao).id, outcome="guided", answer="代答")
    case.do("liao", "2026-11-23 10:40", actions.answer_support, outcome="passed_on", answer="转健康险部")
    case.do("zhao", "2026-11-23 10:50", actions.answer_support, outcome="guided", answer="按主责处理")
    assert kinds(house, "sun", "support.") == ["support.answered", "support.answered"]
    assert {"小孙向赵总请求指导，11月24日 12:00前答复。责任难分", "赵总答复请示：已指导。按主责处理", "廖总答复请示：已转相关部门。转健康险部"} <= set(case.told())
    assert waits(house, "zhao") == 0
    assert verify() == []


@pytest.mark.parametrize(
    ("who", "to", "able"),
    [
        ("sun", "wang", True), ("sun", "liao", True), ("sun", "li", True), ("sun", "han", True), ("sun", "qian", True), ("wang", "liao", True), ("li", "han", True), ("li", "zhao", True),
        ("wang", "sun", False), ("li", "wang", False), ("han", "zhao", False), ("sun", "sun", False), ("sun", "ding", False), ("sun", "feng", False), ("sun", "zhou", False), ("sun", "zhang", False),
    ],
)  # fmt: skip
def test_only_somebody_higher_up_who_may_see_it_is_asked(house: House, who: str, to: str, able: bool) -> None:
    case = Case(house)
    if able:
        case.ask(who=who, to=to)
        case.do(to, "2026-11-23 10:30", actions.answer_support, outcome="helped", answer="派人")
        return
    with pytest.raises(Refused, match="不能请示"):
        case.ask(who=who, to=to)
    assert not Support.objects.exists()


def test_a_colleague_of_the_same_rank_is_not_higher_up(house: House) -> None:
    house.people["second"] = Staff.objects.create(root=house.root, username="second", name="小赵专员")
    give_post(at=cn("2020-01-01 09:00"), staff=house.second, organisation=house.branch, role=Role.COMPLAINT_OFFICER, from_day=SINCE)
    case = Case(house)
    with pytest.raises(Refused, match="不能请示小赵专员"):
        case.ask(who="li", to="second")
    case.ask(who="sun", to="second")


def test_who_is_concerned_in_the_case_is_not_asked_and_strangers_are_not_there(house: House) -> None:
    case = Case(house)
    case.do("sun", "2026-11-23 10:15", actions.ask_hearing, staff_id=house.liao.id)
    with pytest.raises(Refused, match="不能请示廖总"):
        case.ask(to="liao")
    with pytest.raises(BadInput, match="本公司"):
        case.ask(to="stranger")


def test_what_nobody_answers_in_time_goes_to_the_leading_group_once_and_the_asker_hears_of_it(house: House) -> None:
    head = house.people["zu"] = Staff.objects.create(root=house.root, username="zu", name="领导小组老组")
    give_post(at=cn("2020-01-01 09:00"), staff=head, organisation=house.branch, role=Role.LEADING_GROUP, from_day=SINCE)
    case = Case(house)
    case.ask()
    assert actions.escalate_supports(at=BY) == 0
    assert actions.escalate_supports(at=BY + timedelta(minutes=1)) == 1
    assert actions.escalate_supports(at=BY + timedelta(minutes=6)) == 0
    assert kinds(house, "zu", "support.un") == ["support.unanswered"]
    assert kinds(house, "sun", "support.un") == ["support.unanswered"]
    assert "请示到期无答复" in "".join(case.told())
    case.do("zhao", "2026-11-24 17:00", actions.answer_support, outcome="guided", answer="按同等责任算")
    assert waits(house, "zhao") == 0
    assert verify() == []


@pytest.mark.parametrize("by", ["2026-11-23 10:20", "2026-11-22 09:00", "2027-06-01 09:00"])
def test_a_time_that_cannot_be_is_told(house: House, by: str) -> None:
    with pytest.raises(BadInput, match="答复期限"):
        Case(house).ask(by=cn(by))


def test_words_are_needed_and_codes_are_known(house: House) -> None:
    case = Case(house)
    with pytest.raises(BadInput, match="障碍"):
        case.do("sun", "2026-11-23 10:20", actions.report_obstacle, reason="\x00 ")
    with pytest.raises(BadInput, match="请示什么"):
        case.do("sun", "2026-11-23 10:20", actions.ask_support, to_staff_id=house.zhao.id, kind="money", reason="难", answer_by=BY)
    with pytest.raises(Refused, match="没有待答复的请示"):
        case.do("zhao", "2026-11-23 10:20", actions.answer_support, outcome="guided", answer="好")
    case.ask()
    with pytest.raises(BadInput, match="结果"):
        case.do("zhao", "2026-11-23 10:30", actions.answer_support, outcome="ignored", answer="好")
    with pytest.raises(BadInput, match="答复"):
        case.do("zhao", "2026-11-23 10:30", actions.answer_support, outcome="guided", answer=" ")


def test_the_database_keeps_an_answer_whole(house: House) -> None:
    case = Case(house)
    case.report()
    case.ask(when="2026-11-23 10:30")
    for rows, half in ((Obstacle.objects, {"answered_at": BY}), (Obstacle.objects, {"objective": True}), (Support.objects, {"answered_at": BY}), (Support.objects, {"outcome": "helped"})):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**half)
