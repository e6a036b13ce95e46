"""Traces of reading, kept apart from the ledger and written in batches: a page that is read must not wait for a write.

Traces not yet flushed are lost with the process: at most the last few seconds.
"""

import atexit
import logging
import threading
from collections import Counter
from datetime import datetime

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F

from suqing.apps.audit.models import ReadTrace

WINDOW_MINUTES = 10  # one trace for what a person looks at within it
BATCH = 50

log = logging.getLogger("suqing.audit")

_Place = tuple[int, int, str, int, datetime, str]  # root, staff, subject kind, subject id, window start, purpose
_buffer: Counter[_Place] = Counter()
_lock = threading.Lock()
_flusher: threading.Thread | None = None


def note_read(*, root_id: int, staff_id: int, subject: tuple[str, int], at: datetime, purpose: str = "handle") -> None:
    """Remember that this person looked at this subject. Writes nothing itself."""
    window = at.replace(minute=at.minute - at.minute % WINDOW_MINUTES, second=0, microsecond=0)
    with _lock:
        _buffer[root_id, staff_id, subject[0], subject[1], window, purpose] += 1


def flush_reads() -> int:
    """Write what was noted, at most fifty rows a transaction; how many rows were written or raised."""
    done = 0
    while page := _taken():
        try:
            with transaction.atomic():
                for place, count in page:
                    _write(place, count)
        except BaseException:
            with _lock:
                _buffer.update(dict(page))
            raise
        done += len(page)
    return done


def start_flushing(*, every_seconds: float = 5.0) -> None:
    """A daemon thread that flushes, and a last flush at the end of the process. Called once by the serving process."""
    global _flusher
    if _flusher is None:
        _flusher = threading.Thread(target=_flush_for_ever, args=(every_seconds,), name="read-traces", daemon=True)
        _flusher.start()
        atexit.register(flush_reads)


def _flush_for_ever(seconds: float) -> None:
    pause = threading.Event()
    while not pause.wait(seconds):
        close_old_connections()
        try:
            flush_reads()
        except DatabaseError:  # kept in the buffer for the next turn
            log.exception("reading traces wait for the database")


def _taken() -> list[tuple[_Place, int]]:
    with _lock:
        page = list(_buffer.items())[:BATCH]
        for place, _ in page:
            del _buffer[place]
    return page


def _write(place: _Place, count: int) -> None:
    root_id, staff_id, kind, subject_id, window, purpose = place
    where = {"root_id": root_id, "staff_id": staff_id, "subject_kind": kind, "subject_id": subject_id, "window_start": window}
    for _ in range(2):
        if ReadTrace.objects.filter(**where).update(count=F("count") + count):
            return
        made = ReadTrace(**where, purpose=purpose, count=0)
        ReadTrace.objects.bulk_create([made], ignore_conflicts=True)
