"""Lists in a browser: keys, filters, cards on a phone, the minute's refresh, and a press that is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.desks import PHONE, Desk

PAGES = ("/desk/?view=open", "/desk/?view=paused", "/desk/cases/", "/desk/notices/", "/desk/rules/", "/desk/rules/property/", "/desk/rules/calendar/", "/")


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), PHONE])
def test_no_page_is_wide_or_hard_to_read(desk: Callable[..., Desk], look: str, size: tuple[int, int]) -> None:
    li = desk("li", size=size)
    li.page.context.add_cookies([{"name": "theme", "value": look, "url": li.base}])
    for path in PAGES:
        li.open(path)
        assert li.page.locator("html").get_attribute("data-bs-theme") == look
        assert li.sideways <= 0, path
        assert li.axe() == [], path


def test_a_row_takes_two_lines(desk: Callable[..., Desk]) -> None:
    li = desk("li").open("/desk/?view=open")
    heights = li.page.locator("tr[data-row]").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert heights
    assert max(heights) <= 51
    lines = li.page.locator("td.k-time .t2").evaluate_all("all => all.map(each => [each.getBoundingClientRect().height, each.scrollWidth - each.clientWidth])")
    assert all(height <= 20 and over <= 0 for height, over in lines), lines


def test_j_k_and_enter(desk: Callable[..., Desk]) -> None:
    page = desk("li").open("/desk/?view=open").page
    places = page.locator("tr[data-row]").evaluate_all("all => all.map(each => each.dataset.href)")
    for key in "jjk":
        page.keyboard.press(key)
    assert page.locator("tr.is-cursor").get_attribute("data-href") == places[0]
    page.keyboard.press("j")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(places[1])


def test_f_asks_for_more_and_the_address_says_only_what_was_asked(desk: Callable[..., Desk]) -> None:
    page = desk("li").open("/desk/?view=open").page
    page.keyboard.press("f")
    expect(page.locator('.sq-filterform select[name="classification"]')).to_be_focused()
    page.locator('select[name="method"]').select_option("telephone")
    with page.expect_navigation():
        page.get_by_role("button", name="按这些条件看").click()
    assert page.url.endswith("/desk/?view=open&method=telephone")
    assert "方式：电话" in page.locator(".sq-pill").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="全部清除").click()
    assert page.locator(".sq-pill").count() == 0


def test_on_a_phone_a_row_is_time_then_act_then_matter(desk: Callable[..., Desk]) -> None:
    page = desk("li", size=PHONE).open("/desk/?view=open").page
    row = page.locator("tr[data-row]").first
    tops = [row.locator(f"td.k-{name}").evaluate("each => each.getBoundingClientRect().top") for name in ("time", "act", "what", "who")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4
    page.locator(".sq-view-menu summary").click()
    with page.expect_navigation():
        page.locator(".sq-view-menu").get_by_role("link", name="已超期").click()
    assert "view=overdue" in page.url


def test_after_a_minute_the_rows_are_new_and_the_cursor_is_where_it_was(desk: Callable[..., Desk]) -> None:
    li = desk("li")
    page = li.page
    page.clock.install()
    li.open("/desk/?view=open")
    page.keyboard.press("j")
    page.keyboard.press("j")
    place = page.locator("tr.is-cursor").get_attribute("data-href")
    page.evaluate("document.querySelector('tr[data-row]').dataset.old = 'yes'")
    with page.expect_response(lambda answer: "/desk/?view=open" in answer.url):
        page.clock.run_for(61_000)
    page.locator("[data-old]").wait_for(state="detached")
    assert page.locator("tr.is-cursor").get_attribute("data-href") == place
    assert page.evaluate("document.activeElement.getAttribute('href')") == place


def test_a_press_is_not_lost_when_the_missing_line_goes(desk: Callable[..., Desk]) -> None:
    page = desk("li", size=(390, 1800), has_touch=True).open("/sealed/new").page  # so tall that the button moves with the line
    sent: list[str] = []

    def keep(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(body='<p id="kept">kept</p>', content_type="text/html")
        else:
            route.continue_()

    page.route("**/sealed/new", keep)
    button = page.get_by_role("button", name="密封提交")
    button.tap()
    assert page.locator("[data-missing]").inner_text().strip().startswith("还缺")
    form = page.locator("form[data-check]")
    form.locator('input[type="radio"]').first.check(force=True)
    form.locator('input[name="received_at"]').fill("2026-11-02 09:00")
    form.locator('textarea[name="story"]').fill("十一月二日，理赔人员索要好处。")  # the last one missing, and the cursor is still in it
    box = button.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 3)
    page.mouse.down()
    page.wait_for_timeout(600)
    page.mouse.up()
    page.locator("#kept").wait_for()
    assert len(sent) == 1
