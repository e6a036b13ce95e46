"""The web secret lies with the other keys, never in the data folder."""

import os
import secrets
from pathlib import Path


def web_secret(keys: Path) -> str:
    """The signing secret of sessions; made on first use, readable by its owner only."""
    path = keys / "web-secret"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    except FileExistsError:  # another process was first
        return path.read_text().strip()
    return secret
