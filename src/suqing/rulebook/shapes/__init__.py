"""The shapes of the YAML files, one per rule kind (pydantic). Only the compiler imports them.

A new kind: its frozen dataclass in kinds/, its shape (class File) here, one line in both tables, and an ADR.
"""

from typing import Any

from suqing.rulebook.shapes import deadline, due_date, fine, scoring, table

SHAPES: dict[str, Any] = {
    "change": scoring.ChangeFile,
    "checklist": scoring.ChecklistFile,
    "composition": scoring.CompositionFile,
    "deadline": deadline.File,
    "deduction": scoring.DeductionFile,
    "due_date": due_date.File,
    "fine": fine.File,
    "ratio": scoring.RatioFile,
    "table": table.File,
}
