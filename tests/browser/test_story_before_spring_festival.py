"""The bureau's case that arrives on Friday 13 February 2026: a make-up Saturday, nine days of holiday, another make-up Saturday."""

from collections.abc import Callable

from tests.browser import quickly
from tests.browser.desks import Desk

LETTER = {
    "method": "forwarded", "source": "regulator_local", "received_at": "2026-02-13T16:40", "conduct_day": "2026-01-20",
    "letter_no": "沪消保转〔2026〕第0031号", "bureau": "上海监管局", "regulator_received_at": "2026-02-12T10:00", "forwarded_at": "2026-02-13T09:00",
    "return_by": "2026-03-06T17:30",
}  # fmt: skip


def test_deadlines_cross_the_holiday_and_the_make_up_days_and_say_so(desk: Callable[..., Desk]) -> None:
    li = desk("li")
    ref = quickly.register(li, against="老丁", **LETTER)
    quickly.act(li, ref, "triage", classification="major", established="yes")
    limits = clocks(li.case(ref))
    assert "2月14日 周六 17:30" in the(limits, "联系", "管理细则")  # Saturday, worked in exchange
    assert "2月25日 周三 17:30" in the(limits, "办结", "理赔细则")
    assert "2月27日 周五 17:30" in the(limits, "办结", "管理细则")
    assert "2月28日 周六 23:59" in the(limits, "法定办理")  # natural days, no holiday stretches them
    assert [each for each in limits if "监管转办办理" in each] == []  # the regulator's own limit is not ours
    li.page.locator(".sq-clocks > div", has_text="2月27日").locator("a.sq-why").click()
    li.page.wait_for_selector("#why[open]")
    strip = [words.split() for words in li.page.locator("#why .sq-days li").all_inner_texts()]
    days = {each[0]: " ".join(each[1:]) for each in strip}
    assert "调休" in days["14"]
    assert all("春节" in days[str(number)] for number in range(15, 24))
    assert [days[str(number)].split()[1] for number in range(24, 28)] == ["第2", "第3", "第4", "第5"]
    assert list(days)[-1] == "27"
    assert li.axe() == []


def test_the_report_back_stops_its_own_clock_and_no_other(desk: Callable[..., Desk]) -> None:
    li = desk("li")
    ref = quickly.register(li, against="老丁", **LETTER)
    quickly.act(li, ref, "triage", classification="major", established="yes")
    before = clocks(li.case(ref))
    assert "超" in the(before, "3月6日")
    li.act("report_back", document_no="沪东海函〔2026〕7号", summary="已查明并答复投诉人。")
    after = clocks(li.case(ref))
    assert "逾期" in the(after, "3月6日")
    assert [each for each in after if "3月6日" not in each] == [each for each in before if "3月6日" not in each]


def clocks(desk: Desk) -> list[str]:
    """Every clock of the case page in one line, without the time that passes."""
    more = desk.page.locator("details.sq-clocks-more > summary")
    if more.count():
        more.click()
    places = desk.page.locator(".sq-clocks > div, .sq-clocks-more p")
    return [" ".join(each.split()) for each in places.all_inner_texts()]


def the(clocks: list[str], *words: str) -> str:
    """The one clock that has all the words."""
    found = [each for each in clocks if all(word in each for word in words)]
    assert len(found) == 1, (words, clocks)
    return found[0]
