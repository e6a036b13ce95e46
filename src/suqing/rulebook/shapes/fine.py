"""The shape of a `kind: fine` file: a reminder has no sum; a fine has a sum or a share, never both."""

from typing import Literal

from pydantic import model_validator

from suqing.rulebook.shapes.base import ClauseId, DatedInt, Kind, Slug, Strict


class RuleShape(Strict):
    id: Slug
    clause: ClauseId
    via: list[Slug]
    level: Literal["first", "second", "third_or_more"] | None = None
    role: Literal["direct", "indirect", "claims_head"]
    consequence: Literal["remind", "fine"]
    amount_yuan: list[DatedInt] = []
    pr_cost_percent: list[DatedInt] = []
    instead_of: Slug | None = None
    gap: ClauseId | None = None

    @model_validator(mode="after")
    def sums_fit(self) -> "RuleShape":
        sums, shares = bool(self.amount_yuan), bool(self.pr_cost_percent)
        if self.consequence == "remind" and (sums or shares):
            raise ValueError(f"{self.id} 是提醒却带有金额||没有金额的 remind，或 fine")
        if self.consequence == "fine" and sums == shares:
            raise ValueError(f"{self.id} 的金额||amount_yuan 与 pr_cost_percent 二者之一")
        if shares != bool(self.instead_of):
            raise ValueError(f"{self.id} 只写了 pr_cost_percent 与 instead_of 之一||两者同时写")
        return self


class File(Strict):
    kind: Kind
    rules: list[RuleShape]

    @model_validator(mode="after")
    def replaced_rules_exist(self) -> "File":
        known = {each.id for each in self.rules}
        for each in self.rules:
            if each.instead_of and each.instead_of not in known:
                raise ValueError(
                    f"{each.id} 的 instead_of {each.instead_of}||本文件中已有的规则编号"
                )
        return self
