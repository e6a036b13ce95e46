"""采用的节假日: which years are published, by which notice, with holidays, make-up days and what we assumed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.queries import seer_of
from suqing.apps.complaints.recomputed import recomputed_page
from suqing.apps.editions.queries import adoptions_of, current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.kernel.clock import house
from suqing.rulebook import Calendar
from suqing.web.frame import Desk, desk_page, show
from suqing.web.paging import decode_key, encode_key
from suqing.web.words.moments import weekday_words


@dataclass(frozen=True, slots=True)
class YearRow:
    """`holidays` as (name, days, number of days); `make_up` the days worked instead."""

    year: int
    notice: str
    holidays: list[tuple[str, str, int]]
    make_up: list[str]
    working_days: int


@desk_page
@require_safe
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The calendar that new limits are counted by."""
    used = current_calendar()
    this_year = house(desk.now).year
    context = {
        "years": [year_row(used, year) for year in reversed(used.published_years)],
        "unpublished": [year for year in (this_year, this_year + 1) if not used.is_published(year)],
        "gaps": [{"gap": each} for each in sorted(used.gaps.values(), key=lambda gap: gap.id)],
        "calendar": used,
        "adopted": _adopted(desk),
        "side": "calendar",
        "print_title": "采用的节假日",
        "print_edition": used.content_hash[:12],
    }
    return show(request, desk, "desk/rules/calendar.html", context)


@desk_page
@require_safe
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the publication of a year changed in open cases, before and after."""
    before = decode_key(request.GET.get("before", ""))
    found, more = recomputed_page(seer_of(desk.standing, now=desk.now), before=before)
    rows = [
        {"row": each, "kind": kind_words(each.kind), "days": (house(each.after).date() - house(each.before).date()).days} for each in found
    ]
    context = {
        "rows": rows, "adopted": _adopted(desk), "first": before is None, "next_url": f"?before={encode_key(more)}" if more else "", "side": "changes",
        "print_title": "因公布放假安排改动的时限",
    }  # fmt: skip
    return show(request, desk, "desk/rules/changes.html", context)


def _adopted(desk: Desk) -> list[tuple[Any, Any]]:
    return [(each, open_stored(each.edition.content_hash)) for each in adoptions_of(desk.user.root_id)]


def year_row(calendar: Calendar, year: int) -> YearRow:
    """A year read day by day, so that the page shows what is counted, not what the notice said."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1)]
    return YearRow(
        year=year,
        notice=calendar.notice(year) or "",
        holidays=_spans(calendar, days),
        make_up=[f"{day.month}月{day.day}日 {weekday_words(day)}" for day in days if calendar.day_kind(day) == "make_up"],
        working_days=sum(calendar.is_working_day(day) for day in days),
    )


def _spans(calendar: Calendar, days: list[date]) -> list[tuple[str, str, int]]:
    """Holidays of one name on consecutive days, as 2月15日—2月23日."""
    spans: list[tuple[str, list[date]]] = []
    for day in days:
        name = calendar.holiday_name(day)
        if name is None:
            continue
        if spans and spans[-1][0] == name and (day - spans[-1][1][-1]).days == 1:
            spans[-1][1].append(day)
        else:
            spans.append((name, [day]))
    return [(name, _span_words(inside), len(inside)) for name, inside in spans]


def _span_words(days: list[date]) -> str:
    first, last = days[0], days[-1]
    start = f"{first.month}月{first.day}日"
    if first == last:
        return start
    return f"{start}至{last.day}日" if first.month == last.month else f"{start}至{last.month}月{last.day}日"
