"""Sealed texts: `v1.<cipher>.<data key id>.<base64>`, bound to table, column and row, so that none can be moved."""

from __future__ import annotations

import base64

from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import SealBroken


def seal(key: DataKey, *, table: str, column: str, row: int, text: str) -> str:
    """The sealed form of `text`. The empty text stays empty: "not given" is no secret and must be countable."""
    if not text:
        return ""
    cipher = algorithms.chosen_cipher()
    sealed = algorithms.encrypt(cipher, key.secret, text.encode(), _bound(cipher, key, table, column, row))
    return f"v1.{cipher}.{key.id}.{base64.urlsafe_b64encode(sealed).decode()}"


def unseal(key: DataKey, *, table: str, column: str, row: int, sealed: str) -> str:
    """The text again. SealBroken when it was changed, moved to another place, or sealed with another key."""
    if not sealed:
        return ""
    parts = sealed.split(".")
    if len(parts) != 4 or parts[0] != "v1":
        raise SealBroken(f"{table}.{column} of row {row} holds no sealed text")
    if parts[2] != key.id:
        raise SealBroken(f"{table}.{column} of row {row} was sealed with the data key {parts[2]}, not {key.id}")
    try:
        body = base64.urlsafe_b64decode(parts[3])
        return algorithms.decrypt(parts[1], key.secret, body, _bound(parts[1], key, table, column, row)).decode()
    except (SealBroken, ValueError):
        raise SealBroken(f"{table}.{column} of row {row} does not open: changed, or moved from another place") from None


def _bound(cipher: str, key: DataKey, table: str, column: str, row: int) -> bytes:
    return canonical(["v1", cipher, key.id, table, column, row]).encode()
