"""The web secret lies with the other keys, never in the data folder."""

import os
import secrets
from pathlib import Path


def web_secret(keys: Path) -> str:
    """The signing secret of sessions; made on first use, readable by its owner only."""
    path = keys / "web-secret"
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".web-secret.{secrets.token_hex(8)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # appears whole or not at all; a second process keeps the first one's
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
