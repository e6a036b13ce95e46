"""Suggestions read: lists over all cases, and one of them, as far as the person may see (C18).

Who oversees the case sees the whole; the head of the unit addressed sees the suggestion and what became of it, without who complained.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from suqing.apps.complaints.access import answers_for
from suqing.apps.complaints.models import Improvement, ImprovementStep
from suqing.apps.complaints.queries import PAGE, Seer
from suqing.apps.complaints.record.people import unnamed
from suqing.apps.complaints.sights import overseen, raised
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import Standing
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours

VIEWS = ("open", "overdue", "to_check", "done", "all")
STATES = {"waiting": "待答复", "doing": "在做", "to_check": "待检查效果", "checked": "已检查", "declined": "没有采纳"}


@dataclass(frozen=True, slots=True)
class Said:
    """One step with its words opened."""

    row: ImprovementStep
    words: str
    plan: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`whole`: the person may open the case. `mine`: the person answers for the unit addressed. `late`: past the day for the answer, or for the work."""

    row: Improvement
    problem: str
    suggestion: str
    answered: Said | None
    done: Said | None
    checked: Said | None
    escalated: Said | None
    whole: bool
    mine: bool
    today: date

    @property
    def state(self) -> str:
        if self.checked:
            return "checked"
        if self.done:
            return "to_check"
        if self.answered is None:
            return "waiting"
        return "doing" if self.answered.row.good else "declined"

    @property
    def state_words(self) -> str:
        if self.checked:
            return "有效果" if self.checked.row.good else "没有效果"
        return STATES[self.state]

    @property
    def due(self) -> date | None:
        """The day that counts now."""
        if self.state == "waiting":
            return self.row.due_day
        step = {"doing": self.answered, "to_check": self.done}.get(self.state)
        return step.row.day if step else None

    @property
    def late(self) -> bool:
        return self.state in ("waiting", "doing") and self.due is not None and self.due < self.today

    @property
    def done_late_by(self) -> int:
        """Days between the day undertaken and the day it was done; 0 in time or not done."""
        if not (self.answered and self.done and self.answered.row.day):
            return 0
        return max((house(self.done.row.at).date() - self.answered.row.day).days, 0)

    @property
    def may_check(self) -> bool:
        """Whether the day of the check has come; who may is the door's word."""
        return self.state == "to_check" and self.due is not None and self.due <= self.today


def _has(kind: str, **more: object) -> Exists:
    return Exists(ImprovementStep.objects.filter(improvement=OuterRef("pk"), kind=kind, **more))


def _condition(view: str, today: date) -> Q:
    waiting, doing = Q(answered_at=None), Q(_has("answered", good=True), done_at=None)
    return {
        "open": waiting | doing,
        "overdue": Q(waiting, due_day__lt=today) | Q(doing, _has("answered", day__lt=today)),
        "to_check": Q(~_has("checked"), done_at__isnull=False),
        "done": Q(_has("checked")) | Q(_has("answered", good=False)),
        "all": Q(),
    }[view]


def _seen(seer: Seer) -> QuerySet[Improvement]:
    whole = overseen(seer) | raised(seer)
    rows = Improvement.objects.filter(whole | Q(to_unit_id__in=answers_for(seer.standing)), root_id=seer.root_id)
    return rows.annotate(whole=ExpressionWrapper(whole, output_field=BooleanField()))


def improvements_page(seer: Seer, *, view: str, unit_id: int | None, now: datetime, before: int | None = None, limit: int = PAGE) -> tuple[list[Suggestion], int | None]:
    """Newest first by id, and the id to go on from. Three statements. LookupError for a view that is not there."""
    rows = _seen(seer).filter(_condition(view, house(now).date()))
    if unit_id is not None:
        rows = rows.filter(to_unit_id=unit_id)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(_loaded(rows).order_by("-pk")[: limit + 1])
    return _opened(found[:limit], seer, now), found[limit - 1].pk if len(found) > limit else None


def improvement_for(seer: Seer, improvement_id: int, *, now: datetime) -> Suggestion:
    """NotYours where there is none or it is not for this person."""
    found = _opened(_loaded(_seen(seer).filter(pk=improvement_id)), seer, now)
    if not found:
        raise NotYours
    return found[0]


def waiting_for(standing: Standing) -> int:
    """How many suggestions wait for this person's answer or for the work they undertook, 99 at most; no statement for who answers for no unit."""
    units = answers_for(standing)
    if not units:
        return 0
    return Improvement.objects.filter(Q(answered_at=None) | Q(_has("answered", good=True), done_at=None), to_unit_id__in=units)[:99].count()


def _loaded(rows: QuerySet[Improvement]) -> QuerySet[Improvement]:
    return rows.select_related("complaint", "to_unit", "by").prefetch_related("complaint__parties", "steps__by")


def _opened(rows: Iterable[Improvement], seer: Seer, now: datetime) -> list[Suggestion]:
    units = answers_for(seer.standing)
    return [_suggestion(row, mine=row.to_unit_id in units, today=house(now).date()) for row in rows]


def _suggestion(row: Improvement, *, mine: bool, today: date) -> Suggestion:
    key, case, whole = case_key(row.complaint), row.complaint, bool(row.whole)  # type: ignore[attr-defined]

    def told(text: str) -> str:
        return text if whole else unnamed(text, case, case.parties.all(), key)

    steps = {each.kind: Said(each, told(read(each, key, "words")), told(read(each, key, "plan"))) for each in row.steps.all()}
    return Suggestion(
        row, told(read(row, key, "problem")), told(read(row, key, "suggestion")), steps.get("answered"), steps.get("done"), steps.get("checked"),
        steps.get("escalated"), whole, mine, today,
    )  # fmt: skip
