"""Questions to the office's records."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from suqing.apps.assessment.models import (
    AssessedInsurer,
    FilingReceipt,
    InsurerContact,
    Measure,
    Objection,
    Proposed,
    PublishedVersion,
    QuarterlyBulletin,
    RecordEntry,
    Round,
)
from suqing.apps.organisations.models import Post, Role, Staff
from suqing.apps.organisations.queries import in_force
from suqing.casework.assessment.facts import UNITS, WORDS, Facts
from suqing.casework.assessment.numbers import plain
from suqing.casework.assessment.periods import Period, parse_period
from suqing.rulebook.edition import Edition

PAGE = 50


def rounds_of(root_id: int, *, told: bool = False) -> list[Round]:
    """Newest period first. `told`: only those in which insurers were asked about counts, or that are published."""
    rows = Round.objects.filter(Q(counts_asked_at__isnull=False) | Q(published__isnull=False)).distinct() if told else Round.objects
    return list(rows.filter(root_id=root_id).select_related("edition", "opened_by").defer("edition__canonical").order_by("-period", "rulebook"))


def insurers_of(root_id: int) -> list[AssessedInsurer]:
    return list(AssessedInsurer.objects.filter(root_id=root_id).order_by("code"))


def insurer_named(root_id: int, code: str) -> AssessedInsurer | None:
    return AssessedInsurer.objects.filter(root_id=root_id, code=code).first()


def find_insurers(root_id: int, words: str, limit: int = 20) -> list[AssessedInsurer]:
    """By code or any part of the name."""
    rows = AssessedInsurer.objects.filter(root_id=root_id)
    return list((rows.filter(name__contains=words) | rows.filter(code__icontains=words)).order_by("code")[:limit])


@dataclass(frozen=True, slots=True)
class EntryPage:
    entries: list[RecordEntry]
    after: str | None


def entries_page(root_id: int, *, state: str = "", code: str = "", after: tuple[date, int] | None = None) -> EntryPage:
    """The daily record, newest day first, by key."""
    rows: QuerySet[RecordEntry] = RecordEntry.objects.filter(root_id=root_id).select_related("entered_by", "decided_by", "cancelled_by")
    if state:
        rows = rows.filter(state=state)
    if code:
        rows = rows.filter(insurer_code=code)
    if after is not None:
        rows = rows.filter(day__lt=after[0]) | rows.filter(day=after[0], id__lt=after[1])
    found = list(rows.order_by("-day", "-id")[: PAGE + 1])
    more = found[PAGE - 1] if len(found) > PAGE else None
    return EntryPage(found[:PAGE], f"{more.day.isoformat()}_{more.id}" if more else None)


def waiting_entries(root_id: int) -> int:
    return RecordEntry.objects.filter(root_id=root_id, state=Proposed.PROPOSED).count()


@dataclass(frozen=True, slots=True)
class Due:
    """One filing that is due: which duty, for which period, on which day."""

    duty: str
    label: str
    clause: str
    period: Period
    due_on: date


def filings_due(edition: Edition, on: date) -> list[Due]:
    """The filings whose day lies within the year before `on` or the two months after it, newest first."""
    found = []
    for rule in edition.rules("due_date"):
        for year in (on.year - 1, on.year, on.year + 1):
            day = rule.falls_on(year, rule.month) if rule.month else None
            if day is None or not (-366 <= (day - on).days <= 62):
                continue
            period = Period(year, "H1") if rule.covers == "half_year_before" else Period(year - 1)
            found.append(Due(rule.id, rule.label, rule.clause, period, day))
    return sorted(found, key=lambda due: due.due_on, reverse=True)


def receipts_of(root_id: int, duty: str, period: str) -> dict[str, FilingReceipt]:
    rows = FilingReceipt.objects.filter(root_id=root_id, duty=duty, period=period).select_related("entered_by", "proposed_entry")
    return {row.insurer_code: row for row in rows}


def published_versions(root_id: int, rulebook: str = "") -> list[PublishedVersion]:
    """The newest version of each round, oldest period first: for trends."""
    rows = PublishedVersion.objects.filter(root_id=root_id).select_related("round").defer("facts").order_by("round__period", "number")
    newest: dict[int, PublishedVersion] = {}
    for row in rows:
        if not rulebook or row.round.rulebook == rulebook:
            newest[row.round_id] = row
    return list(newest.values())


def version_numbered(found: Round, number: int | None = None) -> PublishedVersion | None:
    """That version, or the newest."""
    rows = PublishedVersion.objects.filter(root_id=found.root_id, round=found).select_related("round", "published_by")
    return rows.filter(number=number).first() if number is not None else rows.order_by("-number").first()


def objections_of(root_id: int, *, round_id: int | None = None, code: str = "") -> list[Objection]:
    rows = Objection.objects.filter(root_id=root_id).select_related("published__round", "lodged_by", "replied_by").defer("published__facts", "published__result")
    if round_id is not None:
        rows = rows.filter(published__round_id=round_id)
    if code:
        rows = rows.filter(insurer_code=code)
    return list(rows.order_by("-lodged_at", "-id")[:200])


def measures_of(root_id: int, *, round_id: int | None = None, code: str = "") -> list[Measure]:
    rows = Measure.objects.filter(root_id=root_id).select_related("round", "entered_by")
    if round_id is not None:
        rows = rows.filter(round_id=round_id)
    if code:
        rows = rows.filter(insurer_code=code)
    return list(rows.order_by("-entered_at", "-id")[:200])


def contacts_of(root_id: int, code: str) -> list[InsurerContact]:
    """All there ever were, the newest first."""
    return list(InsurerContact.objects.filter(root_id=root_id, insurer_code=code).select_related("staff").order_by("-from_day", "-id"))


def may_be_contact(root_id: int, *, on: date) -> list[Staff]:
    """Who holds the contact's post in the office's root on that day."""
    posts = Post.objects.filter(in_force(on), root_id=root_id, role=Role.INSURER_CONTACT)
    return list(Staff.objects.filter(root_id=root_id, is_active=True, posts__in=posts).distinct().order_by("username"))


def free_contacts(root_id: int, *, on: date) -> list[Staff]:
    """Of those, who speaks for no insurer yet."""
    taken = set(InsurerContact.objects.exclude(until_day__lt=on).filter(root_id=root_id).values_list("staff_id", flat=True))
    return [each for each in may_be_contact(root_id, on=on) if each.id not in taken]


def bulletins_of(root_id: int) -> list[QuarterlyBulletin]:
    rows = QuarterlyBulletin.objects.filter(root_id=root_id).select_related("made_by").defer("workbook", "result")
    return list(rows.order_by("-period", "-made_at")[:100])


def bulletin(root_id: int, bulletin_id: int) -> QuarterlyBulletin | None:
    return QuarterlyBulletin.objects.filter(root_id=root_id, pk=bulletin_id).first()


def last_published_benchmarks(rulebook: str, like: Period) -> tuple[Period, dict[str, Any]] | None:
    """(period, result) of the newest round published on this installation by any office: published figures are public within the industry.

    Only of a period as long as `like`: cases of half a year against the policies of a year are another number.
    """
    rows = PublishedVersion.objects.filter(round__rulebook=rulebook).select_related("round").defer("facts")
    known = [(parse_period(row.round.period), row) for row in rows]
    found = sorted(((period, row) for period, row in known if period.code == like.code), key=lambda each: (each[0].last_day, each[1].number))
    if not found:
        return None
    return found[-1][0], json.loads(found[-1][1].result)


def counts_shown(facts: Facts, code: str) -> list[dict[str, Any]]:
    """The figures of one insurer and the units merged into it, as they are confirmed or disputed."""
    codes = {code} | {each.code for each in facts.insurers if each.rolls_into == code}
    names = {each.code: each.name for each in facts.insurers}
    return [
        {"whose": names.get(row.code, row.code), "period": row.period, "sheet": row.place.sheet, "column": WORDS[fact], "value": f"{plain(value)}{UNITS[fact] if value is not None else ''}", "place": str(row.place)}
        for row in facts.figures
        if row.code in codes
        for fact, value in row.values.items()
        if value is not None
    ]


def line_names(edition: Edition) -> dict[str, str]:
    """Indicator → its label."""
    return {rule.id: rule.label for kind in ("ratio", "change", "checklist", "deduction") for rule in edition.rules(kind)}
