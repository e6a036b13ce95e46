"""Signs of life, for /readyz and the red line of the desk."""

from datetime import datetime, timedelta

from suqing.apps.jobs.models import Heartbeat

WORKER = "worker"
SILENT_AFTER = timedelta(seconds=150)


def beat(name: str, *, started_at: datetime, at: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"started_at": started_at, "at": at, "last_error": ""})


def last(name: str) -> datetime | None:
    """When `name` last came through; None when it never did."""
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def is_silent(beat: datetime | None, *, at: datetime) -> bool:
    return beat is None or at - beat > SILENT_AFTER
