"""阻滞情况 on the page, the filter in the address, and 障碍, 请示, 阻滞 by posting the forms of the case."""

import re
from datetime import date

import pytest

from suqing.apps.complaints.models import Blockage, Complaint, Obstacle, Support
from tests.apps.case_walk import forwarded_case, walked
from tests.apps.test_blocking import note
from tests.cast import House
from tests.web.desk_cast import at, statements, text_of, transactions
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/blockages/"
DAY = "2026-11-23 12:00"


def stuck_cases(house: House) -> list[Complaint]:
    causes = ("assessment", "payment", "payment")
    return [note(house, house.register(), stuck_on=cause, since=date(2026, 11, number)) for number, cause in enumerate(causes, start=1)]


def test_counts_by_cause_lead_to_the_same_number_of_rows(house: House) -> None:
    stuck_cases(house)
    note(house, house.register(respondent_staff_id=house.zhao.id), stuck_on="payment", since=date(2026, 9, 9))
    for who, payments, days in (("li", 3, 75), ("zhao", 2, 21)):
        client = browser(house, who)
        with at(DAY):
            assert "阻滞情况" in text_of(client.get("/desk/"))
            page = client.get(PAGE)
            assert page.status_code == 200
            assert f"支付未完成 {payments}件 {days}天" in text_of(page)
            links = dict(re.findall(r'<a href="([^"]+blockage=[^"]+)">(\d+)件</a>', page.content.decode()))
            assert len(links) == 2
            for url, count in links.items():
                rows = client.get(url.replace("&amp;", "&"))
                assert rows.content.decode().count("<tr data-row") == int(count)
                assert "阻滞：" in text_of(rows)


def test_those_who_oversee_nothing_do_not_find_the_page(house: House) -> None:
    stuck_cases(house)
    for who in ("sun", "zhang", "outsider", "zhou", "admin"):
        client = browser(house, who)
        with at(DAY):
            assert client.get(PAGE).status_code == 404, who
            assert "阻滞情况" not in text_of(client.get("/desk/")), who
    with at(DAY):
        assert "没有卡住的投诉" in text_of(browser(house, "wang").get(PAGE))
        assert "没有卡住的投诉" in text_of(browser(house, "stranger").get(PAGE))


def test_it_takes_as_many_statements_with_one_row_as_with_three(house: House) -> None:
    li, asked = browser(house, "li"), []
    for causes in (("assessment",), ("payment", "system")):
        for cause in causes:
            note(house, house.register(), stuck_on=cause)
        li.get(PAGE)
        answer, sql = statements(li, PAGE, DAY)
        assert answer.status_code == 200
        assert transactions(sql) == []
        asked.append(len(sql))
    assert asked[0] == asked[1] <= 12


def test_the_register_and_its_export_are_narrowed_too(house: House) -> None:
    stuck, *others = stuck_cases(house)
    li = browser(house, "li")
    with at(DAY):
        page = li.get("/desk/cases/?blockage=assessment").content.decode()
        assert stuck.ref in page
        assert not [each for each in others if each.ref in page]
        assert others[0].ref in li.get("/desk/cases/?blockage=nonsense").content.decode()
        assert li.post("/desk/export/?scope=&blockage=assessment").status_code == 200


def test_a_blockage_from_the_page_stands_at_the_head_of_the_facts_until_cleared(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    sun = browser(house, "sun")
    wrong = posted(sun, "2026-11-23 10:20", case, "note_blockage", state="surveyed", stuck_on="assessment", since="2026-11-24", with_whom="城东修理厂", way_out="改请公估师")
    assert wrong.status_code == 422
    assert "不晚于今天" in text_of(wrong)
    assert "城东修理厂" in wrong.content.decode()
    assert posted(sun, "2026-11-23 10:21", case, "note_blockage", state="surveyed", stuck_on="assessment", since="2026-11-02", with_whom="城东修理厂", way_out="改请公估师").status_code == 303
    with at(DAY):
        page = text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert "卡在城东修理厂：已查勘，定损未完成，自11月2日起，已21天。" in page
        assert page.index("已21天") < page.index("事实经过")
    assert posted(sun, "2026-11-23 12:10", case, "clear_blockage", solved="公估师已出单").status_code == 303
    with at("2026-11-23 12:20"):
        page = text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert "已21天" not in page
        assert "公估师已出单" in page
    assert Blockage.objects.get().cleared_at


def test_an_obstacle_and_a_request_wait_at_the_head_and_in_the_workbench(house: House) -> None:
    case = walked(house, forwarded_case(house), until="note_contact")
    li, sun, zhao = browser(house, "li"), browser(house, "sun"), browser(house, "zhao")
    assert posted(sun, "2026-11-23 10:20", case, "report_obstacle", reason="现场被水淹").status_code == 303
    with at("2026-11-23 10:21"):
        offered = text_of(sun.get(f"/desk/c/{case.ref}/?do=ask_support"))
        assert "赵总（主管领导）" in offered
        assert "定损员老丁" not in re.search(r"请谁.*?答复期限", offered)[0]  # type: ignore[index]
    assert posted(sun, "2026-11-23 10:22", case, "ask_support", kind="guidance", to_staff_id=str(house.zhao.id), answer_by="2026-11-24T12:00", reason="责任难分").status_code == 303
    for client, words in ((li, "小孙报告客观障碍"), (zhao, "小孙向您请求指导")):
        with at("2026-11-23 10:25"):
            assert words in text_of(client.get(f"/desk/c/{case.ref}/"))
            assert case.ref in client.get("/desk/?view=asked").content.decode()
    with at("2026-11-23 10:25"):
        assert case.ref not in sun.get("/desk/?view=asked").content.decode()
        assert "答复请示" not in text_of(li.get(f"/desk/c/{case.ref}/"))
    assert posted(li, "2026-11-23 10:30", case, "answer_obstacle", obstacle_id=str(Obstacle.objects.get().id), objective="no", answer="可以改期").status_code == 303
    assert posted(zhao, "2026-11-23 10:31", case, "answer_support", support_id=str(Support.objects.get().id), outcome="guided", answer="按主责处理").status_code == 303
    with at("2026-11-23 10:35"):
        page = text_of(sun.get(f"/desk/c/{case.ref}/"))
        assert "不属客观原因" in page
        assert "按主责处理" in page
        assert case.ref not in li.get("/desk/?view=asked").content.decode()
