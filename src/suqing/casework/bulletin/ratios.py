"""The ratios of a bulletin: complaints per 100 million yuan of premium, per 10,000 policies, per 10,000 person-times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suqing.casework.assessment.facts import derived, needed_columns
from suqing.casework.bulletin.facts import BUSINESS_FACTS, LIFE, POLICIES, PROPERTY


@dataclass(frozen=True, slots=True)
class Ratio:
    """count / exposure × `per`; the exposure is the sum of `facts`."""

    id: str
    label: str
    unit: str
    exposure: str
    per: int
    facts: tuple[str, ...]


YI, WAN = 10**8, 10**4
PER_PREMIUM = Ratio("per_premium", "亿元保费投诉量", "件/亿元", "保费收入（元）", YI, ("premium",))
RATIOS: Mapping[str, tuple[Ratio, ...]] = {
    PROPERTY: (PER_PREMIUM, Ratio("per_policies", "万张保单投诉量", "件/万张", "保单件数", WAN, (POLICIES,))),
    LIFE: (
        PER_PREMIUM,
        Ratio("per_policies", "万张保单投诉量", "件/万张", "有效保单件数", WAN, ("opening_policies", "new_policies")),
        Ratio("per_person_times", "万人次投诉量", "件/万人次", "有效承保人次", WAN, ("opening_persons", "new_persons")),
    ),
}


def known(values: Mapping[str, Fraction | None], fact: str, sector: str) -> Fraction | None:
    """A fact out of one row. The premium of a property insurer is motor plus non-motor where both are there."""
    return derived(values, fact, sector) if (sector, fact) == (PROPERTY, "premium") else values.get(fact)


def lacking(values: Mapping[str, Fraction | None], fact: str, sector: str) -> Iterator[str]:
    """The columns that would have to be written for `fact` to be known."""
    if (sector, fact) == (PROPERTY, "premium"):
        yield from needed_columns(fact, values, sector)
    elif values.get(fact) is None:
        yield BUSINESS_FACTS[fact]
