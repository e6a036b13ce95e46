"""Money is whole fen. Texts are read exactly, never through a float."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from suqing.kernel.errors import BadInput

LARGEST_FEN = 99_999_999_999_999  # 999,999,999,999.99 yuan: inside every database's bigint with room for sums

_PLAIN = re.compile(r"(-?)(\d{1,15})(?:\.(\d+))?")
_GROUPED = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_SCALES = {"万": 10_000, "亿": 100_000_000}


def to_fen(text: str | int | Decimal, *, field: str = "金额", negative: bool = False) -> int:
    """Yuan as written ("24,500.00", "24500.5", Decimal) → fen. BadInput when it is not exact to two decimals."""
    shown = str(text)
    found = unicodedata.normalize("NFKC", shown).strip().removeprefix("¥").removesuffix("元").strip()
    match = _PLAIN.fullmatch(found) or _GROUPED.fullmatch(found)
    if match is None:
        raise BadInput(field, shown, "数字，单位元", _suggestion(found))
    sign, whole, decimals = match[1], match[2].replace(",", ""), match[3] or ""
    if len(decimals.rstrip("0")) > 2:
        raise BadInput(field, shown, "至多两位小数的数字，单位元", "精确到分")
    fen = int(whole) * 100 + int((decimals + "00")[:2])
    if fen > LARGEST_FEN:
        raise BadInput(field, shown, f"不超过 {yuan(LARGEST_FEN)} 的数字，单位元", "核对位数")
    if sign and fen and not negative:
        raise BadInput(field, shown, "不小于0的数字，单位元", "去掉负号")
    return -fen if sign else fen


def yuan(fen: int) -> str:
    """2450000 → "24,500.00"."""
    sign, size = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{size // 100:,}.{size % 100:02d}"


def yuan_plain(fen: int) -> str:
    """2450000 → "24500.00": for JSON and workbooks."""
    return yuan(fen).replace(",", "")


def yuan_short(fen: int) -> str:
    """2450000 → "24,500", 2450050 → "24,500.50": for sentences."""
    return yuan(fen).removesuffix(".00")


def _suggestion(found: str) -> str:
    scaled = re.fullmatch(r"(\d+(?:\.\d+)?)([万亿])", found)
    if scaled is None:
        return "只填数字，例如 24500.00"
    return f"改为 {format((Decimal(scaled[1]) * _SCALES[scaled[2]]).normalize(), 'f')}"
