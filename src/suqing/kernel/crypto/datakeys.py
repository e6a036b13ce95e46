"""Data keys: one per case, stored with the case, wrapped by the master key of its room.

Wrapped text: `w1.<cipher>.<master id>.<base64>`; room and subject id are bound to it. To erase a case, write DESTROYED.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field
from functools import lru_cache

from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms
from suqing.kernel.crypto.keyring import MASTERS, Keyring
from suqing.kernel.crypto.ring import the_ring
from suqing.kernel.errors import KeyDestroyed, SealBroken

DESTROYED = "destroyed"


@dataclass(frozen=True)
class DataKey:
    id: str
    secret: bytes = field(repr=False)


def new_data_key(ring: Keyring | None = None, *, room: str = "ordinary", subject_id: int) -> str:
    """The wrapped text of a fresh data key for the subject (usually the case row's id)."""
    return _wrap(ring or the_ring(), secrets.token_bytes(32), room, subject_id)


def open_data_key(wrapped: str, *, room: str = "ordinary", subject_id: int, ring: Keyring | None = None) -> DataKey:
    """The key, from a small cache where it was opened lately. KeyDestroyed, SealBroken, KeyMissing."""
    if wrapped in ("", DESTROYED):
        raise KeyDestroyed
    return _open(ring or the_ring(), wrapped, room, subject_id)


def rewrap(wrapped: str, *, room: str = "ordinary", subject_id: int, ring: Keyring | None = None) -> str | None:
    """The same key under the current master, or None where nothing is to do (current already, or destroyed)."""
    ring = ring or the_ring()
    if wrapped in ("", DESTROYED) or _parts(wrapped)[1] == ring.current(room).id:
        return None
    return _wrap(ring, open_data_key(wrapped, room=room, subject_id=subject_id, ring=ring).secret, room, subject_id)


def forget_data_keys() -> None:
    """Empty the cache of opened keys: after a key was destroyed, and between tests."""
    _open.cache_clear()


@lru_cache(maxsize=512)
def _open(ring: Keyring, wrapped: str, room: str, subject_id: int) -> DataKey:
    cipher, master_id, sealed = _parts(wrapped)
    master = ring.key(_master(room), master_id)
    secret = algorithms.decrypt(cipher, master.secret, sealed, _bound(cipher, master.id, room, subject_id))
    return DataKey(algorithms.digest(algorithms.SHA256, b"suqing data key id " + secret)[:4].hex(), secret)


def _wrap(ring: Keyring, secret: bytes, room: str, subject_id: int) -> str:
    master, cipher = ring.current(_master(room)), algorithms.chosen_cipher()
    sealed = algorithms.encrypt(cipher, master.secret, secret, _bound(cipher, master.id, room, subject_id))
    return f"w1.{cipher}.{master.id}.{base64.urlsafe_b64encode(sealed).decode()}"


def _parts(wrapped: str) -> tuple[str, str, bytes]:
    parts = wrapped.split(".")
    if len(parts) != 4 or parts[0] != "w1":
        raise SealBroken("a wrapped data key has an unknown form")
    try:
        return parts[1], parts[2], base64.urlsafe_b64decode(parts[3])
    except ValueError:
        raise SealBroken("a wrapped data key is not base64") from None


def _master(room: str) -> str:
    if room not in MASTERS:
        raise ValueError(f"room must be one of {', '.join(MASTERS)}, found {room!r}")
    return room


def _bound(cipher: str, master_id: str, room: str, subject_id: int) -> bytes:
    return canonical(["w1", cipher, master_id, room, subject_id]).encode()
