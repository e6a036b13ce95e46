"""规则: the rulebooks this root has adopted, with clauses, carriers, values and gaps; nothing hidden that we made up."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from suqing.apps.editions.models import Adoption
from suqing.apps.editions.queries import adoptions_of
from suqing.apps.editions.stored import open_stored
from suqing.rulebook import Clause, Edition
from suqing.web.desk.frame import Desk, desk_page, show
from suqing.web.desk.rule_values import RuleValue, values_by_clause


@dataclass
class ClauseRow:
    clause: Clause
    depth: int
    values: list[RuleValue] = field(default_factory=list)
    carriers: list[Any] = field(default_factory=list)


@desk_page
@require_safe
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every adopted rulebook, with since when and why."""
    adopted = [(each, open_stored(each.edition.content_hash)) for each in adoptions_of(desk.user.root_id)]
    return show(request, desk, "desk/rules/index.html", {"adopted": adopted})


@desk_page
@require_safe
def rulebook(request: HttpRequest, desk: Desk, rulebook_id: str) -> HttpResponse:
    """One rulebook, clause by clause."""
    adoption = _adoption(desk, rulebook_id, request.GET.get("edition", ""))
    edition = open_stored(adoption.edition.content_hash)
    context = {
        "adoption": adoption,
        "edition": edition,
        "rows": _rows(edition),
        "gaps": sorted(edition.gaps.values(), key=lambda gap: gap.id),
        "adopted": [(each, open_stored(each.edition.content_hash)) for each in adoptions_of(desk.user.root_id)],
    }
    return show(request, desk, "desk/rules/rulebook.html", context)


def _adoption(desk: Desk, rulebook_id: str, content_hash: str) -> Adoption:
    found = adoptions_of(desk.user.root_id, rulebook_id)
    wanted = [each for each in found if not content_hash or each.edition.content_hash.startswith(content_hash)]
    if not wanted:
        raise Http404
    return wanted[0]


def _rows(edition: Edition) -> list[ClauseRow]:
    values = values_by_clause(edition)
    rows = []
    for clause in edition.clauses.values():
        carriers = [each for each in edition.carriers if each.clause == clause.id]
        rows.append(ClauseRow(clause, _depth(edition, clause), values.get(clause.id, []), carriers))
    return rows


def _depth(edition: Edition, clause: Clause) -> int:
    depth = 0
    parent = clause.parent
    while parent is not None and parent in edition.clauses and depth < 4:
        depth += 1
        parent = edition.clauses[parent].parent
    return depth
