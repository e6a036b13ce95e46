"""Work to be done later. The row is the truth; the queue only carries a nudge and may lose it."""

from django.db import models

from suqing.kernel.ids import new_id


class JobState(models.TextChoices):
    QUEUED = "queued", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    FAILED = "failed", "失败"


class Job(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=80)
    args = models.TextField(help_text="canonical JSON; references and ids only, never a person's words")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    run_at = models.DateTimeField()
    holder = models.CharField(max_length=40, blank=True, help_text="the claim; a new one at every attempt")
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    progress = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["root", "kind", "state"], name="job_root_kind_state"),
            models.Index(fields=["run_at"], condition=models.Q(state="queued"), name="job_due"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_leased"),
            models.Index(fields=["finished_at"], condition=models.Q(state="done"), name="job_done"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["done", "failed"]) | models.Q(finished_at__isnull=False),
                name="job_ended_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Lease(models.Model):
    """Who may run a named sweep, and until when."""

    name = models.CharField(max_length=80, primary_key=True)
    holder = models.CharField(max_length=40)
    until = models.DateTimeField()


class Heartbeat(models.Model):
    """When a sweep, or the worker itself, last ran."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    at = models.DateTimeField(help_text="when it came through; a run that failed leaves this as it was")
    last_error = models.CharField(max_length=500, blank=True)
