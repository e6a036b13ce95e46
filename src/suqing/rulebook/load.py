"""Opening a shipped rulebook or calendar: from the cache when the YAML is unchanged, else compiled."""

from functools import lru_cache
from importlib import import_module
from pathlib import Path

from suqing.rulebook.cache import key_of, remembered
from suqing.rulebook.calendar import Calendar
from suqing.rulebook.edition import Edition
from suqing.rulebook.places import calendar_folder, rule_files, rulebook_folder


def open_edition(rulebook_id: str, *, folder: Path | None = None) -> Edition:
    """The newest shipped edition. `folder` is a rulebooks folder other than the shipped one.

    Raises UnknownRulebook, or RulebookError with every problem found.
    """
    path = rulebook_folder(rulebook_id, folder)
    return _edition(path, key_of(path, rule_files(path)))


def open_calendar(calendar_id: str = "cn", *, folder: Path | None = None) -> Calendar:
    """The shipped calendar of working days. Raises as open_edition does."""
    path = calendar_folder(calendar_id, folder)
    return _calendar(path, key_of(path, sorted(path.glob("*.yaml"))))


@lru_cache(maxsize=16)
def _edition(path: Path, key: str) -> Edition:
    """One object per content within a process, so that it is parsed once."""
    return Edition.from_canonical(remembered(path.name, key, lambda: _compiled_rulebook(path)))


@lru_cache(maxsize=4)
def _calendar(path: Path, key: str) -> Calendar:
    return Calendar.from_canonical(
        remembered(f"calendar-{path.name}", key, lambda: _compiled_calendar(path))
    )


def open_folder(folder: Path) -> Edition:
    """An edition that lies in a folder of its own, before anybody applies it: held to everything `rules check` asks.

    The folder bears the rulebook's name. Raises RulebookError with every problem found.
    """
    text: str = import_module("suqing.rulebook.compiler").compile_checked(folder.resolve())
    return Edition.from_canonical(text)


# The cold path is named, not imported: pydantic and ruamel stay out of every warm start.


def _compiled_rulebook(path: Path) -> str:
    text: str = import_module("suqing.rulebook.compiler").compile_rulebook(path)
    return text


def _compiled_calendar(path: Path) -> str:
    text: str = import_module("suqing.rulebook.calendar_compiler").compile_calendar(path)
    return text
