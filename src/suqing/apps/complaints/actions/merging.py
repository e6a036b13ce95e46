"""One item goes on in another (并入, law 18): it stays an item of its own, and nothing that was owed on it ends with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints.actions.change import Change
from suqing.apps.complaints.actions.joining import (
    check_nothing_merged_in,
    keep_move,
    move_refs,
    other_item,
)
from suqing.apps.complaints.actions.moving import hold_with, move_item
from suqing.apps.complaints.facts import has_letter, has_reported
from suqing.apps.complaints.models import Complaint, MatterMove, Promise
from suqing.apps.complaints.models.choices import MoveKind, TerminationKind
from suqing.casework.matters import MERGING, may_merge
from suqing.kernel.errors import BadInput, Refused

LABEL = "并入哪一件"


@dataclass(frozen=True, slots=True)
class Merged:
    """For the termination and its event: the item that goes on, and what moved where the two were not yet one matter."""

    into: Complaint
    columns: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, object] = field(default_factory=dict)
    rows: Sequence[MatterMove] = ()


def check_merging(kind: str, merged_into: str, told_how: str) -> None:
    """BadInput where the item to go on with is not named, or named for another kind of ending; the customer is always told."""
    if kind != TerminationKind.MERGED:
        if merged_into.strip():
            raise BadInput(LABEL, merged_into.strip()[:60], "空着", "只有终止事由是“并入其他投诉件”时才填")
        return
    if not merged_into.strip():
        raise BadInput(LABEL, "", "还在办理的另一件的编号", "填并入的那一件的编号")
    if not told_how:
        raise BadInput("怎样告知投诉人", "", "告知的方式", "并入别件要先告知投诉人，再登记")


def merge(change: Change, given: str, reason: str) -> Merged:
    complaint, into = change.complaint, other_item(change, given, LABEL)
    hold_with(change, into)
    if not into.open:  # an ended one cannot be merged into, so that merging never runs in a circle
        raise Refused("要并入的那一件已经办结，不能并入。先重新办理那一件，或另选一件。", clause=MERGING)
    verdict = may_merge(change.facts, report_back_open=_report_back_open(complaint), promise_open=Promise.objects.filter(complaint=complaint, answered_at=None).exists())
    if not verdict.allowed:
        raise Refused(verdict.reason, clause=verdict.clause, missing=verdict.missing, line=verdict.line)
    if into.matter_id == complaint.matter_id:
        return Merged(into, refs={"merged_into": into.id})
    check_nothing_merged_in(complaint)
    moved = move_item(change, into.matter_id, ending=True)
    row = keep_move(change, moved, MoveKind.MERGED, reason, other=into)
    return Merged(into, moved.columns, move_refs(row) | {"merged_into": into.id}, [row])


def _report_back_open(complaint: Complaint) -> bool:
    """What the regulator sent is answered to the regulator, by an act of its own."""
    if not has_letter(complaint):
        return False
    clocks = Clock.objects.filter(subject_kind="complaint", subject_id=complaint.id, kind="regulator_return", state__in=(ClockState.RUNNING, ClockState.PAUSED))
    return clocks.exists() or not has_reported(complaint)
