"""Numbers and money. Missing is —, zero is 0, minus is − (U+2212), thousands have commas."""

from fractions import Fraction

NONE = "—"
MINUS = "\u2212"
DIGITS = "零一二三四五六七八九"


def count_words(number: int | None) -> str:
    return NONE if number is None else f"{number:,}".replace("-", MINUS)


def capped_count(number: int | None, cap: int = 999) -> str:
    """Counts stop at the cap, because counting further costs time and tells nothing: 999+."""
    return f"{cap}+" if number is not None and number > cap else count_words(number)


def yuan(fen: int | None) -> str:
    """26,400.00 from 2_640_000 fen, for columns whose head says 元."""
    if fen is None:
        return NONE
    whole, part = divmod(abs(fen), 100)
    return f"{MINUS if fen < 0 else ''}{whole:,}.{part:02d}"


def money_words(fen: int | None) -> str:
    """26,400.00元, in running text."""
    return NONE if fen is None else f"{yuan(fen)}元"


def two_decimals(value: Fraction | int | None) -> str:
    """A ratio or points with two decimals, rounded half up (away from zero), exactly: no float on the way."""
    if value is None:
        return NONE
    exact = Fraction(value)
    hundredths = (abs(exact) * 200 + 1) // 2
    whole, part = divmod(int(hundredths), 100)
    return f"{MINUS if exact < 0 and hundredths else ''}{whole:,}.{part:02d}"


def percent(numerator: int | None, denominator: int | None) -> str:
    """96.53%, or — where there is nothing to divide by."""
    if numerator is None or not denominator:
        return NONE
    return f"{two_decimals(Fraction(numerator * 100, denominator))}%"


def size_words(size: int | None) -> str:
    """Bytes as 812 B, 34.1 KB, 2.4 MB."""
    if size is None:
        return NONE
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def chinese_number(number: int) -> str:
    """1 to 99 as the rules write them: 九, 十八, 三十一."""
    if not 0 < number < 100:
        raise ValueError(f"Chinese numerals here run from 1 to 99, not {number}.")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def ordinal_words(number: int) -> str:
    return f"第{number}次"
