"""The limits of the insurance law on a claim: which are measured, from which day, kept or not, with the arithmetic."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from suqing.casework.claim_limits import ClaimDates, checks_of, problems_of
from suqing.rulebook import open_edition

TODAY = date(2026, 11, 23)
FIRST = date(2026, 9, 1)


def found(dates: ClaimDates, today: date = TODAY) -> dict[str, tuple[bool | None, date]]:
    checks = checks_of(edition=open_edition("insurancelaw"), dates=dates, received_on=TODAY, today=today)
    return {each.id: (each.kept, each.limit_on) for each in checks}


def test_nothing_recorded_nothing_measured() -> None:
    assert found(ClaimDates()) == {}


@pytest.mark.parametrize(
    ("start", "until", "check", "days"),
    [
        ("claim_applied_on", "claim_assessed_on", "assess", 30),
        ("claim_assessed_on", "claim_refused_on", "refuse", 3),
        ("claim_agreed_on", "claim_paid_on", "pay", 10),
        ("claim_documents_on", "claim_paid_on", "part_pay", 60),
    ],
)
def test_the_last_day_is_within_and_the_day_after_is_not(start: str, until: str, check: str, days: int) -> None:
    begun = ClaimDates(**{start: FIRST})  # type: ignore[arg-type]
    limit = FIRST + timedelta(days=days)
    for done, kept in ((limit, True), (limit + timedelta(days=1), False)):
        assert found(replace(begun, **{until: done}))[check] == (kept, limit)  # type: ignore[arg-type]


def test_what_has_not_ended_runs_until_its_limit_and_then_is_over() -> None:
    dates = ClaimDates(claim_applied_on=FIRST)
    assert found(dates, date(2026, 10, 1))["assess"] == (None, date(2026, 10, 1))
    assert found(dates, date(2026, 10, 2))["assess"] == (False, date(2026, 10, 1))


def test_a_refusal_is_measured_where_there_was_one_and_then_no_payment_is() -> None:
    dates = ClaimDates(claim_documents_on=FIRST, claim_assessed_on=date(2026, 9, 20))
    assert set(found(dates)) == {"part_pay"}
    assert set(found(replace(dates, claim_refused_on=date(2026, 9, 23)))) == {"refuse"}


def test_it_says_its_clause_its_arithmetic_and_what_is_assumed() -> None:
    dates = ClaimDates(claim_applied_on=FIRST, claim_assessed_on=date(2026, 10, 6))
    (check,) = checks_of(edition=open_edition("insurancelaw"), dates=dates, received_on=TODAY, today=TODAY)
    assert check.words == "2026年9月1日提出索赔，加30日为2026年10月1日；2026年10月6日核定，已超过5日。"
    assert (check.clause, check.line.basis, check.line.gap) == ("insurancelaw/23", "assumed", "insurancelaw/complex_assumed")
    assert "第二十三条" in check.cite


def test_days_that_cannot_be_are_named() -> None:
    wrong = ClaimDates(claim_applied_on=FIRST, claim_paid_on=date(2026, 8, 31), claim_agreed_on=date(2026, 11, 24))
    assert [name for name, _ in problems_of(wrong, today=TODAY)] == ["claim_agreed_on", "claim_paid_on"]
    assert problems_of(ClaimDates(claim_applied_on=FIRST), today=TODAY) == []
