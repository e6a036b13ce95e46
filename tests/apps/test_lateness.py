"""超期说明: each missed limit of ours gets its cause from the list and words; the list of the unexplained, the figures by nature and cause."""
# ruff: noqa: F811

import re
from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.explaining import causes_of_lateness
from suqing.apps.complaints.actions.limits import keep_earliest_limit
from suqing.apps.complaints.models import Complaint, Lateness
from suqing.apps.complaints.models.choices import LatenessCause
from suqing.apps.complaints.queries import (
    UNSAID,
    Filters,
    counts_of,
    page_of,
    register_page,
    seer_of,
)
from suqing.apps.organisations.access import standing_of
from suqing.kernel.clock import house as in_house
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from suqing.rulebook import open_edition
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import at, text_of
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
LATER = "2026-12-01 10:00"  # after contact and resolve of a case of 23 November


@pytest.fixture
def house() -> House:
    return found_cast()


def explained(house: House, case: Complaint, *, by: str = "sun", when: str = LATER, **given: Any) -> Complaint:
    told = {"kind": "regulator_return", "cause": "staff", "words": "两人请假"} | given
    return actions.explain_lateness(ref=case.ref, seen_version=Complaint.objects.get(pk=case.pk).version, actor=house.actor(by), at=cn(when), **told)


def listed(house: House, who: str, when: str, view: str = "unexplained", **filters: Any) -> list[str]:
    now = cn(when)
    seer = seer_of(standing_of(house.people[who], on=in_house(now).date()), now=now)
    found = page_of(seer, view=view, filters=Filters(**filters), now=now)[0]
    if not filters:
        assert counts_of(seer, now=now)[view] == len(found)
    return [each.ref for each in found]


def kinds(case: Complaint, when: str) -> set[str]:
    return set(Clock.objects.filter(subject_id=case.id, state="running", limit_at__lt=cn(when)).values_list("kind", flat=True))


def test_the_list_of_causes_is_the_rulebooks_and_every_code_has_its_words(house: House) -> None:
    rows = {row.id: row["words"] for row in open_edition("cbirc2020").table("lateness_causes")}
    assert rows == {code: str(words) for code, words in LatenessCause.choices}
    assert dict(causes_of_lateness(house.register())) == rows
    house_case = Complaint.objects.get()
    house_case.editions.filter(rulebook="cbirc2020").update(applies=False)
    assert dict(causes_of_lateness(house_case)) == rows, "without the law on the case the whole list stands"


