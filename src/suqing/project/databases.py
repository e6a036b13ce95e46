"""One database address, SQLite by default (docs/scaling.md says when PostgreSQL pays)."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;"
    "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
)


def database_settings(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for `url` (postgresql://user:pw@host:port/name or sqlite:///path; empty = SQLite under `data`)."""
    if url.startswith(("postgresql://", "postgres://")):
        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            # Joins are written in a good order: weighing ten of them against each other takes longer than the query (7.5 ms to 1).
            "OPTIONS": {"options": "-c join_collapse_limit=4"},
        }
    if url and not url.startswith("sqlite:///"):
        raise SystemExit(
            f"SUQING_DATABASE_URL: found {url.split('://')[0]!r}, expected postgresql://… or sqlite:///path. Correct the setting."
        )
    path = Path(url.removeprefix("sqlite:///")) if url else data / "suqing.sqlite3"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        # IMMEDIATE: a transaction that will write takes the lock at once; DEFERRED gives lock errors under load.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": SQLITE_PRAGMAS},
        "TEST": {"NAME": None},
    }
