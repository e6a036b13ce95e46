"""Opening a shipped rulebook: from the cache when the YAML is unchanged, else compiled."""

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
    return Edition.from_canonical(
        remembered(rulebook_id, key_of(path, files), lambda: _compile(path))
    )


def _compile(path: Path) -> str:
    """The cold path is named, not imported: pydantic and ruamel stay out of every warm start."""
    text: str = import_module("suqing.rulebook.compiler").compile_rulebook(path)
    return text
