"""因公布放假安排改动的时限: a year is published, provisional limits are counted again, and the differences are listed (house rule 6)."""

import pytest

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import recomputed
from suqing.apps.complaints.tasks import follow_the_calendar
from suqing.apps.editions.actions import store_calendar
from suqing.kernel.clock import house as here
from suqing.rulebook import open_calendar
from tests.apps.test_editions_of_case import published_with_a_long_new_year
from tests.cast import House, cn
from tests.web.desk_cast import at, statements, text_of, transactions
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
PAGE = "/desk/rules/calendar/changes/"
LAST = max(open_calendar("cn").published_years)
DAY = f"{LAST}-12-31 12:00"


def cases_before_new_year(house: House, number: int) -> list[str]:
    return [house.register(received_at=cn(f"{LAST}-12-30 10:00"), at=cn(f"{LAST}-12-30 10:05"), conduct_day=None).ref for _ in range(number)]


def publish_the_year() -> None:
    store_calendar(published_with_a_long_new_year(LAST + 1), at=cn(f"{LAST}-12-31 09:00"))
    follow_the_calendar(cn(f"{LAST}-12-31 09:10"))


def test_before_and_after_stand_side_by_side_as_the_clocks_say(house: House) -> None:
    (ref,) = cases_before_new_year(house, 1)
    client = browser(house, "li")
    with at(DAY):
        assert "没有改动过的时限" in text_of(client.get(PAGE))
    publish_the_year()
    old = Clock.objects.filter(state=ClockState.SUPERSEDED, provisional=True).select_related("superseded_by")
    assert old
    with at(DAY):
        page = client.get(PAGE)
    html = page.content.decode()
    assert html.count("<tr data-row") == old.count()
    assert html.count(ref) >= old.count()
    text = text_of(page)
    for each in old:
        days = (here(each.superseded_by.limit_at).date() - here(each.limit_at).date()).days
        assert days > 0
        assert f"{here(each.limit_at).month}月{here(each.limit_at).day}日" in text
        assert f"{here(each.superseded_by.limit_at).month}月{here(each.superseded_by.limit_at).day}日" in text
        assert f"晚{days}天" in text


def test_nobody_reads_of_a_case_that_is_closed_to_them_and_a_page_follows_a_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    refs = cases_before_new_year(house, 3)
    publish_the_year()
    monkeypatch.setattr(recomputed, "PAGE", 2)
    rows = Clock.objects.filter(state=ClockState.SUPERSEDED, provisional=True).count()
    for who in ("outsider", "stranger", "wang"):
        with at(DAY):
            assert "没有改动过的时限" in text_of(browser(house, who).get(PAGE)), who
    client, url, seen, pages = browser(house, "li"), PAGE, [], 0
    with at(DAY):
        while url:
            page = client.get(url)
            seen += [row["row"].complaint.ref for row in page.context["rows"]]
            url, pages = PAGE + page.context["next_url"] if page.context["next_url"] else "", pages + 1
    assert (len(seen), set(seen), pages) == (rows, set(refs), -(-rows // 2))


def test_the_page_reads_little_and_writes_nothing(house: House) -> None:
    cases_before_new_year(house, 3)
    publish_the_year()
    client = browser(house, "li")
    client.get(PAGE)
    _, said = statements(client, PAGE, DAY)
    assert len(said) <= 12
    assert transactions(said) == []
