"""Every computed value opens: clause, facts, arithmetic, edition (design guide, 9)."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import Desk


def ask(desk: Desk, button: str) -> str:
    """Press 为什么 and read the panel."""
    desk.page.locator(button).first.click()
    desk.page.wait_for_selector("#why[open]")
    return " ".join(desk.page.inner_text("#why").split())


def test_the_class_names_its_clause_the_fact_and_the_edition(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    panel = ask(desk("li").case(ref), '[aria-label="为什么：类别"]')
    assert "为什么是重大投诉件？" in panel
    assert "管理细则 5.2.3" in panel
    assert "26,400.00元" in panel
    assert "20,000" in panel
    assert "规则版本 property" in panel
    for part in ("条款", "用到的事实"):
        assert part in panel


def test_a_deadline_shows_the_days_that_were_counted_and_what_binds_later(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    li = desk("li").case(ref)
    panel = ask(li, '.sq-clocks > div:has-text("办结"):has-text("管理细则") .sq-why')
    assert "管理细则 8.2" in panel
    assert "收到时间" in panel
    assert "第5" in panel
    assert "同时适用、但较晚" in panel
    assert "节假日" in panel
    assert li.axe() == []


def test_a_refused_closing_says_what_is_missing_and_by_which_clause(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    li = desk("li").case(ref, "close")
    assert li.page.inner_text("#act-title") == "结案"
    assert "还不能结案：没有答复记录。先登记答复。" in li.page.inner_text("#act")
    assert "理赔细则 第七条" in li.page.inner_text("#act .sq-msg")
    assert li.page.locator('form[action$="/act/close/"]').count() == 0


def test_the_three_grounds_for_closing_each_say_what_they_lack(desk: Callable[..., Desk]) -> None:
    ref = quickly.replied(desk)
    quickly.act(desk("sun"), ref, "record_response", accepted="no", words="不接受，代步费太少。")
    li = desk("li").case(ref, "close")
    grounds = li.page.locator("#act .sq-checks li").all_inner_texts()
    assert len(grounds) == 3
    assert all("还缺" in each and "理赔细则 第七条四" in each for each in grounds)
    li.send('form[action$="/act/close/"]', ground="accepted")
    assert "done=" not in li.page.url
    li.page.click("#main .sq-msg--bad summary")
    assert "理赔细则 第七条四" in li.page.inner_text("#main .sq-msg--bad")
    assert li.page.locator('form[action$="/act/close/"] [value="accepted"]').is_checked()


def test_a_proposed_consequence_shows_its_arithmetic_to_those_who_may_see_it(desk: Callable[..., Desk]) -> None:
    ref = quickly.found(desk)
    li = desk("li").case(ref)
    panel = ask(li, '#parties ~ section:has-text("拟提后果") .sq-why')
    assert "理赔细则 第九条一" in panel
    assert "规则版本 claims" in panel
    for part in ("条款", "用到的事实", "算式"):
        assert part in panel
    sun = desk("sun").case(ref)
    assert "拟提后果" not in sun.text


def test_without_scripts_a_why_is_a_page(desk: Callable[..., Desk]) -> None:
    ref = quickly.accepted(desk)
    desk("li")  # logged in once, with scripts
    plain = desk("li", java_script_enabled=False).case(ref)
    plain.page.click('[aria-label="为什么：类别"]')
    assert "/why/class/" in plain.page.url
    assert "管理细则 5.2.3" in plain.page.inner_text("main")
