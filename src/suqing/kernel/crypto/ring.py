"""The keyring of this installation (settings.KEYS), one per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from suqing.kernel.crypto.keyring import Keyring


def the_ring() -> Keyring:
    """The keyring of settings.KEYS; follows the setting when tests change it."""
    return _ring(Path(settings.KEYS))


@cache
def _ring(folder: Path) -> Keyring:
    return Keyring(folder)
