"""Exact numbers as people read them. Rounding is half up, away from zero; nothing is rounded before a line is done."""

from fractions import Fraction

MINUS = "\u2212"


def _units(value: Fraction, decimals: int) -> int:
    """How many hundredths (for two decimals), half up in magnitude."""
    unit: int = 10**decimals
    top, bottom = abs(value.numerator) * unit, value.denominator
    whole = (2 * top + bottom) // (2 * bottom)
    return whole if value.numerator >= 0 else -whole


def rounded(value: Fraction, decimals: int = 2) -> Fraction:
    """Half up in magnitude: 2.345 → 2.35, −2.345 → −2.35."""
    return Fraction(_units(value, decimals), 10**decimals)


def decimal_text(value: Fraction, decimals: int = 2) -> str:
    """1234.50, with an ASCII minus: for machines."""
    units = _units(value, decimals)
    digits = str(abs(units)).zfill(decimals + 1)
    whole, part = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{'-' if units < 0 else ''}{whole}{'.' if part else ''}{part}"


def number(value: Fraction, decimals: int = 2) -> float:
    """A JSON number that prints as the rounded decimal (its shortest text is exact to the last digit)."""
    return float(decimal_text(value, decimals))


def words(value: Fraction | None, decimals: int = 2) -> str:
    """1,234.50 and −2.00; whole counts without decimals when `decimals` is 0; — for what is not known."""
    if value is None:
        return "—"
    text = decimal_text(value, decimals)
    whole, dot, part = text.removeprefix("-").partition(".")
    return f"{MINUS if text[0] == '-' else ''}{int(whole):,}{dot}{part}"


def plain(value: Fraction | None) -> str:
    """A count or sum as it was given: whole without decimals, else as short as it is exact, at most six decimals."""
    if value is None:
        return "—"
    if value.denominator == 1:
        return words(value, 0)
    return words(value, 6).rstrip("0").rstrip(".")


def percent(value: Fraction | None, decimals: int = 2) -> str:
    return "—" if value is None else f"{words(value * 100, decimals)}%"
