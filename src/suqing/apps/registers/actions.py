"""Bringing a register in: hand it over, take what is good, or let it be. Each is one event; each item taken is its own."""

import base64
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.jobs.enqueue import enqueue
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Staff
from suqing.apps.registers.ground import batch_for, need_bringer, units_of
from suqing.apps.registers.models import Batch, BatchState, RowVerdict
from suqing.exchange.sheets import MOST_BYTES
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import give_key, seal_into
from suqing.kernel.swap import swap

UNFINISHED = (BatchState.CHECKING, BatchState.CHECKED, BatchState.TAKING)


def hand_over(*, name: str, content: bytes, unit_id: int | None, actor: Actor, at: datetime, later: bool = True) -> Batch:
    """A workbook to be checked. The same one that has not ended yet is gone on with. `later`: a worker does it."""
    if not content:
        raise BadInput("台账", "空文件", "一本 .xlsx 工作簿", "核对文件，重新导出")
    if len(content) > MOST_BYTES:
        raise BadInput("台账", f"{len(content) // 1024 // 1024} MB", f"至多{MOST_BYTES // 1024 // 1024} MB的工作簿", "拆成几本")
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        unit = _unit(unit_id, actor, at)
        going = Batch.objects.filter(root_id=actor.root_id, sha256=digest, by_id=actor.staff_id, unit=unit, state__in=UNFINISHED).first()
        if going is not None:
            return going
        batch = Batch(id=new_id(), root_id=actor.root_id, unit=unit, name=name[:200], sha256=digest, by_id=actor.staff_id, at=at)
        seal_into(batch, give_key(batch), content=base64.b64encode(content).decode())
        batch.save(force_insert=True)
        record(root_id=batch.root_id, subject=("register", batch.id), verb="register.handed_over", actor=actor, at=at, refs={"sha256": digest}, records=[batch])
        if later:
            enqueue("registers.check", {"batch": str(batch.id)}, at=at, root=batch.root_id)
    return batch


def _unit(unit_id: int | None, actor: Actor, at: datetime) -> Organisation | None:
    if actor.staff_id is None:
        return Organisation.objects.filter(pk=unit_id, root_id=actor.root_id).first() if unit_id else None
    standing = standing_of(Staff.objects.get(pk=actor.staff_id), on=house(at).date())
    need_bringer(standing)
    units = units_of(standing)
    found = next((each for each in units if each.id == unit_id), None)
    if unit_id is not None and found is None:
        raise BadInput("受理机构", str(unit_id), "您负责的一个机构", "从列表里选")
    return found


def begin(*, batch_id: int, seen_version: int, actor: Actor, at: datetime, later: bool = True) -> Batch:
    """Take the rows that can be taken, after they were looked at."""
    with transaction.atomic():
        batch = _mine(batch_id, actor, at)
        if batch.state != BatchState.CHECKED:
            raise Refused(f"这一批{BatchState(batch.state).label}，现在不能开始导入。")
        swap(batch, seen_version=seen_version, state=BatchState.TAKING)
        record(root_id=batch.root_id, subject=("register", batch.id), verb="register.begun", actor=actor, at=at, records=[batch])
        if later:
            enqueue("registers.take", {"batch": str(batch.id)}, at=at, root=batch.root_id)
    return batch


def finish(*, batch_id: int, actor: Actor, at: datetime) -> Batch:
    """All is taken: the workbook goes, the journal stays."""
    with transaction.atomic():
        batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch_id, root_id=actor.root_id)
        if batch.state != BatchState.TAKING:
            return batch
        taken = batch.journal.filter(verdict=RowVerdict.TAKEN).count()
        swap(batch, seen_version=batch.version, state=BatchState.DONE, content="", ended_at=at)
        record(root_id=batch.root_id, subject=("register", batch.id), verb="register.done", actor=actor, at=at, refs={"taken": taken}, records=[batch])
    return batch


def dismiss(*, batch_id: int, seen_version: int, actor: Actor, at: datetime) -> Batch:
    """Not brought in after all: the workbook and what it quoted go."""
    with transaction.atomic():
        batch = _mine(batch_id, actor, at)
        if batch.state != BatchState.CHECKED:
            raise Refused(f"这一批{BatchState(batch.state).label}，不能撤下。")
        swap(batch, seen_version=seen_version, state=BatchState.DISMISSED, content="", ended_at=at)
        batch.journal.update(findings="")
        record(root_id=batch.root_id, subject=("register", batch.id), verb="register.dismissed", actor=actor, at=at, records=[batch])
    return batch


def _mine(batch_id: int, actor: Actor, at: datetime) -> Batch:
    if actor.staff_id is not None:  # the system itself may go on with any of the root
        batch_for(standing_of(Staff.objects.get(pk=actor.staff_id), on=house(at).date()), batch_id)
    return Batch.objects.select_for_update(of=("self",)).get(pk=batch_id, root_id=actor.root_id)
