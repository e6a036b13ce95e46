"""件数与事项 on the desk and over the API, against a second route: every row read one by one, and the door asked of each."""
# ruff: noqa: F811

import re
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.models import Complaint, Inquiry, Settlement
from suqing.casework.classes import CLASS_NAMES
from suqing.kernel.clock import house as in_house
from suqing.kernel.errors import NotYours
from tests.cast import House, cn
from tests.web.api_world import World, world  # noqa: F401
from tests.web.desk_cast import at, statements, text_of
from tests.web.test_registers import browser

NOW = "2026-11-25 09:00"
SINCE, UNTIL = date(2026, 11, 19), date(2026, 11, 23)
ASKED = f"since={SINCE}&until={UNTIL}"


@pytest.fixture
def peopled(world: World) -> World:
    house: House = world.house  # type: ignore[assignment]
    first = house.register(received_at=cn("2026-11-19 00:00"), source="own")
    second = house.register(received_at=cn("2026-11-20 09:00"), same_matter_as=first.ref)
    house.register(received_at=cn("2026-11-23 08:59"), same_matter_as=first.ref, source="regulator_local", method="forwarded")
    house.register(received_at=cn("2026-11-18 23:59"))  # the day before
    house.register(received_at=cn("2026-11-24 00:00"), at=cn("2026-11-24 09:00"))  # the day after
    house.register(received_at=cn("2026-11-21 09:00"), kind="advice")
    house.register(received_at=cn("2026-11-22 09:00"), source="platform", respondent_staff_id=house.li.id)  # not for 小李
    actions.triage_complaint(ref=second.ref, seen_version=second.version, actor=house.actor("li"), at=cn("2026-11-23 09:30"), classification="general", established=True)
    for moment in ("2026-11-23 10:00", "2026-11-23 23:59", "2026-11-24 00:00"):
        actions.note_inquiry(ref=first.ref, actor=house.actor("zhang"), at=cn(moment), asked="进展", told="在办")
    return world.at(NOW)


def looped(house: House, who: str, since: date = SINCE, until: date = UNTIL) -> dict[str, Any]:
    """The same by loops: the door decides, nothing is grouped in SQL."""
    seen = []
    for case in Complaint.objects.all():
        try:
            opened = access_complaint(house.people[who], case.ref, on=cn(NOW).date())
        except NotYours:
            continue
        if opened.parts & {"officer", "leader"}:
            seen.append(case)
    inside = [case for case in seen if since <= case.received_day <= until]
    proper = [case for case in inside if case.kind == "complaint"]

    def by(cases: list[Complaint], column: str) -> dict[str, tuple[int, int]]:
        groups: dict[str, list[Complaint]] = defaultdict(list)
        for case in cases:
            groups[getattr(case, column)].append(case)
        return {code: (len(found), len({case.matter_id for case in found})) for code, found in groups.items()}

    asked = [each for each in Inquiry.objects.all() if each.complaint_id in {case.id for case in seen} and since <= in_house(each.at).date() <= until]
    return {
        "total": (len(inside), len({case.matter_id for case in inside})), "complaints": (len(proper), len({case.matter_id for case in proper})),
        "by_kind": by(inside, "kind"), "by_source": by(proper, "source"), "by_class": by(proper, "classification"), "by_level": by(proper, "repeat_level"),
        "inquiries": (len(asked), len({each.complaint_id for each in asked})), "settled": sum(each.complaint_id in {case.id for case in inside} for each in Settlement.objects.all()),
    }  # fmt: skip


def told(answer: Any) -> dict[str, Any]:
    found = answer.json()
    plain = {name: (found[name]["items"], found[name]["matters"]) for name in ("total", "complaints")}
    groups = {name: {each["code"] or "": (each["items"], each["matters"]) for each in found[name] if each["items"]} for name in ("by_kind", "by_source", "by_class", "by_level")}
    return plain | groups | {"inquiries": (found["inquiries"]["times"], found["inquiries"]["items"]), "settled": found["settled_on_the_spot"]["items"]}


