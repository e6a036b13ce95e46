"""改进意见 and 满意度 on the pages: found from the workbench, answered by the head who does not see the case, done, checked, counted."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from suqing.apps.complaints import actions
from suqing.apps.complaints.codes import new_code
from suqing.apps.complaints.models import Complaint, Improvement, ImprovementStep
from suqing.apps.notices.models import Notice
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn
from tests.web.desk_cast import at, statements, text_of, transactions
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
LIST = "/desk/improvements/"
DAY = "2026-11-28 09:00"
SECRETS = ("陈女士", "13800006621", "剐蹭", "代步费")


def suggested(house: House, number: int = 1) -> str:
    """The address of a suggestion to 健康险部 on a case that its head does not see."""
    case = walked(house, forwarded_case(house), until="suggest_improvement")
    for each in range(number):
        case = actions.suggest_improvement(
            ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(f"2026-11-27 10:{30 + each % 30}"), to_unit_id=house.health.id,
            problem=f"排期没有预警{each}，陈女士13800006621两次被改期", suggestion="改期须报备", due_day=date(2026, 12, 15),
        )  # fmt: skip
    return f"{LIST}{Improvement.objects.latest('id').id}/"


def posted(client: Client, address: str, act: str, **given: Any) -> Any:
    seen = re.search(r'name="seen_version" value="(\d+)"', client.get(address).content.decode())
    assert seen, text_of(client.get(address))
    return client.post(address, {"act": act, "seen_version": seen[1], **given})


def test_from_the_notice_to_the_checked_effect(house: House) -> None:
    address = suggested(house)
    feng, li = browser(house, "feng"), browser(house, "li")
    with at(DAY):
        notice = Notice.objects.get(recipient=house.feng, kind="improvement.suggested")
        assert feng.post("/desk/notices/read/", {"id": str(notice.id)}).headers["Location"] == address
        assert "有1条改进意见等您的部门答复或做完" in text_of(feng.get("/desk/"))
        assert "有1条改进意见" not in text_of(li.get("/desk/"))
        page = text_of(feng.get(address))
        assert "改期须报备" in page
        assert "两次被改期" in page
        assert not [each for each in SECRETS if each in feng.get(address).content.decode() + feng.get(LIST).content.decode()]
        assert "陈女士13800006621" in text_of(li.get(address))
        done = posted(feng, address, "answer_improvement", accepted="yes", words="确有其事", plan="每日提示", plan_day="2026-12-10")
        assert done.status_code == 303, text_of(done)
        assert "已答复" in text_of(feng.get(address))
    with at("2026-12-12 09:00"):
        assert "已超期" in text_of(feng.get(f"{LIST}?view=overdue"))
        assert posted(feng, address, "complete_improvement", proof="提示已上线", check_day="").status_code == 303
        assert "晚了2天" in text_of(li.get(address))
        assert "check_improvement" not in li.get(address).content.decode()
        assert "效果待检查" in text_of(li.get(f"/desk/c/{Improvement.objects.get().complaint.ref}/"))
        assert "有1条改进意见" not in text_of(feng.get("/desk/"))
    with at("2027-01-11 09:00"):
        assert "可以检查" in text_of(li.get(f"{LIST}?view=to_check"))
        assert posted(li, address, "check_improvement", effective="yes", words="抽查无人擅改").status_code == 303
        assert "有效果" in text_of(li.get(f"{LIST}?view=done"))
    case = Improvement.objects.get().complaint
    assert "效果待检查" not in text_of(li.get(f"/desk/c/{case.ref}/"))
    with at("2027-01-11 09:05"):
        page = text_of(li.get(f"/desk/c/{case.ref}/"))
        assert "冯经理代健康险部答复改进意见" in page
        assert "小李专员检查健康险部的改进效果" in page
        assert feng.get(f"/desk/c/{case.ref}/").status_code == 404


def test_others_find_nothing(house: House) -> None:
    address = suggested(house)
    with at(DAY):
        for who in ("wang", "sun", "ding", "zhang", "outsider", "stranger", "admin"):
            client = browser(house, who)
            assert client.get(address).status_code == 404, who
            assert client.post(address, {"act": "answer_improvement"}).status_code == 404, who
            assert "改期须报备" not in client.get(f"{LIST}?view=all").content.decode(), who
        assert Client().get(LIST).status_code == 302
        assert browser(house, "li").get(f"{LIST}99999999999999999999/").status_code == 404


def test_what_was_typed_stays_and_who_is_not_asked_is_told(house: House) -> None:
    address = suggested(house)
    feng, li = browser(house, "feng"), browser(house, "li")
    with at(DAY):
        answer = posted(feng, address, "answer_improvement", accepted="yes", words="我打的字要留着", plan="", plan_day="")
        assert answer.status_code == 422
        assert "写明做什么、谁来做" in text_of(answer)
        assert "我打的字要留着" in text_of(answer)
        case = Complaint.objects.get()
        stale = feng.post(address, {"act": "answer_improvement", "seen_version": str(case.version - 1), "accepted": "no", "words": "还在"})
        assert (stale.status_code, "还在" in text_of(stale)) == (409, True)
        assert f'name="seen_version" value="{case.version}"' in stale.content.decode()
        wrong = li.post(address, {"act": "answer_improvement", "seen_version": str(case.version), "accepted": "no", "words": "代答"})
        assert wrong.status_code == 422
        assert "改进意见所送部门的负责人" in text_of(wrong)
        assert feng.post(address, {"act": "answer_improvement", "seen_version": "x", "accepted": "maybe"}).status_code == 422
        assert feng.post(address, {"act": "drop"}).status_code == 200
    assert not ImprovementStep.objects.exists()


def test_fifty_to_a_page_by_key_and_filters_in_the_address(house: House) -> None:
    suggested(house, number=53)
    li = browser(house, "li")
    with at(DAY):
        first = li.get(f"{LIST}?view=all&unit={house.health.id}")
        rows = re.compile(r"<tr data-row")
        assert len(rows.findall(first.content.decode())) == 50
        following = re.search(r'href="(\?[^"]+)" rel="next"', first.content.decode())
        assert following
        rest = li.get(LIST + following[1].replace("&amp;", "&"))
        assert len(rows.findall(rest.content.decode())) == 3
        assert "回到最新" in text_of(rest)
        assert "没有符合条件的改进意见" in text_of(li.get(f"{LIST}?view=all&unit={house.claims.id}"))
        assert "没有超期的改进意见" in text_of(li.get(f"{LIST}?view=overdue"))
        for odd in ("?view=nothing", "?unit=x&before=y", f"?unit={house.stranger.root_id}", "?before=9999999999999999999999"):
            assert li.get(LIST + odd).status_code == 200, odd


@pytest.mark.parametrize("who", ["li", "feng"])
def test_the_list_reads_the_same_whatever_the_rows_and_writes_nothing(house: House, who: str) -> None:
    asked = []
    for _ in range(2):
        suggested(house)
        client = browser(house, who)
        client.get(LIST)
        _, sql = statements(client, f"{LIST}?view=all", DAY)
        assert transactions(sql) == []
        asked.append(len(sql))
    assert asked[0] == asked[1] <= 18, sql


def test_the_side_leads_there_for_whom_it_concerns(house: House) -> None:
    with at(DAY):
        assert 'href="/desk/improvements/"' in browser(house, "li").get("/desk/").content.decode()
        assert 'href="/desk/satisfaction/"' in browser(house, "li").get("/desk/").content.decode()
        assert 'href="/desk/satisfaction/"' not in browser(house, "feng").get("/desk/").content.decode()
        assert 'href="/desk/improvements/"' not in browser(house, "sun").get("/desk/").content.decode()


def test_satisfaction_in_a_table_and_only_for_whom_it_is(house: House) -> None:
    li = browser(house, "li")
    with at(DAY):
        assert "还没有发过调查" in text_of(li.get("/desk/satisfaction/"))
    for score in (5, 1, None):
        case, code = walked(house, forwarded_case(house), until="follow_up"), new_code()
        actions.send_survey(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-26 09:00"), code=code)
        if score:
            actions.answer_survey(code=code, at=cn("2026-11-27 09:00"), satisfaction=score)
    with at(DAY):
        page = text_of(li.get("/desk/satisfaction/"))
        assert "发出（接通） 3 0" in page
        assert "有答复 2 0" in page
        assert "答复率 66.7% —" in page
        assert "5分 很满意 1 50.0% 0 —" in page
        assert "平均分 3.00 —" in page
        assert "还没有发过调查" in text_of(li.get("/desk/satisfaction/?since=2026-11-27&until=2026-11-28"))
        assert li.get("/desk/satisfaction/?since=x&until=9999-99-99").status_code == 200
        assert li.get("/desk/satisfaction/?until=9999-12-31").status_code == 200
        for who in ("wang", "sun", "outsider"):
            assert browser(house, who).get("/desk/satisfaction/").status_code == 404
        _, sql = statements(li, "/desk/satisfaction/", DAY)
        assert transactions(sql) == []
