"""The report calendar kept, figures taken and locked, signed by name, reported, reported again (2020 measures Art. 36)."""

from datetime import date, datetime
from hashlib import sha256

from django.db import models, transaction

from suqing.apps.audit.record import record
from suqing.apps.editions.queries import edition_in_force
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.apps.supervision.calendar import owed_for, problems_of, unchanged
from suqing.apps.supervision.counting import count_body
from suqing.apps.supervision.filing_access import (
    duty_for,
    filing_for,
    may_prepare,
    may_sign,
    reported_units,
)
from suqing.apps.supervision.models import Cycle, Filing, FilingState, ReportDuty
from suqing.kernel.canonical import canonical
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused, collect
from suqing.kernel.swap import swap

CLAUSE = "cbirc2020/36"
MOST_DAYS = 366
LENGTHS = {"name": ("报告名称", 60), "addressee": ("报送机关", 80), "ground": ("依据", 200)}


def set_duty(
    *, unit_id: int, name: str, cycle: str, due_days: int | None, addressee: str, ground: str, from_day: date | None, actor: Actor, at: datetime
) -> ReportDuty:
    """One more line of the calendar."""
    words = {"name": name.strip(), "addressee": addressee.strip(), "ground": ground.strip()}
    problems = [
        BadInput(label, f"{len(words[key]):,}个字" if words[key] else "", f"1到{most}个字", "照通知填写") if not 1 <= len(words[key]) <= most else None
        for key, (label, most) in LENGTHS.items()
    ]
    problems += [
        None if cycle in Cycle.values else BadInput("多久一次", cycle[:20], "、".join(str(each) for each in Cycle.labels) + "之一", "从列表里选"),
        None if due_days is not None and 1 <= due_days <= MOST_DAYS else BadInput("期末后几日内", "" if due_days is None else str(due_days), f"1到{MOST_DAYS}的整数", "照通知填写"),
        None if from_day else BadInput("从哪一天起", "", "一个日期", "填第一期的第一天"),
    ]
    collect([each for each in problems if each])
    standing = _standing(actor, at)
    unit = next((each for each in reported_units(standing) if each.id == unit_id), None)
    if unit is None:
        raise BadInput("机构", str(unit_id), "您负责报送的一个机构", "从列表里选")
    with transaction.atomic():
        if ReportDuty.objects.filter(unit=unit, name=words["name"], until_day=None).exists():
            raise Refused(f"{unit.short_name}已有“{words['name']}”。要改报送日，先停用旧的再登记。", clause=CLAUSE)
        row = ReportDuty.objects.create(
            root_id=unit.root_id, unit=unit, cycle=cycle, due_days=due_days or 0, from_day=from_day or house(at).date(), by_id=actor.staff_id, at=at, **words
        )
        _record("report.duty_set", ("report_duty", row.id), actor, at, [row])
    return row


def end_duty(*, duty_id: int, last_day: date | None, seen_version: int, actor: Actor, at: datetime) -> ReportDuty:
    """No further period after that day; those before it stay owed."""
    duty = duty_for(_standing(actor, at), duty_id)
    _need_preparer(actor, at, duty)
    if last_day is None or last_day < duty.from_day:
        raise BadInput("最后一天", str(last_day or ""), f"{duty.from_day}或以后的一天", "填最后一期的最后一天")
    if duty.until_day is not None:
        raise Refused(f"“{duty.name}”已登记到{duty.until_day}为止。", clause=CLAUSE)
    with transaction.atomic():
        swap(duty, seen_version=seen_version, until_day=last_day)
        _record("report.duty_ended", ("report_duty", duty.id), actor, at, [duty])
    return duty