def test_the_api_tells_what_the_loops_find(peopled: World) -> None:
    for who in ("li", "han", "zhao"):
        assert told(peopled.get(who, f"/api/v1/figures?{ASKED}")) == looped(peopled.house, who), who  # type: ignore[arg-type]
    seen = told(peopled.get("li", f"/api/v1/figures?{ASKED}"))
    assert (seen["total"], seen["complaints"]) == ((4, 2), (3, 1))
    assert told(peopled.get("han", f"/api/v1/figures?{ASKED}"))["total"] == (5, 3)
    assert seen["by_kind"] == {"complaint": (3, 1), "advice": (1, 1)}
    assert seen["inquiries"] == (2, 1)
    month = peopled.get("li", "/api/v1/figures").json()
    assert (month["since"], month["until"], month["total"]["items"]) == ("2026-11-01", "2026-11-25", 6)


def test_the_page_tells_the_same_with_its_clauses(peopled: World) -> None:
    with at(NOW):
        page = browser(peopled.house, "li").get(f"/desk/figures/?{ASKED}")  # type: ignore[arg-type]
        assert browser(peopled.house, "zhang").get("/desk/figures/").status_code == 404  # type: ignore[arg-type]
        home = browser(peopled.house, "li").get("/desk/").content.decode()  # type: ignore[arg-type]
    html, found = page.content.decode(), looped(peopled.house, "li")  # type: ignore[arg-type]
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th><td class="num">(\d+)</td>', html))
    assert rows["咨询建议"] == str(found["by_kind"]["advice"][0])
    assert rows[CLASS_NAMES["general"]] == str(found["by_class"]["general"][0])
    assert rows["监管转办（本地）"] == "1"
    assert "第九条一" in text_of(page)
    assert "管理细则 4.5" in text_of(page)
    assert 'href="/desk/figures/"' in home


def test_settled_on_the_spot_is_counted(peopled: World) -> None:
    house: House = peopled.house  # type: ignore[assignment]
    case = house.register(received_at=cn("2026-11-23 09:10"), name="孙女士", phone="13900001111", possible_loss_fen=0, exposed_by_media=False, in_litigation=False, in_arbitration=False, with_judicial_organs=False)
    answer = peopled.at("2026-11-23 09:20").post("li", f"/api/v1/complaints/{case.ref}/settle", {"answer": "已说明并致歉", "words": "好的", "facts_verified": "改期两次属实", "grounds": "车险服务承诺", "told_proof": "录音2026112301"}, If_Match=f'"{case.version}"')
    assert answer.status_code == 200, answer.content.decode()
    seen = peopled.at(NOW).get("li", f"/api/v1/figures?{ASKED}")
    assert told(seen) == looped(house, "li")
    assert (seen.json()["settled_on_the_spot"]["items"], seen.json()["settled_on_the_spot"]["waiting"]) == (1, 1)


def test_the_number_of_statements_does_not_grow_with_the_cases(peopled: World) -> None:
    house: House = peopled.house  # type: ignore[assignment]
    li = browser(house, "li")
    with at(NOW):
        li.get("/desk/figures/")
        before = len(statements(li, f"/desk/figures/?{ASKED}", NOW)[1])
        for number in range(5):
            house.register(received_at=cn(f"2026-11-2{number % 3} 0{number}:00"), source="platform")
        assert len(statements(li, f"/desk/figures/?{ASKED}", NOW)[1]) == before


def test_who_oversees_nothing_has_no_figures_and_days_are_checked(peopled: World) -> None:
    assert [peopled.get(who, "/api/v1/figures").status_code for who in ("zhang", "sun", "ding")] == [404, 404, 404]
    assert told(peopled.get("stranger", f"/api/v1/figures?{ASKED}"))["total"] == (0, 0)
    assert peopled.get("li", "/api/v1/figures?since=2026-11-24&until=2026-11-23").status_code == 422
