"""`kind: table`: named rows, each with its clause and basis. What the rows mean is the business of whoever asks for the table.

Column types: text, number (whole), flag, texts (a list of text). A missing cell is null: unknown or not applicable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from suqing.rulebook.dated import day_or_none

NAME = "table"
COLUMN_TYPES: dict[str, type] = {"text": str, "number": int, "flag": bool, "texts": list}


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `row["column"]` reads a cell."""

    id: str
    clause: str
    basis: str
    gap: str | None
    from_day: date | None
    until_day: date | None
    cells: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """`schedule` is true where the row ids are codes that people write into workbooks."""

    name: str
    title: str
    schedule: bool
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


def rules(data: Mapping[str, Any]) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            r["id"], r["clause"], r["basis"], r["gap"],
            day_or_none(r["from"]), day_or_none(r["until"]), r["cells"],
        )
        for r in data["rows"]
    )  # fmt: skip
    return (Table(data["name"], data["title"], data["schedule"], data["columns"], rows),)
