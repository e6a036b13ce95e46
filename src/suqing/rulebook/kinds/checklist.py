"""`kind: checklist`: named items, each with its points; a mark (complete, noncompliant, missing) gives a share of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated, day_or_none
from suqing.rulebook.kinds.scoring import dated_exact, exact

NAME = "checklist"


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    label: str
    clause: str
    points: Dated[Fraction]


@dataclass(frozen=True, slots=True)
class Level:
    """`word` is what people write into the sheet."""

    id: str
    word: str
    share: Dated[Fraction]


@dataclass(frozen=True, slots=True)
class ChecklistRule:
    """`word` is the indicator's name in the column 指标."""

    id: str
    label: str
    short: str
    word: str
    clause: str
    groups: tuple[str, ...]
    full: tuple[Dated[Fraction], ...]
    items: tuple[Item, ...]
    levels: tuple[Level, ...]

    def items_on(self, day: date) -> tuple[Item, ...]:
        return tuple(each for each in self.items if each.points.holds_on(day))


def rules(data: Mapping[str, Any]) -> tuple[ChecklistRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> ChecklistRule:
    known = dict(data)
    known["groups"] = tuple(data["groups"])
    known["full"] = dated_exact(data["full"])
    known["items"] = tuple(
        Item(
            each["id"], each["label"], each["clause"] or data["clause"],
            Dated(day_or_none(each["from"]), day_or_none(each["until"]), exact(each["points"]), each["basis"], each["gap"]),
        )
        for each in data["items"]
    )  # fmt: skip
    known["levels"] = tuple(
        Level(each["id"], each["word"], Dated(None, None, exact(each["share"]), each["basis"], each["gap"]))
        for each in data["levels"]
    )
    return ChecklistRule(**known)
