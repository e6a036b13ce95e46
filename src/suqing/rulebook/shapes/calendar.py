"""The shapes of a calendar: its common part, and one file per year."""

from datetime import date
from typing import Annotated

from pydantic import Field

from suqing.rulebook.shapes.base import Basis, ClauseId, Strict, Text

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Period(Strict):
    opens: Clock
    closes: Clock


class Hours(Strict):
    from_: date | None = None
    until: date | None = None
    periods: Annotated[list[Period], Field(min_length=1)]
    basis: Basis
    gap: ClauseId | None = None


class CalendarGap(Strict):
    id: ClauseId
    question: Text
    reading: Text
    alternatives: list[Text] = []


class CalendarShape(Strict):
    id: Text
    name: Text
    business_hours: Annotated[list[Hours], Field(min_length=1)]
    gaps: list[CalendarGap]


class Holiday(Strict):
    name: Text
    from_: date
    until: date


class YearShape(Strict):
    """`notice_basis: assumed` where the number of the notice was not read."""

    year: int
    notice: Text
    notice_basis: Basis
    published: date
    amended_by: list[Text] = []
    holidays: list[Holiday]
    make_up_days: list[date]
