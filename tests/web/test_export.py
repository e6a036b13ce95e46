"""The list on the screen as Excel: the same rows in the same order, masked as there, and one event for it."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from tests.cast import House, cn, found_cast
from tests.remembered import remembered
from tests.web.desk_cast import at
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
NOW = "2026-11-25 09:00"


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    for day in (19, 20, 23):
        house.register(received_at=cn(f"2026-11-{day} 09:00"), facts=f"=1+1，{day}日的事，'单引号，+86", name="文浩坚", phone="13800006621")
    house.register(received_at=cn("2026-11-23 08:00"), source="regulator_local", method="forwarded")
    return house


def rows(client: Client, address: str) -> list[tuple[Any, ...]]:
    with at(NOW):
        answer = client.post(address)
    assert answer.status_code == 200, address
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(load_workbook(BytesIO(answer.content))["投诉件"].iter_rows(values_only=True))


def test_the_rows_of_the_screen_in_their_order(house: House) -> None:
    li = browser(house, "li")
    with at(NOW):
        page = li.get("/desk/?view=open").content.decode()
    found = rows(li, "/desk/export/?view=open")
    refs = [row[0] for row in found[1:]]
    assert len(refs) == 4
    assert sorted(refs, key=page.index) == refs
    assert found[0][:4] == ("编号", "收到时间", "投诉", "投诉人")
    assert "文浩坚" not in str(found)
    assert "13800006621" not in str(found)
    assert any(str(row[2]).startswith("=1+1") for row in found[1:])  # a text, never a formula


def test_filters_and_scope_are_those_of_the_address(house: House) -> None:
    li = browser(house, "li")
    assert [row[7] for row in rows(li, "/desk/export/?view=open&source=regulator_local")[1:]] == ["监管转办（本地）"]
    assert len(rows(li, "/desk/export/?scope=ended")) == 1
    assert len(rows(li, "/desk/export/?scope=")) == 5
    with at(NOW):
        assert "/desk/export/?source=regulator_local&amp;scope=" in li.get("/desk/cases/?source=regulator_local").content.decode()


def test_nobody_takes_out_what_they_do_not_see_and_each_file_is_in_the_ledger(house: House) -> None:
    assert len(rows(browser(house, "outsider"), "/desk/export/?view=open")) == 1
    assert len(rows(browser(house, "stranger"), "/desk/export/?scope=")) == 1
    assert len(rows(browser(house, "li"), "/desk/export/?view=open")) == 5
    events = Event.objects.filter(verb="list_exported").order_by("id")
    assert [event.actor_id for event in events] == [house.people[who].id for who in ("outsider", "stranger", "li")]
    assert verify() == []


def test_a_get_takes_nothing_out(house: House) -> None:
    with at(NOW):
        assert browser(house, "li").get("/desk/export/?view=open").status_code == 405
    assert not Event.objects.filter(verb="list_exported").exists()
