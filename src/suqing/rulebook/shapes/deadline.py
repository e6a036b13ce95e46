"""The shape of a `kind: deadline` file, with the closed lists of clocks, moments and units."""

from typing import Literal

from suqing.rulebook.shapes.base import ClauseId, DatedInt, DatedWord, Kind, Slug, Strict, Text

Moment = Literal[
    "received_at", "complexity_recorded_at", "extension_approved_at", "extension_notified_at", "regulator_received_at",
    "regulator_return_at", "hq_received_at", "crisis_opened_at", "decision_received_at", "review_applied_at", "new_material_received_at", "promises",
]  # fmt: skip
Clock = Literal[
    "progress", "contact", "resolve", "same_day", "hq_same_day_action", "crisis_opinion", "decide", "decide_complex",
    "decide_extended", "review_apply", "review_decide", "regulator_forward", "promise", "regulator_return", "life_reply",
]  # fmt: skip


class When(Strict):
    classification: list[Literal["venting", "general", "major", "whistleblow"]] | None = None
    repeat_level: list[Literal["first", "second", "third_or_more"]] | None = None


class RuleShape(Strict):
    id: Slug
    clock: Clock
    label: Text
    clause: ClauseId
    starts: Moment
    restarts: Moment | None = None
    needs: list[Moment] = []
    when: When = When()
    replaces: list[Clock] = []
    unit: Literal["working_day", "day", "hour", "same_day", "date"]
    strength: Literal["must", "in_principle", "target"]
    limit: list[DatedInt]
    target: list[DatedInt] = []
    end: list[DatedWord]
    pausable: bool = False
    recurs: Literal["until_resolved"] | None = None
    stops: Text


class File(Strict):
    kind: Kind
    rules: list[RuleShape]
