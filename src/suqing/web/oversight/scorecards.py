"""One insurer's scorecard: a hundred points line by line, the waterfall, what rests on assumptions, what if (S09, S11)."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.models import PublishedVersion
from suqing.apps.assessment.state import RoundState
from suqing.casework.assessment.scoring import Assessment, GroupResult, Scorecard
from suqing.casework.assessment.stored import load
from suqing.casework.assessment.what_if import (
    Answer,
    Impossible,
    questions_for,
    what_if,
)
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.cards import assumed, hints, rows_of, waterfall
from suqing.web.oversight.publishing import shown_assessment
from suqing.web.oversight.yearly import cards_before


def card_context(card: Scorecard, assessment: Assessment, group: GroupResult) -> dict[str, Any]:
    """What every page with a card shows."""
    return {
        "card": card, "group": group, "rows": rows_of(card, assessment, group), "waterfall": waterfall(card), "assumed": assumed(card, assessment.edition),
        "hints": hints(card, assessment), "edition": assessment.edition, "facts_hash": assessment.facts_hash, "card_count": len(group.cards),
        "section_sums": [(section.label, card.sections[section.id], sum(line.full for line in card.lines if line.section == section.id and not line.deducts)) for section in _sections(assessment)],
    }  # fmt: skip


def _sections(assessment: Assessment) -> Any:
    return assessment.edition.rules("composition")[0].sections


def _found(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str) -> tuple[RoundState, Assessment, PublishedVersion | None, Scorecard, GroupResult]:
    state = RoundState(access_round(desk.standing, rulebook, period))
    assessment, version = shown_assessment(state, request.GET.get("version", ""))
    card = assessment.card(code) if assessment else None
    group = assessment.group_of(code) if assessment else None
    if assessment is None or card is None or group is None:
        raise NotYours
    return state, assessment, version, card, group


def _neighbour(group: GroupResult, card: Scorecard, step: int) -> str | None:
    place = group.cards.index(card) + step
    return group.cards[place].code if 0 <= place < len(group.cards) else None


@office_page
@require_safe
def card(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str) -> HttpResponse:
    state, assessment, version, found, group = _found(request, desk, rulebook, period, code)
    before = cards_before(desk.user.root_id, state.round).get(code)
    context = card_context(found, assessment, group) | {
        "round": state.round, "period": state.period, "version": version, "before": before, "change": None if before is None else found.total - before.total,
        "climbed": None if before is None else before.rank - found.rank, "earlier": _neighbour(group, found, -1), "later": _neighbour(group, found, 1),
        "why_name": "oversight:why", "why_args": f"{rulebook}/{period}/card/{code}", "query": f"?version={version.number}" if version else "?version=trial",
        "versions": state.versions, "print_title": f"{found.name} 记分卡", "print_edition": assessment.edition.content_hash[:12],
    }  # fmt: skip
    return show(request, desk, "oversight/card.html", context)


@office_page
@require_safe
def why(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str, indicator: str) -> HttpResponse:
    state, assessment, version, found, _ = _found(request, desk, rulebook, period, code)
    query = f"?version={version.number}" if version else "?version=trial"
    return why_page(request, desk, found, assessment, indicator, reverse("oversight:card", args=[rulebook, period, code]) + query)


def why_page(request: HttpRequest, desk: Desk, found: Scorecard, assessment: Assessment, indicator: str, back: str) -> HttpResponse:
    """The explanation of one line, as a panel for htmx and as a page of its own without it."""
    line = next((each for each in found.lines if each.indicator == indicator), None)
    if line is None:
        raise NotYours
    known = assessment.edition.clauses.get(line.clause)
    gap = assessment.edition.gaps.get(line.gap or "")
    context = {
        "line": line.line(known.gist if known else None), "question": f"为什么是{'扣' if line.deducts else ''}{abs(float(line.points)):.2f}分？",
        "subtitle": f"{line.label} · {'最多扣' if line.deducts else '满分'}{float(line.full):g}分 · {found.name}", "edition": assessment.edition, "now": desk.now,
        "also": [{"words": f"缺口：{gap.question} 我们的读法：{gap.reading}", "clause": line.clause}] if gap else [], "also_title": "原文没有写明", "back_url": back,
    }  # fmt: skip
    template = "components/why_panel.html" if request.headers.get("HX-Request") else "components/why_page.html"
    return show(request, desk, template, context)


def asked_of(request: HttpRequest, sector: str) -> dict[str, int]:
    """Question id → how many, as far as a whole number stands in the address."""
    found = {}
    for question in questions_for(sector):
        text = request.GET.get(question.id, "").strip()
        if re.fullmatch(r"-?[0-9]{1,6}", text):
            found[question.id] = int(text)
    return {name: number for name, number in found.items() if number}


@office_page
@require_http_methods(["GET", "HEAD"])
def what_if_page(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str) -> HttpResponse:
    """The same facts with a few cases more or less; nothing is written."""
    state, assessment, version, found, group = _found(request, desk, rulebook, period, code)
    facts = load(PublishedVersion.objects.get(pk=version.id).facts) if version else state.assembled.facts
    insurer = next(each for each in facts.insurers if each.code == code)
    asked = asked_of(request, insurer.sector)
    answer: Answer | None = None
    problem: Problem | None = None
    if asked:
        try:
            answer = what_if(facts, assessment.edition, assessment.period, code, asked)
        except Impossible as impossible:
            problem = Problem("wrong", str(impossible))
    context = {
        "round": state.round, "period": state.period, "card": found, "group": group, "questions": [(each, asked.get(each.id, "")) for each in questions_for(insurer.sector)],
        "answer": answer, "problem": problem, "version": version, "back_url": reverse("oversight:card", args=[rulebook, period, code]),
    }  # fmt: skip
    return show(request, desk, "oversight/what_if.html", context, status=422 if problem else 200)


__all__ = ["asked_of", "card", "card_context", "what_if_page", "why", "why_page"]
