"""Columns that hold sealed texts, and the two functions that fill and read them.

`CipherText` and `WrappedKey` change nothing in the database: they mark the column, so that tests can list every
encrypted column, the ledger can leave the wrapped key out, and a rotation finds every wrapped key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from suqing.kernel.crypto.datakeys import DataKey, new_data_key, open_data_key, rewrap
from suqing.kernel.crypto.sealing import seal, unseal

if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:
    _Text = models.TextField


class CipherText(_Text):
    """A sealed text (see kernel.crypto.sealing); never search, sort or show it as it is."""


class WrappedKey(_Text):
    """A case's wrapped data key. `subject` names the column its subject id is in."""

    def __init__(self, *args: Any, room: str = "ordinary", subject: str = "id", **kwargs: Any) -> None:
        self.room = room
        self.subject = subject
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "room": self.room, "subject": self.subject}


def wrapped_key_field(model: type[models.Model]) -> WrappedKey:
    """The one WrappedKey column of a model. LookupError when it has none."""
    for field in model._meta.concrete_fields:
        if isinstance(field, WrappedKey):
            return field
    raise LookupError(f"{model.__name__} has no WrappedKey column")


def give_key(obj: models.Model) -> DataKey:
    """Put a fresh wrapped data key into the object's WrappedKey column and return the opened key."""
    field = wrapped_key_field(type(obj))
    subject_id = getattr(obj, field.subject)
    setattr(obj, field.attname, new_data_key(room=field.room, subject_id=subject_id))
    return key_of(obj)


def key_of(obj: models.Model) -> DataKey:
    """The opened data key of an object that has a WrappedKey column. KeyDestroyed after erasure."""
    field = wrapped_key_field(type(obj))
    return open_data_key(getattr(obj, field.attname), room=field.room, subject_id=getattr(obj, field.subject))


def sealed_values(obj: models.Model, data_key: DataKey, **plain: str) -> dict[str, str]:
    """Sealed texts by column, for `swap(obj, …, **sealed_values(obj, key, story=…))`."""
    return {name: seal(data_key, text=text, **_place(obj, name)) for name, text in plain.items()}


def seal_into(obj: models.Model, data_key: DataKey, **plain: str) -> None:
    """Set the columns of an object (with its id given) to the sealed form of these texts."""
    for name, sealed in sealed_values(obj, data_key, **plain).items():
        setattr(obj, name, sealed)


def reveal(obj: models.Model, data_key: DataKey, name: str) -> str:
    """The text of one sealed column."""
    return unseal(data_key, sealed=getattr(obj, name), **_place(obj, name))


def _place(obj: models.Model, name: str) -> dict[str, Any]:
    field = obj._meta.get_field(name)
    if not isinstance(field, CipherText):
        raise TypeError(f"{type(obj).__name__}.{name} is no CipherText column")
    if obj.pk is None:
        raise TypeError(f"{type(obj).__name__} needs its id before {name} can be bound to its row")
    return {"table": obj._meta.db_table, "column": field.column, "row": obj.pk}


def wrapped_columns() -> Iterator[tuple[type[models.Model], WrappedKey]]:
    """Every WrappedKey column of the installed models."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, WrappedKey):
                yield model, field


def rewrap_all(*, batch: int = 50) -> dict[str, int]:
    """Bring every wrapped data key under its current master; how many were changed, by table. Can be repeated at will."""
    return {model._meta.db_table: _rewrap_model(model, field, batch) for model, field in wrapped_columns()}


def _rewrap_model(model: type[models.Model], field: WrappedKey, batch: int) -> int:
    done, after = 0, None
    while True:
        rows = model._base_manager.order_by("pk").values_list("pk", field.attname, field.subject)
        page = list((rows if after is None else rows.filter(pk__gt=after))[:batch])
        if not page:
            return done
        for pk, wrapped, subject_id in page:
            fresh = rewrap(wrapped, room=field.room, subject_id=subject_id)
            if fresh is not None:  # only over what was read: an erasure meanwhile stays an erasure
                done += model._base_manager.filter(pk=pk, **{field.attname: wrapped}).update(**{field.attname: fresh})
        after = page[-1][0]
