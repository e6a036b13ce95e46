"""The first page of the assessment: rounds for assessors, one's own insurer for a contact, one's own score for an insurer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.assessment.access import assesses, contact_of, publishes, scores_own
from suqing.apps.assessment.queries import (
    insurer_named,
    objections_of,
    published_versions,
    rounds_of,
    waiting_entries,
)
from suqing.apps.editions.queries import editions_in_force
from suqing.apps.editions.stored import open_stored
from suqing.casework.assessment.periods import Period, parse_period
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem
from suqing.web.frame import Desk, desk_page, show


@desk_page
@require_safe
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    if assesses(desk.standing):
        return rounds_page(request, desk)
    code = contact_of(desk.standing, on=house(desk.now).date())
    if code is not None:
        return contact_page(request, desk, code)
    if scores_own(desk.standing):
        return redirect(reverse("oversight:own"))
    raise NotYours


@desk_page
@require_safe
def from_notice(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    """Where a notice leads: assessors to the round, a contact to their own page."""
    name = "oversight:round" if assesses(desk.standing) else "oversight:mine"
    return redirect(reverse(name, args=[rulebook, period]))


def scoring_rulebooks(root_id: int, desk: Desk) -> list[tuple[str, str]]:
    """(id, short name) of the scoring rulebooks that the office applies today."""
    found = []
    for rulebook, stored in editions_in_force(root_id, house(desk.now).date()).items():
        edition = open_stored(stored.content_hash)
        if edition.rules("composition"):
            found.append((rulebook, edition.short_name))
    return found


def likely_period(desk: Desk) -> str:
    """The half-year or year that ended last: what one would open today."""
    today = house(desk.now).date()
    return str(Period(today.year, "H1") if today.month > 6 else Period(today.year - 1))


def rounds_page(request: HttpRequest, desk: Desk, *, problem: Problem | None = None, given: dict[str, str] | None = None) -> HttpResponse:
    rows = []
    newest = {each.round_id: each for each in published_versions(desk.user.root_id)}
    for each in rounds_of(desk.user.root_id):
        rows.append({"round": each, "period": parse_period(each.period), "version": newest.get(each.id)})
    books = scoring_rulebooks(desk.user.root_id, desk)
    context = {
        "rows": rows, "rulebooks": books, "problem": problem, "given": given or {"period": likely_period(desk), "rulebook": books[0][0] if books else ""},
        "waiting": waiting_entries(desk.user.root_id), "open_objections": [each for each in objections_of(desk.user.root_id) if each.upheld is None],
        "publishes": publishes(desk.standing),
    }  # fmt: skip
    return show(request, desk, "oversight/rounds.html", context, status=problem.status if problem else 200)


def contact_page(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    rounds = rounds_of(desk.user.root_id, told=True)
    rows = [{"round": each, "period": parse_period(each.period)} for each in rounds]
    return show(request, desk, "oversight/contact_home.html", {"rows": rows, "insurer": insurer_named(desk.user.root_id, code), "code": code})
