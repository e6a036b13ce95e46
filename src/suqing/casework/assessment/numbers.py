"""Exact numbers as people read them. Rounding is half up, away from zero; nothing is rounded before a line is done."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

MINUS = "\u2212"


def rounded(value: Fraction, decimals: int = 2) -> Fraction:
    """Half up in magnitude: 2.345 → 2.35, −2.345 → −2.35."""
    unit = 10**decimals
    scaled = abs(value) * unit
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, unit)


def decimal_text(value: Fraction, decimals: int = 2) -> str:
    """1234.50, with an ASCII minus: for machines."""
    with localcontext() as context:
        context.prec = 60
        found = rounded(value, decimals)
        exact = Decimal(found.numerator) / Decimal(found.denominator)
        return format(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")


def number(value: Fraction, decimals: int = 2) -> float:
    """A JSON number that prints as the rounded decimal (its shortest text is exact to the last digit)."""
    return float(decimal_text(value, decimals))


def words(value: Fraction | None, decimals: int = 2) -> str:
    """1,234.50 and −2.00; whole counts without decimals when `decimals` is 0; — for what is not known."""
    if value is None:
        return "—"
    text = decimal_text(abs(value), decimals)
    whole, dot, part = text.partition(".")
    return f"{MINUS if rounded(value, decimals) < 0 else ''}{int(whole):,}{dot}{part}"


def plain(value: Fraction | None) -> str:
    """A count or sum as it was given: whole without decimals, else as short as it is exact, at most six decimals."""
    if value is None:
        return "—"
    if value.denominator == 1:
        return words(value, 0)
    return words(value, 6).rstrip("0").rstrip(".")


def percent(value: Fraction | None, decimals: int = 2) -> str:
    return "—" if value is None else f"{words(value * 100, decimals)}%"
