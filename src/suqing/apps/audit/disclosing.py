"""Showing masked data to one person for a reason (S4 第四条一, S5 9.1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from suqing.apps.audit.models import Disclosure
from suqing.apps.audit.record import Subject, record
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, Refused

# code → words; free words about a case belong to the case, since the ledger cannot be erased
REASONS = {
    "contact": "联系投诉人",
    "verify_identity": "核实身份",
    "investigate": "调查需要",
    "reply": "答复或回访",
    "regulator": "监管调取",
    "inspection": "检查、审计",
}
LASTS = timedelta(minutes=10)


def disclose(
    *, actor: Actor, subject: Subject, fields: Sequence[str], reason: str, at: datetime, lasts: timedelta = LASTS
) -> Disclosure:
    """Open these columns of the subject to the actor until `at + lasts`; one row and one event."""
    if actor.staff_id is None:
        raise Refused("只有人员可以查看隐去的内容。", clause="property/9.1")
    if reason not in REASONS:
        raise BadInput("查看原因", reason, "、".join(REASONS.values()) + "之一", "选一个原因")
    with transaction.atomic():
        disclosure = Disclosure.objects.create(
            root_id=actor.root_id,
            staff_id=actor.staff_id,
            subject_kind=subject[0],
            subject_id=subject[1],
            fields=",".join(sorted(set(fields))),
            reason=reason,
            at=at,
            until=at + lasts,
        )
        refs = {"fields": disclosure.fields, "reason": reason}
        record(root_id=actor.root_id, subject=subject, verb="disclose", actor=actor, at=at, refs=refs, records=[disclosure])
    return disclosure


def disclosed_fields(*, root_id: int, staff_id: int, subject: Subject, at: datetime) -> frozenset[str]:
    """The columns open to this person at this moment."""
    rows = Disclosure.objects.filter(
        root_id=root_id, subject_kind=subject[0], subject_id=subject[1], staff_id=staff_id, at__lte=at, until__gt=at
    )
    return frozenset(name for (fields,) in rows.values_list("fields") for name in fields.split(","))
