"""Fixed dates never roll; one is reminded on the last working day before."""

from datetime import date

from suqing.casework.duties import due_dates
from suqing.rulebook import open_calendar, open_edition


def test_the_penalty_summary_is_due_on_the_first_even_on_national_day() -> None:
    found = due_dates(
        edition=open_edition("claims"),
        calendar=open_calendar("cn"),
        first=date(2026, 9, 2),
        last=date(2026, 11, 1),
    )
    summary = [each for each in found if each.duty == "penalty_summary"]
    assert [(each.falls_on, each.remind_on, each.clause) for each in summary] == [
        (date(2026, 10, 1), date(2026, 9, 30), "claims/9.5"),
        (date(2026, 11, 1), date(2026, 10, 30), "claims/9.5"),
    ]
    assert not any(each.provisional for each in found)


def test_a_reminder_in_an_unpublished_year_is_provisional() -> None:
    found = due_dates(
        edition=open_edition("claims"),
        calendar=open_calendar("cn"),
        first=date(2027, 1, 1),
        last=date(2027, 2, 1),
    )
    assert [
        (each.falls_on.month, each.provisional) for each in found if each.duty == "penalty_summary"
    ] == [
        (1, False),
        (2, True),
    ]


def test_a_rulebook_without_duties_has_none() -> None:
    assert (
        due_dates(
            edition=open_edition("property"),
            calendar=open_calendar("cn"),
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
        )
        == []
    )
