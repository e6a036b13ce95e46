"""The folder of keys (SUQING_KEYS): one folder per purpose, one file per key, and `current` naming the one for new values.

    ordinary/  master keys of the ordinary register        sealed/      master keys of the sealed room, apart
    blind/     blind-index keys                            ledger/      HMAC keys of the ledger
    checkpoint/ Ed25519 keys of the checkpoints

A file holds `<algorithm> <base64>`. Folders 0700, files 0600; never under the data folder, never in a backup.
Old keys stay: what they closed must still open.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from suqing.kernel.crypto import algorithms
from suqing.kernel.errors import KeyMissing, NotReady

PURPOSES = ("ordinary", "sealed", "blind", "ledger", "checkpoint")
MASTERS = ("ordinary", "sealed")


@dataclass(frozen=True)
class Key:
    id: str
    algorithm: str  # masters: "master"; blind and ledger: the hash id; checkpoint: "ed25519"
    secret: bytes = field(repr=False)


class Keyring:
    """Reads keys from the folder when they are first needed; notices a rotation made by another process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys: dict[tuple[str, str], Key] = {}
        self._current: dict[str, tuple[int, str]] = {}

    def current(self, purpose: str) -> Key:
        """The key for new values."""
        path = self.folder / purpose / "current"
        try:
            stamp = path.stat().st_mtime_ns
            if self._current.get(purpose, (0, ""))[0] != stamp:
                self._current[purpose] = (stamp, path.read_text("ascii").strip())
        except FileNotFoundError:
            raise _missing(path) from None
        return self.key(purpose, self._current[purpose][1])

    def key(self, purpose: str, key_id: str) -> Key:
        """The key with this id. KeyMissing when its file is not there."""
        found = self._keys.get((purpose, key_id))
        if found is None:
            found = self._keys[purpose, key_id] = _read(self.folder / purpose / f"{key_id}.key", key_id)
        return found

    def ids(self, purpose: str) -> tuple[str, ...]:
        """Every key id of a purpose."""
        return tuple(sorted(path.stem for path in (self.folder / purpose).glob("*.key")))


def new_keys(folder: Path) -> tuple[str, ...]:
    """Make what is missing, touch nothing that is there; the purposes for which a key was made."""
    made = []
    for purpose in PURPOSES:
        if not (folder / purpose / "current").exists():
            _make(folder, purpose)
            made.append(purpose)
    return tuple(made)


def rotate(folder: Path, purposes: tuple[str, ...] = MASTERS) -> dict[str, str]:
    """A new current key for each purpose (id by purpose). What the old master wrapped is re-wrapped by `rewrap`."""
    for purpose in purposes:
        Keyring(folder).current(purpose)  # a rotation is no way to start a folder
    return {purpose: _make(folder, purpose) for purpose in purposes}


def check(folder: Path, *, data: Path | None = None) -> list[str]:
    """What is wrong with the folder, as sentences; empty when nothing is."""
    if not folder.is_dir():
        return [f"密钥文件夹 {folder} 不存在。用 suqing keys new 建立"]
    findings = []
    if data is not None and folder.resolve().is_relative_to(data.resolve()):
        findings.append(f"密钥文件夹 {folder} 在数据文件夹 {data} 之内。移出数据文件夹，并改 SUQING_KEYS")
    ring = Keyring(folder)
    for purpose in PURPOSES:
        findings += _check_purpose(ring, purpose)
    for path in [folder, *sorted(folder.rglob("*"))]:
        expected = 0o700 if path.is_dir() else 0o600
        mode = path.stat().st_mode & 0o777
        if mode & ~expected:
            findings.append(f"{path} 的权限是 {mode:o}，应为 {expected:o}。执行 chmod {expected:o} {path}")
    return findings


def _check_purpose(ring: Keyring, purpose: str) -> list[str]:
    findings = []
    try:
        ring.current(purpose)
        for key_id in ring.ids(purpose):
            ring.key(purpose, key_id)
    except NotReady as problem:
        findings.append(f"{problem.what}。{problem.do}")
    return findings


def _make(folder: Path, purpose: str) -> str:
    key_id = secrets.token_hex(4)
    if purpose == "checkpoint":
        algorithm, secret = "ed25519", Ed25519PrivateKey.generate().private_bytes_raw()
    else:
        algorithm = "master" if purpose in MASTERS else algorithms.chosen_hash()
        secret = secrets.token_bytes(32)
    for place in (folder, folder / purpose):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / purpose / f"{key_id}.key", f"{algorithm} {base64.b64encode(secret).decode()}\n")
    _write(folder / purpose / "current", f"{key_id}\n")
    return key_id


def _write(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path, key_id: str) -> Key:
    try:
        algorithm, text = path.read_text("ascii").split()
        secret = base64.b64decode(text, validate=True)
    except FileNotFoundError:
        raise _missing(path) from None
    except (ValueError, binascii.Error):
        raise KeyMissing(f"密钥文件 {path} 读不出来", "从密钥的备份恢复这个文件") from None
    if len(secret) != 32:
        raise KeyMissing(f"密钥文件 {path} 长度不对", "从密钥的备份恢复这个文件")
    return Key(key_id, algorithm, secret)


def _missing(path: Path) -> KeyMissing:
    return KeyMissing(f"找不到密钥文件 {path}", "从密钥的备份恢复，或核对 SUQING_KEYS；全新安装用 suqing keys new")
