"""赵总 on the way, with a phone in his hand: 390 pixels wide."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import PHONE, Desk


def test_the_leader_approves_on_the_phone(desk: Callable[..., Desk]) -> None:
    ref = quickly.proposed(desk)
    zhao = desk("zhao", size=PHONE, has_touch=True).open("/desk/?view=to_instruct").settle()
    assert zhao.sideways <= 0
    zhao.page.locator(f'[data-row][data-href*="{ref}"] a').first.click()
    zhao.page.wait_for_url(f"**/desk/c/{ref}/**")
    assert zhao.sideways <= 0
    assert zhao.axe() == []
    zhao.act("instruct_proposal", kind="approve", text="同意。")
    assert zhao.sideways <= 0
    zhao.says("已批示")


def test_a_why_on_the_phone_stays_within_the_screen(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    li = desk("li", size=PHONE).case(ref)
    li.page.locator("a.sq-why").first.click()
    li.page.wait_for_selector("#why[open]")
    box = li.page.locator("#why").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert li.sideways <= 0
