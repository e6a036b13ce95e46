"""赵总 is away on 24 and 25 November and 法务周 stands in: what is done in his name bears both names, and lasts not a moment longer (X03)."""

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Instruction, Proposal, Urge
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.models import Delegation
from tests.remembered import remembered
from tests.stories.office import approved, found_valid, in_hand, replied, take_down
from tests.web.desk_cast import Office, text_of

PAGE = "/desk/stand-ins/"
PLAN = {"text": "三日内定损，赔付代步费。", "amount_fen": "800", "company_loss_fen": "800", "grounds": "定损超期9天，责任在我方", "evidence": "排期表"}


def names(office: Office, absent: str, other: str, *, by: str | None = None, when: str = "2026-11-23 17:30", first: str = "2026-11-24", last: str = "2026-11-25") -> Any:
    house = office.house
    form = {"from_staff_id": house.people[absent].id, "to_staff_id": house.people[other].id, "from_day": first, "until_day": last, "reason": "出差"}
    return office.post(by or absent, when, PAGE, **form)


def pinned(office: Office) -> dict[str, Any]:
    live = Proposal.objects.get(complaint=office.case, live=True)
    return {"kind": "approve", "text": "同意", "proposal_version": live.version, "proposal_hash": live.content_hash}


@pytest.fixture
@remembered
def proposed(office: Office) -> Office:
    """Found valid on Monday; 赵总 names 法务周 before he leaves; the proposal comes on Tuesday."""
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    found_valid(office)
    assert names(office, "zhao", "zhou").status_code == 303
    office.does("sun", "2026-11-24 09:00", "draft_proposal", **PLAN)
    return office


def test_the_stand_in_decides_and_both_names_are_everywhere(proposed: Office) -> None:
    house = proposed.house
    assert proposed.get("zhou", "2026-11-23 17:40").status_code == 404
    told = Notice.objects.filter(kind="proposal.submitted", subject_ref=proposed.ref).values_list("recipient_id", flat=True)
    assert set(told) == {house.zhao.id, house.zhou.id}
    assert proposed.ref in text_of(proposed.get("zhou", "2026-11-24 09:05", "/desk/?view=to_instruct"))
    page = text_of(proposed.get("zhou", "2026-11-24 09:05"))
    assert "您代赵总办理这一步，记录上写您和赵总两人的名字。" in page
    proposed.does("zhou", "2026-11-24 09:10", "instruct_proposal", **pinned(proposed))
    event = Event.objects.filter(subject_id=proposed.case.id).order_by("-seq")[0]
    assert (event.verb, event.actor_id, event.on_behalf_of_id) == ("proposal_approved", house.zhou.id, house.zhao.id)
    row = Instruction.objects.get(complaint=proposed.case)
    assert (row.by_id, row.on_behalf_of_id) == (house.zhou.id, house.zhao.id)
    assert "法务周（代赵总）同意方案第1版" in text_of(proposed.get("li", "2026-11-24 09:15"))
    dossier = [dict(record) for section in sections_of(proposed.case) for record in section.records]
    assert [each["事项"] for each in dossier if each.get("何人") == "法务周（代赵总）"] == ["proposal_approved"]
    assert verify() == []
    assert "已登记答复" in replied(proposed, "2026-11-24 10:00")


def test_it_lasts_to_the_last_day_and_ends_at_once_when_ended(proposed: Office) -> None:
    assert [proposed.get("zhou", f"2026-11-{day} 10:00").status_code for day in (24, 25, 26)] == [200, 200, 404]
    row = Delegation.objects.get()
    assert proposed.post("zhang", "2026-11-24 11:00", f"{PAGE}{row.id}/end/").status_code == 404
    assert proposed.post("zhao", "2026-11-24 11:00", f"{PAGE}{row.id}/end/").status_code == 303
    assert proposed.get("zhou", "2026-11-24 11:01").status_code == 404
    assert proposed.act("zhou", "2026-11-24 11:02", "instruct_proposal", **pinned(proposed)).status_code == 404
    assert proposed.ref not in text_of(proposed.get("zhou", "2026-11-24 11:03", "/desk/?view=open"))
    again = proposed.post("zhao", "2026-11-24 11:05", f"{PAGE}{row.id}/end/")
    assert (again.status_code, "这一条代行已经结束。" in text_of(again)) == (422, True)