def test_a_limit_that_passed_by_mere_time_waits_for_its_cause_and_then_no_more(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    assert listed(house, "li", "2026-11-23 12:00") == []
    assert listed(house, "li", LATER) == [case.ref], "nothing was written since"
    late = kinds(case, LATER)
    assert {"contact", "resolve"} <= late
    for kind in sorted(late):
        for limit in Clock.objects.filter(subject_id=case.id, kind=kind, state="running", limit_at__lt=cn(LATER)).values_list("limit_at", flat=True):
            assert listed(house, "li", LATER) == [case.ref]
            explained(house, case, kind=kind, limit_at=limit, cause="complex", words="两家修理厂报价悬殊")
    assert listed(house, "li", LATER) == []
    row = Complaint.objects.get(pk=case.pk)
    assert row.unexplained_from == Clock.objects.filter(subject_id=case.id, state="running", limit_at__gte=cn(LATER)).order_by("limit_at").first().limit_at  # type: ignore[union-attr]
    assert verify() == []


def test_done_late_it_waits_too_even_when_the_case_is_closed_and_said_again_it_is_replaced(house: House) -> None:
    case = walked(house, forwarded_case(house), until="report_back")
    case = actions.report_back(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-12-04 09:00"), summary="已办", document_no="1号")
    case = actions.close_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-12-04 10:00"), ground="accepted")
    clock = Clock.objects.get(subject_id=case.id, kind="regulator_return")
    assert (clock.state, case.unexplained_from) == (ClockState.MISSED, clock.limit_at)
    assert listed(house, "li", "2026-12-04 11:00") == [case.ref]
    explained(house, case, when="2026-12-04 11:00", cause="department", words="车险部未回复")
    assert listed(house, "li", "2026-12-04 11:00") == []
    explained(house, case, by="li", when="2026-12-04 12:00", cause="system", words="系统停机")
    assert list(Lateness.objects.order_by("at").values_list("cause", "superseded_at")) == [("department", cn("2026-12-04 12:00")), ("system", None)]
    keep_earliest_limit(case)
    assert Complaint.objects.get(pk=case.pk).unexplained_from is None


def test_what_is_not_late_or_not_ours_is_refused(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    with pytest.raises(Refused, match="联系时限没有超期"):
        explained(house, case, kind="contact", when="2026-11-23 12:00")
    Clock.objects.filter(subject_id=case.id, kind="contact").update(kind="review_apply")
    with pytest.raises(Refused, match="申请核查时限没有超期"):
        explained(house, case, kind="review_apply")
    with pytest.raises(BadInputs) as found:
        explained(house, case, kind="mars", cause="mars", words=" ")
    assert [each.field for each in found.value.items] == ["哪个时限", "超期原因", "说明"]
    with pytest.raises(BadInput, match="哪个时限"):
        explained(house, case, kind="resolve", limit_at=cn("2026-11-01 09:00"))
    for who in ("zhao", "ding", "liao"):
        with pytest.raises((Refused, NotYours)):
            explained(house, case, by=who, kind="resolve")
    assert not Lateness.objects.exists()


def test_it_stands_beside_the_clock_in_the_timeline_and_in_the_figures_with_its_list(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    other = house.register(possible_loss_fen=2_640_000)
    sun, li = browser(house, "sun"), browser(house, "li")
    with at("2026-11-23 12:00"):
        assert "说明超期原因" not in text_of(sun.get(f"/desk/c/{case.ref}/"))
    limit = Clock.objects.get(subject_id=case.id, kind="contact", state="running").limit_at
    with at(LATER):
        assert "说明超期原因" in text_of(sun.get(f"/desk/c/{case.ref}/"))
        form = text_of(sun.get(f"/desk/c/{case.ref}/?do=explain_lateness"))
        assert "等待第三方鉴定" in form
    answer = posted(sun, LATER, case, "explain_lateness", late=f"contact|{limit.isoformat()}", cause="complainant", words="三次未接")
    assert answer.status_code == 303, text_of(answer)
    with at(LATER):
        page = text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert "超期原因：等待投诉人补充" in page
        assert re.search("小孙说明超期原因 ?：联系时限（.*?），等待投诉人补充。", page)
        figures = li.get("/desk/figures/?since=2026-11-01&until=2026-11-30").content.decode()
        rows = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td><td class="num"><a href="([^"]+)">(\d+)件</a>', figures)
        assert ("联系", "等待投诉人补充", "1") in [(kind, cause, count) for kind, cause, _, count in rows]
        assert ("办结", "没有说明", "2") in [(kind, cause, count) for kind, cause, _, count in rows]
        for _, _, url, count in rows:
            register = li.get(url.replace("&amp;", "&")).content.decode()
            assert register.count("<tr data-row") == int(count), url
        both = li.get("/desk/cases/?late=resolve").content.decode()
        assert case.ref in both
        assert other.ref in both
        assert case.ref in text_of(li.get("/desk/?view=unexplained")), "the other limits are not explained"
    seer = seer_of(standing_of(house.li, on=in_house(cn(LATER)).date()), now=cn(LATER))
    found = register_page(seer, filters=Filters(late="contact", late_cause=UNSAID), open_only=None, now=cn(LATER))[0]
    assert found == []


def test_the_api_takes_and_shows_the_cause(world: World) -> None:
    house = world.house
    assert isinstance(house, House)
    case = walked(house, forwarded_case(house), until="note_contact")
    world.at(LATER)
    answer = world.post("sun", f"{BASE}/{case.ref}/explain_lateness", {"kind": "contact", "cause": "department", "words": "车险部未回复"}, If_Match=f'"{case.version}"')
    assert answer.status_code == 200, answer.content.decode()
    seen = world.get("sun", f"{BASE}/{case.ref}").json()
    (contact,) = [each for each in seen["clocks"] if each["kind"] == "contact"]
    assert (contact["missed"], contact["cause"]) == (True, "责任部门未回复")
    assert [(each["clock_kind"], each["cause"], each["words"]) for each in seen["latenesses"]] == [("contact", "department", "车险部未回复")]
    rows = world.get("li", "/api/v1/figures").json()
    assert rows["late"] == [], "received in another month"
    rows = world.get("li", "/api/v1/figures?since=2026-11-01&until=2026-11-30").json()["late"]
    assert {"kind": "contact", "kind_words": "联系", "cause": "department", "cause_words": "责任部门未回复", "items": 1} in rows
    for row in rows:
        assert len(world.get("li", f"{BASE}?late={row['kind']}&late_cause={row['cause']}&since=2026-11-01&until=2026-11-30").json()["complaints"]) == row["items"], row
    assert world.get("outsider", f"{BASE}?late=contact").json()["complaints"] == []
    wrong = world.post("sun", f"{BASE}/{case.ref}/explain_lateness", {"kind": "contact", "cause": "mars", "words": "x"}, If_Match=f'"{case.version + 1}"')
    assert wrong.status_code == 422
