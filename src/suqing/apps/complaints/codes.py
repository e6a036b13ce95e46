"""Codes in links that are sent to consumers: 128 bits, of which only the keyed digest is kept."""

import re
import secrets

from suqing.kernel.crypto import blind, the_ring

_CODE = re.compile(r"[A-Za-z0-9_-]{22,64}")
_NO_ROOT = 0  # whose code it is is only known once it is found


def new_code() -> str:
    """Twenty-two characters for an address."""
    return secrets.token_urlsafe(16)


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def digest_of(code: str) -> tuple[str, str]:
    """(key id, digest) to be stored in place of the code."""
    return blind(root=_NO_ROOT, purpose="survey", text=code)


def digests_of(code: str) -> list[str]:
    """The digest under every key that was ever current; none for what is no code."""
    return [blind(root=_NO_ROOT, purpose="survey", text=code, key_id=each)[1] for each in the_ring().ids("blind")] if is_code(code) else []
