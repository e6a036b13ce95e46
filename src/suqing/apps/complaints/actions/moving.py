"""An item goes from one matter to another: both are numbered anew, and levels that rise bring their duties (S4 第九条一)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from suqing.apps.audit.record import MOST, Entry, record_many
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.actions.change import Change
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.actions.limits import earliest
from suqing.apps.complaints.events import LevelRaised, MatterRenumbered
from suqing.apps.complaints.facts import way_in
from suqing.apps.complaints.models import Complaint, Finding, Matter, Sight
from suqing.apps.complaints.priority import kept_priority
from suqing.casework.matters import MatterItem, Place, places
from suqing.casework.repeat import LEVELS
from suqing.kernel.errors import Stale
from suqing.kernel.publish import publish
from suqing.kernel.swap import swap

CLAUSE = "claims/9.1"
ASIDE = 10_000  # numbers out of the way while others take their places: a number stands once in a matter at every moment


@dataclass(frozen=True, slots=True)
class Moved:
    """`columns` for `Change.finish`; the rest for the record of the move."""

    columns: dict[str, Any]
    from_matter_id: int
    level_before: str


def hold(change: Change, matter_id: int) -> None:
    """Both matters until the end of the transaction: whoever joins, leaves or merges in them goes one by one."""
    wanted = (change.complaint.matter_id, matter_id)
    list(Matter.objects.select_for_update(of=("self",)).filter(root_id=change.complaint.root_id, pk__in=wanted).order_by("id"))


def hold_with(change: Change, other: Complaint) -> None:
    """The same for an act that rests on another item: it is read again, and must not have gone elsewhere meanwhile."""
    seen = other.matter_id
    hold(change, seen)
    other.refresh_from_db(fields=["matter_id", "open"])
    if other.matter_id != seen:
        raise Stale("那一件刚被移到别的事项。您填的内容还在，请核对后再提交。")


def move_item(change: Change, matter_id: int, *, may_fall: bool = False, ending: bool = False) -> Moved:
    """The item of the change goes to that matter; every other item that is numbered or levelled anew has its own event.

    The caller holds both matters (`hold`). `ending`: the item is about to end, so no clock of it starts.
    """
    case = change.complaint
    left, level_before = case.matter_id, case.repeat_level
    others = list(Complaint.objects.filter(root_id=case.root_id, matter_id__in=(left, matter_id)).exclude(pk=case.pk).select_related("unit"))
    ran = _duty_ran([case, *others])
    staying = places((_item(each, ran) for each in others if each.matter_id == left), may_fall=may_fall)
    joined = places((_item(each, ran) for each in (case, *others) if each is case or each.matter_id == matter_id), may_fall=may_fall)
    placed = {each.id: each for each in (*staying, *joined)}
    mine = placed.pop(case.id)
    _place_others([each for each in others if (each.item_no, each.repeat_level) != (placed[each.id].number, placed[each.id].level)], placed, case, change)
    case.repeat_level = mine.level
    if mine.level != level_before and not ending:
        recompute_for(case, at=change.at)
        _tell_if_raised(case, level_before, change)
    return Moved({"matter_id": matter_id, "item_no": mine.number, "repeat_level": mine.level}, left, level_before)


def _item(case: Complaint, ran: frozenset[int]) -> MatterItem:
    return MatterItem(case.id, case.received_at, way_in(case), case.repeat_level, case.open, case.id in ran)


def _duty_ran(cases: Iterable[Complaint]) -> frozenset[int]:
    """Items whose level has had a consequence: the limit of the same day was started, or a finding was confirmed."""
    ids = [each.id for each in cases]
    same_day = Clock.objects.filter(subject_kind="complaint", subject_id__in=ids, kind="same_day").values_list("subject_id", flat=True)
    confirmed = Finding.objects.filter(complaint_id__in=ids, confirmed_at__isnull=False).values_list("complaint_id", flat=True)
    return frozenset(same_day) | frozenset(confirmed)


def _place_others(changed: Sequence[Complaint], placed: dict[int, Place], case: Complaint, change: Change) -> None:
    if not changed:
        return
    Complaint.objects.filter(pk__in=[case.id, *(each.id for each in changed)]).update(item_no=F("item_no") + ASIDE)
    for each in changed:
        _place(each, placed[each.id], change)
    entries = [
        Entry(
            root_id=each.root_id, subject=("complaint", each.id), verb="matter_renumbered", clause=CLAUSE,
            refs={"matter": each.matter_id, "item_no": each.item_no, "level": each.repeat_level}, records=[each],
        )
        for each in changed
    ]  # fmt: skip
    for start in range(0, len(entries), MOST):
        record_many(entries[start : start + MOST], actor=change.actor, at=change.at)
    for each in changed:
        told = tuple(sorted({each.handler_id, each.officer_id} - {None, change.actor.staff_id}))
        if each.open and told:
            publish(MatterRenumbered(each.id, each.root_id, each.ref, change.actor, change.at, told))  # type: ignore[arg-type]


def _place(each: Complaint, place: Place, change: Change) -> None:
    before, each.repeat_level = each.repeat_level, place.level
    kept: dict[str, object] = {}
    if before != place.level:
        recompute_for(each, at=change.at)
        kept = {**earliest(each), "priority": kept_priority(each)}
    swap(each, seen_version=each.version, item_no=place.number, repeat_level=place.level, **kept)
    if kept:
        Sight.objects.filter(complaint=each).update(limit_at=each.limit_at)
        _tell_if_raised(each, before, change)


def _tell_if_raised(case: Complaint, before: str, change: Change) -> None:
    if LEVELS.index(case.repeat_level) > LEVELS.index(before):
        publish(LevelRaised(case.id, case.root_id, case.ref, change.actor, change.at, repeat_level=case.repeat_level))
