"""小李专员 on a Monday: what waits, three cases dispatched together, one urged, a view kept, the screen as Excel, a word found."""

import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser import quickly
from tests.browser.cases import day
from tests.browser.desks import PHONE, Desk


def ticked(li: Desk, refs: list[str]) -> None:
    for ref in refs:
        li.page.locator(f'[data-row] input[name="ref"][value="{ref}"]').check()


def count_of(li: Desk, view: str) -> int:
    """The number beside a view at the left."""
    return int(re.sub(r"\D", "", li.page.locator(f'.sq-side a[href*="view={view}"] .n').first.inner_text()))


def test_what_waits_is_dispatched_together_urged_kept_as_a_view_and_taken_out_as_excel(desk: Callable[..., Desk], tmp_path: Path) -> None:
    li = desk("li")
    refs = [quickly.register(li, against="老丁", facts=f"浦东修理厂第{number}次拖延定损。") for number in (1, 2, 3)]
    for ref in refs:
        quickly.act(li, ref, "triage", classification="major", established="yes")

    li.open("/desk/?view=unassigned").settle()
    waiting = count_of(li, "unassigned")
    ticked(li, refs)
    expect(li.page.locator("[data-bulk-count]")).to_have_text("3")
    with li.page.expect_navigation():
        li.page.locator("[data-bulk] button", has_text="分派").click()
    li.says("可以分派3件")
    assert li.axe() == []
    li.send("form[data-check]", department_id="车险理赔部")
    li.says("办好3件")

    wang = desk("wang")
    quickly.act(wang, refs[0], "accept_dispatch", handler_id="小孙")
    li.open("/desk/?view=unassigned").settle()
    assert count_of(li, "unassigned") == waiting - 1, "accepted: it waits for nobody to take it up"

    li.open("/desk/?view=major").settle()
    ticked(li, [refs[0]])
    with li.page.expect_navigation():
        li.page.locator("[data-bulk] button", has_text="催办").click()
    li.send("form[data-check]", to="handler", answer_by=f"{day(1)}T12:00", reason="客户在现场等，请今天联系")
    li.says("办好1件")
    desk("sun").case(refs[0]).says("小李专员催办您")

    li.open("/desk/?view=major&method=telephone").settle()
    li.page.locator("summary", has_text="存为视图").click()
    with li.page.expect_navigation():
        li.page.fill('input[name="name"]', "电话重大件")
        li.page.locator("form.sq-filterform button", has_text="保存").click()
    li.open("/desk/?view=major&method=telephone").settle()
    rows = li.page.locator("[data-row]")
    shown = [str(each) for each in rows.locator('input[name="ref"]').evaluate_all("all => all.map(each => each.value)")]
    kept = li.page.locator(".sq-side a", has_text="电话重大件").locator(".n")
    expect(kept).to_have_text(str(len(shown)))

    with li.page.expect_download() as started:
        li.page.get_by_role("button", name="导出Excel").click()
    started.value.save_as(tmp_path / "list.xlsx")
    sheet = load_workbook(tmp_path / "list.xlsx")["投诉件"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown
    assert set(refs) <= set(shown)

    for words in ("浦东修理厂第2次", "第2次拖", "修"):
        li.open(f"/desk/find/?q={words}").settle()
        assert li.page.locator(f'[data-row][data-href*="{refs[1]}"]').count() == 1, words


def test_the_same_pages_on_a_phone_do_not_scroll_sideways(desk: Callable[..., Desk]) -> None:
    li = desk("li", size=PHONE, has_touch=True)
    for path in ("/desk/visits/", "/desk/blockages/", "/desk/improvements/", "/desk/satisfaction/", "/desk/views/", "/desk/rules/calendar/changes/"):
        li.open(path).settle()
        assert li.sideways <= 0, path
        assert li.axe() == [], path
