"""The one shape of every change: opened against the version that was seen, asked, written, recorded.

    with changing(ref=…, action="note_contact", actor=actor, at=at, seen_version=7) as change:
        …records sealed with change.key and saved…
        change.finish(verb="contact_noted", clause="property/8.1", records=[note])

Leaving the block without `finish` is an error: no path can forget the event.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from suqing.apps.audit.models import Event
from suqing.apps.audit.record import record
from suqing.apps.complaints.access import CaseAccess, access_for, check_may
from suqing.apps.complaints.actions.limits import earliest
from suqing.apps.complaints.facts import stage_facts, state_of
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.priority import kept_priority
from suqing.apps.complaints.texts import case_key
from suqing.apps.complaints.turns import next_turn
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Staff
from suqing.casework.facts import StageFacts
from suqing.casework.intake import still_wanted
from suqing.casework.lifecycle import may
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput, BadInputs, Refused, Stale
from suqing.kernel.references import check_reference
from suqing.kernel.swap import swap


@dataclass
class Change:
    complaint: Complaint
    opened: CaseAccess
    key: DataKey
    actor: Actor
    at: datetime
    seen_version: int
    facts: StageFacts
    finished: bool = field(default=False, init=False)

    @property
    def subject(self) -> tuple[str, int]:
        return ("complaint", self.complaint.id)

    def owed_by(self, staff_id: int) -> None:
        """The act answers what was asked of this one person: where they are absent, it is done in their name."""
        self.opened = self.opened.in_the_name_of(staff_id)
        self.actor = in_whose_name(self.actor, self.opened)

    def finish(
        self,
        *,
        verb: str,
        clause: str | None = None,
        edition: str | None = None,
        refs: dict[str, Any] | None = None,
        records: Sequence[models.Model] = (),
        removed: Sequence[tuple[str, int]] = (),
        occurred_at: datetime | None = None,
        **changes: Any,
    ) -> Complaint:
        """Write the case's new columns, its turn, earliest limit and priority, and the one event."""
        complaint = self.complaint
        for name, value in changes.items():
            setattr(complaint, name, value)
        state = state_of(complaint)
        facts = stage_facts(complaint, state)
        turn = next_turn(complaint, facts)
        kept = {
            "next_action": turn.action,
            "next_holder_id": turn.staff_id,
            "lacking": complaint.open and complaint.kind == ItemKind.COMPLAINT and bool(still_wanted(facts.stage, facts.lacking)),
            **earliest(complaint),
            "priority": kept_priority(complaint, state),
        }
        swap(complaint, seen_version=self.seen_version, explain=_who_was_faster, **changes, **kept)
        Sight.objects.filter(complaint=complaint).update(open=complaint.open, limit_at=complaint.limit_at)
        record(
            root_id=complaint.root_id,
            subject=self.subject,
            verb=verb,
            actor=self.actor,
            at=self.at,
            clause=clause,
            edition=edition,
            refs={"stage": complaint.stage, "round": complaint.round, **(refs or {})},
            records=[complaint, *records],
            removed=removed,
            occurred_at=occurred_at,
        )
        self.finished = True
        return complaint


def in_whose_name(actor: Actor, opened: CaseAccess) -> Actor:
    """Who acts, and in whose name where they stand in for somebody: the ledger keeps both."""
    return replace(actor, on_behalf_of_id=opened.stands_for.id) if opened.stands_for else actor


def _who_was_faster(now: Complaint, seen_version: int) -> str:
    last = Event.objects.filter(subject_kind="complaint", subject_id=now.id).order_by("-seq").first()
    who = Staff.objects.filter(pk=last.actor_id).values_list("name", flat=True).first() if last and last.actor_id else None
    when = f"{house(last.recorded_at):%H:%M}" if last else ""
    return f"{who or '系统'}在{when}先提交了。您填的内容还在下方，请看过新内容再决定。"


@contextmanager
def changing(*, ref: str, action: str, actor: Actor, at: datetime, seen_version: int) -> Iterator[Change]:
    """Open the case for one act of one person. NotYours, Stale or Refused before anything is written."""
    try:
        with transaction.atomic(), _opened(ref, action, actor, at, seen_version) as change:
            yield change
    except (IntegrityError, Refused, BadInput, BadInputs):
        # Two acts at one moment (PostgreSQL): the later one meets the other's rows, or what they made impossible or ask for,
        # before it comes to the swap.
        now = Complaint.objects.filter(root_id=actor.root_id, ref=check_reference(ref)).first()
        if now is None or now.version == seen_version:
            raise
        raise Stale(_who_was_faster(now, seen_version), ("version",)) from None


@contextmanager
def _opened(ref: str, action: str, actor: Actor, at: datetime, seen_version: int) -> Iterator[Change]:
    staff = Staff.objects.get(pk=actor.staff_id)
    opened = access_for(staff, ref, action, on=house(at).date())
    complaint = opened.complaint
    if complaint.version != seen_version:
        raise Stale(_who_was_faster(complaint, seen_version), ("version",))
    check_may(opened, action)
    facts = stage_facts(complaint)
    verdict = may(action, facts)
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)
    opened = opened.acting(action)
    change = Change(complaint, opened, case_key(complaint), in_whose_name(actor, opened), at, seen_version, facts)
    yield change
    if not change.finished:
        raise RuntimeError(f"{action} ended without its event")
