"""Run the sweeps that are due, each under its lease. A sweep that fails is logged and shown; the others go on."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from suqing.apps.jobs import heartbeats, leases
from suqing.apps.jobs.alive import kept_alive
from suqing.apps.jobs.models import Heartbeat
from suqing.apps.jobs.registry import Sweep, sweeps
from suqing.kernel import clock

log = logging.getLogger(__name__)

LEASE_SECONDS = 60  # for so long nobody runs a sweep whose worker was killed in it


def run_sweeps(*, at: datetime, holder: str, only: Iterable[Sweep] | None = None) -> list[str]:
    """The names of the sweeps that ran. `at` is the present moment."""
    candidates = sweeps() if only is None else tuple(only)
    started = dict(Heartbeat.objects.filter(name__in=[s.name for s in candidates]).values_list("name", "started_at"))
    late = [s for s in candidates if s.name not in started or started[s.name] + timedelta(seconds=s.seconds) <= at]
    return [sweep.name for sweep in late if _run(sweep, at=at, holder=holder)]


def _run(sweep: Sweep, *, at: datetime, holder: str) -> bool:
    if not leases.acquire(sweep.name, holder=holder, at=at, seconds=LEASE_SECONDS):
        return False
    try:
        last = Heartbeat.objects.filter(name=sweep.name).first()
        if last and last.started_at + timedelta(seconds=sweep.seconds) > at:
            return False  # another worker ran it between our look and our lease
        with kept_alive(lambda: leases.acquire(sweep.name, holder=holder, at=clock.now(), seconds=LEASE_SECONDS), seconds=LEASE_SECONDS):
            sweep.function(at)
        heartbeats.beat(sweep.name, started_at=at, at=clock.now())
    except Exception as error:
        log.exception("sweep %s failed", sweep.name)
        words = f"{type(error).__name__}: {error}"[:500]
        Heartbeat.objects.update_or_create(
            name=sweep.name, defaults={"started_at": at, "last_error": words}, create_defaults={"started_at": at, "at": at, "last_error": words}
        )
        return False
    finally:
        leases.release(sweep.name, holder=holder, at=clock.now())
    return True
