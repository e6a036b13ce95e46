"""What an insurer's own register says of its assessment: items lodged with the regulator, and what is guessed about them (S11)."""

from datetime import datetime

import pytest

from suqing.apps.assessment.register import count_register
from suqing.apps.complaints import actions
from suqing.apps.complaints.intake import Letter
from suqing.apps.complaints.models import Complaint
from suqing.casework.assessment.periods import parse_period
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
H1 = parse_period("2026H1")
AUGUST = cn("2026-08-03 09:00")


def lodged(house: House, received: str, line: str = "motor", **letter: str) -> Complaint:
    dates = {name: cn(value) for name, value in letter.items()}
    day = cn(received)
    return house.register(
        source="regulator_local", method="forwarded", received_at=day, at=day, line_of_business=line, conduct_day=None, letter=Letter("转2026-1", "地方局", **dates)
    )


def forwarded(house: House, received: str, return_by: str, line: str = "motor") -> Complaint:
    return lodged(house, received, line, regulator_received_at=received, forwarded_at=received, return_by=return_by)


def answered(house: House, case: Complaint, moment: str) -> None:
    case = actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=case.received_at, classification="general", established=None, reason="先查明"
    )
    actions.report_back(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(moment), summary="已查明并反馈。")


def counts(house: House, period: str = "2026H1", as_of: datetime = AUGUST) -> dict[str, int]:
    found = count_register(unit=house.branch, period=parse_period(period), as_of=as_of)
    return {fact: int(value) for fact, value in found.figures.items() if value}


def test_an_empty_register_counts_nothing(house):
    assert counts(house) == {}
    assert count_register(unit=house.branch, period=H1, as_of=AUGUST).guesses == ()


def test_answered_by_the_letters_limit_is_on_time_and_later_is_overdue(house):
    answered(house, forwarded(house, "2026-03-04 10:00", "2026-03-20 17:00"), "2026-03-20 16:59")
    answered(house, forwarded(house, "2026-03-04 10:00", "2026-03-20 17:00", "property_other"), "2026-03-20 17:01")
    forwarded(house, "2026-03-04 10:00", "2026-03-20 17:00")
    assert counts(house) == {"complaints": 3, "motor_complaints": 2, "nonmotor_complaints": 1, "forwarded": 3, "on_time": 1, "overdue": 2}
    assert count_register(unit=house.branch, period=H1, as_of=AUGUST).guesses == ()


def test_what_was_not_due_at_the_end_of_the_period_is_neither(house):
    forwarded(house, "2026-06-25 10:00", "2026-07-10 17:00")
    assert counts(house) == {"complaints": 1, "motor_complaints": 1, "forwarded": 1}


def test_what_is_not_yet_due_today_is_neither(house):
    forwarded(house, "2026-03-04 10:00", "2026-03-20 17:00")
    assert counts(house, as_of=cn("2026-03-19 09:00")) == {"complaints": 1, "motor_complaints": 1, "forwarded": 1}


def test_each_guess_is_told_with_its_number(house):
    lodged(house, "2026-04-01 10:00")
    lodged(house, "2026-04-02 10:00", "unknown")
    found = count_register(unit=house.branch, period=H1, as_of=AUGUST)
    assert {each.words: each.items for each in found.guesses} == {
        "没有监管收到日期，按公司收到的日期计入本期": 2,
        "没有正式转办日期，按已转办": 2,
        "转办函没有写反馈期限，按公司收到后15日": 2,
        "险种未明，按非车险": 1,
    }
    assert counts(house) == {"complaints": 2, "motor_complaints": 1, "nonmotor_complaints": 1, "forwarded": 2, "overdue": 2}


@pytest.mark.parametrize(("reached_us", "fact"), [("2026-05-06 16:00", "withdrawn_before_forwarding"), ("2026-05-08 09:00", "forwarded")])
def test_a_withdrawal_counts_from_the_day_it_reached_us(house, reached_us, fact):
    letter = Letter("转2026-2", "地方局", cn("2026-05-06 09:00"), cn("2026-05-07 09:00"), cn("2026-08-20 17:00"))
    case = house.register(source="regulator_local", method="forwarded", received_at=cn("2026-05-06 10:00"), at=cn("2026-05-07 09:30"), conduct_day=None, letter=letter)
    actions.terminate_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-05-09 10:00"), kind="withdrawn", reason="自愿撤回", told_how="signed", withdrawn_at=cn(reached_us)
    )
    assert counts(house)[fact] == 1
    assert {"withdrawn_before_forwarding", "forwarded"} & counts(house).keys() == {fact}


def test_withdrawn_without_a_date_of_forwarding_counts_as_before_it(house):
    case = lodged(house, "2026-05-06 10:00", regulator_received_at="2026-05-06 09:00", return_by="2026-05-20 17:00")
    actions.terminate_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-05-07 10:00"), kind="withdrawn", reason="投诉人自愿撤回",
        told_how="recorded", told_at=cn("2026-05-07 09:30"),
    )  # fmt: skip
    assert counts(house) == {"complaints": 1, "motor_complaints": 1, "withdrawn_before_forwarding": 1}
    assert [each.items for each in count_register(unit=house.branch, period=H1, as_of=AUGUST).guesses] == [1]


def test_the_day_on_which_the_regulator_received_it_decides_the_period(house):
    lodged(house, "2026-01-05 10:00", regulator_received_at="2025-12-31 16:00")
    lodged(house, "2026-07-02 10:00", regulator_received_at="2026-06-30 16:00")
    assert counts(house)["complaints"] == 1
    assert counts(house, "2025H2")["complaints"] == 1
    assert "complaints" not in counts(house, "2026H2")


def test_only_what_was_lodged_with_the_regulator_counts(house):
    house.register(received_at=cn("2026-03-04 10:00"), at=cn("2026-03-04 10:05"), conduct_day=None)
    assert counts(house) == {}


def test_each_unit_counts_its_own(house):
    forwarded(house, "2026-03-04 10:00", "2026-03-20 17:00")
    whole = count_register(unit=house.root, period=H1, as_of=AUGUST)
    other = count_register(unit=house.stranger.root, period=H1, as_of=AUGUST)
    assert (whole.items, other.items) == (1, 0)
