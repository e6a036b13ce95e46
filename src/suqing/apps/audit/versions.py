"""The keyed fingerprint of a row's version, by which the ledger notices a changed narrative without holding it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms
from suqing.kernel.crypto.keyring import Key
from suqing.kernel.sealedfields import WrappedKey


@dataclass(frozen=True)
class RowVersion:
    table: str
    row: int
    version: int  # 0 for rows that never change
    mac: str


def row_version(key: Key, instance: models.Model) -> RowVersion:
    """HMAC over every concrete column as stored, ciphertext included.

    Left out: the wrapped data key (a rotation re-wraps it), what the model lists in `ledger_omits` (computed columns,
    such as a stored wake-up, that change without a version), and columns that hold what a column added later holds in
    older rows: so an upgrade changes no fingerprint, and emptying or filling a column still does.
    """
    values = {field.attname: value for field in covered_fields(type(instance)) if not _as_added((value := _stored(field, instance)), field)}
    mac = algorithms.keyed(key.algorithm, key.secret, canonical([instance._meta.db_table, values]).encode())
    return RowVersion(instance._meta.db_table, instance.pk, getattr(instance, "version", 0), mac.hex())


def covered_fields(model: type[models.Model]) -> list[models.Field]:
    """The columns a fingerprint covers."""
    omitted: Iterable[str] = getattr(model, "ledger_omits", ())
    return [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, WrappedKey) and field.name not in omitted
    ]


def _as_added(value: Any, field: models.Field) -> bool:
    """Whether it is what a migration gives the rows that were there before the column: null, else an empty text or no."""
    return value is None if field.null else value == "" or value is False


def _stored(field: models.Field, instance: models.Model) -> Any:
    value = field.value_from_object(instance)
    target = getattr(field, "target_field", field) if field.is_relation else field
    value = target.to_python(value)
    return {"bytes": bytes(value).hex()} if isinstance(value, bytes | bytearray | memoryview) else value
