"""Signs of life, for /readyz and the desk's footer."""

from datetime import datetime, timedelta

from suqing.apps.jobs.models import Heartbeat

WORKER = "worker"


def beat(name: str, *, started_at: datetime, at: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"started_at": started_at, "at": at, "last_error": ""})


def age(name: str, *, at: datetime) -> timedelta | None:
    """Since the last time `name` came through; None when it never did."""
    last = Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
    return None if last is None else max(at - last, timedelta())
