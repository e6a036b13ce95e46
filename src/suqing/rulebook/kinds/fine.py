"""`kind: fine`: one consequence for one role: a reminder, a sum in yuan, or a share of documented public-relations cost.

A rule with `pr_cost_percent` stands in the place of the rule named by `instead_of`, and never gives less than that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from suqing.rulebook.dated import Dated, dated

if TYPE_CHECKING:
    from pydantic import BaseModel

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


@cache
def schema() -> "type[BaseModel]":
    from typing import Literal

    from pydantic import model_validator

    from suqing.rulebook.schema import ClauseId, DatedInt, Kind, Slug, Strict

    class RuleSchema(Strict):
        id: Slug
        clause: ClauseId
        via: list[Slug]
        level: Literal["first", "second", "third_or_more"] | None = None
        role: Literal["direct", "indirect", "claims_head"]
        consequence: Literal["remind", "fine"]
        amount_yuan: list[DatedInt] = []
        pr_cost_percent: list[DatedInt] = []
        instead_of: Slug | None = None
        gap: str | None = None

        @model_validator(mode="after")
        def sums_fit(self) -> "RuleSchema":
            given = (bool(self.amount_yuan), bool(self.pr_cost_percent))
            if self.consequence == "remind" and any(given):
                raise ValueError(f"{self.id}: 提醒带有金额||没有金额的 remind，或 fine")
            if self.consequence == "fine" and sum(given) != 1:
                raise ValueError(f"{self.id}: fine 的金额||amount_yuan 与 pr_cost_percent 之一")
            if bool(self.pr_cost_percent) != bool(self.instead_of):
                raise ValueError(
                    f"{self.id}: 只写了 pr_cost_percent 与 instead_of 之一||两者同时写"
                )
            return self

    class FileSchema(Strict):
        kind: Kind
        rules: list[RuleSchema]

        @model_validator(mode="after")
        def replaced_rules_exist(self) -> "FileSchema":
            for each in self.rules:
                if each.instead_of and each.instead_of not in {r.id for r in self.rules}:
                    raise ValueError(
                        f"{each.id}: instead_of {each.instead_of}||本文件中已有的规则编号"
                    )
            return self

    return FileSchema


def rules(data: Mapping[str, Any]) -> tuple[FineRule, ...]:
    return tuple(_rule(each) for each in data["rules"])


def _rule(data: Mapping[str, Any]) -> FineRule:
    known = dict(data)
    known["via"] = tuple(data["via"])
    known["amount_yuan"] = tuple(dated(each) for each in data["amount_yuan"])
    known["pr_cost_percent"] = tuple(dated(each) for each in data["pr_cost_percent"])
    return FineRule(**known)
