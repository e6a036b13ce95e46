"""应急预案: a person starts it on a legal ground; twenty is the rule's number; each point done by somebody; a result ends it."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, EmergencyEntry, EmergencyPlan
from suqing.apps.complaints.record import load_rows
from suqing.apps.complaints.record.emergency import plan_view
from suqing.apps.complaints.thresholds import thresholds_of
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.casework.emergency import CHECKLIST, Thresholds, item_words, reached, thresholds_on
from suqing.kernel.errors import BadInput, Refused
from suqing.rulebook import open_edition
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import SINCE, House, cn, found_cast
from tests.remembered import remembered

pytestmark = pytest.mark.django_db
NUMBERS = Thresholds(20, 5)


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    head = Staff.objects.create(root=house.root, username="zu", name="领导小组老组")
    give_post(at=cn("2020-01-01 09:00"), staff=head, organisation=house.branch, role=Role.LEADING_GROUP, from_day=SINCE)
    house.people["zu"] = head
    return house


class Case:
    def __init__(self, house: House) -> None:
        self.house, self.row = house, walked(house, forwarded_case(house), until="note_contact")

    def do(self, who: str, when: str, act: Any, **given: Any) -> Complaint:
        self.row = act(ref=self.row.ref, seen_version=self.row.version, actor=self.house.actor(who), at=cn(f"2026-11-{when}"), **given)
        return self.row

    def started(self, who: str = "li", **given: Any) -> "Case":
        self.do(who, "23 11:00", actions.start_emergency_plan, **{"trigger": "persons", "persons": 20, "reason": "二十名车主到场"} | given)
        return self


def told(house: House, kind: str) -> set[str]:
    names = {person.id: name for name, person in house.people.items()}
    return {names[each] for each in Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True)}


def test_the_numbers_come_from_the_rulebook_by_the_day(house: House) -> None:
    assert thresholds_of(house.register()) == NUMBERS
    edition = open_edition("cbirc2020")
    assert thresholds_on(edition, date(2026, 1, 1)) == NUMBERS
    assert thresholds_on(None, date(2026, 1, 1)) == Thresholds()
    rows = edition.table("statutory_major")
    later = tuple(
        changed
        for row in rows
        for changed in (
            (replace(row, until_day=date(2026, 12, 31)), replace(row, id="group_2027", from_day=date(2027, 1, 1), cells=MappingProxyType({**row.cells, "persons_from": 10})))
            if row.id == "group" else (row,)
        )
    )  # fmt: skip

    class Changed:
        def tables(self) -> set[str]:
            return {"statutory_major"}

        def table(self, name: str) -> Any:
            return later

    assert [thresholds_on(Changed(), day).persons_from for day in (date(2026, 12, 31), date(2027, 1, 1))] == [20, 10]  # type: ignore[arg-type]


@pytest.mark.parametrize(("persons", "enough"), [(None, False), (0, False), (19, False), (20, True), (21, True)])
def test_twenty_is_enough_and_unknown_is_not(persons: int | None, enough: bool) -> None:
    assert reached(persons, NUMBERS) is enough
    assert not reached(persons, Thresholds())


def test_started_logged_and_ended(house: House) -> None:
    case = Case(house).started()
    assert told(house, "emergency.started") == {"zhao", "qian", "liao", "han", "zu"}
    case.do("sun", "23 11:10", actions.log_emergency, items=("report_hq", "spokesperson"), words="已报韩主管", happened_at=cn("2026-11-23 11:05"))
    case.do("zhao", "23 11:20", actions.log_emergency, words="第二批人到场")
    with pytest.raises(Refused, match="已经登记过：报告总公司"):
        case.do("li", "23 11:30", actions.log_emergency, items=("report_hq",), words="再报")
    with pytest.raises(Refused, match=r"还有7项没有登记：报告监管机构、.*代表，不超过5名"):
        case.do("li", "23 11:40", actions.end_emergency_plan, result="已散")
    case.do("li", "23 12:00", actions.log_emergency, items=tuple(set(CHECKLIST) - {"report_hq", "spokesperson"}), words="逐项落实")
    case.do("zhao", "23 15:00", actions.end_emergency_plan, result="人群已散")
    view = plan_view(load_rows(Complaint.objects.select_related("unit").get(pk=case.row.pk)), NUMBERS)
    assert view
    assert (view.left, view.result, view.plan.persons) == (0, "人群已散", 20)
    assert [(each.code, each.by, each.note) for each in view.points[:1]] == [("report_hq", "小孙", "已报韩主管")]
    assert view.points[0].at == cn("2026-11-23 11:05")
    assert [(each.words, each.items) for each in view.log][:2] == [("已报韩主管", "报告总公司、指定一位对外发言人"), ("第二批人到场", "")]
    assert len(view.log) == 3
    with pytest.raises(Refused, match="没有启动应急预案"):
        case.do("li", "23 16:00", actions.log_emergency, words="补记")
    assert verify() == []


def test_nineteen_are_a_leaders_decision(house: House) -> None:
    with pytest.raises(Refused, match="面谈19人，不足20人"):
        Case(house).started(persons=19)
    with pytest.raises(Refused, match="须由主管领导本人登记"):
        Case(house).started(trigger="leader", persons=19)
    Case(house).started("zhao", trigger="leader", persons=19)
    Case(house).started(trigger="disaster", persons=None)
    assert EmergencyPlan.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [({"trigger": "mars"}, "启动依据"), ({"persons": None}, "面谈人数"), ({"persons": 0}, "面谈人数"), ({"persons": 10**9}, "面谈人数"), ({"reason": " "}, "理由")],
)
def test_what_cannot_be_is_told(house: House, given: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Case(house).started(**given)
    assert EmergencyPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [({"words": " "}, "情况"), ({"items": ("fireworks",)}, "清单项"), ({"happened_at": cn("2026-11-23 10:59")}, "发生时间"), ({"happened_at": cn("2026-11-23 12:01")}, "发生时间")],
)
def test_entries_that_cannot_be_are_told(house: House, given: dict[str, Any], said: str) -> None:
    case = Case(house).started()
    with pytest.raises(BadInput, match=said):
        case.do("li", "23 12:00", actions.log_emergency, **{"words": "在办"} | given)
    assert EmergencyEntry.objects.count() == 0


def test_one_plan_at_a_time_and_no_closing_before_its_end(house: House) -> None:
    case = Case(house).started()
    with pytest.raises(Refused, match="已经启动"):
        case.started()
    closing = walked(house, forwarded_case(house), until="close")
    seen: dict[str, Any] = {"ref": closing.ref, "actor": house.actor("li")}
    closing = actions.start_emergency_plan(**seen, seen_version=closing.version, at=cn("2026-11-24 17:00"), trigger="regulator", reason="监管来电")
    with pytest.raises(Refused, match="应急预案还没有结束"):
        actions.close_complaint(**seen, seen_version=closing.version, at=cn("2026-11-24 17:30"), ground="accepted")


def test_without_a_number_in_the_rule_the_words_say_none() -> None:
    assert item_words("representatives", Thresholds()) == "请投诉人推选代表"
    assert item_words("representatives", NUMBERS) == "请投诉人推选代表，不超过5名"
    assert all("{" not in item_words(each, NUMBERS) for each in CHECKLIST)
