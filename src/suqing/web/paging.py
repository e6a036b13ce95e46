"""A place in a list as it stands in an address: the key of the last row, never an offset."""

import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63 - 1
_DIGITS = re.compile(r"[0-9]{1,19}")


def row_id(text: str) -> int | None:
    """The id in an address or a form; None for what cannot be one."""
    return int(text) if _DIGITS.fullmatch(text) and int(text) <= _LARGEST else None


def encode_key(key: tuple[datetime, int]) -> str:
    return f"{(key[0] - _EPOCH) // _MICROSECOND}.{key[1]}"


def decode_key(text: str) -> tuple[datetime, int] | None:
    """None for no place or for one that no list ever gave."""
    first, _, last = text.partition(".")
    moment, row = row_id(first), row_id(last)
    if moment is None or row is None:
        return None
    try:
        return _EPOCH + moment * _MICROSECOND, row
    except OverflowError:
        return None
