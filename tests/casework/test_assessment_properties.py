"""The scorecards against a second, slow scorer written from the text alone, and what must hold for any facts at all."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from suqing.casework.assessment import Assessment, Facts, Period, assess, check_facts
from suqing.casework.assessment.facts import MONEY, Figures
from suqing.casework.assessment.scoring import Scorecard
from tests.casework import slow_scorer
from tests.casework.assessment_worlds import EDITION, facts, worked_example, worlds, zero_insurer
from tests.casework.assessment_worlds import H1

RELATIVE = {
    "motor": ("motor_per_premium",),
    "nonmotor": ("nonmotor_per_premium", "nonmotor_per_policies"),
    "life": ("per_premium", "per_policies", "per_person_times"),
}
CAPS = {"execution": 30, "improper_handling": 10, "violations": 20, "mass_incidents": 30, "negative_publicity": 30}


def many(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def scored(known: Facts, period: Period) -> Assessment:
    return assess(known, EDITION, period)


def points(found: Assessment) -> dict[str, dict[str, Fraction]]:
    return {card.code: {line.indicator: line.points for line in card.lines} for card in found.cards()}


def agree(known: Facts, period: Period) -> None:
    fast, slow = scored(known, period), slow_scorer.score(known, period)
    assert {each.code for each in fast.excluded} == slow.excluded
    assert {each.code for each in fast.incomplete} == slow.incomplete
    assert points(fast) == {code: card.points for code, card in slow.cards.items()}
    for card in fast.cards():
        other = slow.cards[card.code]
        assert (card.group, card.raw_total, card.total, card.rank) == (other.group, other.raw_total, other.total, other.rank), card.code


def test_the_worked_example_in_both() -> None:
    agree(worked_example(), H1)
    assert slow_scorer.score(worked_example(), H1).cards["A"].total == Fraction("66.53")


@many(400)
@given(worlds())
def test_product_and_slow_scorer_agree_line_by_line(world: tuple[Facts, Period]) -> None:
    known, period = world
    wrong = [str(each) for each in check_facts(known, EDITION, period) if not each.warning]
    assert not wrong, "the builders make facts that the checks accept"
    agree(known, period)
