"""规则: the rulebooks this root has adopted, with clauses, carriers, values and gaps; nothing hidden that we made up."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from suqing.apps.editions.access import may_adopt, may_try
from suqing.apps.editions.models import Adoption
from suqing.apps.editions.queries import adoptions_of
from suqing.apps.editions.stored import open_stored
from suqing.rulebook import Clause, Edition
from suqing.web.desk.rule_values import RuleValue, values_by_clause
from suqing.web.frame import Desk, desk_page, show

Adopted = list[tuple[Adoption, Edition]]


@dataclass
class ClauseRow:
    clause: Clause
    depth: int
    values: list[RuleValue] = field(default_factory=list)
    carriers: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GapRow:
    gap: Any
    clauses: list[Clause]


@desk_page
@require_safe
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every adopted rulebook, with since when and why."""
    return show(request, desk, "desk/rules/index.html", {"adopted": adopted_by(desk), "side": "index"})


@desk_page
@require_safe
def rulebook(request: HttpRequest, desk: Desk, rulebook_id: str) -> HttpResponse:
    """One rulebook, clause by clause."""
    adopted = adopted_by(desk)
    adoption, edition = _wanted(adopted, rulebook_id, request.GET.get("edition", ""))
    gaps = sorted(edition.gaps.values(), key=lambda gap: gap.id)
    context = {
        "adoption": adoption,
        "edition": edition,
        "rows": _rows(edition),
        "gaps": [GapRow(gap, [edition.clauses[each] for each in gap.clauses if each in edition.clauses]) for gap in gaps],
        "adopted": adopted,
        "side": adoption.id,
        "may_adopt": may_adopt(desk.standing),
        "may_try": may_try(desk.standing),
        "print_title": edition.name,
        "print_edition": edition.content_hash[:12],
    }
    return show(request, desk, "desk/rules/rulebook.html", context)


@desk_page
@require_safe
def clause(request: HttpRequest, desk: Desk, rulebook_id: str, number: str) -> HttpResponse:
    """To the clause on the page of its rulebook."""
    _, edition = _wanted(adopted_by(desk), rulebook_id, "")
    place = f"{rulebook_id}/{number}"
    if place not in edition.clauses:
        raise Http404
    return redirect(f"{reverse('desk:rulebook', args=[rulebook_id])}#{place}")


def adopted_by(desk: Desk) -> Adopted:
    return [(each, open_stored(each.edition.content_hash)) for each in adoptions_of(desk.user.root_id)]


def _wanted(adopted: Adopted, rulebook_id: str, content_hash: str) -> tuple[Adoption, Edition]:
    """The newest adoption of the rulebook, or the one of this edition."""
    for each, edition in adopted:
        if each.rulebook == rulebook_id and edition.content_hash.startswith(content_hash):
            return each, edition
    raise Http404


def _rows(edition: Edition) -> list[ClauseRow]:
    values = values_by_clause(edition)
    rows = []
    for each in edition.clauses.values():
        carriers = [carrier for carrier in edition.carriers if carrier.clause == each.id]
        rows.append(ClauseRow(each, _depth(edition, each), values.get(each.id, []), carriers))
    return rows


def _depth(edition: Edition, clause: Clause) -> int:
    depth = 0
    parent = clause.parent
    while parent is not None and parent in edition.clauses and depth < 4:
        depth += 1
        parent = edition.clauses[parent].parent
    return depth
