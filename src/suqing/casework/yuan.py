"""Sums of money: integer fen to words ("20,000元", "24,500.50元") and back from exact yuan."""

from decimal import Decimal


def yuan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02d}元" if rest else f"{sign}{whole:,}元"


def fen(amount: Decimal) -> int:
    """Yuan to whole fen; ValueError where that is not exact."""
    scaled = amount * 100
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"金额 {amount} 不能精确到分")
    return int(scaled)


def exact_yuan(amount_fen: int) -> Decimal:
    """Whole fen to yuan, exactly."""
    return Decimal(amount_fen).scaleb(-2)
