"""What the bar's search found is a list like the others: filters, bulk acts, and a file of exactly these rows (C21)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from suqing.apps.audit.models import Event
from tests.cast import House, cn, found_cast
from tests.remembered import remembered
from tests.web.desk_cast import at, text_of
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db
NOW = "2026-11-25 09:00"
FOUND = "/desk/find/?q=文浩坚"


@pytest.fixture
@remembered
def house() -> House:
    house = found_cast()
    for day, source in ((19, "own"), (20, "platform"), (23, "own")):
        house.register(received_at=cn(f"2026-11-{day} 09:00"), name="文浩坚", phone="13800006621", source=source)
    house.register(received_at=cn("2026-11-23 08:00"), name="别的人", phone="13800006622")
    return house


def test_filters_narrow_what_was_found_and_keep_the_words(house: House) -> None:
    li = browser(house, "li")
    with at(NOW):
        whole, narrowed = li.get(FOUND).content.decode(), li.get(f"{FOUND}&source=platform").content.decode()
        none = li.get(f"{FOUND}&source=media")
    assert (whole.count("data-row"), narrowed.count("data-row")) == (3, 1)
    assert '<input type="hidden" name="q" value="文浩坚">' in narrowed
    assert "没有符合这些条件的投诉" in text_of(none)
    assert 'href="?q=%E6%96%87%E6%B5%A9%E5%9D%9A"' in narrowed  # off with the filter, the words stay


def test_what_was_found_can_be_done_together(house: House) -> None:
    li = browser(house, "li")
    with at(NOW):
        html = li.get(FOUND).content.decode()
    assert html.count('type="checkbox" name="ref"') == 3
    assert 'name="back" value="/desk/find/?q=' in html
    assert "/desk/together/dispatch/" in html


def test_the_file_holds_the_rows_of_the_screen_and_the_ledger_no_name(house: House) -> None:
    li = browser(house, "li")
    with at(NOW):
        html = li.get(f"{FOUND}&source=own").content.decode()
        assert "/desk/export/?q=%E6%96%87%E6%B5%A9%E5%9D%9A&amp;source=own" in html
        answer = li.post("/desk/export/?q=文浩坚&source=own")
    book = load_workbook(BytesIO(answer.content))
    refs = [row[0] for row in book["投诉件"].iter_rows(min_row=2, values_only=True)]
    assert len(refs) == 2
    assert sorted(refs, key=html.index) == refs
    assert ("列表", "搜索“文浩坚”") in list(book["说明"].iter_rows(values_only=True))
    assert "文浩坚" not in str(list(book["投诉件"].iter_rows(values_only=True)))
    event = Event.objects.get(verb="list_exported")
    assert "文浩坚" not in str(event.__dict__)
    assert "search" in str(event.__dict__)


def test_nobody_takes_out_of_a_search_what_they_do_not_see(house: House) -> None:
    for who in ("outsider", "stranger"):
        with at(NOW):
            answer = browser(house, who).post("/desk/export/?q=文浩坚")
        assert load_workbook(BytesIO(answer.content))["投诉件"].max_row == 1
