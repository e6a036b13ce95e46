"""Compiled text kept by the hash of what it was made from, so that a warm start parses no YAML."""

import os
import tempfile
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from suqing.rulebook.places import cache_folder


@lru_cache(maxsize=1)
def _engine() -> bytes:
    """The hash of this package's own source: another compiler makes another text out of the same YAML."""
    total = sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return total.digest()


def key_of(base: Path, files: Iterable[Path]) -> str:
    """Changes when a file changes, comes, goes or is renamed."""
    total = sha256(_engine())
    for path in files:
        content = path.read_bytes()
        total.update(f"{path.relative_to(base).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def remembered(name: str, key: str, make: Callable[[], str]) -> str:
    """The text kept under `key`, made and kept when missing. A cache that cannot be written is done without."""
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / "rulebooks" / f"{name}-{key[:40]}.json"
    kept = _read(path)
    if kept is not None:
        return kept
    text = make()
    _keep(path, text)
    return text


def _read(path: Path) -> str | None:
    """None when missing, unreadable or damaged: the first line is the hash of the rest."""
    try:
        head, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if head == sha256(text.encode()).hexdigest() else None


def _keep(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(sha256(text.encode()).hexdigest() + "\n" + text)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
