"""Opening a shipped rulebook or calendar: from the cache when the YAML is unchanged, else compiled."""

from importlib import import_module
from pathlib import Path

from suqing.rulebook.cache import key_of, remembered
from suqing.rulebook.calendar import Calendar
from suqing.rulebook.edition import Edition
from suqing.rulebook.places import calendar_folder, rulebook_folder


def open_edition(rulebook_id: str, *, folder: Path | None = None) -> Edition:
    """The newest shipped edition. `folder` is a rulebooks folder other than the shipped one.

    Raises UnknownRulebook, or RulebookError with every problem found.
    """
    path = rulebook_folder(rulebook_id, folder)
    files = sorted(p for p in path.rglob("*.yaml") if "examples" not in p.relative_to(path).parts)
    key = key_of(path, files)
    return Edition.from_canonical(remembered(rulebook_id, key, lambda: _rulebook(path)))


def open_calendar(calendar_id: str = "cn", *, folder: Path | None = None) -> Calendar:
    """The shipped calendar of working days. Raises as open_edition does."""
    path = calendar_folder(calendar_id, folder)
    key = key_of(path, sorted(path.glob("*.yaml")))
    return Calendar.from_canonical(
        remembered(f"calendar-{calendar_id}", key, lambda: _calendar(path))
    )


# The cold path is named, not imported: pydantic and ruamel stay out of every warm start.


def _rulebook(path: Path) -> str:
    text: str = import_module("suqing.rulebook.compiler").compile_rulebook(path)
    return text


def _calendar(path: Path) -> str:
    text: str = import_module("suqing.rulebook.calendar_compiler").compile_calendar(path)
    return text
