"""赵总 returns the first version; the second answers him; his approval is of version 2 and of nothing else (S5 7.5–7.6)."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import Desk


def test_the_leader_returns_a_proposal_and_approves_the_second_version(desk: Callable[..., Desk]) -> None:
    ref = quickly.proposed(desk)
    zhao, sun = desk("zhao"), desk("sun")
    zhao.open("/desk/?view=to_instruct")
    assert ref in zhao.text
    zhao.case(ref).act("instruct_proposal", kind="return", text="代步费依据不足，请补工期证明。")
    sun.case(ref).says("赵总退回第1版")
    sun.says("代步费依据不足，请补工期证明。")
    assert sun.page.input_value('#act [name="text"]') == quickly.PLAN["text"]
    sun.act("draft_proposal", text=quickly.PLAN["text"] + "附4S店工期证明。")
    zhao.case(ref)
    zhao.page.click("text=与第1版对照")
    assert zhao.page.locator("#act ins").last.inner_text().endswith("附4S店工期证明。")
    zhao.act("instruct_proposal", kind="approve", text="同意第2版。")
    sun.case(ref)
    assert "第2版" in sun.page.inner_text("#act")
    assert "附4S店工期证明" in sun.page.inner_text("#act")


def test_an_approval_on_a_page_that_shows_an_older_version_is_not_taken(desk: Callable[..., Desk]) -> None:
    ref = quickly.proposed(desk)
    zhao, other_window, sun = desk("zhao"), desk("zhao"), desk("sun")
    zhao.case(ref)
    quickly.act(other_window, ref, "instruct_proposal", kind="return", text="请补工期证明。")
    quickly.act(sun, ref, "draft_proposal", **quickly.PLAN | {"text": "第二版：另附工期证明。"})
    zhao.send('form[action$="/act/instruct_proposal/"]', kind="approve", text="同意。")
    assert "done=" not in zhao.page.url
    assert "第二版：另附工期证明。" in zhao.page.inner_text("#act")
    assert zhao.page.input_value('#act [name="text"]') == "同意。"
    sun.case(ref)
    assert sun.page.locator('#act form[action$="/act/send_reply/"]').count() == 0
