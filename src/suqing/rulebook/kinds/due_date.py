"""`kind: due_date`: a duty with a fixed day of the month or year. Such days never roll; one is reminded on the last working day before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from suqing.rulebook.dated import Dated, dated

NAME = "due_date"


@dataclass(frozen=True, slots=True)
class DueDateRule:
    """`month` is None for a duty of every month; `owed_by` and `owed_to` in the rule's own roles."""

    id: str
    clause: str
    label: str
    month: int | None
    day: tuple[Dated[int], ...]
    covers: str
    owed_by: str
    owed_to: str

    def falls_on(self, year: int, month: int) -> date | None:
        """The due day in that month, None when there is none."""
        if self.month not in (None, month):
            return None
        first = date(year, month, 1)
        value = next((each for each in self.day if each.holds_on(first)), None)
        return None if value is None else first.replace(day=value.value)


def rules(data: Mapping[str, Any]) -> tuple[DueDateRule, ...]:
    return tuple(
        DueDateRule(**{**each, "day": tuple(dated(d) for d in each["day"])})
        for each in data["rules"]
    )
