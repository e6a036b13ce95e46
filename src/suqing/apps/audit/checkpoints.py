"""Signed checkpoints over the events since the last one, chosen by the side table (ids commit out of order)."""

from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from suqing.apps.audit import anchors
from suqing.apps.audit.merkle import merkle_root
from suqing.apps.audit.models import Checkpoint, Event, Unanchored
from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms, the_ring

MOST = 2000


def make_checkpoint(at: datetime) -> Checkpoint | None:
    """Take in up to 2,000 events and anchor them; None when there are none. Call again while it returns one of `MOST`."""
    path = anchors.anchors_path()
    with anchors.locked(path):
        _anchor_what_a_crash_left(path)
        with transaction.atomic():
            checkpoint = _write(at, path)
        if checkpoint is not None:
            anchors.append(path, checkpoint)
    return checkpoint


def signed_text(checkpoint: Checkpoint) -> str:
    """What the checkpoint's hash is made of."""
    names = ("number", "at", "count", "merkle_root", "prev_hash", "algorithm", "key_id")
    return canonical({name: getattr(checkpoint, name) for name in names})


def is_signed(checkpoint: Checkpoint) -> bool:
    """Whether its hash is the hash of its content and its signature that of its key. KeyMissing."""
    hash_id = checkpoint.algorithm.partition("+")[0]
    if algorithms.digest(hash_id, signed_text(checkpoint).encode()).hex() != checkpoint.hash:
        return False
    public = _private(checkpoint.key_id).public_key()
    try:
        public.verify(bytes.fromhex(checkpoint.signature), bytes.fromhex(checkpoint.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def leaves_root(checkpoint: Checkpoint, leaves: list[list[object]]) -> str:
    """The Merkle root over the leaves as stored."""
    hash_id = checkpoint.algorithm.partition("+")[0]
    return merkle_root(hash_id, [canonical(leaf).encode() for leaf in leaves])


def _write(at: datetime, path: Path) -> Checkpoint | None:
    taken = list(Unanchored.objects.order_by("event_id").values_list("event_id", flat=True)[:MOST])
    if not taken:
        return None
    leaves = [list(row) for page in _pages(taken) for row in _leaf_rows(page)]
    last = Checkpoint.objects.order_by("-number").first()
    key = the_ring().current("checkpoint")
    checkpoint = Checkpoint(
        number=max(last.number if last else 0, anchors.last_number(path)) + 1,
        at=at,
        count=len(leaves),
        leaves=canonical(leaves),
        prev_hash=last.hash if last else "",
        algorithm=f"{algorithms.chosen_hash()}+ed25519",
        key_id=key.id,
    )
    checkpoint.merkle_root = leaves_root(checkpoint, leaves)
    hash_id = checkpoint.algorithm.partition("+")[0]
    digest = algorithms.digest(hash_id, signed_text(checkpoint).encode())
    checkpoint.hash = digest.hex()
    checkpoint.signature = _private(key.id).sign(digest).hex()
    checkpoint.save(force_insert=True)
    for page in _pages(taken):
        Unanchored.objects.filter(event_id__in=page).delete()
    return checkpoint


def _leaf_rows(page: list[int]) -> list[tuple[object, ...]]:
    rows = Event.objects.filter(id__in=page).order_by("id")
    return list(rows.values_list("id", "subject_kind", "subject_id", "seq", "hash"))


def _pages(ids: list[int]) -> list[list[int]]:
    return [ids[at : at + 500] for at in range(0, len(ids), 500)]


def _anchor_what_a_crash_left(path: Path) -> None:
    for checkpoint in Checkpoint.objects.filter(number__gt=anchors.last_number(path)).order_by("number").iterator(chunk_size=20):
        anchors.append(path, checkpoint)


def _private(key_id: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(the_ring().key("checkpoint", key_id).secret)
