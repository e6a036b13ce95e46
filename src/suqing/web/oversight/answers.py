"""The insurers' word: counts confirmed or disputed before scoring; after it objections, measures, feeds (S14, S1 五(三))."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import access_round
from suqing.apps.assessment.actions.answering import counts_hash
from suqing.apps.assessment.models import MeasureKind, Step
from suqing.apps.assessment.queries import line_names, measures_of, objections_of
from suqing.apps.assessment.state import RoundState
from suqing.kernel.errors import NotYours
from suqing.web.acting import Problem, attempt, done
from suqing.web.frame import Desk, show
from suqing.web.oversight.acting import office_page
from suqing.web.oversight.rounds import round_frame


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def counts(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    """Who was asked and what they said; POST asks all whose figures they have not seen."""
    access_round(desk.standing, rulebook, period)
    problem = None
    if request.method == "POST":
        asked: list[int] = []
        problem = attempt(lambda: asked.append(actions.ask_counts(rulebook=rulebook, period=period, actor=desk.actor, at=desk.now)))
        if problem is None:
            return done(request, f"已请{asked[0]}家核对数据。", reverse("oversight:counts", args=[rulebook, period]))
    return counts_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem)


def counts_page(request: HttpRequest, desk: Desk, state: RoundState, *, problem: Problem | None = None, given: dict[str, str] | None = None) -> HttpResponse:
    rows = []
    for subject in state.subjects.assessed:
        check = state.count_checks.get(subject.insurer.code)
        stale = check is not None and check.counts_hash != counts_hash(state.assembled.facts, subject.insurer.code)
        rows.append({"subject": subject, "check": check, "stale": stale})
    order = {"disputed": 0, "asked": 1, "settled": 2, "confirmed": 3}
    rows.sort(key=lambda row: (order.get(row["check"].state if row["check"] else "asked", 1), row["subject"].insurer.code))
    tally = {name: sum(1 for row in rows if row["check"] and row["check"].state == name) for name in order}
    context = round_frame(state, desk) | {"rows": rows, "tally": tally, "problem": problem, "given": given or {}}
    return show(request, desk, "oversight/counts.html", context, status=problem.status if problem else 200)


@office_page
@require_POST
def answer(request: HttpRequest, desk: Desk, rulebook: str, period: str, code: str) -> HttpResponse:
    """The office's reply to a dispute, or an answer that came on paper."""
    access_round(desk.standing, rulebook, period)
    words, what = request.POST.get("words", ""), request.POST.get("what", "")
    common = {"rulebook": rulebook, "period": period, "code": code, "actor": desk.actor, "at": desk.now}
    if what == "settle":
        problem = attempt(lambda: actions.settle_dispute(reply=words, **common))  # type: ignore[arg-type]
    else:
        problem = attempt(lambda: actions.answer_counts(agrees=what == "agree", words=words, **common))  # type: ignore[arg-type]
    if problem is not None:
        return counts_page(request, desk, RoundState(access_round(desk.standing, rulebook, period)), problem=problem, given={"code": code, "words": words})
    return done(request, "已答复。" if what == "settle" else "已登记公司的答复。", reverse("oversight:counts", args=[rulebook, period]))


@office_page
@require_http_methods(["GET", "HEAD", "POST"])
def aftermath(request: HttpRequest, desk: Desk, rulebook: str, period: str) -> HttpResponse:
    """After publication: objections with their answers, measures with follow-up, what goes to whom. POST takes a measure or enters an objection."""
    found = access_round(desk.standing, rulebook, period)
    problem = None
    given = {name: request.POST.get(name, "").strip() for name in ("code", "kind", "words", "due_on", "indicator")}
    if request.method == "POST":
        if request.POST.get("what") == "measure":
            problem = _measure(rulebook, period, given, desk)
        else:
            problem = attempt(lambda: actions.object_to_result(rulebook=rulebook, period=period, code=given["code"], words=given["words"], indicator=given["indicator"], actor=desk.actor, at=desk.now))
        if problem is None:
            return done(request, "已登记。", reverse("oversight:aftermath", args=[rulebook, period]))
    state = RoundState(found)
    context = round_frame(state, desk) | {
        "objections": objections_of(desk.user.root_id, round_id=found.id), "measures": measures_of(desk.user.root_id, round_id=found.id), "kinds": MeasureKind.choices,
        "names": state.names, "line_names": line_names(state.edition), "problem": problem, "given": given, "published": found.step == Step.PUBLISHED, "today": desk.now.date(),
    }  # fmt: skip
    return show(request, desk, "oversight/aftermath.html", context, status=problem.status if problem else 200)


def _measure(rulebook: str, period: str, given: dict[str, str], desk: Desk) -> Problem | None:
    due_on = None
    if given["due_on"]:
        try:
            due_on = date.fromisoformat(given["due_on"])
        except ValueError:
            return Problem("wrong", f"期限：读到“{given['due_on']}”，应为日期，例如 2026-12-31。")
    return attempt(
        lambda: actions.take_measure(rulebook=rulebook, period=period, code=given["code"], kind=given["kind"], words=given["words"], due_on=due_on, actor=desk.actor, at=desk.now)
    )


@office_page
@require_POST
def objection(request: HttpRequest, desk: Desk, objection_id: int) -> HttpResponse:
    row = next((each for each in objections_of(desk.user.root_id) if each.id == objection_id), None)
    if row is None:
        raise NotYours
    where = (row.published.round.rulebook, row.published.round.period)
    problem = attempt(lambda: actions.answer_objection(objection_id=objection_id, upheld="uphold" in request.POST, reply=request.POST.get("reply", ""), actor=desk.actor, at=desk.now))
    if problem is not None:
        return _aftermath_with(request, desk, where, problem)
    return done(request, "已答复。", reverse("oversight:aftermath", args=where))


@office_page
@require_POST
def measure(request: HttpRequest, desk: Desk, measure_id: int) -> HttpResponse:
    row = next((each for each in measures_of(desk.user.root_id) if each.id == measure_id), None)
    if row is None:
        raise NotYours
    where = (row.round.rulebook, row.round.period)
    problem = attempt(lambda: actions.finish_measure(measure_id=measure_id, words=request.POST.get("words", ""), actor=desk.actor, at=desk.now))
    if problem is not None:
        return _aftermath_with(request, desk, where, problem)
    return done(request, "已登记落实结果。", reverse("oversight:aftermath", args=where))


def _aftermath_with(request: HttpRequest, desk: Desk, where: tuple[str, str], problem: Problem) -> HttpResponse:
    state = RoundState(access_round(desk.standing, *where))
    context = round_frame(state, desk) | {
        "objections": objections_of(desk.user.root_id, round_id=state.round.id), "measures": measures_of(desk.user.root_id, round_id=state.round.id),
        "kinds": MeasureKind.choices, "names": state.names, "problem": problem, "given": {}, "published": True, "today": desk.now.date(),
    }  # fmt: skip
    return show(request, desk, "oversight/aftermath.html", context, status=problem.status)
