"""The sum a person may promise by themselves (S4 第四条（四）, S5 4.5, 4.10, law 24)."""


def needs_leader(amount_fen: int | None, limit_fen: int | None) -> bool:
    """True above the limit. Nothing promised in money needs no leader; without any limit every promise does."""
    if not amount_fen:
        return False
    return limit_fen is None or amount_fen > limit_fen
