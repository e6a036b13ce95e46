"""What is reported of a unit and all below it: complaints received in a period, counted whole, whoever asks (2020 measures Art. 36).

Counts and nothing else: no name, number or text of a case leaves here. Reports of misconduct are not in this register.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints.models import Complaint, Mediation, Review, Termination
from suqing.apps.complaints.models.choices import DisputeType, ItemKind, LineOfBusiness, Source
from suqing.apps.organisations.models import Organisation, OrganisationKind
from suqing.casework.classes import CLASS_NAMES, ORDINARY
from suqing.casework.repeat import LEVEL_NAMES, LEVELS
from suqing.casework.stages import Stage
from suqing.kernel.clock import house

LEGAL_LIMITS = ("decide", "decide_complex", "decide_extended")
COLUMNS: Mapping[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "class": ("classification", [*((code, CLASS_NAMES[code]) for code in ORDINARY), ("", "还没有定类")]),
    "source": ("source", [(str(code), str(words)) for code, words in Source.choices]),
    "level": ("repeat_level", [(level, LEVEL_NAMES[level]) for level in LEVELS]),
    "line": ("line_of_business", [(str(code), str(words)) for code, words in LineOfBusiness.choices]),
    "dispute": ("dispute_type", [*((str(code), str(words)) for code, words in DisputeType.choices), ("", "没有写")]),
}
KNOWN: Mapping[str, Sequence[str]] = {name: [code for code, _ in words] for name, (_, words) in COLUMNS.items()}
BOTH = {"items": Count("id"), "matters": Count("matter_id", distinct=True)}


def count_body(unit: Organisation, *, since: date, until: date, period: str, at: datetime) -> dict[str, Any]:
    """Both days included, by the day of receipt; how they stand now."""
    cases = Complaint.objects.filter(root_id=unit.root_id, unit__path__startswith=unit.path, kind=ItemKind.COMPLAINT, received_day__range=(since, until))
    cases = cases.exclude(stage=Stage.TRANSFERRED)  # turned out to be a report of misconduct
    tables = {name: _by(cases, column, words) for name, (column, words) in COLUMNS.items()}
    tables |= {"total": [_row("", "投诉件", cases.aggregate(**BOTH))], "unit": _by_unit(cases, unit), "handling": _handling(cases, at)}
    return {
        "unit": {"code": unit.code, "name": unit.name}, "period": period, "since": since.isoformat(), "until": until.isoformat(),
        "as_of": f"{house(at):%Y-%m-%dT%H:%M}", "tables": tables,
    }  # fmt: skip


def _row(code: str, words: str, found: Mapping[str, int | None]) -> dict[str, Any]:
    return {"code": code, "words": words, "items": found.get("items", 0), "matters": found.get("matters", 0)}


def _by(cases: QuerySet[Complaint], column: str, names: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Every known code, those without an item too; a strange code last, as it is."""
    found = {each[column]: each for each in cases.order_by().values(column).annotate(**BOTH)}
    known = [_row(code, words, found.get(code, {})) for code, words in names]
    return known + [_row(code, code, found[code]) for code in sorted(found.keys() - dict(names).keys())]


def _by_unit(cases: QuerySet[Complaint], unit: Organisation) -> list[dict[str, Any]]:
    """By the branches and sub-branches right below, each with all below it; the rest is the unit's own."""
    below = list(Organisation.objects.filter(parent=unit, kind__in=[OrganisationKind.BRANCH, OrganisationKind.SUB_BRANCH]).order_by("code"))
    paths = Q()
    for each in below:
        paths |= Q(unit__path__startswith=each.path)
    rows = [_row(each.code, each.short_name, cases.filter(unit__path__startswith=each.path).aggregate(**BOTH)) for each in below]
    own = cases.exclude(paths) if below else cases
    return [*rows, _row(unit.code, f"{unit.short_name}本部" if below else unit.short_name, own.aggregate(**BOTH))]


def _handling(cases: QuerySet[Complaint], at: datetime) -> list[dict[str, Any]]:
    mine = {"complaint": OuterRef("pk")}
    law = Clock.objects.filter(subject_id=OuterRef("pk"), subject_kind="complaint", kind__in=LEGAL_LIMITS)
    mediated = Mediation.objects.filter(**mine, agreed_at__isnull=False)
    asked: Sequence[tuple[str, str, Q]] = (
        ("closed", "已办结", Q(open=False)),
        ("open", "在办", Q(open=True)),
        ("late", "超过法定期限", Q(Exists(law.filter(Q(state=ClockState.MISSED) | Q(state=ClockState.RUNNING, limit_at__lt=at))))),
        ("withdrawn", "投诉人撤回", Q(Exists(Termination.objects.filter(**mine, kind="withdrawn")))),
        ("mediated", "经调解", Q(Exists(mediated))),
        ("mediation_agreed", "调解成功", Q(Exists(mediated.filter(result="success")))),
        ("reviewed", "申请核查", Q(Exists(Review.objects.filter(**mine)))),
        ("review_changed", "核查后改变", Q(Exists(Review.objects.filter(**mine, decided_at__isnull=False).exclude(outcome="upheld")))),
    )
    found = cases.aggregate(**{code: Count("id", filter=where) for code, _, where in asked})
    return [{"code": code, "words": words, "items": found[code], "matters": None} for code, words, _ in asked]
