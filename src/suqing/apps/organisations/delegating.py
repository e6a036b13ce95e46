"""代行: somebody else sees to a person's work for a time. Arranged by the person or a superior; on record, ended at any moment (X03)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.events import Configured
from suqing.apps.organisations.models import Delegation, Staff
from suqing.apps.organisations.stand_ins import may_arrange
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs, NotYours, Refused
from suqing.kernel.publish import publish

LONGEST = timedelta(days=366)


def delegate(*, from_staff_id: int, to_staff_id: int, from_day: date, until_day: date, reason: str, actor: Actor, at: datetime) -> Delegation:
    """`to_staff` acts for `from_staff` from the first to the last day, both included. One stand-in a person and day; nobody hands on what is lent to them."""
    on = house(at).date()
    absent = _colleague(from_staff_id, actor, "谁不在")
    standing = _standing(actor, on)
    if not may_arrange(standing, absent.id, on=on):
        raise Refused(f"{absent.name}的代行由本人或上级安排。")
    other = _colleague(to_staff_id, actor, "由谁代行")
    _check(absent, other, from_day, until_day, reason, on)
    with transaction.atomic():
        Staff.objects.select_for_update().get(pk=absent.id)  # two at one moment for the same person
        overlapping = Delegation.objects.filter(from_staff=absent, ended_at=None, from_day__lte=until_day, until_day__gte=from_day).select_related("to_staff").first()
        if overlapping is not None:
            raise Refused(f"{overlapping.from_day:%Y-%m-%d}至{overlapping.until_day:%Y-%m-%d}已由{overlapping.to_staff.name}代行。先结束那一条，或换日期。")
        row = Delegation.objects.create(
            root_id=absent.root_id, from_staff=absent, to_staff=other, reason=reason.strip(), from_day=from_day, until_day=until_day
        )
        publish(Configured(row.root_id, ("staff", absent.id), "delegation.given", [row], actor, at))
    return row


def end_delegation(*, delegation_id: int, actor: Actor, at: datetime) -> Delegation:
    """From this moment on the stand-in neither sees nor acts; what was done stays as it was done."""
    on = house(at).date()
    with transaction.atomic():
        row = Delegation.objects.select_for_update(of=("self",)).select_related("from_staff", "to_staff").filter(pk=delegation_id, root_id=actor.root_id).first()
        standing = _standing(actor, on)
        if row is None or not (row.to_staff_id == actor.staff_id or may_arrange(standing, row.from_staff_id, on=on)):
            raise NotYours
        if row.ended_at is not None or row.until_day < on:
            raise Refused("这一条代行已经结束。")
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        publish(Configured(row.root_id, ("staff", row.from_staff_id), "delegation.ended", [row], actor, at))
    return row


def _check(absent: Staff, other: Staff, from_day: date, until_day: date, reason: str, on: date) -> None:
    problems = []
    if other.id == absent.id:
        problems.append(BadInput("由谁代行", other.name, "另一位同事", "从列表里选"))
    elif not standing_of(other, on=max(on, from_day)).posts:
        problems.append(BadInput("由谁代行", other.name, "那时在岗的同事", "从列表里选"))
    if not reason.strip():
        problems.append(BadInput("事由", "", "出差、休假、生病等", "写几个字"))
    elif len(reason.strip()) > 200:
        problems.append(BadInput("事由", f"{len(reason.strip())}字", "200字以内", "写短一些"))
    if until_day < from_day:
        problems.append(BadInput("最后一天", f"{until_day}", f"{from_day}或以后的日期", "改日期"))
    elif until_day < on:
        problems.append(BadInput("最后一天", f"{until_day}", "今天或以后的日期", "改日期"))
    elif until_day - from_day > LONGEST:
        problems.append(BadInput("最后一天", f"{until_day}", "一年以内", "长期换人请改任职"))
    if problems:
        raise BadInputs(problems)


def _standing(actor: Actor, on: date) -> Standing:
    return standing_of(Staff.objects.get(pk=actor.staff_id), on=on)


def _colleague(staff_id: int, actor: Actor, field: str) -> Staff:
    person = Staff.objects.filter(pk=staff_id, root_id=actor.root_id, is_active=True).first()
    if person is None:
        raise BadInput(field, "", "本公司的一位同事", "从列表里选")
    return person
