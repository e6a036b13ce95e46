"""The shape of a `kind: table` file: rows whose cells fit the declared columns."""

from datetime import date
from typing import Any

from pydantic import ValidationInfo, field_validator

from suqing.rulebook.kinds.table import COLUMN_TYPES
from suqing.rulebook.shapes.base import Basis, ClauseId, Kind, Slug, Strict, Text


class RowShape(Strict):
    id: Slug
    clause: ClauseId
    basis: Basis
    gap: ClauseId | None = None
    from_: date | None = None
    until: date | None = None
    cells: dict[str, Any] = {}


class File(Strict):
    kind: Kind
    name: Slug
    title: Text
    schedule: bool = False
    columns: dict[str, str]
    rows: list[RowShape]

    @field_validator("columns")
    @classmethod
    def known_types(cls, columns: dict[str, str]) -> dict[str, str]:
        for name, kind in columns.items():
            if kind not in COLUMN_TYPES:
                raise ValueError(f"列 {name} 的类型 {kind}||{'、'.join(COLUMN_TYPES)} 之一")
        return columns

    @field_validator("rows")
    @classmethod
    def cells_fit(cls, rows: list[RowShape], info: ValidationInfo) -> list[RowShape]:
        columns = info.data.get("columns", {})
        for row in rows:
            for name, value in row.cells.items():
                if name not in columns:
                    raise ValueError(f"行 {row.id} 的未知列 {name}||{'、'.join(columns)} 之一")
                if value is not None and type(value) is not COLUMN_TYPES[columns[name]]:
                    raise ValueError(f"行 {row.id} 的 {name}: {value!r}||{columns[name]} 类型的值")
            row.cells = {name: row.cells.get(name) for name in columns}
        return rows
