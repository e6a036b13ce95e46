"""The pictures of the README, taken from the demo as it is loaded; written only when SUQING_PICTURES is set."""

import os
from collections.abc import Callable

import pytest

from tests.browser import quickly
from tests.browser.desks import PHONE, Desk

pytestmark = pytest.mark.skipif(not os.environ.get("SUQING_PICTURES"), reason="writes docs/pictures; set SUQING_PICTURES=1")
CALL = {
    "phone": "13800006621", "name": "陈女士", "policy_no": "PDAA2026310000883417", "respondent_text": "车险理赔部定损岗",
    "facts": "第三次来电：定损还是没有准话，今天就要答复。", "demands": "今天定损，赔付代步费。", "possible_loss_fen": "26400",
}  # fmt: skip


def test_the_workbench(desk: Callable[..., Desk]) -> None:
    desk("li").open("/desk/?view=open").settle().picture("workbench")


def test_the_workbench_on_a_phone(desk: Callable[..., Desk]) -> None:
    desk("li", size=PHONE).open("/desk/?view=open").settle().picture("phone")


def test_the_record_form_with_earlier_calls(desk: Callable[..., Desk]) -> None:
    li = desk("li").open("/desk/new/").settle()
    li.fill("#intake", **CALL)
    li.page.locator(".sq-prev").first.wait_for()
    li.page.evaluate("window.scrollTo(0, 0)")
    li.picture("intake")


def test_a_case_before_its_second_proposal_and_why_it_is_due_then(desk: Callable[..., Desk]) -> None:
    ref = quickly.proposed(desk)
    quickly.act(desk("zhao"), ref, "instruct_proposal", kind="return", text="代步费依据不足，请补承修厂工期证明。")
    sun = desk("sun").case(ref).settle()
    sun.picture("case")
    sun.page.locator('.sq-clocks > div:has-text("办结"):has-text("管理细则") .sq-why').click()
    sun.page.wait_for_selector("#why[open]")
    sun.picture("why")
