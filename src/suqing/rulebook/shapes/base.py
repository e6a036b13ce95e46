"""What all rule files share: strict models, ids, dated values, and the shapes of the four fixed files."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


def _yaml_name(name: str) -> str:
    return name.rstrip("_")


class Strict(BaseModel):
    """No unknown keys, no conversions; a trailing underscore (from_) stands for a Python keyword."""

    model_config = ConfigDict(
        extra="forbid", strict=True, alias_generator=_yaml_name, populate_by_name=False
    )


Basis = Literal["quoted", "derived", "assumed"]
ClauseId = Annotated[str, Field(pattern=r"^[a-z0-9]+/[0-9A-Za-z._-]+$")]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Field(min_length=1)]
Kind = str  # checked before the file's schema is chosen


class DatedInt(Strict):
    """{from, until, value, basis, gap}: a whole number with its days and its origin."""

    from_: date | None = None
    until: date | None = None
    value: int
    basis: Basis
    gap: ClauseId | None = None


class DatedWord(Strict):
    """How the end of a clock is taken, as dated data: the rules name a day, seldom the hour."""

    from_: date | None = None
    until: date | None = None
    value: Literal["close_of_business", "end_of_day", "to_the_second", "end_of_next_working_day"]
    basis: Basis
    gap: ClauseId | None = None


class ValidShape(Strict):
    from_: date | None = None
    until: date | None = None
    basis: Basis
    gap: ClauseId | None = None


class RulebookShape(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$")]
    name: Text
    short: Text
    source: Text
    valid: ValidShape
    scope: Text


class ClauseShape(Strict):
    id: ClauseId
    place: Text
    gist: Text
    parent: ClauseId | None = None


class CarrierShape(Strict):
    clause: ClauseId
    carrier: Literal["rule", "permission", "screen", "report", "procedure", "prose"]
    where: Text | None = None
    note: Text | None = None


class GapShape(Strict):
    id: ClauseId
    clauses: list[ClauseId]
    question: Text
    reading: Text
    alternatives: list[Text] = []
