"""Where the rule data lies and where compiled editions are kept."""

import os
from pathlib import Path

from suqing.rulebook.errors import UnknownRulebook

PACKAGE = Path(__file__).resolve().parent.parent


def rulebooks_folder() -> Path:
    """suqing/_rulebooks inside an installed package, else rulebooks/ at the root of the repository."""
    shipped = PACKAGE / "_rulebooks"
    return shipped if shipped.is_dir() else PACKAGE.parent.parent / "rulebooks"


def rulebook_ids(folder: Path | None = None) -> list[str]:
    base = folder or rulebooks_folder()
    return sorted(each.parent.name for each in base.glob("*/rulebook.yaml"))


def rulebook_folder(rulebook_id: str, folder: Path | None = None) -> Path:
    """The folder of one rulebook. UnknownRulebook says which there are."""
    base = folder or rulebooks_folder()
    path = base / rulebook_id
    if not (path / "rulebook.yaml").is_file():
        known = "、".join(rulebook_ids(base)) or "无"
        raise UnknownRulebook(f"没有规则集 {rulebook_id}；现有：{known}")
    return path


def rule_files(folder: Path) -> list[Path]:
    """All YAML files that make up the rulebook, in a fixed order; examples are tests, not rules."""
    return sorted(
        p for p in folder.rglob("*.yaml") if "examples" not in p.relative_to(folder).parts
    )


def calendar_folder(calendar_id: str, folder: Path | None = None) -> Path:
    path = (folder or rulebooks_folder()) / "calendars" / calendar_id
    if not (path / "calendar.yaml").is_file():
        raise UnknownRulebook(f"没有工作日历 {calendar_id}")
    return path


def cache_folder() -> Path | None:
    """$SUQING_DATA/cache when set, else the user's cache folder; None where the user has no home."""
    data = os.environ.get("SUQING_DATA")
    if data:
        return Path(data) / "cache"
    own = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(own) / "suqing" if os.path.isabs(own) else None
