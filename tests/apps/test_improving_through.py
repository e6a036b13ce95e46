"""改进意见 to its end: answered by the unit addressed, done with proof, its effect checked by others; late ones go up; nothing leaks."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.improvements import (
    Suggestion,
    improvement_for,
    improvements_page,
    waiting_for,
)
from suqing.apps.complaints.models import Complaint, Improvement, ImprovementStep, Sight
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.record import case_record
from suqing.apps.complaints.tasks import follow_the_improvements
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.errors import BadInput, NotYours, Refused, Stale
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
PROBLEM = "陈女士（13800006621）两次被改期，排期没有预警。"
GOOD: dict[str, Any] = {"accepted": True, "words": "确有其事", "plan": "每日提示", "plan_day": date(2026, 12, 10)}


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    head = Staff.objects.create(root=house.root, username="zu", name="领导小组老组")
    give_post(at=cn("2020-01-01 09:00"), staff=head, organisation=house.branch, role=Role.LEADING_GROUP, from_day=SINCE)
    house.people["zu"] = head
    return house


class Case:
    """A suggestion of 27 November to 健康险部, whose head has no sight of the case; to be answered by 15 December."""

    def __init__(self, house: House, *, unit: str = "health") -> None:
        self.house, self.row = house, walked(house, forwarded_case(house), until="suggest_improvement")
        to = getattr(house, unit) if unit != "health" else house.health
        self.do("li", "2026-11-27 10:30", actions.suggest_improvement, to_unit_id=to.id, problem=PROBLEM, suggestion="改期须报备", due_day=date(2026, 12, 15))

    def do(self, who: str, when: str, act: Any, **given: Any) -> None:
        self.row = act(ref=self.row.ref, seen_version=self.row.version, actor=self.house.actor(who), at=cn(when), **given)

    def seen(self, who: str, when: str = "2026-11-28 09:00") -> Suggestion | None:
        now = cn(when)
        found, _ = improvements_page(seer_of(standing_of(self.house.people[who], on=now.date()), now=now), view="all", unit_id=None, now=now)
        return found[0] if found else None

    def view(self, view: str, when: str) -> bool:
        now = cn(when)
        return bool(improvements_page(seer_of(standing_of(self.house.li, on=now.date()), now=now), view=view, unit_id=None, now=now)[0])


def kinds(house: House, who: str) -> list[str]:
    return list(Notice.objects.filter(recipient_id=house.people[who].id, kind__startswith="improvement.").order_by("id").values_list("kind", flat=True))


def test_from_the_suggestion_to_the_checked_effect(house: House) -> None:
    case = Case(house)
    assert (kinds(house, "feng"), kinds(house, "zu")) == (["improvement.suggested"], ["improvement.noted"])
    case.do("feng", "2026-11-30 09:00", actions.answer_improvement, **GOOD)
    assert kinds(house, "li") == ["improvement.answered"]
    case.do("feng", "2026-12-12 09:00", actions.complete_improvement, proof="提示已上线")
    step = ImprovementStep.objects.get(kind="done")
    assert step.day == date(2027, 1, 11)
    with pytest.raises(Refused, match="2027年1月11日起"):
        case.do("li", "2027-01-10 23:50", actions.check_improvement, effective=True, words="抽查")
    case.do("li", "2027-01-11 09:00", actions.check_improvement, effective=False, words="仍有改期")
    found = case.seen("li", "2027-01-12 09:00")
    assert found is not None
    assert (found.state_words, found.done_late_by, found.late) == ("没有效果", 2, False)
    assert kinds(house, "feng") == ["improvement.suggested", "improvement.checked"]
    assert kinds(house, "li") == ["improvement.answered", "improvement.done"]
    verbs = Event.objects.filter(subject_kind="complaint", subject_id=case.row.id, verb__startswith="improvement").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["improvement_suggested", "improvement_answered", "improvement_done", "improvement_checked"]
    assert verify() == []


def test_every_step_stands_in_the_timeline_and_in_the_file(house: House) -> None:
    case = Case(house)
    case.do("feng", "2026-11-30 09:00", actions.answer_improvement, **GOOD)
    case.do("feng", "2026-12-02 09:00", actions.complete_improvement, proof="提示已上线")
    record = case_record(access_complaint(house.li, case.row.ref, on=date(2026, 12, 3)), now=cn("2026-12-03 09:00"))
    heads = [entry.head for entry in record.timeline]
    assert "冯经理代健康险部答复改进意见" in heads
    assert "冯经理登记健康险部的改进完成" in heads
    told = {section.title: section.records for section in sections_of(Complaint.objects.get(pk=case.row.pk))}
    assert [dict(each)["说明"] for each in told["改进的落实"]] == ["确有其事", "提示已上线"]


def test_the_head_sees_the_suggestion_without_who_complained_and_nothing_else(house: House) -> None:
    case = Case(house)
    assert not Sight.objects.filter(complaint=case.row, holder_id__in=[house.feng.id, house.health.id]).exists()
    found = case.seen("feng")
    assert found is not None
    assert "两次被改期" in found.problem
    assert "陈女士" not in found.problem
    assert "13800006621" not in found.problem
    assert (found.whole, found.mine) == (False, True)
    whole = case.seen("li")
    assert whole is not None
    assert (whole.problem, whole.whole) == (PROBLEM, True)
    with pytest.raises(NotYours):
        access_complaint(house.feng, case.row.ref, to="hear", on=date(2026, 11, 28))
    case.do("feng", "2026-11-30 09:00", actions.answer_improvement, **GOOD)
    with pytest.raises(NotYours):
        access_complaint(house.feng, case.row.ref, to="hear", on=date(2026, 11, 30))


def test_who_sees_it_and_who_does_not(house: House) -> None:
    case = Case(house)
    seen = {who for who in house.people if case.seen(who) is not None}
    assert seen == {"li", "han", "zhao", "qian", "feng", "zu"}
    now = cn("2026-11-28 09:00")
    for who in ("wang", "sun", "ding", "zhang", "outsider", "stranger"):
        with pytest.raises(NotYours):
            improvement_for(seer_of(standing_of(house.people[who], on=now.date()), now=now), Improvement.objects.get().id, now=now)


@pytest.mark.parametrize("who", ["li", "wang", "zhao", "sun"])
def test_who_sees_the_case_but_is_not_addressed_does_not_answer(house: House, who: str) -> None:
    with pytest.raises(Refused, match="改进意见所送部门的负责人"):
        Case(house).do(who, "2026-11-30 09:00", actions.answer_improvement, **GOOD)


@pytest.mark.parametrize("who", ["outsider", "stranger", "admin"])
def test_to_others_there_is_no_such_case(house: House, who: str) -> None:
    with pytest.raises(NotYours):
        Case(house).do(who, "2026-11-30 09:00", actions.answer_improvement, **GOOD)


def test_a_head_found_responsible_answers_for_the_unit_and_still_handles_nothing(house: House) -> None:
    """To answer a suggestion is neither to handle nor to decide the complaint."""
    give_post(at=cn("2020-01-01 09:00"), staff=house.ding, organisation=house.health, role=Role.DEPARTMENT_HEAD, from_day=SINCE)
    case = Case(house)
    with pytest.raises(Refused, match="被投诉人"):
        case.do("ding", "2026-11-28 09:00", actions.follow_up, reached=True, satisfaction=5, words="满意")
    found = case.seen("ding")
    assert found is not None
    assert "陈女士" not in found.problem
    case.do("ding", "2026-11-30 09:00", actions.answer_improvement, accepted=False, words="已有办法")
    assert ImprovementStep.objects.get().good is False


def test_who_did_the_work_does_not_check_it(house: House) -> None:
    """李专员 becomes head of 健康险部 as well, and does the work; 韩主管 checks."""
    case = Case(house)
    give_post(at=cn("2026-11-28 08:00"), staff=house.li, organisation=house.health, role=Role.DEPARTMENT_HEAD, from_day=date(2026, 11, 28))
    case.do("li", "2026-11-28 09:00", actions.answer_improvement, **GOOD)
    case.do("li", "2026-11-29 09:00", actions.complete_improvement, proof="已上线")
    with pytest.raises(Refused, match="由别人检查"):
        case.do("li", "2027-01-20 09:00", actions.check_improvement, effective=True, words="好")
    case.do("han", "2027-01-20 09:00", actions.check_improvement, effective=True, words="好")
    assert verify() == []


def test_declined_is_an_end_and_nothing_is_done_twice(house: House) -> None:
    case = Case(house)
    with pytest.raises(Refused, match="先答复是否采纳"):
        case.do("feng", "2026-11-29 09:00", actions.complete_improvement, proof="已上线")
    case.do("feng", "2026-11-30 09:00", actions.answer_improvement, accepted=False, words="系统已有", plan="不会保存", plan_day=date(2026, 12, 1))
    step = ImprovementStep.objects.get()
    assert (step.plan, step.day) == ("", None)
    with pytest.raises(Refused, match="没有待答复"):
        case.do("feng", "2026-11-30 10:00", actions.answer_improvement, **GOOD)
    with pytest.raises(Refused):
        case.do("feng", "2026-11-30 10:00", actions.complete_improvement, proof="已上线")
    assert (case.view("done", "2026-12-20 09:00"), case.view("open", "2026-12-20 09:00"), case.view("overdue", "2026-12-20 09:00")) == (True, False, False)


def test_views_follow_the_days(house: House) -> None:
    case = Case(house)

    def views(when: str) -> set[str]:
        return {view for view in ("open", "overdue", "to_check", "done", "all") if case.view(view, when)}

    assert views("2026-12-15 23:00") == {"open", "all"}
    assert views("2026-12-16 00:10") == {"open", "overdue", "all"}
    assert waiting_for(standing_of(house.feng, on=date(2026, 12, 16))) == 1
    assert waiting_for(standing_of(house.wang, on=date(2026, 12, 16))) == 0
    case.do("feng", "2026-12-16 09:00", actions.answer_improvement, **GOOD | {"plan_day": date(2026, 12, 20)})
    assert views("2026-12-20 23:00") == {"open", "all"}
    assert views("2026-12-21 00:10") == {"open", "overdue", "all"}
    case.do("feng", "2026-12-21 09:00", actions.complete_improvement, proof="已上线")
    assert views("2026-12-22 09:00") == {"to_check", "all"}
    assert waiting_for(standing_of(house.feng, on=date(2026, 12, 22))) == 0
    case.do("li", "2027-01-20 09:00", actions.check_improvement, effective=True, words="好")
    assert views("2027-01-21 09:00") == {"done", "all"}


def test_unanswered_goes_to_the_leading_group_once(house: House) -> None:
    case = Case(house)
    assert follow_the_improvements(cn("2026-12-15 23:30")) == 0
    assert follow_the_improvements(cn("2026-12-16 00:30")) == 0  # nobody is told at night
    assert follow_the_improvements(cn("2026-12-16 08:30")) == 1
    assert follow_the_improvements(cn("2026-12-16 09:30")) == 0
    assert kinds(house, "zu") == ["improvement.noted", "improvement.unanswered"]
    case.do("feng", "2026-12-17 09:00", actions.answer_improvement, **GOOD | {"plan_day": date(2026, 12, 20)})
    assert verify() == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"words": " "}, "答复意见"), ({"plan": ""}, "要做什么"), ({"plan_day": None}, "完成期限"), ({"plan_day": date(2026, 11, 29)}, "完成期限"),
        ({"plan_day": date(2036, 11, 29)}, "完成期限"), ({"plan": "字" * 100_001}, "要做什么"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_is_told(house: House, given: dict[str, Any], said: str) -> None:
    case = Case(house)
    with pytest.raises(BadInput, match=said):
        case.do("feng", "2026-11-30 09:00", actions.answer_improvement, **GOOD | given)
    assert Improvement.objects.get().answered_at is None


@pytest.mark.parametrize("day", ["2026-12-31", "2026-12-01", "2028-06-01"])
def test_a_check_is_not_before_thirty_days(house: House, day: str) -> None:
    case = Case(house)
    case.do("feng", "2026-11-30 09:00", actions.answer_improvement, **GOOD)
    with pytest.raises(BadInput, match="检查效果的日期"):
        case.do("feng", "2026-12-02 09:00", actions.complete_improvement, proof="已上线", check_day=date.fromisoformat(day))
    case.do("feng", "2026-12-02 09:00", actions.complete_improvement, proof="已上线", check_day=date(2027, 1, 1))


def test_somebody_was_faster(house: House) -> None:
    case = Case(house)
    old = case.row.version - 1
    with pytest.raises(Stale):
        actions.answer_improvement(ref=case.row.ref, seen_version=old, actor=house.actor("feng"), at=cn("2026-11-30 09:00"), **GOOD)
