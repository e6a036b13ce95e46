"""Small values in JSON."""

from datetime import date, datetime
from typing import Any

from suqing.kernel.clock import house
from suqing.kernel.money import yuan_plain


def moment(value: datetime | None) -> str | None:
    return house(value).isoformat(timespec="seconds") if value else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan_plain(fen)


def unit(found: Any) -> dict[str, str] | None:
    return {"id": str(found.id), "code": found.code, "name": found.short_name} if found else None


def person(found: Any) -> dict[str, str] | None:
    return {"id": str(found.id), "username": found.username, "name": found.name} if found else None
