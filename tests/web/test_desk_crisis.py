"""危机 on the page: opened from 更多, the path with who and when, the view of the workbench."""

import re

import pytest

from suqing.apps.complaints.models import CrisisOpinion
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House
from tests.web.desk_cast import at, text_of
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db


def test_opened_spoken_and_fed_back(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li, zhao, outsider = browser(house, "li"), browser(house, "zhao"), browser(house, "outsider")
    with at("2026-11-23 10:20"):
        assert "危机处理 理赔细则" not in text_of(li.get(f"/desk/c/{case.ref}/"))
    assert posted(li, "2026-11-23 10:20", case, "open_crisis", trigger="media", reason="记者已到营业厅").status_code == 303
    with at("2026-11-23 10:25"):
        page = text_of(zhao.get(f"/desk/c/{case.ref}/"))
        assert "分公司理赔执委会：待登记意见" in page
        form = text_of(zhao.get(f"/desk/c/{case.ref}/?do=record_crisis_opinion"))
        assert "廖总（理赔负责人）" in form
        assert "老丁" not in form[form.index("参加人") : form.index("其后")]
        listed = zhao.get("/desk/?view=crisis").content.decode()
        assert case.ref in listed
        assert "危机</span>" in listed
        assert case.ref not in outsider.get("/desk/?view=crisis").content.decode()
    refused = posted(zhao, "2026-11-23 10:30", case, "record_crisis_opinion", present_ids=[str(house.zhao.id)], opinion="先安抚", then="decided", decision="")
    assert refused.status_code == 422
    assert "先安抚" in refused.content.decode(), "what was typed stays"
    given = {"present_ids": [str(house.zhao.id), str(house.liao.id)], "opinion": "先安抚", "then": "decided", "decision": "上门定损"}
    assert posted(zhao, "2026-11-23 10:31", case, "record_crisis_opinion", **given).status_code == 303
    assert CrisisOpinion.objects.count() == 1
    with at("2026-11-23 10:32"):
        assert "上门定损" in li.get(f"/desk/c/{case.ref}/?do=decide_crisis").content.decode(), "the decision is the first value of the final opinion"
    assert posted(li, "2026-11-23 10:40", case, "decide_crisis", opinion="今日上门定损").status_code == 303
    with at("2026-11-23 10:45"):
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "最终意见：已反馈" in page
        assert "参加人廖总、赵总" in page


def test_who_stands_back_is_led_to_the_workbench_and_the_next_one_has_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    sun, wang = browser(house, "sun"), browser(house, "wang")
    done = posted(sun, "2026-11-23 11:00", case, "declare_interest", reason="投诉人是我亲戚")
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/")
    with at("2026-11-23 11:05"):
        assert "已登记回避" in text_of(sun.get("/desk/"))
        assert sun.get(f"/desk/c/{case.ref}/").status_code == 404
        page = text_of(wang.get(f"/desk/c/{case.ref}/"))
        assert re.search("小孙声明回避 ?，由王经理接着办", page)


def test_twenty_at_the_counter_propose_the_plan_and_a_person_starts_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li, sun, outsider = browser(house, "li"), browser(house, "sun"), browser(house, "outsider")
    assert posted(li, "2026-11-23 11:00", case, "open_crisis", trigger="visit", persons="20", reason="车主到营业厅").status_code == 303
    with at("2026-11-23 11:01"):
        assert "请决定是否启动应急预案" in text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "没有启动应急预案" in text_of(li.get(f"/desk/c/{case.ref}/emergency/"))
        form = li.get(f"/desk/c/{case.ref}/?do=start_emergency_plan").content.decode()
        assert re.search(r'name="persons" value="20"', form)
        assert "领导决定" not in text_of(li.get(f"/desk/c/{case.ref}/?do=start_emergency_plan"))
    assert posted(li, "2026-11-23 11:05", case, "start_emergency_plan", trigger="persons", persons="20", reason="二十名车主").status_code == 303
    assert posted(sun, "2026-11-23 11:10", case, "log_emergency", items=["report_hq", "reception"], words="会议室已开录像").status_code == 303
    refused = posted(li, "2026-11-23 11:20", case, "end_emergency_plan", result="已散")
    assert refused.status_code == 422
    assert "还有7项没有登记" in text_of(refused)
    with at("2026-11-23 11:30"):
        assert "清单还有7项" in text_of(li.get(f"/desk/c/{case.ref}/"))
        page = text_of(li.get(f"/desk/c/{case.ref}/emergency/"))
        assert "不超过5名" in page
        assert page.count("会议室已开录像") == 3  # two points, one line of the log
        assert outsider.get(f"/desk/c/{case.ref}/emergency/").status_code == 404


def test_nineteen_propose_nothing(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li = browser(house, "li")
    assert posted(li, "2026-11-23 11:00", case, "open_crisis", trigger="visit", persons="19", reason="车主到营业厅").status_code == 303
    with at("2026-11-23 11:01"):
        assert "是否启动应急预案" not in text_of(li.get(f"/desk/c/{case.ref}/"))


def test_a_leader_steps_in_from_the_page_and_the_handler_cannot(house: House) -> None:
    case = walked(house, forwarded_case(house), until="ask_hearing")
    zhao, sun = browser(house, "zhao"), browser(house, "sun")
    with at("2026-11-23 11:00"):
        assert "?do=step_in#act" in zhao.get(f"/desk/c/{case.ref}/").content.decode()
        assert "?do=step_in#act" not in sun.get(f"/desk/c/{case.ref}/").content.decode()
    assert posted(zhao, "2026-11-23 11:00", case, "give_direction", text="先垫付代步费").status_code == 303
    assert posted(zhao, "2026-11-23 11:05", case, "step_in", reason="反复投诉").status_code == 303
    with at("2026-11-23 11:10"):
        page = text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert "赵总直接过问" in page
        assert "先垫付代步费" in page
