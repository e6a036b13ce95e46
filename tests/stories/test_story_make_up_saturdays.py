"""Saturdays and Sundays that were worked in exchange, one a year from 2022 to 2026 (notices of the State Council; S5 8.1: 1 and 3 working days).

The day of receipt is not counted, the worked weekend day is, the holiday behind it is not:
2022  received Friday 7 October (holiday): Sat 8, Sun 9, Mon 10
2023  received Friday 23 June (holiday): Sun 25, Mon 26, Tue 27
2024  received Friday 11 October: Sat 12, Mon 14, Tue 15
2025  received Friday 26 September: Sun 28, Mon 29, Tue 30
2026  received Friday 8 May: Sat 9, Mon 11, Tue 12
"""

import pytest

from tests.stories.office import take_down
from tests.web.desk_cast import Office, text_of

YEARS = (
    ("2022-10-07", "10月8日 周六", "10月10日 周一"),
    ("2023-06-23", "6月25日 周日", "6月27日 周二"),
    ("2024-10-11", "10月12日 周六", "10月15日 周二"),
    ("2025-09-26", "9月28日 周日", "9月30日 周二"),
    ("2026-05-08", "5月9日 周六", "5月12日 周二"),
)


@pytest.mark.parametrize(("received", "contact", "resolve"), YEARS)
def test_the_worked_weekend_day_is_the_first_that_counts(office: Office, received: str, contact: str, resolve: str) -> None:
    take_down(office, f"{received} 10:00", conduct_day=received)
    office.does("li", f"{received} 10:30", "triage", classification="general", established="yes")
    page = text_of(office.get("li", f"{received} 10:40"))
    assert f"联系 {contact} 17:30" in page
    assert f"办结 {resolve} 17:30" in page
