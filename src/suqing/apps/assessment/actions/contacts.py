"""Who speaks for an insurer towards the office: named and ended by an assessor, day by day (S1 五(二)1; S14)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from suqing.apps.assessment.actions.working import working
from suqing.apps.assessment.models import AssessedInsurer, InsurerContact
from suqing.apps.assessment.queries import may_be_contact
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, NotYours, Refused


def name_contact(*, code: str, staff_id: int, from_day: date, actor: Actor, at: datetime) -> InsurerContact:
    """One person speaks for one insurer at a time, and holds the contact's post in the office's root."""
    with working(actor, at) as work:
        insurer = AssessedInsurer.objects.filter(root_id=work.root_id, code=code).first()
        if insurer is None:
            raise NotYours
        if insurer.rolls_into:
            raise BadInput("机构", f"{insurer.code}（并入{insurer.rolls_into}）", "单独考评的机构", f"在{insurer.rolls_into}下登记")
        person = next((each for each in may_be_contact(work.root_id, on=from_day) if each.id == staff_id), None)
        if person is None:
            raise BadInput("联系人", str(staff_id or "空"), f"{from_day.isoformat()}起任“公司联系人”的人", "先用 suqing organise 登记账号和任职")
        row = InsurerContact(root_id=work.root_id, staff_id=staff_id, insurer_code=code, from_day=from_day)
        taken = Refused(f"{person.name}已是一家公司的联系人，一个人同时只代表一家。先结束原来的。")
        if InsurerContact.objects.exclude(until_day__lt=from_day).filter(root_id=work.root_id, staff_id=staff_id).exists():
            raise taken
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:  # the same person named twice at one moment
            raise taken from error
        work.finish(("contact", row.id), "contact.named", [row], refs={"code": code, "from": from_day})
    return row


def end_contact(*, contact_id: int, last_day: date, actor: Actor, at: datetime) -> InsurerContact:
    """The last day on which the person sees that insurer; the row stays, because answers given before point at the person."""
    with working(actor, at) as work:
        row = InsurerContact.objects.select_for_update(of=("self",)).filter(pk=contact_id, root_id=work.root_id).first()
        if row is None:
            raise NotYours
        if row.until_day is not None:
            raise Refused(f"已登记到{row.until_day.isoformat()}为止。")
        if last_day < row.from_day:
            raise BadInput("最后一天", last_day.isoformat(), f"不早于{row.from_day.isoformat()}（登记的起始日）")
        row.until_day = last_day
        row.save(update_fields=["until_day"])
        work.finish(("contact", row.id), "contact.ended", [row], refs={"until": last_day})
    return row
