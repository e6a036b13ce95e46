"""Verifying the chains: every event by its own content, its columns and its place."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from suqing.apps.audit.findings import Finding
from suqing.apps.audit.models import Event
from suqing.apps.audit.record import envelope
from suqing.kernel.canonical import moment
from suqing.kernel.crypto import Keyring, algorithms, the_ring
from suqing.kernel.errors import KeyMissing


def check_chains(events: Iterator[Event], rows: Any) -> Iterator[Finding]:
    """Findings of every chain; the record versions of each good event are handed to `rows.note`."""
    ring = the_ring()
    before: Event | None = None
    before_good = True
    for event in events:
        if before is None or _subject(before) != _subject(event):
            before, before_good = None, True
        expected = before.seq + 1 if before else 1
        for seq in range(expected, event.seq):
            yield Finding("removed", _subject(event), seq)
        problem = _problem(ring, event)
        linked = event.prev_hash == (before.hash if before else "")
        if not problem and event.seq == expected and before_good and not linked:
            problem = "与前一条不衔接"
        if problem:
            yield Finding("changed", _subject(event), event.seq, detail=problem)
        else:
            rows.note(_subject(event), json.loads(event.body))
        before, before_good = event, not problem


def _problem(ring: Keyring, event: Event) -> str:
    """What is wrong with one event by itself; empty when nothing is."""
    name, _, key_id = event.algorithm.partition(":")
    try:
        key = ring.key("ledger", key_id)
    except KeyMissing:
        if key_id.isalnum() and event.algorithm in event.body:
            raise  # the body says the same: the key folder is not the one of this ledger
        return "密钥标识"
    if name != f"hmac-{key.algorithm}":
        return "算法标识"
    if algorithms.keyed(key.algorithm, key.secret, event.body.encode("utf-8", "replace")).hex() != event.hash:
        return "正文或校验值"
    said = json.loads(event.body)
    differing = sorted(name for name, value in envelope(event).items() if said.get(name) != _as_said(value))
    return "列 " + "、".join(differing) if differing else ""


def _as_said(value: Any) -> Any:
    return moment(value) if isinstance(value, datetime) else value


def _subject(event: Event) -> tuple[str, int]:
    return event.subject_kind, event.subject_id
