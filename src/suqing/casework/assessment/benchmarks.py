"""The industry's value of a ratio: pooled (sum / sum), the median of the companies, or fixed by the rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from suqing.casework.assessment.figures import Totals
from suqing.casework.assessment.numbers import percent
from suqing.rulebook.dated import Dated
from suqing.rulebook.kinds.ratio import Benchmark, RatioRule


@dataclass(frozen=True, slots=True)
class Industry:
    """`value` in the unit of the ratio; None where nothing is known. `because` shows the division."""

    value: Fraction | None
    because: str
    small_group: bool = False
    basis: str | None = None
    gap: str | None = None


def ratio(rule: RatioRule, totals: Totals) -> tuple[Fraction | None, Fraction | None]:
    """Numerator (less what the rule leaves out) and denominator, as counted."""
    above, less, below = totals.sum(rule.numerator), totals.sum(rule.less), totals.sum(rule.denominator)
    return (None if above is None or less is None else above - less), below


def industry_of(
    rule: RatioRule, found: Dated[Benchmark] | None, group: str, now: Sequence[Totals], before: Sequence[Totals], *, small: bool
) -> Industry | None:
    """None where the rule compares with nobody. A small group takes the year before, else this period, and says so."""
    if found is None:
        return None
    method = found.value
    if method.method == "fixed":
        value = method.fixed.get(group)
        return Industry(value, f"规则定为{_fixed(value, rule.unit)}。", False, found.basis, found.gap)
    earlier = _of(rule, method.method, before, "上年同期")
    this = _of(rule, method.method, now, "同期")
    if small and method.period == "same":
        chosen = earlier if earlier.value is not None else this
        return Industry(chosen.value, f"组内不足三家，{chosen.because}", True, found.basis, found.gap)
    chosen = earlier if method.period == "previous_year" and earlier.value is not None else this
    return Industry(chosen.value, chosen.because, small, found.basis, found.gap)


def _of(rule: RatioRule, method: str, all_totals: Sequence[Totals], words: str) -> Industry:
    pairs = [(above, below) for above, below in (ratio(rule, each) for each in all_totals) if above is not None and below is not None]
    below = sum((b for _, b in pairs), Fraction(0))
    if not below:
        return Industry(None, f"{words}没有数据。")
    if method == "median":
        own = [a / b for a, b in pairs if b]
        return Industry(Fraction(median(own)) * rule.per, f"{words}{len(own)}家的中位数。")
    above = sum((a for a, _ in pairs), Fraction(0))
    return Industry(above / below * rule.per, f"{words}合计{_short(above)}÷合计{_short(below)}，{len(pairs)}家。")


def _fixed(value: Fraction | None, unit: str) -> str:
    if value is None:
        return "—"
    return percent(value) if unit == "%" else f"{_short(value)}{unit}"


def _short(value: Fraction | None) -> str:
    if value is None:
        return "—"
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"
