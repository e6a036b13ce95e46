"""Where the files lie: Django's storage setting. On a disk: temporary name, fsync, rename, fsync of the folder."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from tempfile import SpooledTemporaryFile

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

FOLDER = "papers"
UNFINISHED = ".part"


def storage() -> Storage:
    """The storage named `papers` where one is set, else the default one."""
    return storages["papers"] if "papers" in storages.backends else storages["default"]


def new_name() -> str:
    """A fresh name that tells nothing; 256 folders."""
    name = secrets.token_hex(16)
    return f"{FOLDER}/{name[:2]}/{name}"


def write(name: str, pieces: Iterable[bytes]) -> None:
    """The file is whole and on the disk when this returns; nothing stays under `name` when it does not."""
    store = storage()
    if not isinstance(store, FileSystemStorage):  # a shared store: it takes a file whole or not at all
        _hand_over(store, name, pieces)
        return
    path = Path(store.path(name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(path.name + UNFINISHED)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _hand_over(store: Storage, name: str, pieces: Iterable[bytes]) -> None:
    with SpooledTemporaryFile(max_size=64 * 1024 * 1024) as file:  # sealed already
        for piece in pieces:
            file.write(piece)
        file.seek(0)
        stored = store.save(name, File(file))
    if stored != name:
        store.delete(stored)
        raise OSError(f"the store has a file named {name} already")
