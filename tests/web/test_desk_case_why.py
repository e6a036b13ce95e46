"""为什么: each computed value opens, in the panel and as a page of its own."""

import re

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.models import Closure, Triage
from tests.cast import House
from tests.web.desk_cast import Office, text_of
from tests.web.test_desk_case_story import take_down, walk_to_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def test_a_deadline_shows_clause_facts_days_and_what_binds_later(office: Office) -> None:
    take_down(office)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    clock = Clock.objects.get(subject_id=office.case.id, rulebook="property", kind="resolve", state="running")
    panel = office.get("li", "2026-11-23 10:00", f"why/clock/{clock.id}/", headers={"HX-Request": "true"})
    words = text_of(panel)
    assert "为什么是11月30日 周一 17:30？" in words
    assert "管理细则 8.2" in words
    assert "收到时间 今日 09:12 登记" in words
    assert "重大投诉件" in words
    assert "法定办理" in words
    assert panel.content.decode().count("<li") == 8
    assert "<html" not in panel.content.decode()
    page = office.get("li", "2026-11-23 10:00", f"why/clock/{clock.id}/").content.decode()
    assert "<html" in page
    assert f"property · {clock.edition_hash[:6]}" in re.sub(r"<[^>]+>", "", page)


def test_the_class_is_explained_as_it_was_decided_and_as_it_would_be_now(office: Office) -> None:
    take_down(office)
    now = text_of(office.get("li", "2026-11-23 09:30", "why/class/now/"))
    assert "为什么建议重大投诉件？" in now
    assert "26,400.00元" in now
    office.does("li", "2026-11-23 09:40", "triage", classification="general", established="yes", reason="损失已另行追回")
    triage = Triage.objects.get()
    decided = text_of(office.get("li", "2026-11-23 09:45", f"why/class/{triage.id}/"))
    assert "系统建议重大投诉件，由人改定" in decided


def test_closing_level_editions_and_consequences_open_too(office: Office) -> None:
    walk_to_reply(office)
    office.does("sun", "2026-11-24 15:00", "record_response", accepted="yes", words="可以")
    office.does("li", "2026-11-25 09:00", "close", ground="accepted")
    assert Closure.objects.count() == 1
    assert "为什么能结案？" in text_of(office.get("li", "2026-11-25 09:10", "why/closing/1/"))
    assert "首次" in text_of(office.get("li", "2026-11-25 09:10", "why/level/now/"))
    assert "理赔细则" in text_of(office.get("li", "2026-11-25 09:10", "why/editions/now/"))
    notice = PenaltyNotice.objects.get()
    assert "定损员老丁" in text_of(office.get("li", "2026-11-25 09:10", f"why/consequence/{notice.id}/"))
    assert office.get("sun", "2026-11-25 09:10", f"why/consequence/{notice.id}/").status_code == 404
    assert "拟提后果" not in text_of(office.get("sun", "2026-11-25 09:10"))


@pytest.mark.parametrize("path", ["why/clock/1/", "why/clock/x/", "why/nothing/1/", "why/closing/9/", "why/class/7/"])
def test_what_is_not_there_is_not_there(office: Office, path: str) -> None:
    take_down(office)
    assert office.get("li", "2026-11-23 10:00", path).status_code == 404
