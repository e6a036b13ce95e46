"""Who has no part in a case sees nothing of it: not in lists, not by its address, not by search, not through the API (S5 9.1)."""

from collections.abc import Callable

import pytest

from tests.browser import quickly
from tests.browser.cases import fresh
from tests.browser.desks import Desk

LISTS = ("/desk/", "/desk/?view=open", "/desk/?view=overdue", "/desk/?view=unassigned", "/desk/cases/", "/desk/notices/")


@pytest.mark.parametrize("who", ["wairen", "lin", "cai"])  # no part in it; the other insurer's officer; another department's handler
def test_the_outsider_finds_no_trace_of_the_case(desk: Callable[..., Desk], who: str) -> None:
    numbers = fresh()
    ref = quickly.accepted(desk, name="贺兰女士", **numbers)
    li, outsider = desk("li"), desk(who)
    assert ref in li.open(f"/desk/find/?q={ref}").text
    for path in LISTS:
        text = outsider.open(path).text
        assert ref not in text, path
        assert "贺兰" not in text, path
    nowhere = "/desk/c/SQ20260101AAAAAAA/"
    for path in (f"/desk/c/{ref}/", f"/desk/c/{ref}/act/close/", f"/desk/c/{ref}/why/class/now/"):
        assert outsider.status(path) == 404
        assert ref not in outsider.page.inner_text("main")
    same = outsider.page.inner_text("main h1, main h2, main b >> nth=0")
    assert outsider.status(nowhere) == 404
    assert outsider.page.inner_text("main h1, main h2, main b >> nth=0") == same
    for words in (ref, numbers["phone"], numbers["policy_no"], "贺兰女士", "两次改期"):
        outsider.open(f"/desk/find/?q={words}")
        assert outsider.page.locator(f'a[href*="{ref}"]').count() == 0, words
    for path in (f"/api/v1/complaints/{ref}", "/api/v1/complaints"):
        answer = outsider.page.request.get(outsider.base + path)
        assert answer.status in (200, 401, 403, 404)
        assert "贺兰" not in answer.text()
        assert path.endswith(ref) or ref not in answer.text()
        assert answer.status != 200 or not path.endswith(ref)


def test_the_person_complained_of_reads_the_matter_and_not_who_complained(desk: Callable[..., Desk]) -> None:
    numbers = fresh()
    ref = quickly.accepted(desk, name="贺兰女士", **numbers)
    quickly.act(desk("sun"), ref, "ask_hearing", staff_id="老丁")
    ding = desk("ding").case(ref)
    ding.says("投诉人是谁，不向您显示")
    assert "定损员两次改期" in ding.text
    for secret in ("贺兰", numbers["phone"], numbers["phone"][-4:], numbers["policy_no"]):
        assert secret not in ding.page.content()


def test_the_hotline_tells_the_caller_only_what_may_be_said_and_only_after_a_check(desk: Callable[..., Desk]) -> None:
    numbers = fresh()
    ref = quickly.accepted(desk, name="贺兰女士", **numbers)
    quickly.act(desk("sun"), ref, "note_progress", sayable="正在核实定损经过，三日内答复您。", internal="等老丁的排期表")
    zhang = desk("zhang").case(ref)
    assert "正在核实" not in zhang.text
    check = 'form[action$="/caller/"]'
    zhang.send(check, name="贺兰女士", number="0000")
    zhang.says("与登记的不符")
    assert "正在核实" not in zhang.text
    zhang.send(check, name="贺兰女士", number=numbers["phone"][-4:])
    zhang.says("正在核实定损经过，三日内答复您。")
    for inside in ("等老丁的排期表", "小孙", "两次改期", numbers["phone"], numbers["policy_no"]):
        assert inside not in zhang.page.content()
