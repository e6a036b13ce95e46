"""Step three: the lines of a group as computed now, and adjustments of facts with their reason (S1 五(二)3)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.assembling import level_words
from suqing.apps.assessment.models import Adjustment, AdjustmentKind, Proposed, Step
from suqing.apps.assessment.state import RoundState
from suqing.casework.assessment.facts import COLUMNS
from suqing.casework.assessment.numbers import plain
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.rounds import board_rows, round_frame


@office_page
@require_safe
def figures(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    return figures_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)))


def figures_page(
    request: HttpRequest, desk: Desk, state: RoundState, *, problem: Problem | None = None, given: dict[str, str] | None = None
) -> HttpResponse:
    groups = [each for each in state.trial.groups if each.cards] if state.trial else []
    group = next((each for each in groups if each.group.id == request.GET.get("group", "")), groups[0] if groups else None)
    given = given or {"code": request.GET.get("code", ""), "target": request.GET.get("target", ""), "kind": request.GET.get("kind", "figure")}
    context = round_frame(state, desk) | {
        "groups": groups, "group": group, "rows": board_rows(state, group, desk) if group else [], "heads": group.cards[0].lines if group else [],
        "adjustments": [_adjustment(state, each, desk) for each in state.adjustments], "problem": problem, "given": given,
        "targets": targets_of(state, given["code"]) if given["code"] else [], "levels": list(dict.fromkeys(level_words(state.edition).values())), "names": state.names, "incomplete": state.trial.incomplete if state.trial else [],
    }  # fmt: skip
    return show(request, desk, "oversight/figures.html", context, status=problem.status if problem else 200)


def _adjustment(state: RoundState, each: Adjustment, desk: Desk) -> dict[str, Any]:
    words = level_words(state.edition) if each.kind == AdjustmentKind.MARK else {}
    return {
        "row": each, "name": state.names.get(each.insurer_code, each.insurer_code), "original": words.get(each.original, each.original),
        "adjusted": words.get(each.adjusted, each.adjusted), "waits": each.state == Proposed.PROPOSED, "undoable": each.state == Proposed.CONFIRMED and state.round.step != Step.PUBLISHED, "own": each.entered_by_id == desk.user.id,
    }  # fmt: skip


def targets_of(state: RoundState, code: str) -> list[dict[str, str]]:
    """What can be adjusted for one insurer: its figures, its events, its marks; and setting it aside."""
    found: list[dict[str, str]] = []
    facts = state.assembled.facts
    codes = {code} | {each.code for each in facts.insurers if each.rolls_into == code}
    for row in facts.figures:
        if row.code == code:
            for fact, value in row.values.items():
                label = f"{row.period} {COLUMNS[fact][1]}"
                found.append({"value": f"figure|{fact}@{row.period}", "label": f"{label}：现为{plain(value)}", "group": row.place.sheet})
    for key, event in state.assembled.events.items():
        if event.code in codes:
            found.append({"value": f"event|{key}", "label": f"{event.day.isoformat()} {event.note[:20]}：现为{event.times}次", "group": "扣分事件"})
    labels = {(rule.id, item.id): item.label for rule in state.edition.rules("checklist") for item in rule.items}
    words = level_words(state.edition)
    for mark in facts.marks:
        if mark.code == code:
            found.append({"value": f"mark|{mark.indicator}/{mark.item}", "label": f"{labels.get((mark.indicator, mark.item), mark.item)}：现为{words.get(mark.level, mark.level)}", "group": "定性评定"})
    found.append({"value": "set_aside|", "label": "本期不计分（数据补不齐）", "group": "其他"})
    return found


@office_page
@require_POST
def adjust(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    found = access_round(desk.standing, rulebook, period)
    kind, _, target = request.POST.get("target", "").partition("|")
    given = {name: request.POST.get(name, "").strip() for name in ("code", "value", "reason", "target")}
    if kind not in AdjustmentKind.values:
        return figures_page(request, desk, RoundState(found), problem=Problem("wrong", "还没有选要调整的数据。"), given=given | {"kind": ""})
    problem = attempt(
        lambda: actions.propose_adjustment(
            rulebook=rulebook, period=period, kind=kind, code=given["code"], target=target, value=given["value"], reason=given["reason"], actor=desk.actor, at=desk.now
        )
    )
    if problem is not None:
        return figures_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem, given=given | {"kind": kind})
    return done(request, "调整已提出，待另一人复核后才计入。", reverse("oversight:figures", args=[rulebook, period]) + "#adjustments")


@office_page
@require_POST
def decide(request: HttpRequest, desk: Desk, rulebook: str, period: str, adjustment_id: int) -> HttpResponse:
    found = access_round(desk.standing, rulebook, period)
    if not any(each.id == adjustment_id for each in RoundState(found).adjustments):
        raise NotYours
    confirm = "confirm" in request.POST
    problem = attempt(lambda: actions.decide_adjustment(adjustment_id=adjustment_id, confirm=confirm, actor=desk.actor, at=desk.now))
    if problem is not None:
        return figures_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem)
    return done(request, "调整已复核，已计入。" if confirm else "调整已退回，不计入。", reverse("oversight:figures", args=[rulebook, period]) + "#adjustments")
