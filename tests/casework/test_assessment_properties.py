"""The scorecards against a second, slow scorer written from the text alone, and what must hold for any facts at all."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from suqing.casework.assessment import Assessment, Facts, Period, Scorecard, assess, check_facts
from suqing.casework.assessment.facts import COMPLAINTS, MONEY
from tests.casework import slow_scorer
from tests.casework.assessment_worlds import (
    EDITION,
    H1,
    World,
    facts,
    worked_example,
    worlds,
    zero_insurer,
)

RELATIVE = {
    "motor_complaints": ("motor_per_premium",),
    "nonmotor_complaints": ("nonmotor_per_premium", "nonmotor_per_policies"),
    "complaints": ("per_premium", "per_policies", "per_person_times"),
}
CAPS = {"execution": 30, "improper_handling": 10, "violations": 20, "mass_incidents": 30, "negative_publicity": 30}


def many(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return settings(
        max_examples=count, deadline=None, report_multiple_bugs=False, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip


def scored(known: Facts, period: Period) -> Assessment:
    return assess(known, EDITION, period)


def points(found: Assessment) -> dict[str, dict[str, Fraction]]:
    return {card.code: {line.indicator: line.points for line in card.lines} for card in found.cards()}


def holds_of_every(card: Scorecard) -> None:
    by_name = {line.indicator: line.points for line in card.lines}
    assert card.raw_total == sum(by_name.values())
    assert card.total == max(Fraction(0), card.raw_total)
    assert ("floored" in card.flags) == (card.raw_total < 0)
    for name, cap in CAPS.items():
        assert -cap <= by_name[name] <= 0, name
    assert -by_name["execution"] <= by_name["institutions"] + by_name["mechanisms"]
    for line in card.lines:
        assert line.deducts or 0 <= line.points <= line.full, line.indicator
        assert (line.points * 100).denominator == 1, line.indicator


def agree(known: Facts, period: Period) -> Assessment:
    fast, slow = scored(known, period), slow_scorer.score(known, period)
    assert {each.code for each in fast.excluded} == slow.excluded
    assert {each.code for each in fast.incomplete} == slow.incomplete
    assert {card.code for card in fast.cards()} == set(slow.cards)
    for code, found in points(fast).items():
        assert found == slow.cards[code].points, code
    for card in fast.cards():
        other = slow.cards[card.code]
        assert (card.group, card.raw_total, card.total, card.rank) == (other.group, other.raw_total, other.total, other.rank), card.code
    return fast


def test_the_worked_example_in_both() -> None:
    agree(worked_example(), H1)
    assert slow_scorer.score(worked_example(), H1).cards["A"].total == Fraction("66.53")


@many(300)
@given(worlds())
def test_product_and_slow_scorer_agree_line_by_line(world: World) -> None:
    known, period = world
    assert not [str(each) for each in check_facts(known, EDITION, period) if not each.warning], "the builders make facts that the checks accept"
    found = agree(known, period)
    for card in found.cards():
        holds_of_every(card)
    for group in found.groups:
        ranks = [card.rank for card in group.cards]
        totals = [card.raw_total for card in group.cards]
        assert totals == sorted(totals, reverse=True)
        # ties share a rank, the next rank skips: 1, 1, 3
        assert ranks == [totals.index(total) + 1 for total in totals]


@many(50)
@given(worlds(), st.integers(0, 10**6))
def test_one_more_complaint_never_raises_a_relative_volume(world: World, pick: int) -> None:
    known, period = world
    before = scored(known, period)
    counted = {"财产险": ("motor_complaints", "nonmotor_complaints"), "人身险": ("complaints",)}
    sectors = {each.code: each.sector for each in known.insurers}
    rows = [
        (at, name)
        for at, row in enumerate(known.figures)
        if row.place.sheet == COMPLAINTS and row.period == str(period)
        for name in counted[sectors[row.code]]
        if row.values[name] is not None
    ]
    if not rows:
        return
    at, name = rows[pick % len(rows)]
    row = known.figures[at]
    sums = ["complaints"] if name != "complaints" and row.values["complaints"] is not None else []
    values = {**row.values, **{each: row.values[each] + 1 for each in (name, *sums)}}  # type: ignore[operator]
    figures = [*known.figures[:at], replace(row, values=values), *known.figures[at + 1 :]]
    after = scored(replace(known, figures=tuple(figures), _index={}), period)
    target = next(each for each in known.insurers if each.code == row.code)
    codes = {target.code, target.rolls_into}
    for card in after.cards():
        if card.code in codes and (old := before.card(card.code)) is not None:
            for line in card.lines:
                assert line.indicator not in RELATIVE[name] or line.points <= old.line(line.indicator).points, line.because


@many(50)
@given(worlds(), st.integers(0, 10**6))
def test_the_order_of_the_rows_never_matters(world: World, seed: int) -> None:
    known, period = world
    shuffled = {}
    for name in ("insurers", "figures", "marks", "events"):
        rows = list(getattr(known, name))
        Random(seed).shuffle(rows)
        shuffled[name] = tuple(rows)
    first, second = scored(known, period), scored(Facts(**shuffled), period)
    assert first.facts_hash == second.facts_hash
    assert [(card.code, card.rank, card.raw_total) for card in first.cards()] == [(card.code, card.rank, card.raw_total) for card in second.cards()]
    assert points(first) == points(second)
    assert [(each.code, each.missing) for each in first.incomplete] == [(each.code, each.missing) for each in second.incomplete]
    assert (first.excluded, first.merged) == (second.excluded, second.merged)


@many(50)
@given(worlds(), st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000))
def test_another_unit_of_money_changes_no_points(world: World, factor: Fraction) -> None:
    known, period = world
    figures = tuple(
        replace(row, values={name: value if value is None or name not in MONEY else value * factor for name, value in row.values.items()})
        for row in known.figures
    )
    assert points(scored(known, period)) == points(scored(replace(known, figures=figures, _index={}), period))


@many(50)
@given(worlds(), st.sampled_from(["property", "life"]))
def test_an_insurer_of_zeros_changes_nobody_elses_points(world: World, sector: str) -> None:
    known, period = world
    before, more = points(scored(known, period)), facts(zero_insurer("Z99", sector, period))
    joined = Facts(known.insurers + more.insurers, known.figures + more.figures, known.marks + more.marks, known.events)
    after = points(scored(joined, period))
    assert sum(after.pop("Z99").values()) == 100, "no complaints: full marks everywhere, and no year before needed"
    assert after == before


def test_ties_share_a_rank_and_the_next_one_skips() -> None:
    rows = [zero_insurer(code, "property") for code in ("A", "B", "C", "D")]
    known = facts(*rows)
    found = scored(known, H1)
    assert {card.code: card.rank for card in found.cards()} == dict.fromkeys("ABCD", 1)
