"""References: SQ + yyyymmdd + six random characters + one check character; the only id that appears in addresses.

The alphabet is Crockford's base 32. The check character is computed in GF(32): every single wrong character and every
two exchanged characters are noticed (the weights are distinct powers of a generator of order 31).
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import date

from suqing.kernel.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "SQ"
LENGTH = 17

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD = "编号"
_EXPECTED = "SQ 开头的17位编号，例如 SQ20261123…"


def new_reference(day: date) -> str:
    """A fresh reference for something received on `day` (house time zone). Says nothing about how many there are."""
    body = f"{day:%Y%m%d}" + "".join(secrets.choice(ALPHABET) for _ in range(6))
    return PREFIX + body + _check_character(body)


def check_reference(text: str) -> str:
    """The normalised reference, or BadInput. Takes lower case, blanks and hyphens, O for 0, I and L for 1."""
    found = unicodedata.normalize("NFKC", text).upper()
    found = "".join(character for character in found if not character.isspace() and character not in "-_")
    if not found.startswith(PREFIX) or len(found) != LENGTH:
        raise BadInput(_FIELD, text, _EXPECTED, "核对编号是否抄全")
    body = found[len(PREFIX) :].translate(_ALIKE)
    if any(character not in _VALUE for character in body) or not _is_day(body[:8]):
        raise BadInput(_FIELD, text, _EXPECTED, "核对编号中的日期和字母")
    if _check_character(body[:-1]) != body[-1]:
        raise BadInput(_FIELD, text, "校验位相符的编号", "有一位抄错，逐位核对")
    return PREFIX + body


def _check_character(body: str) -> str:
    total = 0
    for character in body:
        total = _times_generator(total) ^ _VALUE[character]
    return ALPHABET[_times_generator(total)]


def _times_generator(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled  # x^5 + x^2 + 1


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
