"""Items (件) and matters (事项) of a period of receipt, apart (C24; S4 第九条一), inquiries, settled on the spot (C28; S5 4.5, 4.10).

Counted in SQL over the cases that the person oversees; ten statements, whatever the period. An inquiry is no item and is counted by its own day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet

from suqing.apps.complaints.models import Complaint, Inquiry, Settlement
from suqing.apps.complaints.models.choices import ItemKind, Source
from suqing.apps.complaints.queries import Late, Seer, lateness_of
from suqing.apps.complaints.sights import overseen, overseen_cases
from suqing.casework.classes import CLASS_NAMES, ORDINARY
from suqing.casework.repeat import LEVEL_NAMES, LEVELS
from suqing.kernel.clock import HOUSE


@dataclass(frozen=True, slots=True)
class Row:
    """`items` of one code, and how many matters they belong to: a matter with items of two codes counts once in each."""

    code: str
    words: str
    items: int
    matters: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Settled on the spot, by whether the leader has looked at it; `sampled`: drawn for a call back."""

    items: int
    seen: int
    disapproved: int
    sampled: int

    @property
    def waiting(self) -> int:
        return self.items - self.seen


@dataclass(frozen=True, slots=True)
class Figures:
    """`by_source`, `by_class` and `by_level` are of complaints proper; `total` of all kinds, a matter once."""

    total: Row
    by_kind: Sequence[Row]
    complaints: Row
    by_source: Sequence[Row]
    by_class: Sequence[Row]
    by_level: Sequence[Row]
    inquiries: int
    inquired_items: int
    settled: Settled
    late: Sequence[Late]


BOTH = {"items": Count("id"), "matters": Count("matter_id", distinct=True)}


def figures_of(seer: Seer, *, since: date, until: date, now: datetime) -> Figures:
    """Both days included. `late` is of all cases that the person may see, as the list behind each of its numbers."""
    cases = Complaint.objects.filter(overseen_cases(seer), root_id=seer.root_id, received_day__gte=since, received_day__lte=until)
    proper = cases.filter(kind=ItemKind.COMPLAINT)
    by_kind = _by(cases, "kind", [(kind.value, str(kind.label)) for kind in ItemKind])
    classes = [*((code, CLASS_NAMES[code]) for code in ORDINARY), ("", "还没有定类")]
    told = Inquiry.objects.filter(overseen(seer), root_id=seer.root_id, at__gte=_start(since), at__lt=_start(until + timedelta(days=1)))
    inquiries = told.aggregate(times=Count("id"), items=Count("complaint_id", distinct=True))
    of_cases = Q(complaint__received_day__gte=since, complaint__received_day__lte=until)
    settled = Settlement.objects.filter(of_cases, overseen(seer), root_id=seer.root_id).aggregate(
        items=Count("id"), seen=Count("id", filter=Q(approved__isnull=False)), disapproved=Count("id", filter=Q(approved=False)), sampled=Count("id", filter=Q(sampled=True))
    )
    return Figures(
        total=Row("", "合计", **cases.aggregate(**BOTH)),
        by_kind=by_kind,
        complaints=Row("", "投诉件", **proper.aggregate(**BOTH)),
        by_source=_by(proper, "source", Source.choices),
        by_class=_by(proper, "classification", classes),
        by_level=_by(proper, "repeat_level", [(level, LEVEL_NAMES[level]) for level in LEVELS]),
        inquiries=inquiries["times"],
        inquired_items=inquiries["items"],
        settled=Settled(**settled),
        late=lateness_of(seer, since=since, until=until, now=now),
    )


def _by(cases: QuerySet[Complaint], column: str, names: Sequence[tuple[str, str]]) -> list[Row]:
    """Every known code, in its order, those without an item too; a code outside the table last, as it is."""
    found = {each[column]: each for each in cases.order_by().values(column).annotate(**BOTH)}
    known = [Row(code, str(words), found[code]["items"] if code in found else 0, found[code]["matters"] if code in found else 0) for code, words in names]
    strange = [Row(code, code, each["items"], each["matters"]) for code, each in sorted(found.items()) if code not in dict(names)]
    return [*known, *strange]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), HOUSE)
