"""Numbers and money. Missing is —, zero is 0, minus is − (U+2212), thousands have commas."""

NONE = "—"
MINUS = "\u2212"


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


def size_words(size: int | None) -> str:
    """Bytes as 812 B, 34.1 KB, 2.4 MB."""
    if size is None:
        return NONE
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.1f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
