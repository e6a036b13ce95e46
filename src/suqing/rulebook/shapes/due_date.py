"""The shape of a `kind: due_date` file."""

from typing import Annotated, Literal

from pydantic import Field

from suqing.rulebook.shapes.base import ClauseId, DatedInt, Kind, Slug, Strict, Text


class RuleShape(Strict):
    id: Slug
    clause: ClauseId
    label: Text
    month: Annotated[int, Field(ge=1, le=12)] | None
    day: list[DatedInt]
    covers: Literal["month_before", "half_year_before", "year_before"]
    owed_by: Text
    owed_to: Text


class File(Strict):
    kind: Kind
    rules: list[RuleShape]
