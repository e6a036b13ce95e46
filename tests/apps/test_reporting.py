"""What is owed, counted, locked, signed, reported and corrected (law 36)."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions as case_actions
from suqing.apps.complaints.models import Complaint
from suqing.apps.notices.models import Notice
from suqing.apps.notices.queries import text_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.supervision import actions
from suqing.apps.supervision.calendar import (
    body_of,
    calendar_of,
    changes_of,
    coming,
    problems_of,
    unchanged,
)
from suqing.apps.supervision.filing_access import duties_seen, filing_for, reads, reported_units
from suqing.apps.supervision.models import Filing, FilingState, ReportDuty
from suqing.apps.supervision.tasks import remind_of_reports
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused, Stale
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-12-02 09:00")
GIVEN = {"name": "投诉数据月报", "cycle": "month", "due_days": 10, "addressee": "东港监管局", "ground": "监管局通知〔2026〕3号", "from_day": date(2026, 11, 1)}


def set_duty(house: House, who: str = "li", at: Any = NOW, **given: Any) -> ReportDuty:
    unit_id = given.pop("unit_id", house.branch.id)
    return actions.set_duty(unit_id=unit_id, actor=house.actor(who), at=at, **GIVEN | given)


def taken(house: House, duty: ReportDuty, who: str = "li", at: Any = NOW, **given: Any) -> Filing:
    return actions.take_snapshot(duty_id=duty.id, period="2026-11", actor=house.actor(who), at=at, **given)


def signed(house: House, filing: Filing, who: str = "zhao", at: Any = NOW, **given: Any) -> Filing:
    return actions.sign_filing(**{"filing_id": filing.id, "content_hash": filing.content_hash, "seen_version": filing.version, "actor": house.actor(who), "at": at} | given)


def filed(house: House, filing: Filing, who: str = "li", at: Any = NOW, **given: Any) -> Filing:
    return actions.file_filing(**{"filing_id": filing.id, "filed_on": date(2026, 12, 2), "document_no": "东财险报〔2026〕9号", "seen_version": filing.version, "actor": house.actor(who), "at": at} | given)


def items(filing: Filing, table: str) -> dict[str, int]:
    return {row["code"]: row["items"] for row in body_of(filing)["tables"][table] if row["items"]}


def test_counted_are_complaints_received_in_the_period_whoever_asks(house: House) -> None:
    walked(house, forwarded_case(house), until="confirm_finding")
    house.register(received_at=cn("2026-11-23 09:00"), line_of_business="health_short", name="刘先生", phone="13800000001", policy_no="PD9")
    house.register(by="han", unit_id=house.root.id, name="吴女士", phone="13800000002", policy_no="PD8")
    house.register(kind="advice", name="郑先生", phone="13800000003", policy_no="PD7")
    duty = set_duty(house, "han", unit_id=house.root.id)
    filing = taken(house, duty, "han")
    assert items(filing, "total") == {"": 3}
    assert items(filing, "unit") == {"P0101-31": 2, "P0101": 1}
    assert items(filing, "line") == {"motor": 2, "health_short": 1}
    assert sum(items(filing, "class").values()) == 3
    assert items(filing, "handling")["open"] == 3
    assert [each for each in problems_of(filing) if each.wrong] == []
    assert all(words not in filing.body for words in ("刘先生", "13800000001", "陈女士"))
    own = taken(house, set_duty(house))
    assert items(own, "total") == {"": 2}


def test_signed_by_another_name_then_reported_and_every_step_an_event(house: House) -> None:
    filing = taken(house, set_duty(house))
    assert filing.state == FilingState.DRAFT
    filing = signed(house, filing)
    assert (filing.state, filing.signed_by) == (FilingState.SIGNED, house.zhao)
    filing = filed(house, filing)
    assert (filing.state, filing.document_no, filing.filed_by) == (FilingState.FILED, "东财险报〔2026〕9号", house.li)
    assert list(Event.objects.filter(verb__startswith="report.").order_by("id").values_list("verb", flat=True)) == ["report.duty_set", "report.taken", "report.signed", "report.filed"]
    assert verify() == []


def test_the_figures_stay_while_the_register_goes_on(house: House) -> None:
    house.register()
    duty = set_duty(house)
    first = filed(house, signed(house, taken(house, duty)))
    house.register(name="刘先生", phone="13800000001", policy_no="PD9")
    first.refresh_from_db()
    assert items(first, "total") == {"": 1}
    assert unchanged(first)
    with pytest.raises(BadInput, match="更正原因"):
        taken(house, duty)
    second = taken(house, duty, reason="补登一件漏登的来信")
    assert (second.number, [(each.table, each.before, each.after) for each in changes_of(second)][:1]) == (2, [("投诉件", 1, 2)])
    assert changes_of(first) == []
    filed(house, signed(house, second))
    assert [each.number for each in Filing.objects.filter(state=FilingState.FILED).order_by("number")] == [1, 2]


def test_taken_again_before_it_was_reported_the_earlier_one_is_dropped(house: House) -> None:
    duty = set_duty(house)
    first = signed(house, taken(house, duty))
    second = taken(house, duty)
    first.refresh_from_db()
    assert (first.state, second.number, second.reason) == (FilingState.DROPPED, 2, "")
    with pytest.raises(Refused, match="已作废"):
        filed(house, first)


def test_who_may_not_sign(house: House) -> None:
    duty = set_duty(house)
    filing = taken(house, duty)
    with pytest.raises(Refused, match="主管领导、总经理室签报"):
        signed(house, filing, "li")
    with pytest.raises(NotYours):
        signed(house, filing, "sun")
    with pytest.raises(NotYours):
        signed(house, filing, "stranger")
    with pytest.raises(Refused, match="不是同一份"):
        signed(house, filing, content_hash="0" * 64)
    with pytest.raises(Stale):
        signed(house, filing, seen_version=9)
    Filing.objects.filter(pk=filing.pk).update(body=filing.body.replace('"items":0', '"items":7', 1))
    with pytest.raises(Refused, match="不是同一份"):
        signed(house, filing)
    assert Filing.objects.get().state == FilingState.DRAFT


def test_what_is_wrong_is_not_signed(house: House) -> None:
    case = house.register()
    duty = set_duty(house)
    Complaint.objects.filter(pk=case.pk).update(dispute_type="odd")
    filing = taken(house, duty)
    with pytest.raises(Refused, match="“odd”不在代码表里，有1件"):
        signed(house, filing)
    Complaint.objects.filter(pk=case.pk).update(dispute_type="")
    assert signed(house, taken(house, duty)).state == FilingState.SIGNED


def test_whoever_leads_and_prepares_does_not_sign_what_they_prepared(house: House) -> None:
    from suqing.apps.organisations.actions import give_post
    from suqing.apps.organisations.models import Role
    from tests.cast import SINCE

    give_post(at=NOW, staff=house.zhao, organisation=house.branch, role=Role.COMPLAINT_OFFICER, from_day=SINCE)
    filing = taken(house, set_duty(house), "zhao")
    with pytest.raises(Refused, match="须由另一位领导"):
        signed(house, filing)
    assert signed(house, filing, "qian").signed_by == house.qian


def test_the_calendar_says_what_is_owed_and_when(house: House) -> None:
    duty = set_duty(house, from_day=date(2026, 9, 1))
    quarterly = set_duty(house, name="季报", cycle="quarter", due_days=15, from_day=date(2026, 7, 1))
    owed = calendar_of([duty, quarterly], today=NOW.date())
    assert [(each.duty.name, each.period.code, each.due, each.late) for each in owed] == [
        ("投诉数据月报", "2026-09", date(2026, 10, 10), True), ("季报", "2026Q3", date(2026, 10, 15), True),
        ("投诉数据月报", "2026-10", date(2026, 11, 10), True), ("投诉数据月报", "2026-11", date(2026, 12, 10), False),
    ]  # fmt: skip
    assert [(each.name, period.code, due) for each, period, due in coming([duty, quarterly], today=NOW.date())] == [("投诉数据月报", "2026-12", date(2027, 1, 10)), ("季报", "2026Q4", date(2027, 1, 15))]
    filed(house, signed(house, taken(house, duty)))
    assert [each.period.code for each in calendar_of([duty], today=NOW.date())] == ["2026-09", "2026-10", "2026-11"]
    assert calendar_of([duty], today=NOW.date())[-1].settled


def test_whoever_prepares_is_told_before_the_day_and_when_it_has_passed(house: House) -> None:
    duty = set_duty(house)

    def told() -> list[tuple[str, str]]:
        return list(Notice.objects.filter(kind__startswith="filing.").order_by("id").values_list("recipient__username", "kind"))

    assert remind_of_reports(cn("2026-12-04 09:00")) == 0
    assert remind_of_reports(cn("2026-12-05 23:00")) == 0  # nobody is told at night
    for when in ("2026-12-05 09:00", "2026-12-06 09:00"):
        remind_of_reports(cn(when))
    assert told() == [("li", "filing.near")]
    remind_of_reports(cn("2026-12-11 09:00"))
    assert told() == [("li", "filing.near"), ("li", "filing.late")]
    assert "投诉数据月报（2026年11月）：到2026-12-10没有报送" in text_of(Notice.objects.get(kind="filing.late"))
    filed(house, signed(house, taken(house, duty)))
    assert remind_of_reports(cn("2026-12-12 09:00")) == 0


def test_a_duty_that_has_ended_owes_no_further_period(house: House) -> None:
    duty = set_duty(house)
    actions.end_duty(duty_id=duty.id, last_day=date(2026, 11, 30), seen_version=1, actor=house.actor("li"), at=NOW)
    duty.refresh_from_db()
    assert [each.period.code for each in calendar_of([duty], today=date(2027, 3, 1))] == ["2026-11"]
    with pytest.raises(Refused, match="已登记到"):
        actions.end_duty(duty_id=duty.id, last_day=date(2026, 12, 31), seen_version=2, actor=house.actor("li"), at=NOW)
    set_duty(house, from_day=date(2026, 12, 1), due_days=5)


def test_each_sees_and_prepares_what_lies_in_their_unit(house: House) -> None:
    branch, root = set_duty(house), set_duty(house, "han", unit_id=house.root.id)
    filing = taken(house, root, "han")

    def seen(who: str) -> list[int]:
        return [each.id for each in duties_seen(standing_of(house.people[who], on=NOW.date()))]

    assert seen("han") == seen("qin") == [root.id, branch.id]
    assert seen("li") == seen("zhao") == [branch.id]
    for who in ("sun", "ding", "zhang", "outsider", "stranger", "wang"):
        assert seen(who) == []
    assert [reads(standing_of(house.people[who], on=NOW.date())) for who in ("li", "zhao", "qin", "sun")] == [True, True, True, False]
    with pytest.raises(NotYours):
        filing_for(standing_of(house.li, on=NOW.date()), filing.id)
    with pytest.raises(NotYours):
        taken(house, root, "li")
    with pytest.raises(Refused, match="投诉专员、投诉管理岗"):
        taken(house, branch, "zhao")
    with pytest.raises(BadInput, match="您负责报送的一个机构"):
        set_duty(house, name="别的", unit_id=house.root.id)
    assert house.claims not in reported_units(standing_of(house.han, on=NOW.date()))


@pytest.mark.parametrize(("given", "said"), [
    ({"name": " "}, "报告名称"), ({"name": "长" * 61}, "61个字"), ({"cycle": "week"}, "每月、每季"), ({"due_days": 0}, "期末后几日内"), ({"due_days": None}, "照通知填写"),
    ({"ground": ""}, "依据"), ({"from_day": None}, "第一期"), ({"addressee": ""}, "报送机关"),
])  # fmt: skip
def test_what_cannot_be_a_duty_is_said(house: House, given: dict[str, Any], said: str) -> None:
    with pytest.raises((BadInput, BadInputs), match=said):
        set_duty(house, **given)
    assert ReportDuty.objects.count() == 0


def test_what_cannot_be_reported_is_said(house: House) -> None:
    duty = set_duty(house)
    with pytest.raises(Refused, match="已有“投诉数据月报”"):
        set_duty(house)
    for period in ("2026-12", "2026-10", "x"):
        with pytest.raises(BadInput, match="已经过完的一期"):
            actions.take_snapshot(duty_id=duty.id, period=period, actor=house.actor("li"), at=NOW)
    filing = taken(house, duty)
    with pytest.raises(Refused, match="签报之后"):
        filed(house, filing)
    filing = signed(house, filing)
    for given, said in (({"filed_on": date(2026, 12, 1)}, "报送日"), ({"filed_on": date(2026, 12, 3)}, "报送日"), ({"document_no": ""}, "文号"), ({"filed_on": None}, "报送日")):
        with pytest.raises((BadInput, BadInputs), match=said):
            filed(house, filing, **given)
    with pytest.raises(Refused, match="不用再签"):
        signed(house, filing)


def test_handling_counts_ended_late_withdrawn_and_mediated(house: House) -> None:
    walked(house, forwarded_case(house), until="evaluate")
    gone = house.register(name="刘先生", phone="13800000001", policy_no="PD9")
    end = {"kind": "withdrawn", "reason": "已自行解决", "told_how": "recorded"}
    case_actions.terminate_complaint(ref=gone.ref, seen_version=gone.version, actor=house.actor("li"), at=cn("2026-11-24 10:00"), **end)
    house.register(name="吴女士", phone="13800000002", policy_no="PD8")
    duty = set_duty(house)
    found = items(taken(house, duty), "handling")
    assert (found["withdrawn"], found["mediated"], found["mediation_agreed"]) == (1, 1, 1)
    assert found["closed"] + found["open"] == items(taken(house, duty), "total")[""]
    assert "late" not in found
    later = items(taken(house, duty, at=cn("2026-12-20 09:00")), "handling")
    assert later["late"] >= 1


def test_what_turned_out_to_be_misconduct_is_not_counted(house: House) -> None:
    case = house.register()
    case_actions.reveal_misconduct(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 10:00"), reason="涉嫌舞弊")
    assert items(taken(house, set_duty(house)), "total") == {}
