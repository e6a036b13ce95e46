"""The anchors file: a line per checkpoint, outside the database. Copy it to where the database's keeper cannot write.

SUQING_ANCHORS names it; by default `anchors.jsonl` in the data folder.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from suqing.apps.audit.models import Checkpoint
from suqing.kernel.canonical import canonical

FIELDS = ("number", "at", "count", "merkle_root", "prev_hash", "hash", "algorithm", "key_id", "signature")


def anchors_path() -> Path:
    """Where this installation anchors."""
    return Path(os.environ.get("SUQING_ANCHORS") or Path(settings.DATA) / "anchors.jsonl").absolute()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One writer of the anchors file at a time, on this machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(path.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def last_number(path: Path) -> int:
    """The number of the last whole line; 0 where there is none."""
    return max((line["number"] for line in read(path) if "number" in line), default=0)


def append(path: Path, checkpoint: Checkpoint) -> None:
    """One line, on the disk when this returns. A line that a crash cut short is closed first."""
    line = canonical({name: getattr(checkpoint, name) for name in FIELDS}) + "\n"
    with open(path, "ab+") as file:
        if file.tell() and _last_byte(file) != b"\n":
            line = "\n" + line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Each line as written; an unreadable one as {"unreadable": line number}."""
    if not path.exists():
        return
    with open(path, encoding="utf-8", errors="replace") as file:
        for count, text in enumerate(file, start=1):
            try:
                line = json.loads(text)
            except ValueError:
                line = None
            yield line if isinstance(line, dict) and isinstance(line.get("number"), int) else {"unreadable": count}


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))
