"""小张 promises an answer by Tuesday 24 November 15:00 (S3, S4 第四条(四), law 21.5): kept to that minute, broken one later, whatever the state of the case."""

import pytest

from tests.remembered import remembered
from tests.stories.office import approved, found_valid, in_hand, replied, take_down
from tests.web.desk_cast import Office, text_of

DUE = "承诺回复 11月24日 周二 15:00"


@pytest.fixture
@remembered
def promised(office: Office) -> Office:
    take_down(office, "2026-11-23 09:12", promise_at="2026-11-24T15:00", promise_words="周二下午三点前回电")
    in_hand(office)
    return office


def counted(office: Office, when: str, view: str) -> bool:  # in that view of 小孙's workbench
    return office.ref in text_of(office.get("sun", when, f"/desk/?view={view}"))


def kept(office: Office) -> bool:
    page = text_of(office.get("li", "2026-11-25 09:00", "?kind=sys"))
    return f"按时 {DUE}" in page and "承诺已如约答复" in page and not counted(office, "2026-11-24 15:01", "promises")


def test_nobody_calls_and_a_minute_later_it_is_broken_on_every_page(promised: Office) -> None:
    promised.does("sun", "2026-11-24 09:00", "note_progress", sayable="正在核实。")  # its own clock would be late too
    assert not counted(promised, "2026-11-24 14:59", "overdue")
    assert counted(promised, "2026-11-24 15:01", "overdue")
    assert counted(promised, "2026-11-24 15:01", "promises")
    promised.does("sun", "2026-11-24 16:30", "note_contact", method="telephone", direction="out", summary="致歉，周四定损。", gives_answer="on")
    page = text_of(promised.get("li", "2026-11-25 09:00", "?kind=sys"))
    assert f"逾期1时30分答复 {DUE}" in page
    assert "承诺已晚于承诺答复" in page
    assert not counted(promised, "2026-11-25 09:00", "promises")


@pytest.mark.parametrize("channel", ["telephone", "letter", "sms", "email", "visit"])
def test_an_answer_by_any_channel_keeps_it_though_nothing_is_decided_yet(promised: Office, channel: str) -> None:
    promised.does("sun", "2026-11-24 15:00", "note_contact", method=channel, direction="out", summary="还在等排期表，周四前定损。", gives_answer="on")
    assert kept(promised)


@pytest.mark.parametrize("channel", ["letter", "telephone", "sms", "email", "face_to_face"])
def test_the_reply_itself_keeps_it_by_any_channel(promised: Office, channel: str) -> None:
    found_valid(promised)
    approved(promised, "2026-11-24")
    replied(promised, "2026-11-24 14:00", method=channel)
    assert kept(promised)


def test_a_call_about_something_else_or_one_that_nobody_answers_keeps_nothing(promised: Office) -> None:
    promised.does("sun", "2026-11-24 11:00", "note_contact", method="telephone", direction="out", summary="问车停在哪里。")
    assert promised.act("sun", "2026-11-24 14:50", "note_contact", method="telephone", direction="tried", summary="没有接通。", gives_answer="on").status_code == 422
    assert counted(promised, "2026-11-24 15:01", "overdue")


def test_a_case_is_not_closed_over_a_promise_that_is_still_open(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    found_valid(office)
    approved(office, "2026-11-24")
    replied(office, "2026-11-24 10:00")
    office.does("sun", "2026-11-24 10:30", "record_response", accepted="yes", words="好，周五再告诉我一声。")
    office.does("sun", "2026-11-24 10:31", "promise", due_at="2026-11-27T12:00", words="周五告知到账")
    assert "约了答复时间还没有给答复" in text_of(office.act("li", "2026-11-25 09:00", "close", ground="accepted"))
    office.does("sun", "2026-11-27 11:00", "note_contact", method="telephone", direction="out", summary="已到账。", gives_answer="on")
    assert "已结案" in office.does("li", "2026-11-27 11:30", "close", ground="accepted")
