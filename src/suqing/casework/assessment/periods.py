"""The period of a round or a bulletin: 2018H1, 2018, 2022Q1."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

FORM = re.compile(r"^(\d{4})(H1|H2|Q[1-4])?$")
MONTHS = {"": (1, 12), "H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12)}
WORDS = {"": "", "H1": "上半年", "H2": "下半年", "Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`code` is empty for a whole year."""

    year: int
    code: str = ""

    def __str__(self) -> str:
        return f"{self.year}{self.code}"

    @property
    def first_day(self) -> date:
        return date(self.year, MONTHS[self.code][0], 1)

    @property
    def last_day(self) -> date:
        month = MONTHS[self.code][1]
        return date(self.year, 12, 31) if month == 12 else date(self.year, month + 1, 1) - timedelta(days=1)

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier."""
        return Period(self.year - 1, self.code)

    @property
    def one_before(self) -> "Period":
        """The period of the same length just before (2021Q4 before 2022Q1)."""
        if not self.code:
            return self.year_before
        kind, number = self.code[0], int(self.code[1])
        return Period(self.year, f"{kind}{number - 1}") if number > 1 else Period(self.year - 1, f"{kind}{2 if kind == 'H' else 4}")

    @property
    def words(self) -> str:
        return f"{self.year}年{WORDS[self.code]}" if self.code else f"{self.year}年度"

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def parse_period(text: str) -> Period:
    """ValueError when the text is no period."""
    found = FORM.match(text.strip().upper())
    if found is None:
        raise ValueError(text)
    return Period(int(found[1]), found[2] or "")
