"""Compare-and-swap: write what changed against the version that was seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from suqing.kernel.errors import NotYours, Stale

# Given the row as it is now and the version that was seen: who was faster, in words.
Explain = Callable[[Any, int], str]

FASTER = "这条记录刚被别人更新过。您填的内容还在，请看过新内容再决定。"


def swap(instance: models.Model, *, seen_version: int, explain: Explain | None = None, **changes: Any) -> None:
    """UPDATE … WHERE id AND version = seen; the instance then holds the changes and version seen + 1.

    Zero rows → Stale with the fields that differ from `instance` as it was loaded (names only, never values).
    """
    known = _fields(instance)
    unknown = sorted(set(changes) - known.keys())
    if unknown:
        raise TypeError(f"{type(instance).__name__} has no field {', '.join(unknown)}")
    rows = type(instance)._base_manager.filter(pk=instance.pk, version=seen_version)
    if not rows.update(version=seen_version + 1, **changes):
        raise _stale(instance, seen_version, explain)
    for name, value in changes.items():
        setattr(instance, name, value)
    instance.version = seen_version + 1  # type: ignore[attr-defined]


def _stale(instance: models.Model, seen_version: int, explain: Explain | None) -> Exception:
    now = type(instance)._base_manager.filter(pk=instance.pk).first()
    if now is None:
        return NotYours()
    changed = [
        name
        for name, field in _fields(instance).items()
        if name == field.name and name != "version" and field.value_from_object(now) != field.value_from_object(instance)
    ]
    return Stale(explain(now, seen_version) if explain else FASTER, changed)


def _fields(instance: models.Model) -> dict[str, models.Field[Any, Any]]:
    fields = instance._meta.concrete_fields
    return {field.name: field for field in fields} | {field.attname: field for field in fields}
