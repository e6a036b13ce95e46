"""What is shown of personal data until it is revealed for a reason. A mask never tells how long the hidden text is."""

from __future__ import annotations

import re

from suqing.kernel.identity import id_characters, phone_digits

HIDDEN = "****"

_AREA = re.compile(
    r"(?:(?:中国|中华人民共和国)?)"
    r"(?P<province>[^省市区县\d]{2,8}?(?:省|自治区|特别行政区))?"
    r"(?P<city>[^市区县盟\d]{1,10}?(?:市|自治州|地区|盟))?"
    r"(?P<district>[^市区县旗路街道\d]{1,8}?(?:新区|(?<![小园社])区|县|旗|市))?"
)


def mask_name(name: str) -> str:
    """陈小萍 → 陈**"""
    name = name.strip()
    return f"{name[0]}**" if name else ""


def mask_phone(phone: str) -> str:
    """13812346621 → 138****6621"""
    digits = phone_digits(phone)
    if not digits:
        return HIDDEN if phone.strip() else ""
    return f"{digits[:3]}{HIDDEN}{digits[-4:]}" if len(digits) >= 10 else f"{HIDDEN}{digits[-2:]}" if len(digits) >= 7 else HIDDEN


def mask_id(number: str) -> str:
    """31010119800101002X → 3101************2X; other papers keep their first character and their last two."""
    found = id_characters(number)
    if not found:
        return HIDDEN if number.strip() else ""
    stars = "*" * 12
    if len(found) in (15, 18):
        return f"{found[:4]}{stars}{found[-2:]}"
    return f"{found[0]}{stars}{found[-2:]}" if len(found) >= 7 else stars


def mask_policy(number: str) -> str:
    """PDAA202631000000003417 → PDAA****3417"""
    found = id_characters(number)
    if not found:
        return HIDDEN if number.strip() else ""
    if len(found) >= 12:
        return f"{found[:4]}{HIDDEN}{found[-4:]}"
    return f"{found[:2]}{HIDDEN}{found[-2:]}" if len(found) >= 8 else HIDDEN


def mask_address(address: str) -> str:
    """上海市浦东新区张杨路500号 → 上海市浦东新区****"""
    text = "".join(address.split())
    if not text:
        return ""
    match = _AREA.match(text)
    return (match[0] if match else "") + HIDDEN