def take_snapshot(*, duty_id: int, period: str, actor: Actor, at: datetime, reason: str = "") -> Filing:
    """Count the period and lock what was counted. What was not reported yet is replaced; after a report it is a correction and says why."""
    duty = duty_for(_standing(actor, at), duty_id)
    _need_preparer(actor, at, duty)
    owed = owed_for(duty, period, today=house(at).date())
    if owed is None:
        raise BadInput("期间", period[:20], "这项报告已经过完的一期", "从列表里选；没有过完的期间不能取数")
    why = reason.strip()
    with transaction.atomic():
        earlier = list(Filing.objects.select_for_update(of=("self",)).filter(duty=duty, period=period).order_by("number"))
        reported = any(each.state == FilingState.FILED for each in earlier)
        if reported and not why:
            raise BadInput("更正原因", "", "为什么重报", "写明哪里不同、怎么发现的")
        if len(why) > 400:
            raise BadInput("更正原因", f"{len(why):,}个字", "不超过400个字", "写简短些")
        dropped = [each for each in earlier if each.state in (FilingState.DRAFT, FilingState.SIGNED)]
        for each in dropped:
            swap(each, seen_version=each.version, state=FilingState.DROPPED)
        body = canonical(count_body(duty.unit, since=owed.period.first_day, until=owed.period.last_day, period=period, at=at))
        edition = edition_in_force(duty.root_id, "cbirc2020", on=owed.period.last_day)
        row = Filing.objects.create(
            root_id=duty.root_id, duty=duty, period=period, first_day=owed.period.first_day, last_day=owed.period.last_day, number=len(earlier) + 1,
            reason=why if reported else "", body=body, content_hash=sha256(body.encode()).hexdigest(), edition_hash=edition.content_hash if edition else "", by_id=actor.staff_id, at=at,
        )  # fmt: skip
        _record("report.taken", ("filing", row.id), actor, at, [row, *dropped], refs={"period": period, "number": row.number, "hash": row.content_hash})
    return row


def sign_filing(*, filing_id: int, content_hash: str, seen_version: int, actor: Actor, at: datetime) -> Filing:
    """By a leader of the unit or above, by name, for exactly these figures; not by whoever prepared them, and not while something is wrong."""
    standing = _standing(actor, at)
    filing = filing_for(standing, filing_id)
    if not may_sign(standing, filing.duty.unit):
        raise Refused(f"报送的数据由{filing.duty.unit.short_name}或上级的主管领导、总经理室签报。", clause=CLAUSE)
    if filing.by_id == actor.staff_id:
        raise Refused("数据是您取的，须由另一位领导签报。", clause=CLAUSE)
    if filing.state != FilingState.DRAFT:
        raise Refused(f"这一版{filing.get_state_display()}，不用再签。", clause=CLAUSE)
    if content_hash != filing.content_hash or not unchanged(filing):
        raise Refused("数据与您看到的不是同一份。重新打开再签。", clause=CLAUSE)
    wrong = [each for each in problems_of(filing) if each.wrong]
    if wrong:
        raise Refused(f"有{len(wrong)}处不对：{'；'.join(f'{each.where}：{each.words}' for each in wrong)}", clause=CLAUSE)
    with transaction.atomic():
        swap(filing, seen_version=seen_version, state=FilingState.SIGNED, signed_by_id=actor.staff_id, signed_at=at)
        _record("report.signed", ("filing", filing.id), actor, at, [filing], refs={"hash": filing.content_hash})
    return filing


def file_filing(*, filing_id: int, filed_on: date | None, document_no: str, seen_version: int, actor: Actor, at: datetime) -> Filing:
    """It went to the regulator on that day, under that number."""
    filing = filing_for(_standing(actor, at), filing_id)
    _need_preparer(actor, at, filing.duty)
    number = document_no.strip()
    if filing.state != FilingState.SIGNED or filing.signed_at is None:
        raise Refused(f"这一版{filing.get_state_display()}，签报之后才能登记报送。", clause=CLAUSE)
    signed, today = house(filing.signed_at).date(), house(at).date()
    problems = [
        None if filed_on and signed <= filed_on <= today else BadInput("报送日", str(filed_on or ""), f"签报（{signed}）以后、今天以前的一天", "填实际报送的日期"),
        None if 1 <= len(number) <= 80 else BadInput("文号或回执", f"{len(number)}个字" if number else "", "1到80个字", "照发文或系统回执填写"),
    ]
    collect([each for each in problems if each])
    with transaction.atomic():
        swap(filing, seen_version=seen_version, state=FilingState.FILED, filed_on=filed_on, document_no=number, filed_by_id=actor.staff_id)
        _record("report.filed", ("filing", filing.id), actor, at, [filing], refs={"filed_on": str(filed_on)})
    return filing


def _standing(actor: Actor, at: datetime) -> Standing:
    if actor.staff_id is None:
        raise NotYours
    return standing_of(Staff.objects.get(pk=actor.staff_id), on=house(at).date())


def _need_preparer(actor: Actor, at: datetime, duty: ReportDuty) -> None:
    if not may_prepare(_standing(actor, at), duty.unit):
        raise Refused(f"由{duty.unit.short_name}或上级的投诉专员、投诉管理岗或总裁办公室办理。", clause=CLAUSE)


def _record(verb: str, subject: tuple[str, int], actor: Actor, at: datetime, rows: list[models.Model], refs: dict[str, object] | None = None) -> None:
    record(root_id=actor.root_id, subject=subject, verb=verb, actor=actor, at=at, clause=CLAUSE, refs=refs or {}, records=rows)
