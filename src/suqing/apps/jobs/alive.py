"""Extend a lease from a second thread for as long as the work in hand lasts."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

log = logging.getLogger(__name__)


@contextmanager
def kept_alive(extend: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """`extend()` every third of `seconds`; it answers false when the lease belongs to somebody else by now."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(seconds / 3):
                try:
                    if not extend():
                        return
                except DatabaseError:
                    log.warning("a lease could not be extended; trying again", exc_info=True)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
