"""The first question of the record form answered yes: the report goes to the president's office and leaves nothing behind (S5 5.2.4)."""

from collections.abc import Callable

from tests.browser.desks import Desk

STORY = "查勘员与指定修理厂串通，虚报更换大灯总成。"


def test_a_report_of_misconduct_is_seen_by_the_presidents_office_alone(desk: Callable[..., Desk]) -> None:
    li = desk("li").open("/desk/new/").settle()
    li.fill("#intake", facts="来电人刚开口，这一段不该留下。", phone="13811112222")
    li.page.wait_for_timeout(1_000)  # the draft keeps itself after 0.8 s
    assert "这一段不该留下" in kept(li)
    with li.page.expect_navigation():
        li.page.click('#intake label:has([name="misconduct"][value="yes"])')
    li.page.wait_for_url("**/sealed/new")
    assert kept(li) == ""
    li.send('form[action$="/sealed/new"]', story=STORY, accused="某查勘员")
    receipt = li.page.inner_text(".sq-receipt").strip()
    assert receipt.startswith("SQ")
    for who in ("li", "han", "zhao", "zhang", "wairen", "lin"):
        other = desk(who)
        assert other.status(f"/sealed/{receipt}") == 404, who
        assert other.status(f"/desk/c/{receipt}/") == 404, who
        for path in ("/desk/?view=open", "/desk/cases/", f"/desk/find/?q={receipt}", "/desk/find/?q=大灯总成", "/desk/notices/"):
            text = other.open(path).page.inner_text("main")
            assert STORY not in text, (who, path)
            assert other.page.locator(f'a[href*="{receipt}"]').count() == 0, (who, path)
    qin = desk("qin").open("/sealed/")
    qin.page.click(f"text={receipt}")
    qin.says(STORY)
    assert qin.axe() == []


def kept(desk: Desk) -> str:
    return str(desk.page.evaluate("Object.keys(localStorage).filter(key => key.includes('intake')).map(key => localStorage.getItem(key)).join('')"))
