"""An insurer's own score, and what if (S11)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from suqing.apps.assessment import actions
from suqing.apps.assessment.access import scores_own
from suqing.apps.assessment.own_entering import own_units, read_entered
from suqing.apps.assessment.own_result import SCHEME, own_result, saved
from suqing.apps.organisations.models import Organisation
from suqing.casework.assessment.own import CODE
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.what_if import Impossible, what_if
from suqing.exchange.scorecards import scorecards
from suqing.kernel.errors import BadInput, BadInputs, NotYours
from suqing.rulebook import open_edition
from suqing.web.api.answering import KEY_PARAMETER, answer
from suqing.web.api.assessment import as_json
from suqing.web.api.bodies import assessment as bodies
from suqing.web.api.caller import Caller, caller_of
from suqing.web.api.room import api

TAGS = ["自评 / Self-assessment"]
EXTRA = {"parameters": [KEY_PARAMETER]}


def _unit(caller: Caller, code: str | None) -> Organisation:
    if not scores_own(caller.standing):
        raise NotYours
    units = own_units(caller.standing, caller.staff.root)
    found = next((each for each in units if each.code == code), None) if code else units[0]
    if found is None:
        raise NotYours
    return found


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except ValueError:
        raise BadInput("period", text, "2026H1 或 2026 这样的期间") from None


def _shown(unit: Organisation, period: Period, caller: Caller, asked: dict[str, int] | None = None) -> dict[str, Any]:
    edition = open_edition(SCHEME)
    result = own_result(unit=unit, edition=edition, period=period, as_of=caller.now)
    row = saved(unit, period)
    body: dict[str, Any] = {
        "unit": unit.code, "period": str(period), "version": row.version if row else 0, "missing": list(result.missing), "benchmarks_from": result.benchmarks_from or None,
        "register": {fact: int(value) for fact, value in result.register.figures.items()},
        "guesses": [{"words": each.words, "items": each.items} for each in result.register.guesses],
        "problems": [each.data() for each in result.problems], "scorecard": None, "what_if": None,
    }  # fmt: skip
    if result.assessment is not None:
        body["scorecard"] = next(card for cards in scorecards(result.assessment)["groups"].values() for card in cards)
    if result.assessment is not None and asked:
        try:
            told = what_if(result.facts, edition, period, CODE, asked, benchmarks=result.given)
        except Impossible as impossible:
            raise BadInput("asked", str(asked), f"算得出的件数：{impossible}") from None
        body["what_if"] = {
            "gain": float(told.gain), "lines": [{"indicator": each.indicator, "before": float(each.before), "after": float(each.after), "because": each.because} for each in told.lines],
        }  # fmt: skip
    return body


@api.get("/assessment/own", summary="自评 · One's own score", tags=TAGS, operation_id="own_assessment")
def own(request: HttpRequest, period: str, unit_id: str | None = None) -> HttpResponse:
    caller = caller_of(request)
    return as_json(_shown(_unit(caller, unit_id), _period(period), caller))


@api.post("/assessment/own", summary="保存自评用的数 · Keep the inputs", tags=TAGS, operation_id="own_save", openapi_extra=EXTRA)
def save(request: HttpRequest, body: bodies.OwnInputs) -> HttpResponse:
    period = _period(body.period)
    typed = {f"{part}:{name}": text for part in ("figures", "previous", "benchmarks") for name, text in getattr(body, part).items()}
    typed |= {f"mark:{key}": level for key, level in body.marks.items()}
    typed |= {f"event:{key}": str(times) for key, times in body.events.items()}
    entered, wrong = read_entered(typed, open_edition(SCHEME))
    if wrong:
        raise BadInputs([BadInput(name, found, expected) for name, found, expected in wrong])

    def effect(caller: Caller) -> tuple[int, dict[str, Any]]:
        unit = _unit(caller, body.unit_id)
        actions.save_own_inputs(unit=unit, period=period, entered=entered, seen_version=body.seen_version, actor=caller.actor, at=caller.now)
        return 200, _shown(unit, period, caller)

    return answer(request, effect)


@api.post("/assessment/own/what-if", summary="自评：如果…会怎样 · What if, for oneself", tags=TAGS, operation_id="own_what_if", openapi_extra=EXTRA)
def own_what_if(request: HttpRequest, period: str, body: bodies.WhatIf, unit_id: str | None = None) -> HttpResponse:
    wanted = _period(period)
    return answer(request, lambda caller: (200, _shown(_unit(caller, unit_id), wanted, caller, body.asked)))
