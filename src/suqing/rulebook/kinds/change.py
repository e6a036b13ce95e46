"""`kind: change`: value = (this period's ratio − that of the same period a year before) / the latter, by an absolute curve.

The ratio is sum of `numerator` / sum of `denominator` × `per`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from suqing.rulebook.dated import Dated
from suqing.rulebook.kinds.ratio import Curve, curve_of, edge_of
from suqing.rulebook.kinds.scoring import Origin, dated_exact

NAME = "change"


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """The ratio that is compared, and what a change earns."""

    id: str
    label: str
    short: str
    clause: str
    groups: tuple[str, ...]
    full: tuple[Dated[Fraction], ...]
    unit: str
    per: int
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    curve: tuple[Dated[Curve], ...]
    edge: Mapping[str, Dated[Fraction]]
    formula: Origin


def rules(data: Mapping[str, Any]) -> tuple[ChangeRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> ChangeRule:
    known = dict(data)
    for name in ("groups", "numerator", "denominator"):
        known[name] = tuple(data[name])
    known["full"] = dated_exact(data["full"])
    known["curve"] = tuple(curve_of(each) for each in data["curve"])
    known["edge"] = edge_of(data["edge"])
    known["formula"] = Origin(**data["formula"])
    return ChangeRule(**known)
