"""Two people with the same case open: the second is told who was faster and loses nothing (house rule 9)."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import Desk


def test_the_slower_one_sees_who_was_faster_and_keeps_what_was_typed(desk: Callable[..., Desk]) -> None:
    sun, gu_window = desk("sun"), desk("wang")
    ref = quickly.found(desk)
    sun.case(ref)
    gu_window.case(ref)
    gu_window.act("draft_proposal", **quickly.PLAN | {"text": "王经理的方案：全额赔付。"})
    sun.send('form[action$="/act/draft_proposal/"]', **quickly.PLAN | {"text": "小孙的方案：按报价赔付。"})
    assert "done=" not in sun.page.url
    sun.says("王经理")
    sun.says("先提交了")
    assert "小孙的方案：按报价赔付。" in sun.page.content()
    assert "王经理的方案：全额赔付。" in sun.page.content()


def test_a_class_confirmed_meanwhile_is_shown_beside_ones_own(desk: Callable[..., Desk]) -> None:
    li, han = desk("li"), desk("han")
    ref = quickly.register(li, against="老丁")
    li.case(ref)
    quickly.act(han, ref, "triage", classification="major", established="yes")
    li.send('form[action$="/act/triage/"]', classification="general", reason="损失尚未核定，先按一般件办。")
    li.says("韩主管")
    assert "损失尚未核定，先按一般件办。" in li.page.content()
