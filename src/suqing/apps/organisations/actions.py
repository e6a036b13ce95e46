"""Changes of organisations and posts: dated rows without overlap, old days kept, each with its event in the ledger."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.events import Configured, OrganisationMoved
from suqing.apps.organisations.models import (
    Organisation,
    OrganisationKind,
    Parentage,
    Post,
    ReportingLine,
    Role,
    SmallClaimLimit,
    Staff,
)
from suqing.kernel.errors import Refused
from suqing.kernel.ids import new_id
from suqing.kernel.publish import publish


def _tell(verb: str, subject: tuple[str, int], records: list[models.Model], *, root_id: int, actor: Actor | None, at: datetime) -> None:
    publish(Configured(root_id, subject, verb, records, actor, at))


def found_organisation(
    *,
    code: str,
    name: str,
    short_name: str,
    kind: OrganisationKind,
    parent: Organisation | None,
    from_day: date,
    at: datetime,
    actor: Actor | None = None,
    business: str = "property",
) -> Organisation:
    """A new unit under `parent`; without a parent, a new root (an insurer or an office)."""
    with transaction.atomic():
        own_id = new_id()
        unit = Organisation.objects.create(
            id=own_id,
            root_id=parent.root_id if parent else own_id,
            parent=parent,
            path=f"{parent.path if parent else '/'}{own_id}/",
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            business=parent.business if parent else business,
        )
        standing = Parentage.objects.create(root_id=unit.root_id, organisation=unit, parent=parent, from_day=from_day)
        _tell("unit.founded", ("organisation", unit.id), [unit, standing], root_id=unit.root_id, actor=actor, at=at)
    return unit


def employ(*, root: Organisation, username: str, name: str, at: datetime, actor: Actor | None = None, **given: Any) -> Staff:
    """A new member of staff, who may log in. `given`: staff_no, email, password (hashed), employed_from, is_employee."""
    with transaction.atomic():
        person = Staff.objects.create(root=root, username=username, name=name, **given)
        _tell("staff.employed", ("staff", person.id), [person], root_id=root.root_id, actor=actor, at=at)
    return person


def give_post(
    *,
    staff: Staff,
    organisation: Organisation,
    role: Role,
    from_day: date,
    at: datetime,
    actor: Actor | None = None,
    title: str = "",
    authority_fen: int = 0,
) -> Post:
    """Put a person into a role at a unit from that day on."""
    with transaction.atomic():
        post = Post.objects.create(
            root_id=organisation.root_id,
            staff=staff,
            organisation=organisation,
            role=role,
            title=title,
            authority_fen=authority_fen,
            from_day=from_day,
        )
        _tell("post.given", ("post", post.id), [post], root_id=organisation.root_id, actor=actor, at=at)
    return post


def end_post(*, post: Post, last_day: date, at: datetime, actor: Actor | None = None) -> None:
    """The post's last day; the row stays, because old findings point at it."""
    if last_day < post.from_day:
        raise Refused(f"任职从{post.from_day:%Y-%m-%d}开始，不能在{last_day:%Y-%m-%d}结束。请改结束日期。")
    with transaction.atomic():
        post.until_day = last_day
        post.save(update_fields=["until_day"])
        _tell("post.ended", ("post", post.id), [post], root_id=post.root_id, actor=actor, at=at)


def report_to(*, staff: Staff, superior: Staff, from_day: date, at: datetime, actor: Actor | None = None) -> ReportingLine:
    """From that day on the person reports to `superior`; the line before ends the day before."""
    with transaction.atomic():
        current = ReportingLine.objects.filter(staff=staff, until_day=None).first()
        if current is not None:
            if current.from_day >= from_day:
                raise Refused(
                    f"{staff.name}的汇报关系从{current.from_day:%Y-%m-%d}起已登记，新关系须晚于这一天。请改起始日期。"
                )
            current.until_day = from_day - timedelta(days=1)
            current.save(update_fields=["until_day"])
        line = ReportingLine.objects.create(root_id=staff.root_id, staff=staff, superior=superior, from_day=from_day)
        records: list[models.Model] = [line, *([current] if current else [])]
        _tell("line.set", ("staff", staff.id), records, root_id=staff.root_id, actor=actor, at=at)
    return line


def limit_small_claims(*, organisation: Organisation, amount_fen: int, from_day: date, at: datetime, actor: Actor | None = None) -> SmallClaimLimit:
    """From that day on opinions up to this sum bind the unit (law 24); the limit before ends the day before."""
    with transaction.atomic():
        current = SmallClaimLimit.objects.filter(organisation=organisation, until_day=None).first()
        if current is not None:
            if current.from_day >= from_day:
                raise Refused(f"{organisation.short_name}的小额限额从{current.from_day:%Y-%m-%d}起已登记，新限额须晚于这一天。请改起始日期。")
            current.until_day = from_day - timedelta(days=1)
            current.save(update_fields=["until_day"])
        limit = SmallClaimLimit.objects.create(root_id=organisation.root_id, organisation=organisation, amount_fen=amount_fen, from_day=from_day)
        records: list[models.Model] = [limit, *([current] if current else [])]
        _tell("limit.set", ("organisation", organisation.id), records, root_id=organisation.root_id, actor=actor, at=at)
    return limit


def move_organisation(
    *, organisation: Organisation, parent: Organisation, from_day: date, at: datetime, actor: Actor | None = None
) -> None:
    """Put a unit (with all below it) under another parent from that day on."""
    if parent.path.startswith(organisation.path):
        raise Refused(f"{parent.short_name}在{organisation.short_name}之下，不能成为它的上级。请另选上级机构。")
    with transaction.atomic():
        current = Parentage.objects.get(organisation=organisation, until_day=None)
        if current.from_day >= from_day:
            raise Refused(f"隶属关系从{current.from_day:%Y-%m-%d}起已登记，新关系须晚于这一天。请改起始日期。")
        current.until_day = from_day - timedelta(days=1)
        current.save(update_fields=["until_day"])
        standing = Parentage.objects.create(
            root_id=organisation.root_id, organisation=organisation, parent=parent, from_day=from_day
        )
        before = tuple(organisation.ancestor_ids[:-1])
        old_path, new_path = organisation.path, f"{parent.path}{organisation.id}/"
        for unit in Organisation.objects.filter(root_id=organisation.root_id, path__startswith=old_path):
            unit.path = new_path + unit.path.removeprefix(old_path)
            unit.save(update_fields=["path"])
        Organisation.objects.filter(pk=organisation.pk).update(parent=parent)
        _tell(
            "unit.moved", ("organisation", organisation.id), [current, standing], root_id=organisation.root_id, actor=actor, at=at
        )
        after = tuple(parent.ancestor_ids)
        left = tuple(each for each in before if each not in after)
        joined = tuple(each for each in after if each not in before)
        publish(OrganisationMoved(organisation.root_id, organisation.id, left, joined))
