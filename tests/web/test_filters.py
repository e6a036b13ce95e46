"""Filters by day of receipt and by care, in the address, in a kept view and over the API."""
# ruff: noqa: F811

import pytest

from suqing.apps.complaints.models import SavedView
from tests.cast import House
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db
NOW = "2026-11-24 10:42"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def test_days_and_care_narrow_the_list_and_stand_as_pills(office: Office) -> None:
    plain, old = office.house.register(), office.house.register(elderly=True)
    page = office.get("li", NOW, "/desk/cases/?care=yes&since=2026-11-23&until=2026-11-23")
    html, text = page.content.decode(), text_of(page)
    assert f'data-href="/desk/c/{old.ref}/"' in html
    assert plain.ref not in html
    assert "特殊照顾：老年、残疾、重病、上门" in text
    assert "收到从：2026年11月23日" in text
    assert 'type="date" name="since" value="2026-11-23"' in html
    assert old.ref not in office.get("li", NOW, "/desk/cases/?care=yes&until=2026-11-22").content.decode()


def test_what_is_no_day_is_not_asked(office: Office) -> None:
    case = office.house.register()
    html = office.get("li", NOW, "/desk/cases/?since=2026-13-01&until=' OR 1=1").content.decode()
    assert case.ref in html
    assert "sq-pill" in html
    assert "收到从：" not in html


def test_a_view_keeps_its_days(office: Office) -> None:
    office.house.register()
    office.post("li", NOW, "/desk/views/", name="本周", asked="view=open&since=2026-11-23&care=yes")
    kept = SavedView.objects.get()
    assert kept.asked == "view=open&care=yes&since=2026-11-23"
    assert "条件已失效" not in text_of(office.get("li", NOW, "/desk/"))


def test_the_api_takes_the_same(world: World) -> None:
    seen = world.register()
    assert [each["ref"] for each in world.get("li", f"{BASE}?since=2026-11-23&until=2026-11-23").json()["complaints"]] == [seen["ref"]]
    assert world.get("li", f"{BASE}?until=2026-11-22").json()["complaints"] == []
    assert world.get("li", f"{BASE}?care=yes").json()["complaints"] == []
    assert world.get("li", f"{BASE}?since=yesterday").status_code in (400, 422)


def test_urgent_and_third_items_are_listed_by_their_level(office: Office) -> None:
    first = office.house.register()
    second, third = (office.house.register(same_matter_as=first.ref) for _ in range(2))
    page = office.get("zhao", NOW, "/desk/cases/?repeat_level=second")
    html = page.content.decode()
    assert f'data-href="/desk/c/{second.ref}/"' in html
    assert first.ref not in html
    assert third.ref not in html
    assert "重复：第2次" in text_of(page)
    assert 'name="repeat_level"' in html
    assert first.ref in office.get("zhao", NOW, "/desk/cases/?repeat_level=fourth").content.decode()


def test_the_api_lists_by_level(world: World) -> None:
    seen = world.register()
    again = world.register(same_matter_as=seen["ref"])
    assert [each["ref"] for each in world.get("li", f"{BASE}?repeat_level=second").json()["complaints"]] == [again["ref"]]
    assert world.get("li", f"{BASE}?repeat_level=fourth").status_code in (400, 422)
