"""`{% load oversight_tags %}`: points, changes and flags of the assessment as words."""

from collections.abc import Iterable
from fractions import Fraction

from django import template

from suqing.casework.assessment import numbers
from suqing.exchange import words

register = template.Library()
Number = Fraction | int | float


def _exact(value: Number) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(str(value))


@register.filter
def points(value: Number | None, decimals: int = 2) -> str:
    """66.53, −2.00; — for what is not known."""
    return numbers.words(None if value is None else _exact(value), decimals)


@register.filter
def signed(value: Number) -> str:
    """+2.17, −0.31, 0.00."""
    exact = _exact(value)
    return f"+{numbers.words(exact)}" if exact > 0 else numbers.words(exact)


@register.filter
def absolute(value: Number) -> Fraction:
    return abs(_exact(value))


@register.filter
def growth(value: Number | None) -> str:
    """A rate of change in per cent, in words: 增长3.20%, 下降34.21%, 持平; without a base, that there is none."""
    if value is None:
        return "无可比数据"
    exact = _exact(value)
    return f"{'增长' if exact > 0 else '下降'}{numbers.words(abs(exact))}%" if exact else "持平"


@register.filter
def minus(value: Number) -> str:
    """The number without its sign where it is a count, with the true minus where it has decimals."""
    return str(abs(value)) if isinstance(value, int) else numbers.words(_exact(value))


@register.filter
def flag_name(flag: str) -> str:
    return words.FLAGS[flag][0] if flag in words.FLAGS else flag


@register.filter
def flag_names(flags: Iterable[str]) -> str:
    return words.flag_names(flags)


@register.filter
def addnumber(text: str, number: int) -> str:
    return f"{text}{number}"


@register.filter
def of(table: dict[str, str], key: str) -> str:
    """The value under a key; the key itself where there is none."""
    return table.get(key, key)
