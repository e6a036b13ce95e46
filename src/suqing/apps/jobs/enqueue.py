"""Write the job with the effects that ask for it; nudge a worker once they are committed."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from suqing.apps.jobs import registry
from suqing.apps.jobs.models import Job
from suqing.apps.organisations.models import Organisation

log = logging.getLogger(__name__)


def enqueue(
    kind: str, args: Mapping[str, Any], *, at: datetime, root: Organisation | int | None = None, run_at: datetime | None = None
) -> Job:
    """A job for `kind`, in the caller's transaction. `at` is now; `run_at` the earliest start (empty = at once)."""
    registry.handler_of(kind)
    job = Job.objects.create(
        root_id=root.pk if isinstance(root, Organisation) else root,
        kind=kind,
        args=json.dumps(args, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False),
        run_at=run_at or at,
        created_at=at,
    )
    if job.run_at <= at:
        nudge([job.pk])
    return job


def nudge(job_ids: list[int]) -> None:
    """Wake a worker after commit. A queue that does not answer costs a minute, never the job: the sweep finds it."""
    from suqing.apps.jobs.wake import wake

    def send() -> None:
        for job_id in job_ids:
            wake.enqueue(job_id)

    transaction.on_commit(send, robust=True)
