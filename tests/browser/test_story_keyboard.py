"""A clerk who keeps both hands on the keys (design guide, 7 and 11)."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import quickly
from tests.browser.cases import fresh
from tests.browser.conftest import CHROMIUM
from tests.browser.desks import Desk
from tests.browser.keystrokes import Keys


def focused(desk: Desk) -> str:
    return str(desk.page.evaluate("document.activeElement.name || document.activeElement.id"))


CALL = "轻微剐蹭报案，定损员两次改期，至今未定损，也没有人回电。"
A_CALL_TAKES = 90  # seconds at most, while the caller speaks


def test_a_call_is_taken_down_without_the_mouse_in_less_than_ninety_seconds(desk: Callable[..., Desk]) -> None:
    zhang, numbers = desk("zhang").open(), fresh()
    keys = Keys(zhang.page)
    with zhang.page.expect_navigation():
        keys.press("n")
    keys.press("Alt+Digit2")
    assert focused(zhang) == "method"
    keys.next()
    assert focused(zhang) == "phone"
    keys.type(numbers["phone"])
    keys.next()
    keys.type("陈女士")
    keys.press("Alt+Digit3")
    assert focused(zhang) == "policy_no"
    keys.type(numbers["policy_no"])
    keys.press("Alt+Digit4")
    assert focused(zhang) == "facts"
    keys.type(CALL)
    keys.next()
    keys.type("尽快定损。")
    keys.send()
    zhang.says("已登记。")
    assert 30 < keys.seconds < A_CALL_TAKES, keys


def test_who_calls_is_checked_and_told_how_far_it_is_by_keys(desk: Callable[..., Desk]) -> None:
    numbers = fresh()
    ref = quickly.register(desk("li"), **numbers)
    quickly.act(desk("li"), ref, "triage", classification="major", established="yes")
    quickly.act(desk("li"), ref, "note_progress", sayable="正在核实定损经过。", internal="内部：排期表有涂改")
    zhang = desk("zhang").case(ref)
    keys = Keys(zhang.page)
    assert "正在核实" not in zhang.text
    for number in ("0000", numbers["phone"][-4:]):
        keys.go_to("name")
        keys.press("Control+a")
        keys.type("陈女士")
        keys.next()
        keys.press("Control+a")
        keys.type(number)
        keys.send()
        zhang.says("与登记的不符" if number == "0000" else "可以这样说")
    assert "正在核实定损经过。" in zhang.text
    assert "内部" not in zhang.text
    assert keys.seconds < A_CALL_TAKES


def test_the_same_matter_is_joined_by_keys(desk: Callable[..., Desk]) -> None:
    numbers = fresh()
    first = quickly.register(desk("li"), **numbers)
    zhang = desk("zhang").open("/desk/new/")
    keys = Keys(zhang.page)
    keys.type(numbers["phone"])
    keys.next()
    keys.type("陈女士")
    keys.next()
    zhang.page.wait_for_selector("#look [data-key='alt+r']")
    keys.press("Alt+KeyR")
    zhang.page.locator("#look").get_by_text("同一事项的第2件").wait_for()
    keys.press("Alt+Digit4")
    keys.type("还是没有人来定损。")
    keys.send()
    zhang.says("已登记。")
    second = zhang.page.url.split("/desk/c/")[1].split("/")[0]
    assert second != first
    assert keys.seconds < A_CALL_TAKES


def test_the_caller_is_put_through_to_a_leader_by_keys(desk: Callable[..., Desk]) -> None:
    zhang, numbers = desk("zhang").open("/desk/new/"), fresh()
    keys = Keys(zhang.page)
    keys.type(numbers["phone"])
    keys.next()
    keys.type("陈女士")
    keys.press("Alt+Digit4")
    keys.type("要求领导听电话。")
    with zhang.page.expect_navigation():
        keys.press("Alt+KeyL")
    keys.go_to("to_staff_id")
    keys.press("ArrowDown")
    keys.send()
    zhang.says("已登记转接")
    assert keys.seconds < A_CALL_TAKES


def test_rows_are_walked_and_opened_and_a_why_is_asked_and_closed(desk: Callable[..., Desk]) -> None:
    li = desk("li").open("/desk/?view=open")
    keys, cursor = li.page.keyboard, "[data-row].is-cursor"
    keys.press("j")
    first = li.page.get_attribute(cursor, "data-href")
    keys.press("j")
    second = li.page.get_attribute(cursor, "data-href")
    keys.press("k")
    assert li.page.get_attribute(cursor, "data-href") == first != second
    with li.page.expect_navigation():
        keys.press("Enter")
    assert li.page.url == li.base + str(first)
    keys.press("w")
    li.page.wait_for_selector("#why[open]")
    keys.press("Escape")
    assert not li.page.evaluate("document.getElementById('why').open")
    assert "为什么" in str(li.page.evaluate("document.activeElement.getAttribute('aria-label')"))
    keys.press("?")
    assert li.page.evaluate("document.getElementById('help').open")
    keys.press("Escape")
    assert not li.page.evaluate("document.getElementById('help').open")


def test_a_key_inside_a_field_is_a_letter(desk: Callable[..., Desk]) -> None:
    li = desk("li").open()
    li.page.keyboard.press("/")
    assert focused(li) == "q"
    li.page.keyboard.type("n?j")
    assert li.page.input_value('[name="q"]') == "n?j"
    assert li.page.url == li.base + "/desk/"


def test_a_draft_survives_a_closed_page_but_not_the_identity_number(desk: Callable[..., Desk]) -> None:
    li = desk("li").open("/desk/new/")
    li.fill("#intake", facts="说到一半断线了。", name="顾先生", id_number="310101199003070011")
    li.page.locator("[data-draft-words]", has_text="草稿已存").first.wait_for()
    again = Desk(li.page.context.new_page(), li.base)
    li.page.close()
    again.open("/desk/new/")
    again.says("已取回")
    assert again.page.input_value('[name="facts"]') == "说到一半断线了。"
    assert again.page.input_value('[name="name"]') == "顾先生"
    assert again.page.input_value('[name="id_number"]') == ""


def test_a_draft_survives_a_browser_that_was_closed(desk: Callable[..., Desk], chromium: Browser, tmp_path: Path) -> None:
    """Not a page closed in a running browser: the whole program ends and starts again on the same profile."""
    zhang = desk("zhang").open()
    known = zhang.page.context.cookies()

    def started() -> Desk:
        context = chromium.browser_type.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], locale="zh-CN", timezone_id="Asia/Shanghai")
        context.add_cookies(known)  # type: ignore[arg-type]  # as they were read
        return Desk(context.new_page(), zhang.base).open("/desk/new/")

    first = started()
    first.fill("#intake", facts="说到一半停电了。")
    first.page.locator("[data-draft-words]", has_text="草稿已存").first.wait_for()
    first.page.context.close()
    again = started()
    again.says("已取回")
    assert again.page.input_value('[name="facts"]') == "说到一半停电了。"
    again.page.context.close()


def test_a_call_is_settled_on_the_spot_without_the_mouse(desk: Callable[..., Desk]) -> None:
    li, numbers = desk("li").open(), fresh()
    keys = li.page.keyboard
    with li.page.expect_navigation():
        keys.press("n")
    keys.type(numbers["phone"])
    keys.press("Tab")
    keys.type("顾先生")
    keys.press("Alt+Digit4")
    keys.type("说没有接到回电。")
    keys.press("Tab")
    keys.type("今天回电。")
    li.page.wait_for_selector("#look [data-key='alt+o']")
    keys.press("Alt+KeyO")
    assert focused(li) == "spot_answer"
    keys.type("已接通承办人，并致歉。")
    keys.press("Tab")
    keys.type("好的，可以。")
    keys.press("Tab")
    keys.type("承办人确实没有回电。")
    keys.press("Tab")
    keys.type("公司服务承诺。")
    keys.press("Tab")
    keys.type("录音2026112601")
    with li.page.expect_navigation():
        keys.press("Control+Enter")
    li.says("已登记并当场办结。")
    assert "过目当场办结" in li.page.inner_text("main")


def test_what_is_known_of_the_policy_is_taken_over_by_one_key(desk: Callable[..., Desk]) -> None:
    """It fills what is empty and leaves what was typed."""
    li, numbers = desk("li").open("/desk/new/"), fresh()
    keys, policy = li.page.keyboard, f"PDAA20263100{numbers['phone'][-8:]}"
    li.fill("#intake", phone=numbers["phone"], name="顾先生", policy_no=policy, facts="说没有接到回电。")
    li.page.select_option("[name=line_of_business]", "motor")
    li.page.select_option("[name=policy_kind]", "group")
    with li.page.expect_navigation():
        keys.press("Control+Enter")
    li.open("/desk/new/")
    li.fill("#intake", policy_no=policy)
    li.page.select_option("[name=policy_kind]", "individual")
    li.page.wait_for_selector("#look [data-key='alt+b']")
    keys.press("Alt+KeyB")
    li.says("已带入：险种。")
    assert (li.page.input_value("[name=line_of_business]"), li.page.input_value("[name=policy_kind]")) == ("motor", "individual")


def test_a_caller_who_only_asks_takes_one_key(desk: Callable[..., Desk]) -> None:
    li, numbers = desk("li").open("/desk/new/"), fresh()
    keys = li.page.keyboard
    li.fill("#intake", phone=numbers["phone"], name="顾先生", facts="说没有接到回电。")
    with li.page.expect_navigation():
        keys.press("Control+Enter")
    li.open("/desk/new/")
    keys.type(numbers["phone"])
    keys.press("Tab")
    keys.type("顾先生")
    keys.press("Tab")
    li.page.wait_for_selector("#look [data-key='alt+i']")
    with li.page.expect_navigation():
        keys.press("Alt+KeyI")
    assert "do=note_inquiry" in li.page.url
    li.says("登记问询")
