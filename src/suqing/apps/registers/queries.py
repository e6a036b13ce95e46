"""Questions to the batches and their journals."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from suqing.apps.jobs.models import Job
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Role
from suqing.apps.registers.models import Batch, BatchRow, RowVerdict
from suqing.kernel.sealedfields import key_of, reveal

PAGE = 100
Finding = dict[str, object]


def batches_of(standing: Standing) -> list[Batch]:
    """One's own, newest first; headquarters' complaint post sees all of the root."""
    rows = Batch.objects.filter(root_id=standing.root_id)
    if not standing.has(Role.COMPLAINT_MANAGER):
        rows = rows.filter(by_id=standing.staff_id)
    return list(rows.select_related("by", "unit").defer("content").order_by("-at")[:PAGE])


def counts_of(batch: Batch) -> dict[str, int]:
    """Rows by verdict."""
    found = dict(BatchRow.objects.filter(batch=batch).values_list("verdict").annotate(n=Count("id")))
    return {each.value: found.get(each.value, 0) for each in RowVerdict}


def rows_page(batch: Batch, *, verdict: str = "", after: int = 0) -> tuple[list[tuple[BatchRow, list[Finding]]], int | None]:
    """A page of the journal in the order of the sheet, with what was found in each row; the row to go on after."""
    rows = BatchRow.objects.filter(batch=batch, row__gt=after)
    if verdict:
        rows = rows.filter(verdict=verdict)
    found = list(rows.order_by("row")[: PAGE + 1])
    key = key_of(batch)
    return [(row, _findings(row, key)) for row in found[:PAGE]], found[PAGE - 1].row if len(found) > PAGE else None


def lines_of(batch: Batch) -> Iterator[tuple[int, str, str, str, list[Finding]]]:
    """The whole journal: row, verdict, number, ref, findings."""
    key = key_of(batch)
    for row in BatchRow.objects.filter(batch=batch).order_by("row").iterator(chunk_size=500):
        yield row.row, row.verdict, row.number, row.ref, _findings(row, key)


def whole_problems(batch: Batch) -> list[Finding]:
    """What is wrong with the workbook as a whole."""
    found: list[Finding] = json.loads(reveal(batch, key_of(batch), "problems")) if batch.problems else []
    return found


def progress_of(batch: Batch) -> tuple[int, int] | None:
    """(done, of) of the worker that has it in hand; None before it begins."""
    job = Job.objects.filter(kind__in=["registers.check", "registers.take"], args__contains=str(batch.id)).order_by("-id").first()
    done, _, of = (job.progress if job else "").partition("/")
    return (int(done), int(of)) if done.isdigit() and of.isdigit() else None


def _findings(row: BatchRow, key: Any) -> list[Finding]:
    found: list[Finding] = json.loads(reveal(row, key, "findings")) if row.findings else []
    return found
