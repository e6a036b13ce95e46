"""Canonical JSON: one text for one content, so that it can be hashed, stored and compared."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any


def canonical(value: Any) -> str:
    """Sorted keys, NFC, no blanks, no floats; times as UTC with microseconds, dates as ISO. TypeError for anything else."""
    return json.dumps(_plain(value, "$"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(value: datetime) -> str:
    """2026-11-23T01:12:00.000000Z"""
    if value.tzinfo is None:
        raise TypeError(f"a time without time zone cannot be made canonical: {value!r}")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: Any, place: str) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value, place)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain_dict(value, place)
    if isinstance(value, list | tuple):
        return [_plain(item, f"{place}[{index}]") for index, item in enumerate(value)]
    raise TypeError(f"{type(value).__name__} has no canonical form (at {place})")


def _plain_dict(value: dict[Any, Any], place: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a key must be text, found {key!r} (at {place})")
        name = unicodedata.normalize("NFC", key)
        if name in found:
            raise TypeError(f"two keys are the same text: {name!r} (at {place})")
        found[name] = _plain(item, f"{place}.{name}")
    return found
