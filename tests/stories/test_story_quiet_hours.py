"""Three nights, the worker coming by every half hour (adr 0316): nobody is told of anything between 20:00 and 8:00 but of work of the same day.

小孙 promised an answer for Tuesday 21:31, and a neighbour item has one for Thursday 00:01; an urge to him runs out on Tuesday 22:00, his request to 赵总 on Wednesday
3:00, a suggestion to 车险理赔部 with Tuesday itself. All are late at their moment, on the list and in the ledger; people hear of them at 8:00.
The third call of Monday has to be settled on Monday (S4 九(一)3), and 王经理 was urged that afternoon until 21:00: these are told of at once.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.tasks import wake_clocks
from suqing.apps.complaints.models import Support, Urge
from suqing.apps.complaints.tasks import (
    follow_the_improvements,
    follow_the_requests,
    follow_the_urges,
)
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from suqing.kernel.clock import house
from tests.cast import SINCE, cn
from tests.remembered import remembered
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, text_of

FROM, UNTIL = "2026-11-23 18:00", "2026-11-26 12:00"
TUESDAY_EVENING, THURSDAY_NIGHT = "2026-11-24 21:31", "2026-11-26 00:01"
Told = dict[int, datetime]  # notice → the half hour at which it came


@pytest.fixture
@remembered
def evening(office: Office) -> Office:
    """Monday, all work of the day done; `office.ref` is the item with the promises."""
    people = office.house.people
    people["zu"] = Staff.objects.create(root=office.house.root, username="zu", name="领导小组老组")
    give_post(at=cn("2020-01-01 09:00"), staff=people["zu"], organisation=office.house.branch, role=Role.LEADING_GROUP, from_day=SINCE)
    another = {"phone": "13900000001", "name": "顾先生", "policy_no": "PDAA2026310000000001"}
    first = take_down(office, "2026-11-16 09:12", **another)
    second = take_down(office, "2026-11-18 10:00", same_matter_as=first, **another)
    take_down(office, "2026-11-23 09:00", same_matter_as=second, **another)
    take_down(office, "2026-11-23 09:10", phone="13900000002", name="卫先生", policy_no="PDAA2026310000000002", promise_at=THURSDAY_NIGHT.replace(" ", "T"), promise_words="周三夜里给答复")
    take_down(office, "2026-11-23 09:12", promise_at=TUESDAY_EVENING.replace(" ", "T"), promise_words="周二晚九点半前回电")
    in_hand(office)
    found_valid(office)
    office.does("sun", "2026-11-23 17:05", "ask_support", to_staff_id=people["zhao"].id, kind="help", reason="要调取外地资料。", answer_by="2026-11-25T03:00")
    office.does("li", "2026-11-23 17:10", "suggest_improvement", to_unit_id=office.house.claims.id, problem="两次改期没有告知。", suggestion="改期先告知。", due_day="2026-11-24")
    office.does("li", "2026-11-23 17:15", "urge", to_staff_id=people["sun"].id, reason="客户在等", answer_by="2026-11-24T22:00")
    office.does("li", "2026-11-23 17:20", "urge", to_staff_id=people["wang"].id, reason="今天要答复", answer_by="2026-11-23T21:00")
    office.does("sun", "2026-11-23 17:30", "note_progress", sayable="正在核实定损经过。")
    return office


def half_hours(first: str = FROM, last: str = UNTIL) -> Iterator[datetime]:
    moment = cn(first)
    while moment <= cn(last):
        yield moment
        moment += timedelta(minutes=30)


def sweep(moment: datetime) -> None:
    wake_clocks(moment)
    follow_the_urges(moment)
    follow_the_requests(moment)
    follow_the_improvements(moment)


def told_through_the_nights(first: str = FROM) -> Told:
    told: Told = {}
    before = set(Notice.objects.values_list("id", flat=True))
    for moment in half_hours(first):
        sweep(moment)
        told |= dict.fromkeys(set(Notice.objects.values_list("id", flat=True)) - before - told.keys(), moment)
    return told


def by_night(moment: datetime) -> bool:
    return not 8 <= house(moment).hour < 20


def of_the_same_day(notice: Notice) -> bool:
    kind, row_id = notice.dedupe_key.split(":")[:2]
    if kind == "clock":
        row = Clock.objects.get(pk=row_id)
        return house(row.started_at).date() == house(row.limit_at).date()
    asked = {"urge.unanswered": Urge, "support.unanswered": Support}.get(kind)
    row = asked.objects.get(pk=row_id) if asked else None
    return row is not None and house(row.at).date() == house(row.answer_by).date()


def when(told: Told, key: str) -> set[str]:
    rows = Notice.objects.filter(dedupe_key__startswith=f"{key}:")
    return {f"{house(told[each.id]):%m-%d %H:%M}" for each in rows}


def promise(due: str) -> Clock:
    return Clock.objects.get(kind="promise", limit_at=cn(due), state="running")


def test_the_nights_are_quiet_but_for_work_of_the_same_day(evening: Office) -> None:
    told = told_through_the_nights()
    notices = Notice.objects.in_bulk(told)
    at_night = [notices[pk] for pk, moment in told.items() if by_night(moment)]
    assert [each.dedupe_key for each in at_night if not of_the_same_day(each)] == []
    assert {each.kind for each in at_night} >= {"clock.overdue", "urge.unanswered"}  # of the same day: it can be told at night
    assert [each.dedupe_key for each in notices.values() if by_night(each.at) and not of_the_same_day(each)] == []


def test_what_came_about_in_the_night_is_told_at_eight_each_once(evening: Office) -> None:
    told = told_through_the_nights()
    to_sun, to_wang = Urge.objects.order_by("at")
    assert when(told, f"clock:{promise(TUESDAY_EVENING).id}:2") == {"11-25 08:00"}
    assert when(told, f"clock:{promise(THURSDAY_NIGHT).id}:2") == {"11-26 08:00"}
    assert when(told, f"clock:{promise(TUESDAY_EVENING).id}:3") == {"11-26 08:00"}  # the leader in charge, a working day later
    assert when(told, f"urge.unanswered:{to_sun.id}") == {"11-25 08:00"}
    assert when(told, f"urge.unanswered:{to_wang.id}") == {"11-23 21:30"}
    assert when(told, f"support.unanswered:{Support.objects.get().id}") == {"11-25 08:00"}
    assert {f"{house(told[each.id]):%m-%d %H:%M}" for each in Notice.objects.filter(kind="improvement.unanswered")} == {"11-25 08:00"}
    third = Clock.objects.get(kind="same_day", state="running")
    assert when(told, f"clock:{third.id}:2") == {"11-24 00:00"}
    assert when(told, f"clock:{third.id}:3") == {"11-25 08:00"}  # a day later it is work as any other
    count = Notice.objects.count()
    sweep(cn(UNTIL))
    assert Notice.objects.count() == count


def test_the_ledger_bears_the_true_moment(evening: Office) -> None:
    told_through_the_nights()
    (late,) = [each for each in Event.objects.filter(verb="clock.overdue") if json.loads(each.body)["refs"]["clock"] == promise(TUESDAY_EVENING).id]
    assert (late.occurred_at, late.recorded_at) == (cn(TUESDAY_EVENING), cn("2026-11-25 08:00"))
    urges = Event.objects.filter(verb="urge_unanswered").order_by("occurred_at")
    assert [(each.occurred_at, each.recorded_at) for each in urges] == [(cn("2026-11-23 21:00"), cn("2026-11-23 21:30")), (cn("2026-11-24 22:00"), cn("2026-11-25 08:00"))]
    assert verify() == []


def test_the_list_says_late_at_once(evening: Office) -> None:
    evening.does("sun", "2026-11-24 15:00", "note_progress", sayable="今晚回电。")  # its own clock would be late too
    for moment in half_hours("2026-11-24 16:00", "2026-11-24 21:30"):
        sweep(moment)
    assert evening.ref not in text_of(evening.get("sun", "2026-11-24 21:31", "/desk/?view=overdue"))
    sweep(cn("2026-11-24 22:00"))
    assert evening.ref in text_of(evening.get("sun", "2026-11-24 21:32", "/desk/?view=overdue"))
    assert "超" in text_of(evening.get("sun", "2026-11-24 22:00"))
    assert not Notice.objects.filter(dedupe_key__startswith=f"clock:{promise(TUESDAY_EVENING).id}:2:").exists()


def test_a_worker_that_comes_back_at_night_waits_for_the_morning(evening: Office) -> None:
    told = told_through_the_nights("2026-11-24 23:00")
    notices = Notice.objects.in_bulk(told)
    assert {each.kind for pk, each in notices.items() if told[pk] == cn("2026-11-25 08:00")} >= {"clock.warned", "clock.overdue"}
    assert [each.dedupe_key for pk, each in notices.items() if by_night(told[pk]) and not of_the_same_day(each)] == []
    assert when(told, f"clock:{promise(TUESDAY_EVENING).id}:1") == {"11-25 08:00"}  # it would have been due by day
