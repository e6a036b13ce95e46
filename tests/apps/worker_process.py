"""A real worker with one slow job kind, for test_jobs_worker.py: python worker_process.py FOLDER."""

import sys
import time
from datetime import timedelta
from pathlib import Path

from suqing.commands._django import setup

setup()

from django.db import transaction  # noqa: E402

from suqing.apps.jobs import registry, sweeping, work  # noqa: E402
from suqing.apps.jobs.models import Heartbeat  # noqa: E402
from suqing.apps.jobs.registry import Sweep, handler  # noqa: E402
from suqing.apps.jobs.worker import work as run_worker  # noqa: E402

FOLDER = Path(sys.argv[1])
work.LEASE = timedelta(seconds=2)
sweeping.LEASE_SECONDS = 2
requeue = registry._sweeps["jobs.requeue"]
registry._sweeps["jobs.requeue"] = Sweep(requeue.name, 1, requeue.function)


@handler("tests.effect")
def effect(run: work.Run) -> None:
    """Says that it is at work, waits for leave, then writes its one effect together with its end."""
    (FOLDER / f"attempt-{run.attempt}").touch()
    while not (FOLDER / "leave").exists():
        time.sleep(0.05)
    with transaction.atomic():
        Heartbeat.objects.create(name=f"effect of attempt {run.attempt}", started_at=run.at, at=run.at)
        run.finish()


if __name__ == "__main__":
    if "--enqueue" in sys.argv:
        from suqing.apps.jobs.enqueue import enqueue
        from suqing.kernel import clock

        enqueue("tests.effect", {}, at=clock.now())
    else:
        run_worker()
