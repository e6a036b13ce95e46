"""Step five: the ranking with its plots, publication, and the versions with their proof and differences (S1 五(二)5, 五(三)1)."""

import json
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.actions.publishing import differences, result_text
from suqing.apps.assessment.models import Answer, PublishedVersion, Round, Step
from suqing.apps.assessment.queries import version_numbered
from suqing.apps.assessment.state import ORDER, RoundState
from suqing.apps.editions.stored import open_stored
from suqing.casework.assessment.numbers import number
from suqing.casework.assessment.periods import parse_period
from suqing.casework.assessment.scoring import Assessment, GroupResult, assess
from suqing.casework.assessment.stored import load
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.cards import distribution
from suqing.web.oversight.rounds import board_rows, round_frame


@lru_cache(maxsize=16)
def assessment_of(version_id: int) -> Assessment:
    """A published version, computed again from its own facts and edition; it never changes."""
    row = PublishedVersion.objects.select_related("round").get(pk=version_id)
    return assess(load(row.facts), open_stored(row.edition_hash), parse_period(row.round.period))


def shown_assessment(state: RoundState, wanted: str = "") -> tuple[Assessment | None, PublishedVersion | None]:
    """What a page of results shows: the version asked for, else the newest published, else the trial."""
    if wanted == "trial" or not state.versions:
        return state.trial, None
    row = next((each for each in state.versions if str(each.number) == wanted), state.versions[0])
    return assessment_of(row.id), row


@office_page
@require_safe
def ranking(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    return ranking_page(request, desk, access_round(desk.standing, rulebook, period))


def ranking_page(request: HttpRequest, desk: Desk, found: Round, *, problem: Problem | None = None, cause: str = "") -> HttpResponse:
    state = RoundState(found)
    assessment, version = shown_assessment(state, request.GET.get("version", ""))
    groups = [each for each in assessment.groups if each.cards] if assessment else []
    group = next((each for each in groups if each.group.id == request.GET.get("group", "")), groups[0] if groups else None)
    context = round_frame(state, desk) | {
        "assessment": assessment, "version": version, "groups": groups, "group": group, "rows": board_rows(state, group, desk) if group else [],
        "distribution": distribution(group) if group else None, "lines": _lines(group) if group else [], "problem": problem, "cause": cause,
        "publish_missing": state.missing_for(Step.PUBLISHED), "may_publish": found.step in (Step.SCORE, Step.PUBLISHED), "changed": state.changed_since_published,
        "coming": _coming(state) if state.changed_since_published else [], "step_index": ORDER.index(Step(found.step)),
        "silent": sum(each.state == Answer.ASKED for each in state.count_checks.values()),
    }  # fmt: skip
    return show(request, desk, "oversight/ranking.html", context, status=problem.status if problem else 200)


def _lines(group: GroupResult) -> list[dict[str, object]]:
    """Per line: mean, how many with full and with no points (as the national circulars tell)."""
    cards = group.cards
    found = []
    for place, line in enumerate(cards[0].lines if cards else ()):
        own = [card.lines[place] for card in cards]
        full = sum(1 for each in own if (each.points == 0 if each.deducts else each.points == each.full))
        zero = sum(1 for each in own if not each.deducts and each.points == 0)
        mean = sum(each.points for each in own) / len(own)
        found.append({"line": line, "mean": number(mean), "share": number(mean / line.full * 100) if line.full and not line.deducts else None, "full": full, "zero": zero})
    return found


def _coming(state: RoundState) -> list[dict[str, object]]:
    newest = version_numbered(state.round)
    return differences(newest.result, result_text(state.trial)) if newest and state.trial else []


@office_page
@require_POST
def publish(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    seen, cause = whole(request.POST.get("seen_version", ""), 0) or 0, request.POST.get("cause", "")
    access_round(desk.standing, rulebook, period)
    problem = attempt(
        lambda: actions.publish_round(rulebook=rulebook, period=period, cause=cause, seen_version=seen, actor=desk.actor, at=desk.now)
    )
    if problem is not None:
        return ranking_page(request, desk, access_round(desk.standing, rulebook, period), problem=problem, cause=cause)
    return done(request, "已发布并锁定。规则版本和数据校验值已记入留痕。", reverse("oversight:ranking", args=[rulebook, period]))


@office_page
@require_safe
def version(request: HttpRequest, desk: Desk, rulebook: str, period: str, number: int) -> HttpResponse:
    """One published version: its hashes, the proof by recomputation, and what it changed."""
    found = access_round(desk.standing, rulebook, period)
    row = version_numbered(found, number)
    if row is None:
        raise NotYours
    facts_agree, result_agrees = actions.prove(row)
    state = RoundState(found)
    context = round_frame(state, desk) | {
        "version": row, "facts_agree": facts_agree, "result_agrees": result_agrees, "differences": json.loads(row.differences), "versions": state.versions,
    }  # fmt: skip
    return show(request, desk, "oversight/version.html", context)
