"""回避: who sold the policy and who surveyed the loss neither handle, confirm, approve nor review; they gain no sight by being named (law 17)."""
# ruff: noqa: F811

from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint, higher_up
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Amendment, Complaint
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.models import Delegation
from suqing.casework.recusal import Concern, barred, closed_to, concern_words, refusal
from suqing.kernel.errors import BadInput, NotYours, Refused
from tests.apps.case_walk import STEPS, Step, forwarded_case, walked
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import at, text_of
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def house() -> House:
    return found_cast()


def naming(house: House, case: Complaint, who: str = "li", when: str = "2026-11-23 10:30", **named: Any) -> Complaint:
    """Said later: `sold_by_id` or `surveyed_by_id` of a person of the cast, None to leave it."""
    ids = {name: house.people[person].id for name, person in named.items()}
    return actions.complete_record(
        ref=case.ref, seen_version=Complaint.objects.get(pk=case.pk).version, actor=house.actor(who), at=cn(when), additions=house.intake(**ids), given=frozenset(ids)
    )


def tries(house: House, case: Complaint, act: str, who: str) -> None:
    next(step for step in STEPS if step.act == act).do(house, Complaint.objects.get(pk=case.pk), who=who)


def test_the_decision_is_said_once_without_a_database() -> None:
    named = {Concern.RESPONDENT: (1,), Concern.FOUND: frozenset({2}), Concern.SELLER: (3,), Concern.SURVEYOR: (3, 4)}
    assert (barred(named), closed_to(named)) == ({1, 2, 3, 4}, {1, 2})
    assert concern_words(3, named) == "涉诉保单的销售人员、本件的查勘定损人员"
    assert refusal(4, named, "王经理") == "您是本件的查勘定损人员，不能经办、认定、批示或核查本件。请交王经理处理。"
    assert "责任认定" in refusal(1, named, "")
    assert refusal(1, named, "").endswith("请交上一级处理。")


def test_neither_handler_nor_officer_nor_leader_who_sold_or_surveyed_does_anything(house: House) -> None:
    case = walked(house, forwarded_case(house), until="confirm_finding")
    with pytest.raises(Refused, match="小孙是本件的查勘定损人员，不能经办。.*王经理"):
        actions.accept_dispatch(**_waiting(house, surveyed_by_id=house.sun.id), handler_id=house.sun.id)
    case = naming(house, case, who="han", when="2026-11-23 16:50", sold_by_id="li", surveyed_by_id="zhao")
    assert case.officer_id == house.han.id, "what she had went to the next post up"
    with pytest.raises(Refused, match="您是涉诉保单的销售人员，不能经办、认定、批示或核查本件。请交赵总|您是涉诉保单的销售人员，不能经办、认定、批示或核查本件。请交钱总") as refused:
        tries(house, case, "confirm_finding", "li")
    assert refused.value.clause == "cbirc2020/17"
    tries(house, case, "confirm_finding", "han")
    for step in ("draft_proposal", "submit_proposal"):
        tries(house, case, step, "sun")
    with pytest.raises(Refused, match="您是本件的查勘定损人员"):
        tries(house, case, "instruct_proposal", "zhao")
    assert Complaint.objects.get(pk=case.pk).next_holder_id == house.qian.id
    tries(house, case, "instruct_proposal", "qian")
    assert verify() == []


def _waiting(house: House, **named: Any) -> dict[str, Any]:
    case = house.register(**named)
    for step in (Step("triage", "li", "11-23 09:40", actions.triage_complaint, lambda *_: {"classification": "general", "established": True}), Step("dispatch", "li", "11-23 09:45", actions.dispatch_complaint, lambda house, _: {"department_id": house.claims.id})):
        step.do(house, Complaint.objects.get(pk=case.pk))
    row = Complaint.objects.get(pk=case.pk)
    return {"ref": row.ref, "seen_version": row.version, "actor": house.actor("wang"), "at": cn("2026-11-23 10:00")}


