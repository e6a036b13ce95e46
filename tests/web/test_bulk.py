"""Several cases dispatched or urged at once: looked at first, each through its own act, and nothing skipped in silence."""

import re
from datetime import date

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Dispatch, Urge
from tests.cast import House, cn
from tests.web.desk_cast import Office, said, text_of

pytestmark = pytest.mark.django_db
NOW = "2026-11-24 10:42"
DISPATCH, URGE = "/desk/together/dispatch/", "/desk/together/urge/"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def triaged(office: Office, **given: object) -> Complaint:
    case = office.house.register(**given)
    return actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=office.house.actor("li"), at=cn("2026-11-23 09:40"), classification="general", established=True, reason="损失未满两万"
    )


def seen(*cases: Complaint) -> dict[str, object]:
    return {"ref": [each.ref for each in cases], "listed": [each.ref for each in cases], **{f"seen-{each.ref}": each.version for each in cases}, "go": "1"}


def test_the_lists_have_boxes_for_whoever_may_do_such_a_thing(office: Office) -> None:
    triaged(office)
    for path in ("/desk/?view=open", "/desk/cases/", "/desk/find/?q=剐蹭"):
        html = office.get("li", NOW, path).content.decode()
        assert 'type="checkbox" name="ref"' in html
        assert "分派…" in html
        assert "催办…" in html
        assert "<noscript>" in html
        assert "分派…" not in office.get("zhao", NOW, path).content.decode()
        assert "催办…" in office.get("zhao", NOW, path).content.decode()
        assert 'name="ref"' not in office.get("liao", NOW, path).content.decode()


def test_first_what_will_happen_to_each_and_why_not(office: Office) -> None:
    ready, raw, hidden = triaged(office), office.house.register(), office.house.register(by="stranger", unit_id=office.house.stranger.root_id, respondent_staff_id=None)
    before = Event.objects.count()
    page = office.post("li", NOW, DISPATCH, ref=[ready.ref, raw.ref, hidden.ref, "SQ20260101XXXXXXX"], back="/desk/?view=open")
    html, text = page.content.decode(), text_of(page)
    assert page.status_code == 200
    assert re.findall(r'name="ref" value="(\w+)"', html) == [ready.ref]
    assert f'name="seen-{ready.ref}" value="{ready.version}"' in html
    assert "还不能分派" in text
    assert text.count("没有这一件，或不在您的查看范围内。") == 2
    assert 'href="/desk/?view=open"' in html
    assert "车险理赔部" in html
    assert Event.objects.count() == before


def test_each_is_dispatched_by_its_own_act_with_its_own_event(office: Office) -> None:
    cases = [triaged(office) for _ in range(3)]
    page = office.post("li", NOW, DISPATCH, department_id=office.house.claims.id, reason="", **seen(*cases))
    assert page.status_code == 200, said(page)
    assert "办好3件" in text_of(page)
    for case in cases:
        events = Event.objects.filter(subject_kind="complaint", subject_id=case.id, verb="dispatched")
        assert events.get().actor_id == office.house.li.id
        assert Dispatch.objects.get(complaint=case).department == office.house.claims
    assert verify() == []


def test_who_was_faster_is_named_and_the_others_are_done(office: Office) -> None:
    stale, fine, untouched = triaged(office), triaged(office), triaged(office)
    posted = seen(stale, fine, untouched) | {"ref": [stale.ref, fine.ref]}
    actions.note_progress(ref=stale.ref, seen_version=stale.version, actor=office.house.actor("han"), at=cn("2026-11-23 11:00"), sayable="正在核实")
    page = office.post("li", NOW, DISPATCH, department_id=office.house.claims.id, reason="", **posted)
    text = text_of(page)
    assert "办好1件，没有办成1件" in text
    assert "韩主管在11:00先提交了" in text
    assert {each.complaint_id for each in Dispatch.objects.all()} == {fine.id}
    again = dict(re.findall(r'name="seen-(\w+)" value="(\d+)"', page.content.decode()))
    assert again == {stale.ref: str(stale.version + 1)}, "what was not done is offered again as it is now, unticked"
    assert "checked" not in page.content.decode().split('name="ref"')[1].split(">")[0]


