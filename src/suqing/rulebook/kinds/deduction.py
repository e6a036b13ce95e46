"""`kind: deduction`: events cost points by a schedule of situations, up to a cap.

A situation costs `points` each time; `most_per_event` bounds one entry (a report that lacks many items), `most` all of them in a period.
`within` names the indicators whose earned points bound the deduction as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated, day_or_none
from suqing.rulebook.kinds.scoring import Origin, dated_exact, exact

NAME = "deduction"


@dataclass(frozen=True, slots=True)
class Situation:
    """`persons_from` and `persons_to` say which head count belongs here; None where it does not matter."""

    id: str
    label: str
    clause: str
    points: Dated[Fraction]
    most_per_event: Fraction | None
    most: Fraction | None
    persons_from: int | None
    persons_to: int | None


@dataclass(frozen=True, slots=True)
class DeductionRule:
    """`word` is the indicator's name in the column 指标."""

    id: str
    label: str
    short: str
    word: str
    clause: str
    groups: tuple[str, ...]
    cap: tuple[Dated[Fraction], ...]
    within: tuple[str, ...]
    within_origin: Origin | None
    situations: tuple[Situation, ...]

    def situations_on(self, day: date) -> dict[str, Situation]:
        return {each.id: each for each in self.situations if each.points.holds_on(day)}


def rules(data: Mapping[str, Any]) -> tuple[DeductionRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> DeductionRule:
    known = dict(data)
    known["groups"] = tuple(data["groups"])
    known["cap"] = dated_exact(data["cap"])
    within = data["within"]
    known["within"] = tuple(within["lines"]) if within else ()
    known["within_origin"] = Origin(within["basis"], within["gap"]) if within else None
    known["situations"] = tuple(_situation(each, data["clause"]) for each in data["situations"])
    return DeductionRule(**known)


def _situation(data: Mapping[str, Any], clause: str) -> Situation:
    return Situation(
        data["id"],
        data["label"],
        data["clause"] or clause,
        Dated(day_or_none(data["from"]), day_or_none(data["until"]), exact(data["points"]), data["basis"], data["gap"]),
        None if data["most_per_event"] is None else exact(data["most_per_event"]),
        None if data["most"] is None else exact(data["most"]),
        data["persons_from"],
        data["persons_to"],
    )