def test_who_drafted_it_does_not_decide_it_in_anothers_name(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    found_valid(office)
    assert names(office, "zhao", "sun").status_code == 303
    office.does("sun", "2026-11-24 09:00", "draft_proposal", **PLAN)
    answer = office.act("sun", "2026-11-24 09:10", "instruct_proposal", **pinned(office))
    assert answer.status_code == 422
    assert "这一版方案是您起草的，须由另一位领导批示，如钱总。" in text_of(answer)
    assert not Instruction.objects.exists()


def test_nor_does_the_stand_in_of_a_respondent_look_into_the_case_against_them(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    assert names(office, "ding", "zhou").status_code == 303
    assert office.get("ding", "2026-11-24 10:00").status_code == 200
    assert office.get("zhou", "2026-11-24 10:00").status_code == 404
    assert office.ref not in text_of(office.get("zhou", "2026-11-24 10:00", "/desk/cases/"))
    assert office.act("zhou", "2026-11-24 10:00", "state_side", statement="我替他说。").status_code == 404


def test_nor_does_a_respondent_decide_as_somebodys_stand_in(proposed: Office) -> None:
    proposed.post("zhao", "2026-11-23 17:40", f"{PAGE}{Delegation.objects.get().id}/end/")
    assert names(proposed, "zhao", "ding").status_code == 303
    answer = proposed.act("ding", "2026-11-24 09:10", "instruct_proposal", **pinned(proposed))
    assert answer.status_code == 422
    assert "您是本件被投诉人或责任认定中的人员" in text_of(answer)


def test_an_urge_is_answered_in_the_name_of_whom_it_was_sent_to(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    assert names(office, "sun", "zhou", first="2026-11-23").status_code == 303
    office.does("li", "2026-11-23 17:40", "urge", to_staff_id=office.house.sun.id, reason="客户在等", answer_by="2026-11-24T12:00")
    assert office.ref in text_of(office.get("zhou", "2026-11-24 08:30", "/desk/?view=urged"))
    page = office.does("zhou", "2026-11-24 09:00", "answer_urge", urge_id=Urge.objects.get().id, answer="下午定损。")
    assert "法务周（代小孙）" in page
    assert Urge.objects.get().answered_at is not None
    event = Event.objects.filter(subject_id=office.case.id, verb="urge_answered").get()
    assert (event.actor_id, event.on_behalf_of_id) == (office.house.zhou.id, office.house.sun.id)


def test_what_one_may_do_oneself_is_done_in_ones_own_name(proposed: Office) -> None:
    proposed.does("wang", "2026-11-24 09:20", "note_progress", sayable="方案已提交。")
    assert names(proposed, "sun", "wang", when="2026-11-24 09:25").status_code == 303
    proposed.does("wang", "2026-11-24 09:30", "note_progress", sayable="等批示。")
    events = Event.objects.filter(subject_id=proposed.case.id, verb="progress_noted")
    assert set(events.values_list("actor_id", "on_behalf_of_id")) == {(proposed.house.wang.id, None)}
    approved_by = names(proposed, "zhao", "qian", when="2026-11-24 09:40")
    assert "已由法务周代行" in text_of(approved_by)


def test_a_superior_arranges_it_and_nobody_else(office: Office) -> None:
    house = office.house
    assert names(office, "ding", "sun", by="wang").status_code == 303  # 老丁 reports to 王经理
    assert Delegation.objects.get().from_staff_id == house.ding.id
    page = text_of(office.get("wang", "2026-11-23 17:40", PAGE))
    assert "定损员老丁" in page
    refused = names(office, "zhao", "zhang", by="zhang")
    assert refused.status_code == 422
    assert Delegation.objects.count() == 1
    for wrong, words in (({"first": "2026-11-25", "last": "2026-11-24"}, "最后一天"), ({"first": "2026-11-01", "last": "2026-11-02"}, "今天或以后"), ({"last": "2028-01-01"}, "一年以内")):
        answer = names(office, "zhao", "zhou", **wrong)
        assert answer.status_code == 422
        assert words in text_of(answer)
    assert names(office, "zhao", "zhao").status_code == 422
    assert date(2026, 11, 24) == Delegation.objects.get().from_day


def test_closing_in_an_officers_name_is_not_for_the_handler(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    found_valid(office)
    approved(office, "2026-11-24")
    replied(office, "2026-11-24 10:00")
    office.does("sun", "2026-11-24 10:30", "record_response", accepted="yes", words="可以。")
    assert names(office, "li", "sun", when="2026-11-24 10:40").status_code == 303
    answer = office.act("sun", "2026-11-24 10:50", "close", ground="accepted")
    assert answer.status_code == 422
    assert office.case.open
