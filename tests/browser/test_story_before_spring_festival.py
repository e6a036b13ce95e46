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
    quickly.act(li, ref, "dispatch", department_id="车险理赔部")
    clocks = clock_words(li.case(ref))
    assert "2月14日 周六 17:30" in clocks["联系"]
    assert "2月27日 周五 17:30" in clocks["办结"]
    assert "3月6日 周五 17:30" in clocks["监管反馈"]
    li.page.locator(".sq-clocks > div", has_text="办结").first.locator("a.sq-why").click()
    li.page.wait_for_selector("#why[open]")
    strip = [words.split() for words in li.page.locator("#why .sq-days li").all_inner_texts()]
    days = {each[0]: " ".join(each[1:]) for each in strip}
    assert "调休" in days["14"]
    assert all("休" in days[str(number)] and "调休" not in days[str(number)] for number in range(15, 24))
    assert [number for number, words in days.items() if "第" in words][-1] == "27"
    li.picture("why-festival")
    assert li.axe() == []


def test_the_report_back_stops_its_own_clock_and_no_other(desk: Callable[..., Desk]) -> None:
    li = desk("li")
    ref = quickly.register(li, against="老丁", **LETTER)
    quickly.act(li, ref, "triage", classification="major", established="yes")
    before = clock_words(li.case(ref))
    assert "超" in before["监管反馈"]
    li.case(ref, "report_back").act("report_back", document_no="沪东海函〔2026〕7号", summary="已查明并答复投诉人。")
    after = clock_words(li.case(ref))
    assert "逾期" in after["监管反馈"]
    assert after["办结"] == before["办结"]
    assert after["联系"] == before["联系"]


def clock_words(desk: Desk) -> dict[str, str]:
    """What stands at each clock of the case page, by the first word of its kind."""
    found: dict[str, str] = {}
    more = desk.page.locator("details.sq-clocks-more > summary")
    if more.count():
        more.click()
    for each in desk.page.locator(".sq-clocks > div").all_inner_texts() + desk.page.locator(".sq-clocks-more p").all_inner_texts():
        for kind in ("联系", "办结", "监管反馈"):
            if kind in each:
                found.setdefault(kind, " ".join(each.split()))
    return found
