"""Step two on the page: one insurer's checklists, item by item (S1 四(一)1–2)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.models import Step
from suqing.apps.assessment.state import RoundState
from suqing.kernel.errors import NotYours
from suqing.rulebook.kinds.scoring import applies_to
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.rounds import round_frame


@office_page
@require_safe
def overview(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    """Every assessed insurer with how much is marked and what is not complete."""
    state = RoundState(access_round(desk.standing, rulebook, period))
    by_code: dict[str, list[Any]] = {}
    for mark in state.assembled.facts.marks:
        by_code.setdefault(mark.code, []).append(mark)
    rows = []
    for subject in state.subjects.assessed:
        items = sum(len(rule.items_on(state.period.last_day)) for rule in state.edition.rules("checklist") if applies_to(rule.groups, subject.group.id))
        marks = by_code.get(subject.insurer.code, [])
        rows.append({"subject": subject, "items": items, "marked": len(marks), "short": sum(mark.level != "complete" for mark in marks)})
    rows.sort(key=lambda row: (row["marked"] >= row["items"], row["subject"].insurer.code))
    context = round_frame(state, desk) | {"rows": rows, "left": sum(row["marked"] < row["items"] for row in rows)}
    return show(request, desk, "oversight/marks.html", context)


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str) -> HttpResponse:
    state = RoundState(access_round(desk.standing, rulebook, period))
    subject = next((each for each in state.subjects.assessed if each.insurer.code == code), None)
    if subject is None:
        raise NotYours
    problem: Problem | None = None
    given: dict[str, actions.Given] = {}
    if request.method == "POST":
        given = _given(request, state)
        marks = {tuple(key.split("/")): value for key, value in given.items() if value.level}
        problem = attempt(lambda: actions.mark_insurer(rulebook=rulebook, period=period, code=code, marks=marks, actor=desk.actor, at=desk.now))  # type: ignore[arg-type]
        if problem is None:
            following = _next_code(state, code)
            if "next" in request.POST and following:
                return done(request, f"{subject.insurer.name}的评定已保存。", reverse("oversight:mark", args=[rulebook, period, following]))
            return done(request, f"{subject.insurer.name}的评定已保存。", reverse("oversight:marks", args=[rulebook, period]))
    known = {f"{m.indicator}/{m.item}": m for m in state.assembled.facts.marks if m.code == code}
    lists = []
    for rule in state.edition.rules("checklist"):
        if not applies_to(rule.groups, subject.group.id):
            continue
        items = []
        for item in rule.items_on(state.period.last_day):
            key = f"{rule.id}/{item.id}"
            mark, typed = known.get(key), given.get(key)
            items.append(
                {
                    "key": key, "item": item, "level": typed.level if typed else mark.level if mark else "", "basis": typed.basis if typed else mark.basis if mark else "",
                    "place": str(mark.place) if mark else "",
                }
            )  # fmt: skip
        lists.append({"rule": rule, "items": items, "levels": rule.levels, "full": rule.full[0].value})
    context = round_frame(state, desk) | {
        "subject": subject, "lists": lists, "problem": problem, "locked": state.round.step == Step.PUBLISHED, "following": _next_code(state, code),
    }  # fmt: skip
    return show(request, desk, "oversight/mark.html", context, status=problem.status if problem else 200)


def _given(request: HttpRequest, state: RoundState) -> dict[str, actions.Given]:
    found = {}
    for rule in state.edition.rules("checklist"):
        for item in rule.items_on(state.period.last_day):
            key = f"{rule.id}/{item.id}"
            if f"level:{key}" in request.POST or request.POST.get(f"basis:{key}", "").strip():
                found[key] = actions.Given(request.POST.get(f"level:{key}", ""), request.POST.get(f"basis:{key}", "").strip())
    return found


def _next_code(state: RoundState, code: str) -> str | None:
    """The next insurer whose checklists are not done, after this one; then from the top."""
    left = {problem.column.split(" ")[0] for problem in state.marks_missing} - {code}
    codes = [each.insurer.code for each in state.subjects.assessed]
    place = codes.index(code)
    return next((each for each in [*codes[place + 1 :], *codes[:place]] if each in left), None)
