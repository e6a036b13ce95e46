"""自评: an insurer's own scorecard out of its register and what it enters, and what if (S11)."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import scores_own
from suqing.apps.assessment.own_entering import own_units, read_entered, situations_by_key
from suqing.apps.assessment.own_result import (
    SCHEME,
    SECTORS,
    OwnResult,
    last_saved,
    own_result,
    saved,
)
from suqing.apps.organisations.models import Organisation
from suqing.casework.assessment.facts import COLUMNS
from suqing.casework.assessment.numbers import decimal_text
from suqing.casework.assessment.own import CODE, needed_benchmarks
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.what_if import (
    Answer,
    Impossible,
    questions_for,
    what_if,
)
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours
from suqing.rulebook import open_edition
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.scoring import applies_to
from suqing.web.acting import Problem, attempt, done, whole
from suqing.web.frame import Desk, desk_page, show
from suqing.web.oversight.scorecards import asked_of, card_context, why_page

COUNTS = ("motor_complaints", "nonmotor_complaints", "complaints", "withdrawn_before_forwarding", "forwarded", "on_time", "overdue")


def _unit(desk: Desk, request: HttpRequest) -> Organisation:
    """The branch that is assessed: the one asked for, else the person's own branch, else the whole insurer."""
    units = own_units(desk.standing, desk.user.root)
    wanted = request.GET.get("unit", request.POST.get("unit", ""))
    return next((each for each in units if str(each.id) == wanted), units[0])


def _period(request: HttpRequest, desk: Desk, unit: Organisation) -> Period:
    """The one asked for, else the one that was entered last, else the running one."""
    try:
        return parse_period(request.GET.get("period", "") or request.POST.get("period", ""))
    except ValueError:
        last = last_saved(unit)
        if last is not None:
            return last
        today = house(desk.now).date()
        return Period(today.year) if today.month > 6 else Period(today.year, "H1")


def _open(request: HttpRequest, desk: Desk) -> tuple[Organisation, Edition, Period]:
    if not scores_own(desk.standing):
        raise NotYours
    unit = _unit(desk, request)
    return unit, open_edition(SCHEME), _period(request, desk, unit)


@desk_page
@require_safe
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    unit, edition, period = _open(request, desk)
    return own_page(request, desk, unit, edition, period)


def own_page(
    request: HttpRequest, desk: Desk, unit: Organisation, edition: Edition, period: Period, *, problem: Problem | None = None, typed: dict[str, str] | None = None
) -> HttpResponse:
    result = own_result(unit=unit, edition=edition, period=period, as_of=desk.now)
    row = saved(unit, period)
    asked = asked_of(request, result.sector)
    answer: Answer | None = None
    if result.assessment is not None and asked:
        try:
            answer = what_if(result.facts, edition, period, CODE, asked, benchmarks=result.given)
        except Impossible as impossible:
            problem = Problem("wrong", str(impossible))
    shown: dict[str, Any] = {}
    if result.assessment is not None and (card := result.assessment.card(CODE)) is not None:
        group = result.assessment.group_of(CODE)
        assert group is not None
        shown = card_context(card, result.assessment, replace(group, mean=None, median=None))  # of one insurer alone they say nothing
    context = {
        "unit": unit, "units": own_units(desk.standing, desk.user.root), "period": period, "periods": _periods(desk), "result": result, "saved": row, "problem": problem,
        "fields": fields(result, edition, period, typed), "marks": marks(result, edition, period), "schedules": schedules(result, edition, typed or {}), "questions": [(each, asked.get(each.id, "")) for each in questions_for(result.sector)],
        "answer": answer, "seen_version": row.version if row else 0, "why_args": f"own/why/{period}", "why_query": f"?unit={unit.id}", **shown,
    }  # fmt: skip
    return show(request, desk, "oversight/own.html", context, status=problem.status if problem else 200)


def _periods(desk: Desk) -> list[Period]:
    year = house(desk.now).date().year
    return [period for each in (year, year - 1, year - 2) for period in (Period(each), Period(each, "H1"))]


