"""Walking over the ledger in pages by key, so that a ledger of any size is verified in little memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from suqing.apps.audit.models import Checkpoint, Event

PAGE = 500


def events() -> Iterator[Event]:
    """Every event, by subject and seq."""
    table, after = Event._meta.db_table, None
    while True:
        rows = Event.objects.order_by("subject_kind", "subject_id", "seq")
        if after is not None:  # one row comparison, which both databases answer from the unique index
            rows = rows.extra(
                where=[f'("{table}"."subject_kind", "{table}"."subject_id", "{table}"."seq") > (%s, %s, %s)'], params=after
            )
        page = list(rows[:PAGE])
        yield from page
        if len(page) < PAGE:
            return
        after = [page[-1].subject_kind, page[-1].subject_id, page[-1].seq]


def checkpoints() -> Iterator[Checkpoint]:
    """Every checkpoint, by number."""
    after = 0
    while checkpoint := Checkpoint.objects.filter(number__gt=after).order_by("number").first():
        yield checkpoint
        after = checkpoint.number


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database as of one moment, and no writer waits (inside a transaction: as it stands)."""
    if connection.in_atomic_block:
        yield
        return
    _execute("BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        yield
    finally:
        _execute("ROLLBACK")


def _execute(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