def test_being_named_gives_no_sight_and_takes_none_but_that_of_acting(house: House) -> None:
    case = house.register(sold_by_id=house.outsider.id, surveyed_by_id=house.zhao.id, respondent_staff_id=None)
    for who in ("outsider", "ding"):
        with pytest.raises(NotYours):
            access_complaint(house.people[who], case.ref, to="answer", on=TODAY)
    opened = access_complaint(house.zhao, case.ref, on=TODAY)
    assert (opened.depth, opened.interested, opened.may("give_direction")) == ("full", True, False)
    now = cn("2026-11-24 10:00")
    for who, sees in (("zhao", True), ("outsider", False)):
        listed = page_of(seer_of(standing_of(house.people[who], on=TODAY), now=now), view="open", filters=Filters(), now=now)[0]
        assert (case in listed) is sees, who
    with at("2026-11-24 10:00"):
        page = text_of(browser(house, "zhao").get(f"/desk/c/{case.ref}/"))
        assert "须回避。 您是本件的查勘定损人员" in page
        assert "?do=" not in browser(house, "zhao").get(f"/desk/c/{case.ref}/").content.decode()
        assert browser(house, "outsider").get(f"/desk/c/{case.ref}/").status_code == 404


def test_an_officer_who_sold_is_not_given_the_case_and_a_handler_named_later_hands_over(house: House) -> None:
    assert house.register(sold_by_id=house.li.id, by="zhang").officer_id == house.han.id
    case = walked(house, forwarded_case(house), until="ask_hearing")
    case = naming(house, case, surveyed_by_id="sun")
    assert (case.handler_id, case.next_holder_id) == (house.wang.id, house.wang.id)
    with pytest.raises(NotYours):  # what they saw as the handler they need not know any more
        tries(house, case, "ask_hearing", "sun")
    assert not Amendment.objects.filter(field="surveyed_by").exists(), "nothing was overwritten"
    naming(house, case, when="2026-11-23 10:40", surveyed_by_id="ding")
    assert Amendment.objects.get(field="surveyed_by").complaint_id == case.id
    assert verify() == []


def test_nobody_lends_what_they_may_not_do_and_the_reviewer_and_the_higher_body_are_others(house: House) -> None:
    case = house.register(by="outsider", surveyed_by_id=house.outsider.id, respondent_staff_id=None)
    Delegation.objects.create(root=house.root, from_staff=house.outsider, to_staff=house.zhou, reason="出差", from_day=TODAY, until_day=TODAY)
    opened = access_complaint(house.zhou, case.ref, on=TODAY)
    assert (opened.depth, opened.may("note_contact")) == ("full", False)
    other = house.register(sold_by_id=house.han.id, respondent_staff_id=None)
    assert [post.staff_id for post in higher_up(Complaint.objects.get(pk=other.pk), on=TODAY)] == []


def test_strangers_and_unknown_people_are_refused_at_their_field(house: House) -> None:
    with pytest.raises(BadInput, match="保单由谁销售"):
        house.register(sold_by_id=house.stranger.id)
    case = house.register()
    with pytest.raises(BadInput, match="由谁查勘定损"):
        naming(house, case, surveyed_by_id="stranger")


def test_they_are_found_by_name_on_the_desk_and_stand_in_page_file_and_api(world: World) -> None:
    house = world.house
    assert isinstance(house, House)
    li = browser(house, "li")
    case = house.register(respondent_staff_id=None)
    with at("2026-11-23 10:00"):
        form = {"seen_version": case.version, "sold_by_id": "查无此人", "surveyed_by_id": "小孙"}
        wrong = li.post(f"/desk/c/{case.ref}/act/complete_record/", form)
        assert wrong.status_code == 422
        assert "没有这位同事" in text_of(wrong)
        assert li.post(f"/desk/c/{case.ref}/act/complete_record/", form | {"sold_by_id": "ding"}).status_code == 303
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "保单销售 定损员老丁 须回避" in page
        assert "查勘定损 小孙 须回避" in page
    row = Complaint.objects.get(pk=case.pk)
    assert (row.sold_by_id, row.surveyed_by_id) == (house.ding.id, house.sun.id)
    assert ("由谁查勘定损", "小孙") in sections_of(row)[0].records[0]
    world.at("2026-11-23 10:10")
    seen = world.get("li", f"{BASE}/{case.ref}").json()
    assert (seen["sold_by"]["username"], seen["surveyed_by"]["name"]) == ("ding", "小孙")
    made = world.register(sold_by_id="outsider", surveyed_by_id="zhao", respondent_staff_id=None)
    refused = world.post("zhao", f"{BASE}/{made['ref']}/give_direction", {"text": "先垫付"}, If_Match='"1"')
    assert (refused.status_code, refused.json()["clause"]) == (409, "cbirc2020/17")
    assert "本件的查勘定损人员" in refused.json()["detail"]
    assert world.get("outsider", f"{BASE}/{made['ref']}").status_code == 404
