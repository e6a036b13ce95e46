"""The encrypted file: a head, then pieces of 1 MiB, each sealed by itself and bound to its place, its paper and its end."""

from collections.abc import Iterator
from typing import IO

from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import DataKey, algorithms
from suqing.kernel.errors import SealBroken

PIECE = 1024 * 1024
_MAGIC = b"SQP1"
_HEAD = len(_MAGIC) + 2 + 8  # magic, cipher id, data key id
_SEALED = PIECE + algorithms.NONCE + algorithms.TAG


def sealed_pieces(content: IO[bytes], *, key: DataKey, paper_id: int) -> Iterator[bytes]:
    """What is written to the disk, in order."""
    cipher = algorithms.chosen_cipher()
    yield _MAGIC + cipher.encode() + key.id.encode()
    content.seek(0)
    piece, index = content.read(PIECE), 0
    while True:
        following = content.read(PIECE)
        bound = _bound(cipher, key, paper_id, index, last=not following)
        yield algorithms.encrypt(cipher, key.secret, piece, bound)
        if not following:
            return
        piece, index = following, index + 1


def opened_pieces(sealed: IO[bytes], *, key: DataKey, paper_id: int) -> Iterator[bytes]:
    """The plain content, in order. SealBroken when a piece was changed, moved, cut off or added."""
    head = sealed.read(_HEAD)
    if head[:4] != _MAGIC or head[6:].decode("ascii", "replace") != key.id:
        raise SealBroken(f"the file of paper {paper_id} is not one sealed with its data key")
    cipher = head[4:6].decode("ascii", "replace")
    piece, index = sealed.read(_SEALED), 0
    while True:
        following = sealed.read(_SEALED)
        bound = _bound(cipher, key, paper_id, index, last=not following)
        yield algorithms.decrypt(cipher, key.secret, piece, bound)
        if not following:
            return
        piece, index = following, index + 1


def _bound(cipher: str, key: DataKey, paper_id: int, index: int, *, last: bool) -> bytes:
    return canonical(["p1", cipher, key.id, paper_id, index, last]).encode()
