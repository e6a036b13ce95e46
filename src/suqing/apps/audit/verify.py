"""Proving the ledger, or naming what was changed, removed or inserted (X02)."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from suqing.apps.audit import anchors, triggers
from suqing.apps.audit.anchoring import check_anchors, check_checkpoints
from suqing.apps.audit.chains import check_chains
from suqing.apps.audit.findings import Finding
from suqing.apps.audit.rows import Rows
from suqing.apps.audit.walking import events, one_moment


def verify(*, anchors_file: Path | None = None) -> list[Finding]:
    """Triggers, chains, today's rows, checkpoints and the anchors file. Empty when all agree. KeyMissing without keys."""
    path = anchors_file or anchors.anchors_path()
    with anchors.locked(anchors.anchors_path()), one_moment():  # no checkpoint slips in between database and file
        found = list(_all(path))
    return _once(found)


def _all(path: Path) -> Iterator[Finding]:
    for name in triggers.missing(connection):
        yield Finding("trigger", detail=name)
    rows = Rows()
    yield from check_chains(events(), rows)
    yield from check_checkpoints()
    yield from rows.findings()
    yield from check_anchors(path)


def _once(found: list[Finding]) -> list[Finding]:
    """One finding per event: inserted says more than removed or changed."""
    best: dict[object, Finding] = {}
    for finding in found:
        on_event = finding.subject and finding.table is None
        key = (finding.subject, finding.seq) if on_event else finding
        held = best.get(key)
        if held is None or (finding.what == "inserted" and held.what != "inserted"):
            best[key] = finding
    return list(best.values())
