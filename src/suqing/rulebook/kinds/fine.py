"""`kind: fine`: one consequence for one role: a reminder, a sum in yuan, or a share of documented public-relations cost.

A rule with `pr_cost_percent` stands in the place of the rule named by `instead_of`, and never gives less than that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suqing.rulebook.dated import Dated, dated

NAME = "fine"


@dataclass(frozen=True, slots=True)
class FineRule:
    """`amount_yuan` is empty for a reminder and for a share; `level` is None where the repeat level does not matter."""

    id: str
    clause: str
    via: tuple[str, ...]
    level: str | None
    role: str
    consequence: str
    amount_yuan: tuple[Dated[int], ...]
    pr_cost_percent: tuple[Dated[int], ...]
    instead_of: str | None
    gap: str | None


def rules(data: Mapping[str, Any]) -> tuple[FineRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> FineRule:
    known = dict(data)
    known["via"] = tuple(data["via"])
    known["amount_yuan"] = tuple(dated(each) for each in data["amount_yuan"])
    known["pr_cost_percent"] = tuple(dated(each) for each in data["pr_cost_percent"])
    return FineRule(**known)
