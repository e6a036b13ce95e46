"""Blind indexes: keyed tokens by which an encrypted value can be found again without being read.

Each token belongs to one root and one purpose, and each row stores the id of its key beside it.
"""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Callable

from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms
from suqing.kernel.crypto.keyring import Key, Keyring
from suqing.kernel.crypto.ring import the_ring
from suqing.kernel.identity import id_characters, phone_digits

TOKEN_BYTES = 12  # 16 characters; candidates are verified on the opened text


def _words(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return "".join(kept)


NORMAL: dict[str, Callable[[str], str]] = {
    "phone": phone_digits,
    "id": id_characters,
    "policy": id_characters,
    "claim": id_characters,
    "name": _words,
    "text": _words,
    "register": str,
    "survey": str,
}


def blind(ring: Keyring | None = None, *, root: int, purpose: str, text: str, key_id: str | None = None) -> tuple[str, str]:
    """(key id, token) of the whole value; ("", "") when nothing is left after normalising. `key_id` None = the current key."""
    key = _key(ring, key_id)
    normal = NORMAL[purpose](text)
    return (key.id, _token(key, root, purpose, normal)) if normal else ("", "")


def text_tokens(ring: Keyring | None = None, *, root: int, purpose: str, text: str, key_id: str | None = None) -> tuple[str, list[str]]:
    """(key id, tokens) to store for a name or text: each of its characters and each pair of neighbours."""
    key, normal = _key(ring, key_id), NORMAL[purpose](text)
    pieces = {*normal, *_pairs(normal)}
    return key.id, sorted(_token(key, root, f"{purpose}+", piece) for piece in pieces)


def query_tokens(ring: Keyring | None = None, *, root: int, purpose: str, text: str, key_id: str | None = None) -> tuple[str, list[str]]:
    """(key id, tokens) that a stored text must all have to contain `text`; one character asks for itself."""
    key, normal = _key(ring, key_id), NORMAL[purpose](text)
    pieces = set(_pairs(normal)) if len(normal) > 1 else set(normal)
    return key.id, sorted(_token(key, root, f"{purpose}+", piece) for piece in pieces)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _key(ring: Keyring | None, key_id: str | None) -> Key:
    ring = ring or the_ring()
    return ring.key("blind", key_id) if key_id else ring.current("blind")


def _token(key: Key, root: int, purpose: str, text: str) -> str:
    made = algorithms.keyed(key.algorithm, key.secret, canonical([root, purpose, text]).encode())
    return base64.urlsafe_b64encode(made[:TOKEN_BYTES]).decode()
