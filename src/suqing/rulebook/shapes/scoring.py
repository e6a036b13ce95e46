"""The shapes of the scoring kinds: ratio, change, checklist, deduction, composition. Decimals are quoted text."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from suqing.rulebook.kinds.scoring import FACTS
from suqing.rulebook.shapes.base import Basis, ClauseId, Kind, Slug, Strict, Text

Exact = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Points = Annotated[str, Field(pattern=r"^\d+(\.\d+)?$")]
Part = Annotated[str, Field(pattern=r"^(0(\.\d+)?|1(\.0+)?)$")]  # of the whole: 0 to 1
Fact = Literal[FACTS]  # type: ignore[valid-type]


class DatedExact(Strict):
    """{from, until, value: "1.75", basis, gap}."""

    from_: date | None = None
    until: date | None = None
    value: Exact
    basis: Basis
    gap: ClauseId | None = None


class Value(Strict):
    value: Exact
    basis: Basis
    gap: ClauseId | None = None


class Share(Strict):
    share: Part
    basis: Basis
    gap: ClauseId | None = None


class AnchorShape(Strict):
    at: Exact
    of: Literal["benchmark"] | None = None
    share: Part


class CurveShape(Strict):
    from_: date | None = None
    until: date | None = None
    shape: Literal["linear", "steps"] = "linear"
    anchors: Annotated[list[AnchorShape], Field(min_length=2)]
    beyond: Part = "0"
    basis: Basis
    gap: ClauseId | None = None


class BenchmarkShape(Strict):
    from_: date | None = None
    until: date | None = None
    method: Literal["pooled", "median", "fixed"]
    period: Literal["same", "previous_year"] = "same"
    fixed: dict[Slug, Exact] = {}
    basis: Basis
    gap: ClauseId | None = None

    @model_validator(mode="after")
    def fixed_has_values(self) -> "BenchmarkShape":
        if (self.method == "fixed") != bool(self.fixed):
            raise ValueError(f"method: {self.method} 与 fixed 的取值||method: fixed 时写 fixed（组: 值），其他时不写")
        return self


class Origin(Strict):
    """Where a formula or a reading comes from."""

    basis: Basis
    gap: ClauseId | None = None


class Within(Origin):
    """The indicators whose earned points bound a deduction."""

    lines: Annotated[list[Slug], Field(min_length=1)]


class Line(Strict):
    id: Slug
    label: Text
    short: Text
    clause: ClauseId
    groups: list[Slug] = []


class RatioEdge(Strict):
    """nothing: nothing to divide (0 of 0); zero_denominator: cases without exposure."""

    nothing: Share
    zero_denominator: Share | None = None


class ChangeEdge(Strict):
    """nothing: no case this period; zero_denominator: cases without exposure; first_period: nothing to compare with;
    previous_zero_within, previous_zero_above: none a year before, now at most / above the industry's value."""

    nothing: Share
    zero_denominator: Share
    first_period: Share
    previous_zero_within: Share
    previous_zero_above: Share


class RatioShape(Line):
    full: list[DatedExact]
    unit: Text
    per: Annotated[int, Field(ge=1)]
    numerator: Annotated[list[Fact], Field(min_length=1)]
    less: list[Fact] = []
    denominator: Annotated[list[Fact], Field(min_length=1)]
    better: Literal["lower", "higher"]
    benchmark: list[BenchmarkShape] = []
    curve: list[CurveShape]
    edge: RatioEdge
    formula: Origin

    @model_validator(mode="after")
    def benchmark_where_needed(self) -> "RatioShape":
        needs = any(anchor.of for each in self.curve for anchor in each.anchors)
        if needs and not self.benchmark:
            raise ValueError(f"{self.id} 的曲线以行业水平为准却没有 benchmark||写明 benchmark")
        return self


class RatioFile(Strict):
    kind: Kind
    rules: list[RatioShape]


class ChangeShape(Line):
    full: list[DatedExact]
    unit: Text
    per: Annotated[int, Field(ge=1)]
    numerator: Annotated[list[Fact], Field(min_length=1)]
    denominator: Annotated[list[Fact], Field(min_length=1)]
    curve: list[CurveShape]
    edge: ChangeEdge
    formula: Origin


class ChangeFile(Strict):
    kind: Kind
    rules: list[ChangeShape]


class ItemShape(Strict):
    id: Slug
    label: Text
    clause: ClauseId | None = None
    from_: date | None = None
    until: date | None = None
    points: Points
    basis: Basis
    gap: ClauseId | None = None


class LevelShape(Strict):
    id: Literal["complete", "noncompliant", "missing"]
    word: Text
    share: Part
    basis: Basis
    gap: ClauseId | None = None


class ChecklistShape(Line):
    word: Text
    full: list[DatedExact]
    items: Annotated[list[ItemShape], Field(min_length=1)]
    levels: Annotated[list[LevelShape], Field(min_length=2)]

    @model_validator(mode="after")
    def words_differ(self) -> "ChecklistShape":
        words = [each.word for each in self.levels]
        if len(set(words)) < len(words):
            raise ValueError(f"{self.id} 的评定有相同的词 {'、'.join(words)}||每一档一个不同的词")
        return self


class ChecklistFile(Strict):
    kind: Kind
    rules: list[ChecklistShape]


class SituationShape(Strict):
    id: Slug
    label: Text
    clause: ClauseId | None = None
    from_: date | None = None
    until: date | None = None
    points: Points
    most_per_event: Points | None = None
    most: Points | None = None
    persons_from: int | None = None
    persons_to: int | None = None
    basis: Basis
    gap: ClauseId | None = None

    @model_validator(mode="after")
    def persons_in_order(self) -> "SituationShape":
        if self.persons_from is not None and self.persons_to is not None and self.persons_to < self.persons_from:
            raise ValueError(f"{self.id} 的人数从 {self.persons_from} 到 {self.persons_to}||persons_to 不小于 persons_from")
        return self


class DeductionShape(Line):
    word: Text
    cap: list[DatedExact]
    within: Within | None = None
    situations: list[SituationShape]


class DeductionFile(Strict):
    kind: Kind
    rules: list[DeductionShape]


class GroupShape(Strict):
    id: Slug
    label: Text
    clause: ClauseId
    sectors: Annotated[list[Text], Field(min_length=1)]
    types: list[Text] = []


class SectionShape(Strict):
    id: Slug
    label: Text
    clause: ClauseId
    full: list[DatedExact]
    lines: Annotated[list[Slug], Field(min_length=1)]


class CompositionFile(Strict):
    kind: Kind
    clause: ClauseId
    full: list[DatedExact]
    floor: Value
    decimals: Annotated[int, Field(ge=0, le=6)]
    groups: Annotated[list[GroupShape], Field(min_length=1)]
    sections: Annotated[list[SectionShape], Field(min_length=1)]
    ties: list[Slug] = []
    small_group_below: Value
    small_complaints_below: Value
    small_premium_below_yuan: Value
    incomplete_because: Text | None = None
