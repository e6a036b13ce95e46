"""应急预案一览 on the desk and over the API: running ones first, what is missing, and only where the case itself may be read."""
# ruff: noqa: F811

import re
from typing import Any

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint
from suqing.casework.emergency import CHECKLIST
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn, found_cast
from tests.web.api_world import World, world  # noqa: F401
from tests.web.desk_cast import at, statements, text_of, transactions
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/emergencies/"
API = "/api/v1/emergencies"
NOON = "2026-11-23 16:30"


@pytest.fixture
def house() -> House:
    return found_cast()


def does(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    return act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(f"2026-{when}"), **given)


def started(house: House, when: str = "11-23 11:00", *, by: str = "li", **given: Any) -> Complaint:
    case = house.register(**given)
    return does(house, case, by, when, actions.start_emergency_plan, trigger="persons", persons=20, reason="二十名车主")


def ended(house: House, case: Complaint) -> Complaint:
    case = does(house, case, "li", "11-23 12:00", actions.log_emergency, items=tuple(CHECKLIST), words="逐项落实")
    return does(house, case, "li", "11-23 14:00", actions.end_emergency_plan, result="人群已散")


def test_running_ones_first_with_what_is_missing_then_those_that_ended(house: House) -> None:
    over = ended(house, started(house))
    running = does(house, started(house, "11-23 11:30"), "li", "11-23 13:10", actions.log_emergency, items=("report_hq", "security"), words="已报")
    li = browser(house, "li")
    with at(NOON):
        assert "应急预案" in text_of(li.get("/desk/"))
        answer = li.get(PAGE)
        page = text_of(answer)
        assert "进行中1个" in page
        assert re.search(rf"{running.ref} 上海分公司 多人面谈共同投诉（20人以上） .*?20 小李专员 今日 11:30 已办2/9 还缺：报告监管机构、.*?不超过5名.*?今日 13:10 5小时", page), page
        assert re.search(rf"{over.ref} 上海分公司 .*?20 小李专员 今日 11:00 已办9/9 小李专员 今日 14:00 3小时", page), page
        assert page.index(running.ref) < page.index(over.ref)
        assert "人群已散" not in page
        assert f'href="/desk/c/{running.ref}/emergency/"' in answer.content.decode()
        assert "没有进行中的应急预案" in text_of(browser(house, "wang").get(PAGE))
    with at("2027-02-22 09:00"):
        page = text_of(li.get(PAGE))
        assert running.ref in page
        assert over.ref not in page


def test_the_most_counted_at_the_door_and_a_case_that_ended_without_a_result(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    case = does(house, case, "zhao", "11-23 11:00", actions.start_emergency_plan, trigger="leader", persons=6, reason="车主聚集")
    case = does(house, case, "sun", "11-23 11:05", actions.receive_visit, persons=22, place="二楼", recording_told=True, step="请坐")
    with at(NOON):
        assert re.search("领导决定 .*?22 赵总", text_of(browser(house, "li").get(PAGE)))
    does(house, case, "li", "11-23 15:00", actions.terminate_complaint, kind="withdrawn", reason="本人撤回", told_how="signed")
    with at(NOON):
        page = text_of(browser(house, "li").get(PAGE))
        assert "进行中0个" in page
        assert "案件已终止，没有登记结果" in page


def test_who_does_not_see_the_case_does_not_see_the_plan(house: House) -> None:
    mine = started(house)
    against_zhao = started(house, respondent_staff_id=house.zhao.id)
    for who in ("sun", "zhang", "outsider", "zhou", "admin"):
        client = browser(house, who)
        with at(NOON):
            assert client.get(PAGE).status_code == 404, who
            assert "应急预案" not in text_of(client.get("/desk/")), who
    with at(NOON):
        seen = {who: text_of(browser(house, who).get(PAGE)) for who in ("li", "zhao", "qian", "liao", "wang", "feng", "qin", "stranger")}
    assert {who for who, page in seen.items() if mine.ref in page} == {"li", "zhao", "qian", "liao"}
    assert {who for who, page in seen.items() if against_zhao.ref in page} == {"li", "qian", "liao"}


def test_a_unit_narrows_the_list(house: House) -> None:
    case = started(house)
    li = browser(house, "li")
    with at(NOON):
        page = li.get(f"{PAGE}?unit={house.branch.id}")
        assert case.ref in text_of(page)
        assert f'<option value="{house.branch.id}" selected>' in page.content.decode()
        assert case.ref in text_of(li.get(f"{PAGE}?unit={house.root.id}"))
        assert case.ref not in text_of(li.get(f"{PAGE}?unit={house.health.id}"))
        assert case.ref in text_of(li.get(f"{PAGE}?unit=mars"))


def test_it_takes_as_many_statements_with_two_plans_as_with_six(house: House) -> None:
    li, asked = browser(house, "li"), []
    for _ in range(2):
        ended(house, started(house))
        started(house)
        li.get(PAGE)
        answer, sql = statements(li, PAGE, NOON)
        assert answer.status_code == 200
        assert transactions(sql) == []
        asked.append(len(sql))
    assert asked[0] == asked[1] <= 16


def test_the_same_over_the_api_by_the_same_door(world: World) -> None:
    house = world.house
    assert isinstance(house, House)
    case = does(house, started(house), "li", "11-23 13:10", actions.log_emergency, items=("report_hq",), words="已报韩主管")
    over = ended(house, started(house, respondent_staff_id=house.zhao.id))
    world.at(NOON)
    answer = world.get("li", API)
    assert answer.status_code == 200
    seen = answer.json()
    (plan,), (past,) = seen["running"], seen["ended"]
    assert (plan["ref"], plan["trigger_words"], plan["persons"], plan["done"], plan["points"], len(plan["left"]), plan["hours"]) == (case.ref, "多人面谈共同投诉（20人以上）", 20, 1, 9, 8, 5)
    assert (plan["started_by"]["name"], plan["last_logged_at"], plan["ended_at"], plan["clause"]) == ("小李专员", "2026-11-23T13:10:00+08:00", None, "cbirc2020/29.2.2")
    assert (past["ref"], past["left"], past["ended_by"]["name"], past["hours"]) == (over.ref, [], "小李专员", 3)
    assert (seen["more"], seen["ended_within_days"]) == (False, 90)
    assert "已报韩主管" not in answer.content.decode()
    assert "人群已散" not in answer.content.decode()
    assert world.get("zhao", API).json()["ended"] == []
    assert len(world.get("zhao", API).json()["running"]) == 1
    assert world.get("li", f"{API}?unit=P0101-31-H").json()["running"] == []
    assert world.get("li", f"{API}?unit=mars").status_code == 422
    assert "unit" in world.get("li", f"{API}?units=P0101").json()["detail"]
    for who in ("sun", "zhang", "outsider", "zhou"):
        assert world.get(who, API).status_code == 404, who
    assert world.get("stranger", API).json()["running"] == []
