"""The closed vocabulary of rule kinds: one module each.

A kind module has
  NAME                    the word after `kind:` in the rule file
  rules(data)             frozen dataclasses out of the canonical data of one file
The shape of its file stands in rulebook/shapes/ under the same name. A new kind is a module here and there,
one line in KINDS and SHAPES, and an ADR.
"""

from typing import Any, Protocol

from suqing.rulebook.kinds import (
    change,
    checklist,
    composition,
    deadline,
    deduction,
    due_date,
    fine,
    ratio,
    table,
)


class Kind(Protocol):
    @property
    def NAME(self) -> str: ...  # noqa: N802

    def rules(self, data: dict[str, Any]) -> tuple[Any, ...]: ...


KINDS: dict[str, Kind] = {
    each.NAME: each
    for each in (change, checklist, composition, deadline, deduction, due_date, fine, ratio, table)
}
