"""Keeping a paper and opening it again."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import IO

from suqing.apps.organisations.actors import Actor
from suqing.apps.papers import files, storing
from suqing.apps.papers.checking import check, clean_name
from suqing.apps.papers.models import Paper
from suqing.kernel.crypto import DataKey, open_data_key
from suqing.kernel.errors import SealBroken
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import reveal, seal_into


def keep_paper(
    *,
    root: int,
    subject: tuple[str, int],
    data_key_wrapped: str,
    name: str,
    content: bytes | IO[bytes],
    declared_type: str,
    actor: Actor,
    at: datetime,
    kind: str = "evidence",
    room: str = "ordinary",
    key_subject_id: int | None = None,
) -> Paper:
    """Check the content, write the encrypted file, then the row. BadInput with a sentence for the person who handed it in.

    `content` is bytes or a seekable binary file. `data_key_wrapped` is the data key of the subject itself, or of
    `key_subject_id` where the key belongs to another row. The caller records the event, with the paper among its records.
    """
    key = open_data_key(data_key_wrapped, room=room, subject_id=subject[1] if key_subject_id is None else key_subject_id)
    file = BytesIO(content) if isinstance(content, bytes) else content
    cleaned = clean_name(name)
    found, size = check(file, name=cleaned, declared_type=declared_type)
    paper = Paper(
        id=new_id(),
        root_id=root,
        subject_kind=subject[0],
        subject_id=subject[1],
        kind=kind,
        media_type=found.media_type,
        size=size,
        sha256=_sha256(file),
        stored_name=storing.new_name(),
        room=room,
        key_subject_id=subject[1] if key_subject_id is None else key_subject_id,
        added_by_id=actor.staff_id,
        added_at=at,
    )
    seal_into(paper, key, name=cleaned)
    storing.write(paper.stored_name, files.sealed_pieces(file, key=key, paper_id=paper.id))
    paper.save(force_insert=True)
    return paper


def open_paper(paper: Paper, wrapped: str) -> bytes:
    """The plain content, checked against its size and hash. SealBroken, KeyDestroyed."""
    return b"".join(stream_paper(paper, wrapped))


def stream_paper(paper: Paper, wrapped: str) -> Iterator[bytes]:
    """The plain content in pieces; SealBroken at the end at the latest when it is not what was handed in."""
    seen, size = hashlib.sha256(), 0
    with storing.storage().open(paper.stored_name) as sealed:
        for piece in files.opened_pieces(sealed, key=_key(paper, wrapped), paper_id=paper.id):
            seen.update(piece)
            size += len(piece)
            yield piece
    if size != paper.size or seen.hexdigest() != paper.sha256:
        raise SealBroken(f"the file of paper {paper.id} is not the one handed in")


def paper_name(paper: Paper, wrapped: str) -> str:
    """The file's name as cleaned."""
    return reveal(paper, _key(paper, wrapped), "name")


def _key(paper: Paper, wrapped: str) -> DataKey:
    return open_data_key(wrapped, room=paper.room, subject_id=paper.key_subject_id)


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
