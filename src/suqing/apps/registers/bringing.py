"""The two halves of bringing a register in: check every row, then take the good ones fifty at a time. Either may be cut off and run again.

Each fifty are one transaction with their verdicts in the journal: a row is taken once, however often a worker dies.
"""

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from suqing.apps.complaints.actions import register_complaints
from suqing.apps.complaints.models.choices import Origin
from suqing.apps.organisations.actors import Actor
from suqing.apps.registers.ground import ground_of
from suqing.apps.registers.judging import Judged, judge, read_rows
from suqing.apps.registers.models import Batch, BatchRow, BatchState, RowVerdict
from suqing.casework.assessment.problems import SheetProblem
from suqing.exchange.sheets import Book, open_book
from suqing.kernel.errors import BadInput
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import key_of, reveal, seal_into

AT_ONCE = 50
Progress = Callable[[int, int], object]


def content_of(batch: Batch) -> Book:
    return open_book(base64.b64decode(reveal(batch, key_of(batch), "content")), batch.name)


def check_batch(batch: Batch, *, actor: Actor, now: datetime, progress: Progress = lambda done, of: None) -> None:
    """Write the verdict of every row. Begun again, it goes on after the last one that is there."""
    try:
        book = content_of(batch)
    except BadInput as wrong:
        _unreadable(batch, [SheetProblem("unreadable", batch.name, 0, "", wrong.found, wrong.expected, wrong.do)], now)
        return
    rows, single, whole = read_rows(book)
    if whole:
        _unreadable(batch, whole, now)
        return
    total = len({*single, *(row.place.row for row in rows)})
    journalled = set(BatchRow.objects.filter(batch=batch).values_list("row", flat=True))
    waiting: list[Judged] = []
    for done, each in enumerate(judge(rows, single, ground_of(batch.root_id, actor, unit=batch.unit, now=now)), start=1):
        if each.row not in journalled:
            waiting.append(each)
        if len(waiting) == AT_ONCE * 4:
            _journal(batch, waiting)
            waiting = []
            progress(done, total)
    _journal(batch, waiting)
    Batch.objects.filter(pk=batch.pk, state=BatchState.CHECKING).update(state=BatchState.CHECKED, rows=total)


def _unreadable(batch: Batch, problems: Sequence[SheetProblem], now: datetime) -> None:
    key = key_of(batch)
    seal_into(batch, key, problems=json.dumps([each.data() for each in problems], ensure_ascii=False))
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.UNREADABLE, problems=batch.problems, content="", ended_at=now)


def _journal(batch: Batch, judged: Iterable[Judged]) -> None:
    key, rows = key_of(batch), []
    for each in judged:
        row = BatchRow(id=new_id(), root_id=batch.root_id, batch=batch, row=each.row, verdict=each.verdict, number=each.number[:60], ref=each.ref)
        if each.findings:
            seal_into(row, key, findings=json.dumps([found.data() for found in each.findings], ensure_ascii=False))
        rows.append(row)
    BatchRow.objects.bulk_create(rows)


def take_batch(batch: Batch, *, actor: Actor, now: datetime, progress: Progress = lambda done, of: None) -> None:
    """Register every row that is ready. What became impossible since the check gets its new verdict instead."""
    rows, single, _ = read_rows(content_of(batch))
    by_number = {row.place.row: row for row in rows}
    of = batch.journal.exclude(verdict=RowVerdict.REFUSED).count()
    while ready := list(batch.journal.filter(verdict=RowVerdict.READY).order_by("row")[:AT_ONCE]):
        ground = ground_of(batch.root_id, actor, unit=batch.unit, now=now)
        judged = {each.row: each for each in judge([by_number[row.row] for row in ready], {}, ground)}
        with transaction.atomic():
            _take(ready, judged, actor, now)
        progress(batch.journal.filter(verdict=RowVerdict.TAKEN).count(), of)


def _take(ready: Sequence[BatchRow], judged: dict[int, Judged], actor: Actor, now: datetime) -> None:
    good = [row for row in ready if judged[row.row].verdict == RowVerdict.READY]
    made = register_complaints(intakes=[judged[row.row].intake for row in good], actor=actor, at=now, origin=Origin.IMPORT)  # type: ignore[misc]
    refs = {row.row: complaint.ref for row, complaint in zip(good, made, strict=True)}
    for row in ready:
        row.verdict = RowVerdict.TAKEN if row.row in refs else judged[row.row].verdict
        row.ref = refs.get(row.row, judged[row.row].ref)
    BatchRow.objects.bulk_update(ready, ["verdict", "ref"])
