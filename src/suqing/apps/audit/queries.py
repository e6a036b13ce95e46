"""Reading the ledger."""

import json
from typing import Any

from django.db.models import QuerySet

from suqing.apps.audit.models import Event
from suqing.apps.audit.record import Subject
from suqing.kernel import clock


def events_of(*, root_id: int, subject: Subject) -> QuerySet[Event]:
    """The chain of one subject in its order, with the persons."""
    rows = Event.objects.filter(root_id=root_id, subject_kind=subject[0], subject_id=subject[1])
    return rows.select_related("actor", "on_behalf_of").order_by("seq")


def refs_of(event: Event) -> dict[str, Any]:
    """The references that were recorded with the event."""
    refs = json.loads(event.body)["refs"]
    assert isinstance(refs, dict)
    return refs


def who_was_faster(subject: Subject) -> str:
    """For `swap(…, explain=…)`: who wrote last and when, and what to do now."""
    rows = Event.objects.filter(subject_kind=subject[0], subject_id=subject[1]).select_related("actor")
    last = rows.order_by("-seq").first()
    if last is None:
        return "这条记录刚被更新过。您填的内容还在，请看过新内容再决定。"
    who = last.actor.name if last.actor else "系统"
    return f"{who}在{clock.house(last.recorded_at):%H:%M}先提交了。您填的内容还在，请看过新内容再决定。"
