"""Take a job by compare-and-swap, keep its lease alive, end it once. A killed worker's lease runs out and the job is taken again."""

import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from suqing.apps.jobs.alive import kept_alive
from suqing.apps.jobs.models import Job, JobState
from suqing.apps.jobs.registry import handler_of
from suqing.kernel import clock

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
BACKOFF = (10, 60, 300, 1800)  # seconds before the 2nd, 3rd, 4th, 5th attempt


class LostLease(Exception):
    """Another worker holds the job by now: roll back and let it."""


@dataclass(frozen=True)
class Run:
    """One attempt at a job, as its handler sees it."""

    job_id: int
    root_id: int | None
    args: dict[str, Any]
    at: datetime
    attempt: int
    holder: str

    def progress(self, words: str) -> None:
        if not self._mine().update(progress=words[:200]):
            raise LostLease(self.job_id)

    def finish(self, *, at: datetime | None = None) -> None:
        """Mark done. Inside the transaction of the effects it makes them happen exactly once."""
        done = self._mine().update(
            state=JobState.DONE, finished_at=at or clock.now(), lease_until=None, holder="", last_error=""
        )
        if not done:
            raise LostLease(self.job_id)

    def extend(self) -> bool:
        return bool(self._mine().update(lease_until=clock.now() + LEASE))

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, holder=self.holder)


def claim(job_id: int, *, at: datetime) -> Run | None:
    """The job, if it is due and nobody was faster."""
    holder = secrets.token_hex(16)
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED, run_at__lte=at).update(
        state=JobState.RUNNING, holder=holder, lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    return Run(job.pk, job.root_id, json.loads(job.args), at, job.attempts, holder)


def run_job(job_id: int, *, at: datetime) -> bool:
    """Run one job if it is free; True when this call did it."""
    run = claim(job_id, at=at)
    if run is None:
        return False
    kind = Job.objects.values_list("kind", flat=True).get(pk=job_id)
    try:
        with kept_alive(run.extend, seconds=LEASE.total_seconds()):
            handler_of(kind)(run)
        if Job.objects.filter(pk=job_id, state=JobState.RUNNING, holder=run.holder).exists():
            run.finish()
    except LostLease:
        log.warning("job %s %s was taken over by another worker", kind, job_id)
        return False
    except Exception as error:
        log.exception("job %s %s failed, attempt %s", kind, job_id, run.attempt)
        _failed(run, error, at=clock.now())
        return False
    return True


def run_due(*, at: datetime, limit: int = 200) -> int:
    """Run what is due, oldest first; the number of jobs brought to their end."""
    return sum(run_job(job_id, at=at) for job_id in due(at=at, limit=limit))


def due(*, at: datetime, limit: int = 200) -> list[int]:
    queued = Job.objects.filter(state=JobState.QUEUED, run_at__lte=at)
    return list(queued.order_by("run_at").values_list("pk", flat=True)[:limit])


def requeue_expired(*, at: datetime) -> int:
    """Jobs whose worker is gone go back to the queue, or fail when they have killed too many workers."""
    expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=at)
    if not expired.exists():
        return 0
    expired.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED, holder="", lease_until=None, finished_at=at, last_error="后台进程多次中断，已停止重试。"
    )
    return expired.filter(attempts__lt=MAX_ATTEMPTS).update(state=JobState.QUEUED, holder="", lease_until=None, run_at=at)


def _failed(run: Run, error: Exception, *, at: datetime) -> None:
    mine = Job.objects.filter(pk=run.job_id, state=JobState.RUNNING, holder=run.holder)
    words = f"{type(error).__name__}: {error}"[:500]
    if run.attempt >= MAX_ATTEMPTS:
        mine.update(state=JobState.FAILED, holder="", lease_until=None, finished_at=at, last_error=words)
        return
    wait = timedelta(seconds=BACKOFF[min(run.attempt, len(BACKOFF)) - 1])
    mine.update(state=JobState.QUEUED, holder="", lease_until=None, run_at=at + wait, last_error=words)
