"""The background process: huey's consumer for the nudges, one thread for the sweeps and the heartbeat."""

import logging
import secrets
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from huey.consumer import Consumer

from suqing.apps.jobs import heartbeats, sweeping
from suqing.apps.jobs.queue import queue
from suqing.kernel import clock

log = logging.getLogger(__name__)

BEAT = 30  # seconds between heartbeats of the worker
LOOK = 1.0  # seconds between looks for sweeps that are due


class QuietConsumer(Consumer):
    """Both signals end it after the jobs in hand; huey's own SIGTERM would cut them off."""

    def _set_signal_handlers(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def _end(self, number: int, frame: Any) -> None:
        self._signum, self._restart, self._graceful = number, False, True


def work(*, threads: int = 2) -> None:
    """Run until SIGTERM or SIGINT."""
    huey = queue()
    huey.pre_execute(name="connections")(lambda task: close_old_connections())
    huey.post_execute(name="connections")(lambda task, value, error: close_old_connections())
    consumer = QuietConsumer(
        huey, workers=threads, periodic=False, max_delay=0.5, scheduler_interval=60, shutdown_timeout=20, check_worker_health=True
    )
    over = threading.Event()
    sweeper = threading.Thread(target=_sweep_until, args=(over,), name="sweeps")
    sweeper.start()
    try:
        consumer.run()
    finally:
        over.set()
        sweeper.join(timeout=20)


def _sweep_until(over: threading.Event) -> None:
    holder = secrets.token_hex(8)
    next_beat = clock.now()
    try:
        while not over.is_set():
            at = clock.now()
            if at >= next_beat:
                _guarded(lambda at=at: heartbeats.beat(heartbeats.WORKER, started_at=at, at=at))
                next_beat = at + timedelta(seconds=BEAT)
            _guarded(lambda at=at: sweeping.run_sweeps(at=at, holder=holder))
            over.wait(LOOK)
    finally:
        connection.close()


def _guarded(step: Callable[[], object]) -> None:
    """A database that is away for a while must not end the worker."""
    try:
        close_old_connections()
        step()
    except DatabaseError:
        log.exception("the database did not answer; trying again")


