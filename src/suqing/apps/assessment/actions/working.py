"""The one shape of every act of the office: asked, written, recorded as one event, in one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from suqing.apps.assessment.access import need_assessor
from suqing.apps.assessment.models import Round, Step
from suqing.apps.audit.record import record
from suqing.apps.organisations.access import Standing, standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, NotYours, Refused, Stale
from suqing.kernel.swap import swap


def standing_of_actor(actor: Actor, at: datetime) -> Standing:
    """NotYours for the system itself and for a person who has left."""
    staff = Staff.objects.filter(pk=actor.staff_id, root_id=actor.root_id, is_active=True).first()
    if staff is None:
        raise NotYours
    return standing_of(staff, on=house(at).date())


@dataclass
class Work:
    """One act. It ends with `finish`; a block that ends without its event is an error."""

    actor: Actor
    at: datetime
    standing: Standing
    root_id: int
    finished: bool = field(default=False, init=False)

    @property
    def today(self) -> date:
        return house(self.at).date()

    def finish(
        self, subject: tuple[str, int], verb: str, records: Sequence[models.Model], *, clause: str | None = None,
        edition: str | None = None, refs: dict[str, Any] | None = None, removed: Sequence[tuple[str, int]] = (),
    ) -> None:  # fmt: skip
        record(
            root_id=self.root_id, subject=subject, verb=verb, actor=self.actor, at=self.at, clause=clause, edition=edition,
            refs=refs or {}, records=records, removed=removed,
        )  # fmt: skip
        self.finished = True


@contextmanager
def working(actor: Actor, at: datetime) -> Iterator[Work]:
    """An act of an assessor. NotYours for everybody else."""
    with transaction.atomic():
        standing = standing_of_actor(actor, at)
        need_assessor(standing)
        work = Work(actor, at, standing, actor.root_id)
        yield work
        if not work.finished:
            raise RuntimeError("an act of the assessment ended without its event")


def open_for_change(work: Work, rulebook: str, period: str, *, seen_version: int | None = None) -> Round:
    """The round, locked: two acts on one round come one after the other."""
    found = (
        Round.objects.select_for_update(of=("self",)).select_related("edition").filter(root_id=work.root_id, rulebook=rulebook, period=period).first()
    )
    if found is None:
        raise NotYours
    if seen_version is not None and found.version != seen_version:
        raise Stale("这一轮刚被别人更新过。请看过现在的情况再决定。", ("version",))
    return found


def touch(found: Round, **changes: Any) -> None:
    """The round goes on by one version, so that a page read before is known to be old."""
    swap(found, seen_version=found.version, **changes)


def fits(field: str, text: str, most: int) -> str:
    """The text without blanks around it. BadInput where it would be cut."""
    found = text.strip()
    if len(found) > most:
        raise BadInput(field, f"{len(found):,}个字", f"不超过{most}个字", "写要点，材料另附")
    return found


def not_locked(found: Round, doing: str, clause: str) -> None:
    """Uploads and marks end with publication; what is wrong then is put right by an adjustment."""
    if found.step == Step.PUBLISHED:
        raise Refused(f"{found.period}已发布，不能再{doing}。有错用调整更正，另出一版。", clause=clause)
