"""Is it a complaint under the rule at all? What is in court, in arbitration or with judicial organs is not (S5 3.2)."""

from dataclasses import dataclass
from datetime import date

from suqing.casework.facts import TriageFacts
from suqing.rulebook.edition import Edition
from suqing.rulebook.explain import Input, Line
from suqing.rulebook.kinds.table import Row


@dataclass(frozen=True, slots=True)
class Scope:
    """`in_scope` is None while an excluding fact is unknown; `asks` are the questions that would settle it."""

    in_scope: bool | None
    clause: str
    because: str
    asks: tuple[str, ...]
    line: Line


def rows_on(rows: tuple[Row, ...], day: date | None) -> tuple[Row, ...]:
    """The rows that hold on `day`; without a day those without an end."""
    if day is None:
        return tuple(row for row in rows if row.until_day is None)
    return tuple(
        row
        for row in rows
        if (row.from_day is None or row.from_day <= day) and (row.until_day is None or day <= row.until_day)
    )


def in_scope(*, edition: Edition, facts: TriageFacts) -> Scope:
    """A single excluding fact that holds decides, whatever else is unknown."""
    rows = rows_on(edition.table("scope_exclusions"), facts.received_on)
    children = tuple(_line(row, facts.value(row["fact"])) for row in rows)
    holding = next((row for row in rows if facts.value(row["fact"]) is True), None)
    asks = tuple(str(row["ask"]) for row in rows if facts.value(row["fact"]) is None)
    clause = (holding or rows[0]).clause
    if holding is not None:
        return _scope(False, clause, f"{holding['words']}，不属于本细则所称的投诉。", (), children)
    if asks:
        return _scope(None, clause, f"尚不知道{'、'.join(asks)}。", asks, children)
    return _scope(True, clause, "没有起诉、仲裁或移交司法机关。", (), children)


def _scope(
    value: bool | None, clause: str, because: str, asks: tuple[str, ...], children: tuple[Line, ...]
) -> Scope:
    line = Line("是否属于投诉", clause, value=value, because=because, basis="quoted", children=children)
    return Scope(value, clause, because, asks, line)


def _line(row: Row, value: bool | int | str | None) -> Line:
    words = "尚不知道" if value is None else "成立" if value is True else "不成立"
    return Line(
        row["words"], row.clause, {row["fact"]: Input(value, "登记")}, value=value, because=words, basis=row.basis, gap=row.gap
    )
