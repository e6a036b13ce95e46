"""A clerk who keeps both hands on the keys (design guide, 7 and 11)."""

from collections.abc import Callable

from tests.browser.cases import fresh
from tests.browser.desks import Desk


def focused(desk: Desk) -> str:
    return str(desk.page.evaluate("document.activeElement.name || document.activeElement.id"))


def test_a_call_is_taken_down_without_the_mouse(desk: Callable[..., Desk]) -> None:
    zhang, numbers = desk("li").open(), fresh()
    keys = zhang.page.keyboard
    with zhang.page.expect_navigation():
        keys.press("n")
    keys.press("Alt+Digit2")
    assert focused(zhang) == "method"
    keys.press("Tab")
    assert focused(zhang) == "phone"
    keys.type(numbers["phone"])
    keys.press("Tab")
    keys.type("陈女士")
    keys.press("Alt+Digit3")
    assert focused(zhang) == "policy_no"
    keys.type(numbers["policy_no"])
    keys.press("Alt+Digit4")
    assert focused(zhang) == "facts"
    keys.type("轻微剐蹭报案，至今未定损。")
    keys.press("Tab")
    keys.type("尽快定损。")
    with zhang.page.expect_navigation():
        keys.press("Control+Enter")
    zhang.says("已登记。")
    assert "轻微剐蹭报案，至今未定损" in zhang.page.inner_text("h1")


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
    with li.page.expect_navigation():
        keys.press("Control+Enter")
    li.says("已登记并当场办结。")
    assert "过目当场办结" in li.page.inner_text("main")


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
