"""The bureau's letter arrives on Friday 13 February 2026, the eve of Spring Festival.

2026: holiday from Sunday 15 to Monday 23 February; the Saturdays 14 and 28 February are worked in exchange. Friday itself is not counted:

- contact, 1 working day (S5 8.2): Saturday 14; the bureau's case is a major one (S5 5.2.3), 5 working days: 14, 24, 25, 26, Friday 27 (S5 8.2)
- S4 七(二), 3 working days: 14, 24, Wednesday 25
- law 18, 15 natural days that no holiday stretches: Saturday 28, at the end of the day
- law 36, the report to the bureau: the day that its letter names, 6 March 17:30; only the report stops it
"""

import pytest

from tests.remembered import remembered
from tests.stories.office import approved, found_valid, in_hand, replied, take_down
from tests.web.desk_cast import Office, text_of

LETTER = {
    "method": "forwarded", "source": "regulator_local", "conduct_day": "2026-01-20", "letter_no": "沪消保转〔2026〕第0031号", "bureau": "上海监管局",
    "regulator_received_at": "2026-02-12T10:00", "forwarded_at": "2026-02-13T09:00", "return_by": "2026-03-06T17:30",
}  # fmt: skip
LIMITS = ("联系 2月14日 周六 17:30", "办结 2月25日 周三 17:30", "办结 2月27日 周五 17:30", "法定办理 2月28日 周六 23:59", "监管反馈 3月6日 周五 17:30")


@pytest.fixture
@remembered
def arrived(office: Office) -> Office:
    take_down(office, "2026-02-13 16:40", who="li", **LETTER)
    return office


def test_working_days_jump_the_holiday_and_count_the_saturdays_worked_for_it(arrived: Office) -> None:
    arrived.does("li", "2026-02-13 16:50", "triage", classification="major", established="yes")
    page = text_of(arrived.get("li", "2026-02-13 16:55"))
    assert "重大投诉件" in page
    assert "沪消保转〔2026〕第0031号" in page
    assert [each for each in LIMITS if each not in page] == []
    assert "余5日 办结 2月27日" in page
    assert "余5日 办结 2月27日" not in text_of(arrived.get("li", "2026-02-14 17:30"))
    for holiday in ("2026-02-14 17:30", "2026-02-18 11:00", "2026-02-23 23:00"):  # after that Saturday's close no working time passes
        assert "余4日 办结 2月27日" in text_of(arrived.get("li", holiday)), holiday


def test_contact_on_the_saturday_is_in_time_and_on_the_first_day_back_it_is_not(arrived: Office) -> None:
    in_hand(arrived, "2026-02-14", classification="major")
    assert "按时 联系 2月14日 周六 17:30" in text_of(arrived.get("li", "2026-02-24 09:00"))


def test_nobody_called_before_the_holiday_and_it_is_an_hour_of_work_late(arrived: Office) -> None:
    in_hand(arrived, "2026-02-24", classification="major")
    assert "逾期1时5分联系 联系 2月14日 周六 17:30" in text_of(arrived.get("li", "2026-02-24 10:30"))


def test_the_customer_answered_the_bureau_still_waits_until_it_is_told(arrived: Office) -> None:
    in_hand(arrived, "2026-02-14", classification="major")
    found_valid(arrived, "2026-02-14")
    approved(arrived, "2026-02-25")
    page = replied(arrived, "2026-02-25 10:00")
    assert "按时 办结 2月27日" in page
    assert "按时 监管反馈" not in page
    assert arrived.ref in text_of(arrived.get("li", "2026-03-06 17:31", "/desk/?view=overdue"))
    assert arrived.ref not in text_of(arrived.get("li", "2026-03-06 17:29", "/desk/?view=overdue"))
    page = arrived.does("li", "2026-03-06 17:29", "report_back", document_no="沪东海函〔2026〕7号", summary="已查明并答复投诉人。")
    assert "按时 监管反馈 3月6日 周五 17:30" in page.replace("今日 17:30", "3月6日 周五 17:30")
    assert arrived.ref not in text_of(arrived.get("li", "2026-03-06 17:31", "/desk/?view=overdue"))


def test_the_bureau_told_the_customer_still_waits(arrived: Office) -> None:
    in_hand(arrived, "2026-02-14", classification="major")
    page = arrived.does("li", "2026-02-14 11:00", "report_back", summary="已收到，正在核实。")
    assert "按时 监管反馈" in page
    assert "按时 办结" not in page