def test_what_was_typed_stays_when_a_field_is_missing(office: Office) -> None:
    first, second = triaged(office), triaged(office)
    page = office.post("li", NOW, DISPATCH, department_id="", reason="按报案地分派", **(seen(first, second) | {"ref": [first.ref]}))
    html = page.content.decode()
    assert page.status_code == 422
    assert "按报案地分派" in html
    boxes = {ref: "checked" in rest for ref, rest in re.findall(r'name="ref" value="(\w+)"([^>]*)>', html)}
    assert boxes == {first.ref: True, second.ref: False}
    assert not Dispatch.objects.exists()


def test_a_refusal_of_the_act_itself_is_told_row_by_row(office: Office) -> None:
    case, barred = triaged(office), triaged(office, respondent_staff_id=office.house.wang.id)
    page = office.post("li", NOW, DISPATCH, department_id=office.house.claims.id, reason="", **seen(case, barred))
    text = text_of(page)
    assert "办好1件，没有办成1件" in text
    assert "王经理与本件有利害关系，不能经办。请改派他人，或交上一级，如廖总" in text
    assert [each.complaint_id for each in Dispatch.objects.all()] == [case.id]


def test_urging_goes_to_whoever_has_each_case(office: Office) -> None:
    house = office.house
    taken, waiting, mine = triaged(office), triaged(office), triaged(office)
    for case in (taken, waiting):
        case = actions.dispatch_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:50"), department_id=house.claims.id)
    taken, waiting = Complaint.objects.get(pk=taken.pk), Complaint.objects.get(pk=waiting.pk)
    taken = actions.accept_dispatch(ref=taken.ref, seen_version=taken.version, actor=house.actor("wang"), at=cn("2026-11-23 10:00"), handler_id=house.sun.id)
    page = office.post("li", NOW, URGE, ref=[taken.ref, waiting.ref, mine.ref])
    assert "承办小孙" in text_of(page)
    page = office.post("li", NOW, URGE, to="handler", answer_by="2026-11-25T10:00", reason="请今天联系投诉人", **seen(taken, waiting, mine))
    text = text_of(page)
    assert "办好2件，没有办成1件" in text
    assert "经办或分管这一件的另一个人" in text
    assert {(each.complaint_id, each.to_staff_id) for each in Urge.objects.all()} == {(taken.id, house.sun.id), (waiting.id, house.wang.id)}
    assert "请今天联系投诉人" in page.content.decode()


def test_nothing_chosen_too_many_and_other_acts(office: Office) -> None:
    triaged(office)
    assert "还没有选要办的件" in text_of(office.post("li", NOW, DISPATCH))
    page = office.post("li", NOW, DISPATCH, ref=[f"SQ{number}" for number in range(201)])
    assert (page.status_code, "一次最多200件" in text_of(page)) == (422, True)
    for act in ("close", "triage", "instruct_proposal", "confirm_finding", "archive", "terminate"):
        assert office.post("li", NOW, f"/desk/together/{act}/", ref=["SQ1"]).status_code == 404
    assert office.get("li", NOW, DISPATCH).status_code == 302


def test_who_may_not_is_refused_for_each(office: Office) -> None:
    case = triaged(office)
    for who in ("liao", "zhao"):
        page = office.post(who, NOW, DISPATCH, department_id=office.house.claims.id, reason="", **seen(case))
        assert "投诉专员" in text_of(page)
        assert not Dispatch.objects.exists()
    assert "不在您的查看范围内" in text_of(office.post("outsider", NOW, DISPATCH, department_id=office.house.claims.id, reason="", **seen(case)))
    assert Complaint.objects.get(pk=case.pk).received_day == date(2026, 11, 23)


def test_a_reference_that_is_none_is_answered_like_one_that_is_not_there(office: Office) -> None:
    case = triaged(office)
    page = office.post("li", NOW, DISPATCH, department_id=office.house.claims.id, reason="", **(seen(case) | {"ref": [case.ref, "a/b", ""]}))
    assert "办好1件，没有办成2件" in text_of(page)


def test_the_way_back_leads_into_the_desk_only(office: Office) -> None:
    case = triaged(office)
    html = office.post("li", NOW, DISPATCH, ref=[case.ref], back="//evil.example/").content.decode()
    assert "evil.example" not in html
