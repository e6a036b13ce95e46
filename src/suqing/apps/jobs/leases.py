"""A named lease: several workers, one at a time."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from suqing.apps.jobs.models import Lease


def acquire(name: str, *, holder: str, at: datetime, seconds: int) -> bool:
    until = at + timedelta(seconds=seconds)
    free = Q(until__lte=at) | Q(holder=holder)
    if Lease.objects.filter(free, name=name).update(holder=holder, until=until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
    except IntegrityError:  # another worker made the row at the same moment
        return False
    return True


def release(name: str, *, holder: str, at: datetime) -> None:
    Lease.objects.filter(name=name, holder=holder).update(until=at)
