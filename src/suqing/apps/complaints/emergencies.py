"""The list of emergency plans: those that run, and those that ended lately, of the cases that the person may read (law 29)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from suqing.apps.complaints.models import (
    Complaint,
    EmergencyEntry,
    EmergencyPlan,
    HeadCount,
    Sight,
)
from suqing.apps.complaints.queries import Seer, no_part
from suqing.apps.complaints.thresholds import thresholds_of_each
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation, Role
from suqing.casework.emergency import (
    CHECKLIST,
    TRIGGER_CLAUSES,
    Thresholds,
    item_words,
    trigger_words,
)
from suqing.kernel.crypto import DESTROYED

ENDED_DAYS = 90
MOST = 200  # of each kind; more than that is no list to read in a war room
RUNNING = Q(ended_at=None, complaint__open=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """`persons`: the most that were counted, when it was started or at the door in this round. Words of the log stand in the case alone."""

    row: EmergencyPlan
    complaint: Complaint
    numbers: Thresholds
    persons: int | None
    done: frozenset[str]
    last_at: datetime | None
    now: datetime

    @property
    def running(self) -> bool:
        return self.row.ended_at is None and self.complaint.open

    @property
    def trigger(self) -> str:
        return trigger_words(self.row.trigger, self.numbers)

    @property
    def clause(self) -> str:
        return TRIGGER_CLAUSES[self.row.trigger]

    @property
    def points(self) -> int:
        return len(CHECKLIST)

    @property
    def left(self) -> list[str]:
        return [item_words(each, self.numbers) for each in CHECKLIST if each not in self.done]

    @property
    def ended_at(self) -> datetime | None:
        """By a result, or with the case that was terminated without one."""
        return self.row.ended_at or (None if self.complaint.open else self.complaint.closed_at)

    @property
    def hours(self) -> int:
        """Whole hours from start to end, or until now."""
        return int(((self.ended_at or self.now) - self.row.at).total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class Plans:
    """Running ones by their start, the oldest first; ended ones, the newest first. `more`: there are others beyond `MOST`."""

    running: Sequence[Plan]
    ended: Sequence[Plan]
    units: Sequence[Organisation]
    more: bool


def sees_plans(standing: Standing) -> bool:
    """Who oversees a unit, and the president's office: for them the list is there, with what each may read."""
    return bool(standing.sees_unit_ids) or standing.has(Role.PRESIDENT_OFFICE)


def plans_of(seer: Seer, *, now: datetime, unit: Organisation | None = None) -> Plans:
    """Of one unit with what lies below it, or of all. Six statements, however many plans there are."""
    seen = EmergencyPlan.objects.filter(_readable(seer), no_part(seer), root_id=seer.root_id).exclude(complaint__data_key=DESTROYED)
    since = now - timedelta(days=ENDED_DAYS)
    ended = Q(ended_at__gte=since) | Q(ended_at=None, complaint__open=False, complaint__closed_at__gte=since)
    units = Organisation.objects.filter(pk__in=seen.filter(RUNNING | ended).values("complaint__unit_id")).order_by("path")
    if unit is not None:
        seen = seen.filter(complaint__unit__path__startswith=unit.path)
    running = list(_loaded(seen.filter(RUNNING)).order_by("at", "id")[: MOST + 1])
    over = list(_loaded(seen.filter(ended)).order_by("-at", "-id")[: MOST + 1])
    found = [*running[:MOST], *over[:MOST]]
    numbers = thresholds_of_each([each.complaint for each in found])
    done: dict[int, set[str]] = {}
    for plan, item in EmergencyEntry.objects.filter(plan__in=found).exclude(item="").values_list("plan_id", "item"):
        done.setdefault(plan, set()).add(item)
    shown = [
        Plan(each, each.complaint, numbers[each.complaint_id], max(each.persons or 0, each.counted or 0) or None, frozenset(done.get(each.id, ())), each.last_at, now)  # type: ignore[attr-defined]
        for each in found
    ]
    return Plans(
        [each for each in shown if each.running], sorted((each for each in shown if not each.running), key=lambda each: each.ended_at or now, reverse=True),
        list(units), len(running) > MOST or len(over) > MOST,
    )  # fmt: skip


def _readable(seer: Seer) -> Q:
    """Cases that open in full: under a unit of theirs, or their own and not only taken down. Narrower than the door, never wider."""
    sight = Sight.objects.filter(complaint_id=OuterRef("complaint_id"), root_id=seer.root_id)
    taken = Q(complaint__taken_by_id__in=seer.own_ids) | Q(complaint__first_contact_owner_id__in=seer.own_ids)
    own = [each for each in seer.holder_ids if each not in seer.standing.sees_unit_ids]
    return Q(Exists(sight.filter(holder_id__in=sorted(seer.standing.sees_unit_ids) if seer.holder_ids else []))) | Q(Exists(sight.filter(holder_id__in=own))) & ~taken


def _loaded(rows: QuerySet[EmergencyPlan]) -> QuerySet[EmergencyPlan]:
    counts = HeadCount.objects.filter(complaint_id=OuterRef("complaint_id"), at__gte=OuterRef("complaint__round_received_at")).order_by("-persons").values("persons")[:1]
    return rows.select_related("complaint__unit", "by", "ended_by").annotate(last_at=Max("entries__at"), counted=Subquery(counts))
