"""A place in a list as it stands in an address: the key of the last row, never an offset."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def encode_key(key: tuple[datetime, int]) -> str:
    return f"{(key[0] - _EPOCH) // _MICROSECOND}.{key[1]}"


def decode_key(text: str) -> tuple[datetime, int] | None:
    """None for no place or for one that no list ever gave."""
    moment, _, row_id = text.partition(".")
    if not (moment.isdigit() and row_id.isdigit()) or len(moment) > 18 or len(row_id) > 19:
        return None
    return _EPOCH + int(moment) * _MICROSECOND, int(row_id)
