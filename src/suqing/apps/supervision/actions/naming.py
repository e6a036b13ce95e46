"""Art. 7, 35: to name who is responsible, to end it, and to put down that a change was reported to the regulator."""

from datetime import date, datetime, timedelta

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Staff
from suqing.apps.supervision.access import NAME_PERSONS, need, units_for
from suqing.apps.supervision.actions.words import line_of, unit_among
from suqing.apps.supervision.models import ChangeReport, ResponsiblePerson
from suqing.apps.supervision.queries import changes_waiting, law_on
from suqing.casework.responsible import CHANGES, REPORT_CLAUSE, Kind, kinds_on
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused, collect
from suqing.kernel.ids import new_id
from suqing.kernel.swap import swap

FURTHEST = timedelta(days=366)


def name_responsible(*, unit_id: int | None, kind: str, staff_id: int | None, from_day: date, actor: Actor, at: datetime) -> ResponsiblePerson:
    """From that day on; whoever was named before is so until the day before."""
    on = house(at).date()
    standing = _standing(actor, on)
    unit = unit_among(units_for(standing, NAME_PERSONS), unit_id)
    found = _kind(unit, kind, on)
    person = _person(staff_id, actor, max(from_day, on))
    if from_day > on + FURTHEST:
        raise BadInput("从哪一天起", f"{from_day}", "一年以内的日期", "改日期")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=unit.id)  # two at one moment for the same unit
        last = ResponsiblePerson.objects.filter(unit=unit, kind=found.id).select_related("staff").order_by("-from_day").first()
        row = ResponsiblePerson(id=new_id(), root_id=unit.root_id, unit=unit, kind=found.id, staff=person, from_day=from_day, by_id=standing.staff_id, at=at)
        before = [_ended_by(last, row)] if last is not None and (last.until_day is None or last.until_day >= from_day) else []
        row.save(force_insert=True)
        refs = {"kind": found.id, "person": person.id, "from": from_day.isoformat()}
        record(root_id=row.root_id, subject=("responsible", unit.id), verb="responsible.named", actor=actor, at=at, clause=found.clause, refs=refs, records=[row, *before])
    return row


def _ended_by(last: ResponsiblePerson, row: ResponsiblePerson) -> ResponsiblePerson:
    if last.from_day >= row.from_day:
        raise Refused(f"{last.staff.name}从{last.from_day:%Y-%m-%d}起已登记，新的须晚于这一天。请改日期。", clause="cbirc2020/7.1")
    if last.staff_id == row.staff_id:
        raise Refused(f"现在登记的就是{last.staff.name}，不用再登记。", clause="cbirc2020/7.1")
    swap(last, seen_version=last.version, until_day=row.from_day - timedelta(days=1))
    return last


def end_responsible(*, responsible_id: int, seen_version: int, last_day: date, actor: Actor, at: datetime) -> ResponsiblePerson:
    """No successor is named: the seat is empty from the day after."""
    on = house(at).date()
    with transaction.atomic():
        row = _mine(responsible_id, actor, on)
        if row.until_day is not None:
            raise Refused(f"{row.staff.name}已登记到{row.until_day:%Y-%m-%d}为止。", clause="cbirc2020/7.1")
        if not row.from_day <= last_day <= on + FURTHEST:
            raise BadInput("最后一天", f"{last_day}", f"{row.from_day}以后、一年以内的日期", "改日期")
        swap(row, seen_version=seen_version, until_day=last_day)
        record(root_id=row.root_id, subject=("responsible", row.unit_id), verb="responsible.ended", actor=actor, at=at, clause="cbirc2020/7.1", refs={"kind": row.kind, "until": last_day.isoformat()}, records=[row])
    return row


def report_change(*, responsible_id: int, what: str, reported_on: date, report_no: str, addressee: str, actor: Actor, at: datetime) -> ChangeReport:
    """The change was reported to the regulator by that document; it waits no longer."""
    on = house(at).date()
    with transaction.atomic():
        row = _mine(responsible_id, actor, on)
        if what not in CHANGES:
            raise BadInput("变动", what[:40], "、".join(f"{code}（{words}）" for code, words in CHANGES.items()), "从列表里选")
        problems: list[BadInput] = []
        number = line_of("报告文号", report_no, problems, most=80)
        to = line_of("报告给", addressee, problems, most=120)
        if not number:
            problems.append(BadInput("报告文号", "", "报告的文号或系统回执号", "照报告填写"))
        if not to:
            problems.append(BadInput("报告给", "", "收报告的监管机构", "写明名称"))
        if reported_on > on:
            problems.append(BadInput("报告日期", f"{reported_on}", "今天或以前的日期", "报告以后再登记"))
        collect(problems)
        if what not in {each.what for each in changes_waiting(row, on)}:
            raise Refused("这一项变动没有待报告的：还没有发生，或已经登记过报告。", clause=REPORT_CLAUSE)
        found = ChangeReport(id=new_id(), root_id=row.root_id, responsible=row, what=what, reported_on=reported_on, report_no=number, addressee=to, by_id=actor.staff_id, at=at)
        found.save(force_insert=True)
        refs = {"responsible": row.id, "what": what, "on": reported_on.isoformat()}
        record(root_id=row.root_id, subject=("responsible", row.unit_id), verb="responsible.reported", actor=actor, at=at, clause=REPORT_CLAUSE, refs=refs, records=[found])
    return found


def _standing(actor: Actor, on: date) -> Standing:
    standing = standing_of(Staff.objects.get(pk=actor.staff_id), on=on)
    need(standing, NAME_PERSONS)
    return standing


def _mine(responsible_id: int, actor: Actor, on: date) -> ResponsiblePerson:
    standing = _standing(actor, on)
    row = ResponsiblePerson.objects.select_for_update(of=("self",)).select_related("staff", "unit").filter(pk=responsible_id, root_id=standing.root_id).first()
    if row is None or row.unit_id not in {each.id for each in units_for(standing, NAME_PERSONS)}:
        raise NotYours
    return row


def _kind(unit: Organisation, kind: str, on: date) -> Kind:
    kinds = [each for each in kinds_on(law_on(unit.root_id, on), on) if unit.kind in each.at]
    found = next((each for each in kinds if each.id == kind), None)
    if found is None:
        raise BadInput("哪一种", kind[:40], "、".join(f"{each.id}（{each.words}）" for each in kinds) or "这一级机构不用登记", "从列表里选")
    return found


def _person(staff_id: int | None, actor: Actor, on: date) -> Staff:
    person = Staff.objects.filter(pk=staff_id, root_id=actor.root_id, is_active=True).first()
    if person is None or not standing_of(person, on=on).posts:
        raise BadInput("由谁", person.name if person else "", "那时在岗的同事", "从列表里选")
    return person
