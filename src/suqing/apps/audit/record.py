"""Writing the ledger: one event per thing that happened, in the transaction of what it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, Q

from suqing.apps.audit.models import Event, Unanchored
from suqing.apps.audit.versions import row_version
from suqing.apps.organisations.actors import Actor
from suqing.kernel.canonical import canonical
from suqing.kernel.crypto import algorithms, the_ring
from suqing.kernel.crypto.keyring import Key
from suqing.kernel.errors import Stale
from suqing.kernel.ids import new_id

SCHEMA = 1
MOST = 50
LONGEST_REFERENCE = 80

# what PostgreSQL's constraint and SQLite's trigger say when the place in the chain is taken
_TAKEN = ("event_seq_once_per_subject", "the ledger takes no replace")

Subject = tuple[str, int]


@dataclass(frozen=True)
class Entry:
    """One event to be. `refs` hold ids, codes, stages, times: short ASCII, never names or narrative."""

    root_id: int
    subject: Subject
    verb: str
    clause: str | None = None
    edition: str | None = None
    refs: Mapping[str, Any] = field(default_factory=dict)
    records: Sequence[models.Model] = ()
    removed: Sequence[tuple[str, int]] = ()  # (table, row) of rows lawfully deleted
    occurred_at: datetime | None = None
    first: bool = False  # the subject was made in this transaction: its chain is empty, nobody need ask


def record(
    *,
    root_id: int,
    subject: Subject,
    verb: str,
    actor: Actor,
    at: datetime,
    clause: str | None = None,
    edition: str | None = None,
    refs: Mapping[str, Any] | None = None,
    records: Sequence[models.Model] = (),
    removed: Sequence[tuple[str, int]] = (),
    occurred_at: datetime | None = None,
) -> Event:
    """One event: a SELECT of the chain's head, an INSERT, and one into the side table. Only inside transaction.atomic().

    `records` are the rows written, as written: hand over every row whose later change must be noticed. `at` is when it is
    recorded, `occurred_at` the true moment (the same when not given). Stale when another writer of this subject was faster.
    """
    entry = Entry(root_id, subject, verb, clause, edition, refs or {}, records, removed, occurred_at)
    return record_many([entry], actor=actor, at=at)[0]


def record_many(entries: Sequence[Entry], *, actor: Actor, at: datetime) -> list[Event]:
    """The same for at most fifty events, in three statements."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the ledger is written in the transaction of what it tells of")
    if len(entries) > MOST:
        raise ValueError(f"at most {MOST} events at a time, found {len(entries)}")
    key, heads, events = the_ring().current("ledger"), _heads({entry.subject for entry in entries if not entry.first}), []
    for entry in entries:
        seq, prev_hash = heads.get(entry.subject, (0, ""))
        event = _event(key, entry, actor, at, seq + 1, prev_hash)
        heads[entry.subject] = event.seq, event.hash
        events.append(event)
    try:
        Event.objects.bulk_create(events)
    except IntegrityError as problem:
        if any(words in str(problem) for words in _TAKEN):
            raise Stale("这份卷宗刚被别人更新过。您填的内容还在，请看过新内容再决定。") from problem
        raise
    Unanchored.objects.bulk_create([Unanchored(event=event) for event in events])
    return events


def _heads(subjects: set[Subject]) -> dict[Subject, tuple[int, str]]:
    if not subjects:
        return {}
    columns = ("subject_kind", "subject_id", "seq", "hash")
    if len(subjects) == 1:
        ((kind, subject_id),) = subjects
        rows = Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-seq").values_list(*columns)[:1]
    else:
        wanted = Q()
        for kind in {kind for kind, _ in subjects}:
            wanted |= Q(subject_kind=kind, subject_id__in=[found for named, found in subjects if named == kind])
        later = Event.objects.filter(
            subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"), seq__gt=OuterRef("seq")
        )
        rows = Event.objects.filter(wanted).filter(~Exists(later)).values_list(*columns)
    return {(kind, subject_id): (seq, digest) for kind, subject_id, seq, digest in rows}


def _event(key: Key, entry: Entry, actor: Actor, at: datetime, seq: int, prev_hash: str) -> Event:
    _check(entry)
    event = Event(
        id=new_id(),
        root_id=entry.root_id,
        subject_kind=entry.subject[0],
        subject_id=entry.subject[1],
        seq=seq,
        occurred_at=entry.occurred_at or at,
        recorded_at=at,
        actor_id=actor.staff_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        verb=entry.verb,
        clause=entry.clause or "",
        edition=entry.edition or "",
        prev_hash=prev_hash,
        schema=SCHEMA,
        algorithm=f"hmac-{key.algorithm}:{key.id}",
    )
    versions = [row_version(key, instance) for instance in entry.records]
    event.body = canonical(
        envelope(event)
        | {
            "refs": dict(entry.refs),
            "by": actor.kind,
            "records": [[found.table, found.row, found.version, found.mac] for found in versions],
            "removed": [list(row) for row in entry.removed],
        }
    )
    event.hash = algorithms.keyed(key.algorithm, key.secret, event.body.encode()).hex()
    return event


def envelope(event: Event) -> dict[str, Any]:
    """The columns of an event as its body repeats them."""
    return {
        "schema": event.schema,
        "algorithm": event.algorithm,
        "id": event.id,
        "root": event.root_id,
        "subject": [event.subject_kind, event.subject_id],
        "seq": event.seq,
        "occurred_at": event.occurred_at,
        "recorded_at": event.recorded_at,
        "actor": event.actor_id,
        "on_behalf_of": event.on_behalf_of_id,
        "verb": event.verb,
        "clause": event.clause,
        "edition": event.edition,
        "prev": event.prev_hash,
    }


def _check(entry: Entry) -> None:
    for name, value in {"verb": entry.verb, "subject": entry.subject[0], **entry.refs}.items():
        _check_reference(name, value)


def _check_reference(name: str, value: Any) -> None:
    if isinstance(value, dict):
        raise TypeError(f"refs[{name!r}]: one level only")
    for item in value if isinstance(value, list | tuple) else [value]:
        if isinstance(item, str) and not (item.isascii() and len(item) <= LONGEST_REFERENCE):
            raise ValueError(
                f"refs[{name!r}]: the ledger cannot be erased, so it takes references and codes "
                f"(ASCII, at most {LONGEST_REFERENCE} characters), never names or narrative"
            )
