"""Consequences proposed from a confirmed finding, by the schedule of the case's own edition (S4 第九条一、二; A01).

A newer finding withdraws what an earlier one proposed; nothing is deleted. S5 10 proposes no sums, so it makes no rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from suqing.apps.accountability.models import PenaltyKind, PenaltyNotice, PenaltyRole, State
from suqing.apps.accountability.planning import Named, Planned, plan
from suqing.apps.audit.record import record
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.facts import PenaltyFacts
from suqing.casework.responsibility import consequences
from suqing.kernel.clock import house
from suqing.kernel.swap import swap

__all__ = ["ConfirmedFinding", "Named", "propose_consequences", "withdraw_proposals"]


@dataclass(frozen=True, slots=True)
class ConfirmedFinding:
    """The complaint unit's word on validity, in plain values. `claims_edition` is a hash; None = the claims rule does not apply."""

    root_id: int
    complaint_id: int
    complaint_ref: str
    finding_id: int
    version: int
    valid: bool
    came_via: str
    times_complained: int
    persons: tuple[Named, ...]
    claims_edition: str | None
    received_on: date | None = None


def propose_consequences(finding: ConfirmedFinding, *, actor: Actor, at: datetime) -> list[PenaltyNotice]:
    """The live proposals of this finding; the same finding again changes nothing. Earlier findings' are withdrawn."""
    with transaction.atomic():
        wanted = {(item.staff_id, item.role): item for item in _wanted(finding)}
        live = _live(finding.root_id, finding.complaint_id)
        kept = [notice for notice in live if _same(notice, finding, wanted)]
        gone = [notice for notice in live if notice not in kept]
        _withdraw(gone, actor=actor, at=at, because_of=finding.finding_id)
        there = {(notice.staff_id, notice.role) for notice in kept}
        made = [_propose(item, finding, actor=actor, at=at) for key, item in wanted.items() if key not in there]
    return kept + made


def withdraw_proposals(*, root_id: int, complaint_id: int, actor: Actor, at: datetime) -> list[PenaltyNotice]:
    """The case has no finding any more (it was moved to the sealed room): what was proposed on it is withdrawn."""
    with transaction.atomic():
        live = _live(root_id, complaint_id)
        _withdraw(live, actor=actor, at=at, because_of=None)
    return live


def _live(root_id: int, complaint_id: int) -> list[PenaltyNotice]:
    rows = PenaltyNotice.objects.filter(root_id=root_id, complaint_id=complaint_id, state=State.PROPOSED)
    return list(rows.order_by("id"))


def _wanted(finding: ConfirmedFinding) -> Sequence[Planned]:
    if finding.claims_edition is None or not finding.valid:
        return ()
    facts = PenaltyFacts(
        came_via=finding.came_via or None,
        times_complained=finding.times_complained,
        valid=True,
        verified=True,  # the finding was confirmed: for media and internet that is the verification the rule asks for
        received_on=finding.received_on,
    )
    return plan(consequences(edition=open_stored(finding.claims_edition), facts=facts), finding.persons)


def _same(notice: PenaltyNotice, finding: ConfirmedFinding, wanted: dict[tuple[int | None, str], Planned]) -> bool:
    item = wanted.get((notice.staff_id, notice.role))
    return (
        item is not None
        and (notice.finding_id, notice.edition_hash) == (finding.finding_id, finding.claims_edition)
        and (notice.kind, notice.amount_fen, notice.clause) == (item.kind, item.amount_fen, item.clause)
    )


def _withdraw(notices: Iterable[PenaltyNotice], *, actor: Actor, at: datetime, because_of: int | None) -> None:
    for notice in notices:
        swap(notice, seen_version=notice.version, state=State.WITHDRAWN)
        _record(notice, "penalty.withdrawn", actor=actor, at=at, because_of=because_of)


def _propose(item: Planned, finding: ConfirmedFinding, *, actor: Actor, at: datetime) -> PenaltyNotice:
    notice = PenaltyNotice.objects.create(
        root_id=finding.root_id,
        complaint_id=finding.complaint_id,
        complaint_ref=finding.complaint_ref,
        finding_id=finding.finding_id,
        finding_version=finding.version,
        staff_id=item.staff_id,
        role=PenaltyRole(item.role),
        kind=PenaltyKind(item.kind),
        amount_fen=item.amount_fen,
        clause=item.clause,
        edition_hash=finding.claims_edition or "",
        line=item.line.to_canonical(),
        same_person=item.same_person,
        proposed_at=at,
        month=f"{house(at):%Y-%m}",
    )
    _record(notice, "penalty.proposed", actor=actor, at=at, because_of=finding.finding_id)
    return notice


def _record(notice: PenaltyNotice, verb: str, *, actor: Actor, at: datetime, because_of: int | None) -> None:
    record(
        root_id=notice.root_id,
        subject=("penalty", notice.id),
        verb=verb,
        actor=actor,
        at=at,
        clause=notice.clause,
        edition=notice.edition_hash,
        refs={"complaint": notice.complaint_id, "finding": because_of, "role": str(notice.role), "state": str(notice.state)},
        records=[notice],
    )
