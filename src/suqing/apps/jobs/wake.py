"""The nudge that travels through the queue: a job's id, nothing else."""

from django_tasks import task

from suqing.apps.jobs import work
from suqing.kernel import clock


@task()
def wake(job_id: int) -> None:
    work.run_job(job_id, at=clock.now())
