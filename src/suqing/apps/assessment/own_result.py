"""An insurer's own scorecard for a period: its register, what it entered, the industry's values (S11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from suqing.apps.assessment.models import OwnAssessment
from suqing.apps.assessment.own_inputs import Entered, from_text
from suqing.apps.assessment.queries import last_published_benchmarks
from suqing.apps.assessment.register import RegisterCounts, count_register
from suqing.apps.organisations.models import Organisation
from suqing.casework.assessment.checks import check_facts
from suqing.casework.assessment.facts import Facts
from suqing.casework.assessment.own import OwnInputs, group_of, needed_benchmarks, own_facts
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.assessment.scoring import Assessment, Benchmarks, assess
from suqing.rulebook.edition import Edition

SECTORS = {"property": "财产险", "life": "人身险"}
REGISTER = "本公司登记簿"
SCHEME = "sh2018"  # the scheme that an insurer scores itself by; it need not have adopted it


@dataclass(frozen=True)
class OwnResult:
    """`missing` says what has to be entered before there is a card; `assessment` None until then."""

    sector: str
    group: str
    register: RegisterCounts
    entered: Entered
    figures: Mapping[str, Fraction]
    benchmarks: Mapping[str, Fraction]
    benchmarks_from: str
    facts: Facts
    given: Benchmarks
    problems: tuple[SheetProblem, ...]
    missing: tuple[str, ...]
    assessment: Assessment | None


def saved(unit: Organisation, period: Period) -> OwnAssessment | None:
    return OwnAssessment.objects.filter(root_id=unit.root_id, unit=unit, period=str(period)).select_related("entered_by").first()


def last_saved(unit: Organisation) -> Period | None:
    """The period for which inputs were kept last."""
    found = OwnAssessment.objects.filter(root_id=unit.root_id, unit=unit).order_by("-entered_at").values_list("period", flat=True).first()
    return parse_period(found) if found else None


def own_result(*, unit: Organisation, edition: Edition, period: Period, as_of: datetime, entered: Entered | None = None) -> OwnResult:
    """What was saved, or `entered` in its place."""
    if entered is None:
        row = saved(unit, period)
        entered = from_text(row.inputs) if row else Entered()
    sector = SECTORS[unit.business]
    register = count_register(unit=unit, period=period, as_of=as_of)
    figures = {**register.figures, **entered.figures}
    if {"motor_complaints", "nonmotor_complaints"} <= figures.keys():
        figures.pop("complaints", None)
    published, where = published_benchmarks(edition, sector, period)
    benchmarks = {**published, **entered.benchmarks}
    sources = {fact: REGISTER for fact in register.figures if fact not in entered.figures}
    inputs = OwnInputs(sector, figures, entered.previous, entered.marks, entered.events, benchmarks, sources, unit.name)
    facts, given = own_facts(inputs, edition, period)
    problems = tuple(check_facts(facts, edition, period))
    needed = needed_benchmarks(edition, sector, period.last_day)
    missing = [f"行业水平：{rule.label}" for rule in needed if rule.id not in benchmarks]
    result = None
    if not missing and not any(not each.warning for each in problems):
        told = {rule.id: "本公司填的行业水平。" if rule.id in entered.benchmarks else f"{where}已发布的行业水平。" for rule in needed}
        result = assess(facts, edition, period, benchmarks=given, benchmark_words=told)
        if result.incomplete:
            missing += list(result.incomplete[0].missing)
            result = None
    return OwnResult(
        sector, group_of(edition, sector), register, entered, figures, benchmarks, where, facts, given, problems, tuple(missing), result
    )


def published_benchmarks(edition: Edition, sector: str, period: Period) -> tuple[dict[str, Fraction], str]:
    """Of the last published round of this rulebook: (indicator → value, which period); empty where there is none."""
    found = last_published_benchmarks(edition.id, period)
    if found is None:
        return {}, ""
    published_period, result = found
    cards: list[Any] = result["groups"].get(group_of(edition, sector), [])
    values = {
        line["indicator"]: Fraction(str(line["benchmark"])) / (100 if line["unit"] == "%" else 1)
        for line in (cards[0]["lines"] if cards else ())
        if line["benchmark"] is not None
    }
    return values, published_period.words
