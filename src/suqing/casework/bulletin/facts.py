"""What a bulletin is computed from, as it stands in the sheets. Money in yuan, exact; counts whole; missing is None, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from suqing.casework.assessment.facts import COLUMNS, Figures, Insurer, Place, number_text
from suqing.rulebook.canonical import dumps

DETAIL = "投诉明细统计"
PROPERTY, LIFE = "property", "life"
SECTORS: Mapping[str, str] = {"财产险": PROPERTY, "人身险": LIFE}  # the word in 类别 → sector
LABELS: Mapping[str, str] = {PROPERTY: "财产保险公司", LIFE: "人身保险公司"}

# The columns of 业务量 that a bulletin reads. 非车险保单件数 is not among them: it is a part of the policies only. 保单件数
# (all lines) is a further column that property insurers may have; without it their ratio to policies is not known.
POLICIES = "policies"
BUSINESS_FACTS: Mapping[str, str] = {
    **{
        fact: COLUMNS[fact][1]
        for fact in (
            "motor_premium", "nonmotor_premium", "premium", "opening_policies", "new_policies", "opening_persons", "new_persons",
        )
    },
    POLICIES: "保单件数",
}  # fmt: skip

RESTATED, RESTATED_YEAR = "上期重述", "上年同期重述"


@dataclass(frozen=True, slots=True)
class Count:
    """One row of 投诉明细统计.

    `restated` (上期重述) stands on a row of the bulletin's own period P. It is the count of the period just before P, for the
    same insurer, dispute and line, as that count is stated now, after the fact. It takes the place of the stored row of that
    period. `restated_year` (上年同期重述) does the same for the period a year before P. On rows of other periods both are
    of no use and told of.
    """

    code: str
    period: str
    dispute: str
    line: str
    count: int
    restated: int | None
    restated_year: int | None
    place: Place

    @property
    def cell(self) -> tuple[str, str, str]:
        return self.code, self.dispute, self.line


@dataclass(frozen=True)
class BulletinFacts:
    """Everything of one bulletin: rows of its period, of the one before and of the same one a year before."""

    insurers: tuple[Insurer, ...] = ()
    business: tuple[Figures, ...] = ()
    counts: tuple[Count, ...] = ()

    def normalised(self) -> dict[str, Any]:
        """The facts without places: rows sorted, numbers exact. What is hashed."""
        return {
            "insurers": sorted([i.code, i.name, i.sector, i.rolls_into or ""] for i in self.insurers),
            "business": sorted(
                (
                    [f.code, f.period, {name: number_text(v) for name, v in f.values.items() if v is not None}]
                    for f in self.business
                ),
                key=dumps,
            ),
            "counts": sorted(
                ([c.code, c.period, c.dispute, c.line, c.count, c.restated, c.restated_year] for c in self.counts), key=dumps
            ),
        }

    @property
    def content_hash(self) -> str:
        return sha256(dumps(self.normalised()).encode()).hexdigest()
