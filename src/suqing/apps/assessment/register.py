"""Counting an insurer's own register for the assessment (S11): items lodged with the regulator; what is guessed is marked.

Three statements, none of them over the whole table; a million cases are never loaded.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from fractions import Fraction

from django.db.models import Count, DateTimeField, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from suqing.apps.complaints.models import Complaint, Mediation, ReportBack, Termination
from suqing.apps.complaints.models.choices import (
    ItemKind,
    LineOfBusiness,
    MediationResult,
    Source,
    TerminationKind,
)
from suqing.apps.organisations.models import Organisation
from suqing.casework.assessment.periods import Period
from suqing.kernel.clock import HOUSE

LODGED = (Source.REGULATOR_LOCAL, Source.REGULATOR_NATIONAL)
MARGIN = timedelta(days=120)  # the regulator's own receipt may lie that far before ours
EVERY = 10**12  # a limit keeps SQLite from computing an item's columns anew for each count
FALLBACK = timedelta(days=15)  # 2020 measures Art. 18, where the letter names no day (gap on_time_limit)


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the letters do not say, how we took it, and how many items it touches."""

    words: str
    items: int


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """Facts of the sheet 投诉量 as the register has them."""

    figures: dict[str, Fraction]
    guesses: tuple[Guess, ...]
    items: int


def count_register(*, unit: Organisation, period: Period, as_of: datetime) -> RegisterCounts:
    """Items whose receipt by the regulator (by us, where the letter does not say) lies in the period.

    A forwarded item that was still within its limit at the end of the period (or now) is neither on time nor overdue (gap not_yet_due).
    """
    end = datetime.combine(period.last_day + timedelta(days=1), time.min, HOUSE)
    until = min(as_of, end)
    withdrawn = Q(withdrawn_at__isnull=False) & (Q(forwarded_at=None) | Q(withdrawn_at__lt=F("forwarded_at")))
    forwarded = Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("forwarded_at"))
    due_later = Q(return_by__gte=until) | Q(return_by=None, came_at__gte=until - FALLBACK)
    open_at_end = due_later & (Q(answered_at=None) | Q(answered_at__gte=until))
    in_time = Q(answered_at__lt=until) & (Q(answered_at__lte=F("return_by")) | Q(return_by=None, answered_at__lte=F("came_at") + FALLBACK))
    motor = Q(line_of_business=LineOfBusiness.MOTOR)
    counts = {
        "n_items": Count("id"),
        "n_motor": Count("id", filter=motor),
        "n_withdrawn": Count("id", filter=withdrawn),
        "n_forwarded": Count("id", filter=forwarded),
        "n_open": Count("id", filter=forwarded & open_at_end),
        "n_on_time": Count("id", filter=forwarded & in_time),
        "n_no_receipt": Count("id", filter=Q(regulator_at=None)),
        "n_no_forwarding": Count("id", filter=Q(forwarded_at=None, withdrawn_at=None)),
        "n_withdrawn_unsure": Count("id", filter=Q(forwarded_at=None, withdrawn_at__isnull=False)),
        "n_no_limit": Count("id", filter=forwarded & Q(return_by=None)),
        "n_no_line": Count("id", filter=Q(line_of_business=LineOfBusiness.UNKNOWN)),
    }
    found = Counter[str]()
    for rows in _items(unit, period, end):
        found.update(rows[:EVERY].aggregate(**counts))
    figures = {
        "complaints": found["n_items"], "withdrawn_before_forwarding": found["n_withdrawn"], "forwarded": found["n_forwarded"],
        "on_time": found["n_on_time"], "overdue": found["n_forwarded"] - found["n_open"] - found["n_on_time"],
    }  # fmt: skip
    if unit.business == "property":
        figures |= {"motor_complaints": found["n_motor"], "nonmotor_complaints": found["n_items"] - found["n_motor"]}
    sent, succeeded = _mediations(unit, period, until)
    if sent:
        figures |= {"mediation_sent": sent, "mediation_succeeded": succeeded}
    guesses = (
        Guess("没有监管收到日期，按公司收到的日期计入本期", found["n_no_receipt"]),
        Guess("没有正式转办日期，按已转办", found["n_no_forwarding"]),
        Guess("撤回而没有转办日期，按转办前撤诉", found["n_withdrawn_unsure"]),
        Guess("转办函没有写反馈期限，按公司收到后15日", found["n_no_limit"]),
        Guess("调解件数按投诉系统的调解记录：本期双方同意的，和其中调解成功的", sent),
        Guess("险种未明，按非车险", found["n_no_line"] if unit.business == "property" else 0),
    )
    return RegisterCounts({fact: Fraction(count) for fact, count in figures.items()}, tuple(each for each in guesses if each.items), found["n_items"])


def _mediations(unit: Organisation, period: Period, until: datetime) -> tuple[int, int]:
    """Agreed to by both sides in the period, and of these the ones that had succeeded by `until` (gap sh2018: proposed, the insurer corrects)."""
    start = datetime.combine(period.first_day, time.min, HOUSE)
    rows = Mediation.objects.filter(root_id=unit.root_id, agreed_at__gte=start, agreed_at__lt=until, complaint__kind=ItemKind.COMPLAINT)
    if unit.id != unit.root_id:
        rows = rows.filter(complaint__unit__path__startswith=unit.path)
    found = rows.aggregate(sent=Count("id"), succeeded=Count("id", filter=Q(result=MediationResult.SUCCESS, ended_at__lt=until)))
    return found["sent"], found["succeeded"]


def _items(unit: Organisation, period: Period, end: datetime) -> list[QuerySet[Complaint]]:
    """Those lodged with the regulator, and those that were here before its letter: apart, so that each has its own index."""
    start = datetime.combine(period.first_day, time.min, HOUSE)
    first = Q(source__in=LODGED, received_day__gte=period.first_day, received_day__lte=period.last_day + MARGIN)
    later = Q(forwarded_later__in=LODGED, letter__received_at__gte=start, letter__received_at__lt=end + MARGIN)  # it was here before the letter
    return [_annotated(Complaint.objects.filter(each), unit, start, end) for each in (first, later)]


def _annotated(rows: QuerySet[Complaint], unit: Organisation, start: datetime, end: datetime) -> QuerySet[Complaint]:
    rows = rows.filter(root_id=unit.root_id, kind=ItemKind.COMPLAINT)
    if unit.id != unit.root_id:
        rows = rows.filter(unit_id__in=Organisation.objects.filter(root_id=unit.root_id, path__startswith=unit.path).values("id"))
    ended = Termination.objects.filter(complaint=OuterRef("pk"), round=OuterRef("round"), kind=TerminationKind.WITHDRAWN).values("complaint").annotate(first=Min(Coalesce("withdrawn_at", "at"))).values("first")
    answered = ReportBack.objects.filter(complaint=OuterRef("pk")).values("complaint").annotate(first=Min("at")).values("first")
    return rows.annotate(
        regulator_at=F("letter__regulator_received_at"),
        forwarded_at=F("letter__forwarded_at"),
        return_by=F("letter__return_by"),
        came_at=Coalesce("letter__received_at", "received_at"),
        answered_at=Subquery(answered, output_field=DateTimeField()),
        withdrawn_at=Subquery(ended, output_field=DateTimeField()),
    ).filter(Q(regulator_at__gte=start, regulator_at__lt=end) | Q(regulator_at=None, came_at__gte=start, came_at__lt=end))
