"""Shapes of Chinese phone numbers and identity numbers. Doubts are warnings, never refusals: a complaint is taken down first."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECK = "10X98765432"
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}(?:\d{1,6})?")
_SERVICE = re.compile(r"(?:400|800)\d{7}|9[5-6]\d{3,6}|1[0-2]\d{1,3}")


def phone_digits(text: str) -> str:
    """The digits alone, without the country's 86: the form used for likeness and search."""
    digits = "".join(c for c in unicodedata.normalize("NFKC", text) if c in "0123456789")
    for prefix in ("0086", "86"):
        if digits.startswith(prefix) and len(digits) - len(prefix) == 11:
            return digits.removeprefix(prefix)
    return digits


def id_characters(text: str) -> str:
    """Upper-case letters and digits alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isascii() and c.isalnum())


def phone_warnings(text: str) -> tuple[str, ...]:
    """What looks doubtful about a phone number; empty when nothing does or nothing is given."""
    if not text.strip():
        return ()
    digits = phone_digits(text)
    if not digits:
        return ("没有数字？可以先登记，稍后核对。",)
    if digits.startswith("1") and len(digits) > 5:
        return _mobile_warnings(digits)
    if _LANDLINE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return ()
    if len(digits) in (7, 8):
        return ("缺区号？可以先登记，稍后核对。",)
    return ("不像手机号或座机号。可以先登记，稍后核对。",)


def id_warnings(text: str, *, on: date) -> tuple[str, ...]:
    """What looks doubtful about an 18-digit identity number on the day `on`; other kinds of papers give no warning."""
    found = id_characters(text)
    if not found or not (found[:-1].isdigit() and len(found) >= 13):
        return ()
    if len(found) != 18:
        word = "少" if len(found) < 18 else "多"
        return (f"身份证号{word}{abs(18 - len(found))}位？可以先登记，稍后核对。",)
    warnings = []
    if not _is_birthday(found[6:14], on):
        warnings.append("身份证号里的出生日期不对？可以先登记，稍后核对。")
    if id_check_character(found[:17]) != found[17]:
        warnings.append("身份证号校验位不符，可能抄错一位。可以先登记，稍后核对。")
    return tuple(warnings)


def id_check_character(seventeen: str) -> str:
    """The 18th character for the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def _mobile_warnings(digits: str) -> tuple[str, ...]:
    if len(digits) < 11:
        return (f"少{11 - len(digits)}位？可以先登记，稍后核对。",)
    if len(digits) > 11:
        return (f"多{len(digits) - 11}位？可以先登记，稍后核对。",)
    if digits[1] in "012":
        return ("不像手机号段。可以先登记，稍后核对。",)
    return ()


def _is_birthday(digits: str, on: date) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return date(1880, 1, 1) <= born <= on
