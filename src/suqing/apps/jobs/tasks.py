"""The sweeps of the jobs themselves."""

from datetime import datetime, timedelta

from suqing.apps.jobs.enqueue import nudge
from suqing.apps.jobs.models import Job, JobState
from suqing.apps.jobs.registry import every
from suqing.apps.jobs.work import due, requeue_expired

KEEP_DONE = timedelta(days=30)


@every("jobs.requeue", seconds=20)
def requeue(at: datetime) -> None:
    """What a killed worker left, and what a lost nudge left lying."""
    requeue_expired(at=at)
    nudge(due(at=at))


@every("jobs.forget", seconds=86_400)
def forget(at: datetime) -> None:
    """Done jobs go after thirty days; failed ones stay until somebody has looked."""
    Job.objects.filter(state=JobState.DONE, finished_at__lt=at - KEEP_DONE).delete()
