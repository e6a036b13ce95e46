"""What an insurer's contact sees of a round: its own counts to confirm, its own published card, its objections. Nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_as_contact
from suqing.apps.assessment.models import CountCheck, Round, Step
from suqing.apps.assessment.queries import (
    counts_shown,
    insurer_named,
    objections_of,
    version_numbered,
)
from suqing.apps.assessment.state import RoundState
from suqing.casework.assessment.periods import parse_period
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, desk_page, show
from suqing.web.oversight.publishing import assessment_of
from suqing.web.oversight.scorecards import card_context, why_page
from suqing.web.oversight.yearly import cards_before


def _open(desk: Desk, rulebook: str, period: str) -> tuple[Round, str]:
    return access_as_contact(desk.standing, rulebook, period, on=house(desk.now).date())


@desk_page
@require_safe
def page(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    return mine_page(request, desk, *_open(desk, rulebook, period))


def mine_page(request: HttpRequest, desk: Desk, found: Round, code: str, *, problem: Problem | None = None, words: str = "") -> HttpResponse:
    check = CountCheck.objects.filter(root_id=found.root_id, round=found, insurer_code=code).select_related("replied_by").first()
    version = version_numbered(found)
    shown: dict[str, Any] = {}
    if version is not None:
        assessment = assessment_of(version.id)
        card, group = assessment.card(code), assessment.group_of(code)
        if card is not None and group is not None:
            before = cards_before(found.root_id, found).get(code)
            shown = card_context(card, assessment, group) | {"before": before, "change": None if before is None else card.total - before.total, "climbed": None if before is None else before.rank - card.rank}
    facts = RoundState(found).assembled.facts if check is not None and version is None else None
    context = {
        "round": found, "period": parse_period(found.period), "insurer": insurer_named(found.root_id, code), "code": code, "check": check, "version": version,
        "counts": counts_shown(facts, code) if facts else [], "objections": objections_of(found.root_id, round_id=found.id, code=code), "problem": problem, "words": words,
        "published": found.step == Step.PUBLISHED, "why_args": f"mine/{found.rulebook}/{found.period}", **shown,
    }  # fmt: skip
    return show(request, desk, "oversight/mine.html", context, status=problem.status if problem else 200)


@desk_page
@require_safe
def why(request: HttpRequest, desk: Desk, rulebook: str, period: str, indicator: str) -> HttpResponse:
    found, code = _open(desk, rulebook, period)
    version = version_numbered(found)
    assessment = assessment_of(version.id) if version else None
    card = assessment.card(code) if assessment else None
    if assessment is None or card is None:
        raise NotYours
    return why_page(request, desk, card, assessment, indicator, reverse("oversight:mine", args=[rulebook, period]))


@desk_page
@require_POST
def answer(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    found, code = _open(desk, rulebook, period)
    words, agrees = request.POST.get("words", ""), "agree" in request.POST
    problem = attempt(lambda: actions.answer_counts(rulebook=rulebook, period=period, code=code, agrees=agrees, words=words, actor=desk.actor, at=desk.now))
    if problem is not None:
        return mine_page(request, desk, found, code, problem=problem, words=words)
    return done(request, "已答复：无异议。" if agrees else "异议已提交，考评机构会书面答复。", reverse("oversight:mine", args=[rulebook, period]))


@desk_page
@require_POST
def object_to(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    found, code = _open(desk, rulebook, period)
    words = request.POST.get("words", "")
    problem = attempt(
        lambda: actions.object_to_result(rulebook=rulebook, period=period, code=code, words=words, indicator=request.POST.get("indicator", ""), actor=desk.actor, at=desk.now)
    )
    if problem is not None:
        return mine_page(request, desk, found, code, problem=problem, words=words)
    return done(request, "异议已提交，考评机构会书面答复。", reverse("oversight:mine", args=[rulebook, period]) + "#objections")
