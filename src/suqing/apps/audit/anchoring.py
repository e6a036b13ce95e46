"""Verifying checkpoints against the events, and the anchors file against the checkpoints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from suqing.apps.audit import anchors
from suqing.apps.audit.checkpoints import is_signed, leaves_root
from suqing.apps.audit.findings import Finding
from suqing.apps.audit.models import Checkpoint, Event, Unanchored
from suqing.apps.audit.walking import PAGE, checkpoints
from suqing.apps.audit.walking import events as every_event
from suqing.kernel.canonical import canonical
from suqing.kernel.errors import KeyMissing


def check_checkpoints() -> Iterator[Finding]:
    """Each checkpoint by itself, in its chain, and leaf by leaf; then the events that no checkpoint knows."""
    held, lost, before = 0, False, None
    for checkpoint in checkpoints():
        problem = _problem(checkpoint, before)
        if problem:
            yield Finding("checkpoint_changed", detail=f"第{checkpoint.number}号，{problem}")
        missing = list(_missing_leaves(checkpoint)) if not problem else []
        yield from missing
        held, lost, before = held + checkpoint.count, lost or bool(problem or missing), checkpoint
    if lost or held + Unanchored.objects.count() != Event.objects.count():
        yield from _inserted()


def check_anchors(path: Path) -> Iterator[Finding]:
    """Line by line against the database. What is in the file and not in the database was taken out of the database."""
    there = False
    seen: set[int] = set()
    for line in anchors.read(path):
        there = True
        if "unreadable" in line:
            yield Finding("anchors", detail=f"{path.name} 第{line['unreadable']}行读不出来")
            continue
        seen.add(line["number"])
        yield from _check_line(path, line)
    numbers = list(Checkpoint.objects.order_by("number").values_list("number", flat=True))
    if numbers and not there:
        yield Finding("anchors", detail=f"{path} 不在或是空的，库内有{len(numbers)}个锚点。用 --anchors 指明文件")
        return
    for number in numbers:  # the last one may wait for its line: a crash between commit and file
        if number not in seen and number != numbers[-1]:
            yield Finding("anchors", detail=f"{path.name} 里没有第{number}号锚点")


def _problem(checkpoint: Checkpoint, before: Checkpoint | None) -> str:
    try:
        signed = is_signed(checkpoint)
    except KeyMissing:
        return f"密钥文件夹里没有签名密钥 {checkpoint.key_id}"
    if not signed:
        return "签名不符"
    if checkpoint.prev_hash != (before.hash if before else ""):
        return "与前一个锚点不衔接，其间的锚点被删除"
    leaves = json.loads(checkpoint.leaves)
    if len(leaves) != checkpoint.count or leaves_root(checkpoint, leaves) != checkpoint.merkle_root:
        return "所含留痕清单不符"
    return ""


def _missing_leaves(checkpoint: Checkpoint) -> Iterator[Finding]:
    leaves = json.loads(checkpoint.leaves)
    for at in range(0, len(leaves), PAGE):
        page = leaves[at : at + PAGE]
        rows = Event.objects.filter(id__in=[leaf[0] for leaf in page])
        now = {row[0]: list(row) for row in rows.values_list("id", "subject_kind", "subject_id", "seq", "hash")}
        for leaf in page:
            place = ((leaf[1], leaf[2]), leaf[3])
            if leaf[0] not in now:
                yield Finding("removed", *place)
            elif now[leaf[0]] != leaf:
                yield Finding("changed", *place, detail="与锚点所记不同")


def _inserted() -> Iterator[Finding]:
    """Only where the counts do not agree: the ids of all leaves are held in memory for it."""
    known = set(Unanchored.objects.values_list("event_id", flat=True).iterator(chunk_size=PAGE))
    for checkpoint in checkpoints():
        known.update(leaf[0] for leaf in json.loads(checkpoint.leaves))
    for event in every_event():
        if event.id not in known:
            yield Finding("inserted", (event.subject_kind, event.subject_id), event.seq, detail="不在任何锚点中")


def _check_line(path: Path, line: dict[str, Any]) -> Iterator[Finding]:
    number = line["number"]
    checkpoint = Checkpoint.objects.filter(number=number).first()
    if checkpoint is None:
        yield Finding("checkpoint_removed", detail=f"第{number}号，含{line.get('count', '?')}条留痕，锚于{line.get('at', '?')}")
        return
    expected = json.loads(canonical({name: getattr(checkpoint, name) for name in anchors.FIELDS}))
    differing = sorted(name for name in {*expected, *line} if line.get(name) != expected.get(name))
    if differing:
        yield Finding("anchors", detail=f"{path.name} 第{number}号锚点与库内不同：{'、'.join(differing)}")