def fields(result: OwnResult, edition: Edition, period: Period, typed: dict[str, str] | None) -> list[dict[str, Any]]:
    """Groups of boxes: exposure, counts (empty = as the register says), mediation, the year before, the industry's values."""
    sector = "motor" if result.sector == SECTORS["property"] else "life"
    exposure = ("motor_premium", "nonmotor_premium", "nonmotor_policies") if sector == "motor" else ("premium", "opening_policies", "new_policies", "opening_persons", "new_persons")
    counts = [fact for fact in COUNTS if (fact != "complaints") == (sector == "motor") or fact in COUNTS[3:]]
    before = ("motor_premium", "nonmotor_premium", "motor_complaints", "nonmotor_complaints") if sector == "motor" else ("premium", "complaints")
    typed = typed or {}

    def box(name: str, fact: str, known: Any, hint: str = "") -> dict[str, Any]:
        value = typed.get(name, "" if known is None else _text(known))
        return {"name": name, "label": COLUMNS[fact][1], "unit": COLUMNS[fact][2], "value": value, "hint": hint}

    rules = needed_benchmarks(edition, result.sector, period.last_day)
    return [
        {"title": "业务量（本期）", "boxes": [box(f"figures:{fact}", fact, result.entered.figures.get(fact)) for fact in exposure]},
        {
            "title": "投诉量（监管口径，空着就用登记簿的数）",
            "boxes": [box(f"figures:{fact}", fact, result.entered.figures.get(fact), f"登记簿：{_text(result.register.figures.get(fact, Fraction(0)))}") for fact in counts],
        },
        {
            "title": "调解（空着就用投诉系统的调解记录）",
            "boxes": [box(f"figures:{fact}", fact, result.entered.figures.get(fact), _recorded(result, fact)) for fact in ("mediation_sent", "mediation_succeeded")],
        },
        {"title": f"上年同期（{period.year_before.words}）", "boxes": [box(f"previous:{fact}", fact, result.entered.previous.get(fact)) for fact in before]},
        {
            "title": "行业水平" + (f"（空着就用{result.benchmarks_from}已发布的数）" if result.benchmarks_from else "（还没有已发布的一期，须填）"),
            "boxes": [
                {
                    "name": f"benchmarks:{rule.id}", "label": rule.label, "unit": rule.unit, "hint": _published(result, rule),
                    "value": typed.get(f"benchmarks:{rule.id}", _benchmark_text(result.entered.benchmarks.get(rule.id), rule.unit)),
                }
                for rule in rules
            ],
        },
    ]  # fmt: skip


def _recorded(result: OwnResult, fact: str) -> str:
    found = result.register.figures.get(fact)
    return "" if found is None else f"调解记录：{_text(found)}"


def _published(result: OwnResult, rule: Any) -> str:
    value = result.benchmarks.get(rule.id)
    return f"已发布：{_benchmark_text(value, rule.unit)}" if value is not None and rule.id not in result.entered.benchmarks else ""


def _text(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else decimal_text(value, 2)


def _benchmark_text(value: Fraction | None, unit: str) -> str:
    return "" if value is None else decimal_text(value * 100 if unit == "%" else value, 4).rstrip("0").rstrip(".")


def marks(result: OwnResult, edition: Edition, period: Period) -> list[dict[str, Any]]:
    return [
        {"rule": rule, "items": [{"item": item, "key": f"{rule.id}/{item.id}", "level": result.entered.marks.get(f"{rule.id}/{item.id}", "complete")} for item in rule.items_on(period.last_day)]}
        for rule in edition.rules("checklist")
        if applies_to(rule.groups, result.group)
    ]


def schedules(result: OwnResult, edition: Edition, typed: dict[str, str]) -> list[dict[str, Any]]:
    """Each deduction with its situations and how often each happened, as far as the insurer knows."""
    times = {f"{indicator}/{situation}": str(times) for indicator, situation, times in result.entered.events}
    found: dict[str, list[dict[str, Any]]] = {}
    for key, (rule, each) in situations_by_key(edition).items():
        if applies_to(rule.groups, result.group):
            found.setdefault(rule.label, []).append({"key": key, "situation": each, "value": typed.get(f"event:{key}", times.get(key, ""))})
    return [{"label": label, "rows": rows, "filled": any(row["value"] for row in rows)} for label, rows in found.items()]


@desk_page
@require_POST
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    unit, edition, period = _open(request, desk)
    typed = {name: value.strip() for name, value in request.POST.items() if ":" in name}
    entered, wrong = read_entered(typed, edition)
    seen = whole(request.POST.get("seen_version", ""), 0) or 0
    if wrong:
        problem: Problem | None = Problem("wrong", f"有{len(wrong)}处不能接受。", items=tuple(f"{label}：读到“{found}”，应为{expected}。" for label, found, expected in wrong))
    else:
        problem = attempt(
            lambda: actions.save_own_inputs(unit=unit, period=period, entered=entered, seen_version=seen, actor=desk.actor, at=desk.now)
        )
    if problem is not None:
        return own_page(request, desk, unit, edition, period, problem=problem, typed=typed)
    return done(request, "已保存，得分按新的数算出。", f"{reverse('oversight:own')}?unit={unit.id}&period={period}")


@desk_page
@require_safe
def why(request: HttpRequest, desk: Desk, period: str, indicator: str) -> HttpResponse:
    unit, edition, _ = _open(request, desk)
    try:
        wanted = parse_period(period)
    except ValueError:
        raise NotYours from None
    result = own_result(unit=unit, edition=edition, period=wanted, as_of=desk.now)
    card = result.assessment.card(CODE) if result.assessment else None
    if result.assessment is None or card is None:
        raise NotYours
    return why_page(request, desk, card, result.assessment, indicator, f"{reverse('oversight:own')}?unit={unit.id}&period={wanted}")
