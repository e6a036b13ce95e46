"""赵总 is on the way when it comes to a crisis: opinion, final word, emergency plan and checklist on 390 × 844, each target for a thumb."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import PHONE, Desk

THUMB = 44  # pixels
ASK_TARGETS = """least => {
  const places = "#act button, #act select, #act textarea, #act input:not([type=hidden]):not([type=radio]):not([type=checkbox]), #act label:has(input[type=radio]), #act label:has(input[type=checkbox])";
  return [...document.querySelectorAll(places)].map(each => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 0 && box.height > 0 && box.height < least - 0.5)
    .map(([each, box]) => `${each.tagName} ${each.name || each.textContent.trim().slice(0, 20)} ${Math.round(box.height)}`);
}"""


def fits(leader: Desk) -> None:
    assert leader.sideways <= 0, leader.page.url
    assert leader.page.evaluate(ASK_TARGETS, THUMB) == [], leader.page.url


def does(leader: Desk, ref: str, action: str, **fields: object) -> None:
    """The form looked at before it is sent, the page after it too."""
    leader.case(ref, action).settle()
    assert leader.page.locator(f'#act form[action$="/act/{action}/"]').count() == 1, action
    fits(leader)
    leader.act(action, **fields)
    fits(leader)


def test_a_crisis_is_decided_on_the_way(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    quickly.act(desk("li"), ref, "open_crisis", trigger="visit", persons="21", reason="车主到营业厅")
    zhao = desk("zhao", size=PHONE, has_touch=True).open("/desk/?view=crisis").settle()
    assert zhao.sideways <= 0
    link = zhao.page.locator(f'[data-row][data-href*="{ref}"] a').first
    row = zhao.page.locator(f'[data-row][data-href*="{ref}"]').bounding_box()
    assert row is not None
    assert row["height"] >= THUMB
    link.tap()
    zhao.page.wait_for_url(f"**/desk/c/{ref}/**")
    assert zhao.sideways <= 0
    does(zhao, ref, "record_crisis_opinion", present_ids=["赵总"], opinion="先安抚，逐一登记。", then="decided", decision="今日上门定损，廖总负责。")
    does(zhao, ref, "decide_crisis", opinion="今日上门定损。")
    zhao.says("最终意见")
    does(zhao, ref, "start_emergency_plan", trigger="leader", reason="二十一名车主在营业厅。")
    does(zhao, ref, "log_emergency", items=["report_hq", "reception"], words="已报总公司，会议室已开。")
    zhao.open(f"/desk/c/{ref}/emergency/").settle()
    assert zhao.sideways <= 0
    assert zhao.page.locator("main tr:has-text('赵总')").count() >= 2


def test_a_proposal_is_approved_with_a_thumb(desk: Callable[..., Desk]) -> None:
    ref = quickly.proposed(desk)
    zhao = desk("zhao", size=PHONE, has_touch=True).open("/desk/?view=to_instruct").settle()
    zhao.page.locator(f'[data-row][data-href*="{ref}"] a').first.tap()
    zhao.page.wait_for_url(f"**/desk/c/{ref}/**")
    does(zhao, ref, "instruct_proposal", kind="approve", text="同意。")
    zhao.says("已批示")
