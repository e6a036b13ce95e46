"""The order of urgency: reasons, their sum, and that nothing else moves by it (C35)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.deadlines import deadlines_for
from suqing.casework.facts import ClockFacts, TriageFacts
from suqing.casework.priority import LEVELS, REASONS, PriorityFacts, priority
from suqing.casework.triage import classify
from suqing.rulebook import open_calendar, open_edition

FLAG = st.sampled_from([True, False, None])
FACTS = st.builds(
    PriorityFacts, classification=st.sampled_from([None, "general", "major", "venting"]), repeat_level=st.sampled_from(["first", "second", "third_or_more"]),
    sum_claimed_fen=st.one_of(st.none(), st.integers(0, 10**9)), elderly=st.booleans(), disabled=st.booleans(), seriously_ill=st.booleans(), exposed_by_media=FLAG,
    came_via=st.sampled_from([None, "hotline", "regulator_local", "media", "letter"]), in_litigation=FLAG, in_arbitration=FLAG, with_judicial_organs=FLAG,
    crisis=st.booleans(), persons=st.one_of(st.none(), st.integers(1, 60)), persons_from=st.sampled_from([None, 20]), near_limit=st.booleans(),
)  # fmt: skip


def levels(**facts: Any) -> tuple[str, list[str]]:
    found = priority(PriorityFacts(**facts))
    return found.level, [each.id for each in found.reasons]


def test_nothing_said_is_ordinary_and_says_so() -> None:
    found = priority(PriorityFacts())
    assert (found.level, found.reasons, found.line.value) == ("", (), "普通")
    assert "没有要优先的情形" in found.line.because


@pytest.mark.parametrize(
    ("facts", "level", "reasons"),
    [
        ({"classification": "major"}, "high", ["major"]),
        ({"elderly": True}, "raised", ["elderly"]),
        ({"elderly": True, "seriously_ill": True}, "high", ["seriously_ill", "elderly"]),
        ({"came_via": "regulator_local"}, "raised", ["regulator"]),
        ({"came_via": "regulator_national", "near_limit": True}, "high", ["regulator", "near"]),
        ({"sum_claimed_fen": 1_999_999}, "", []),
        ({"sum_claimed_fen": 2_000_000}, "raised", ["large"]),
        ({"persons": 19, "persons_from": 20}, "raised", ["several"]),
        ({"persons": 20, "persons_from": 20}, "high", ["crowd", "several"]),
        ({"persons": 20}, "raised", ["several"]),
        ({"persons": 1, "persons_from": 20}, "", []),
        ({"in_litigation": True}, "raised", ["legal"]),
        ({"exposed_by_media": False, "came_via": "internet"}, "raised", ["media"]),
    ],
)
def test_the_reasons_and_their_sum(facts: dict[str, Any], level: str, reasons: list[str]) -> None:
    assert levels(**facts) == (level, reasons)


def test_each_reason_shows_its_weight_and_a_clause_that_is_there() -> None:
    clauses = {each.id for name in ("property", "claims", "cbirc2020") for each in open_edition(name).clauses.values()}
    assert {each.clause for each in REASONS} <= clauses
    found = priority(PriorityFacts(classification="major", near_limit=True))
    assert [(line.label, line.because) for line in found.line.children] == [("重大投诉件", "分量3"), ("有时限临近或已超期", "分量1")]
    assert "3 + 1 = 4" in found.line.because
    assert found.line.basis == "assumed"


@given(FACTS)
def test_the_level_is_the_sum_and_one_more_reason_never_lowers_it(facts: PriorityFacts) -> None:
    found = priority(facts)
    total = sum(each.weight for each in found.reasons)
    assert found.level == ("high" if total >= 3 else "raised" if total >= 1 else "")
    order = list(LEVELS)[::-1]
    for more in ({"elderly": True}, {"near_limit": True}, {"crisis": True}, {"in_litigation": True}):
        assert order.index(priority(replace(facts, **more)).level) >= order.index(found.level)  # type: ignore[arg-type]


@given(FACTS)
def test_no_clock_and_no_class_asks_for_it(facts: PriorityFacts) -> None:
    """The facts that only urgency reads reach neither decision: with and without them the answers are the same."""
    plain = replace(facts, elderly=False, disabled=False, seriously_ill=False, sum_claimed_fen=None, persons=None, near_limit=False, crisis=False)
    assert answers(facts) == answers(plain)


def answers(facts: PriorityFacts) -> tuple[Any, ...]:
    calendar = open_calendar("cn")
    clocks = ClockFacts(datetime(2026, 11, 23, 1, tzinfo=UTC), facts.classification, facts.repeat_level, facts.came_via)
    limits = [each.data() for name in ("property", "claims", "cbirc2020") if name != "property" or facts.classification for each in deadlines_for(edition=open_edition(name), calendar=calendar, facts=clocks)]
    told = TriageFacts(came_via=facts.came_via, exposed_by_media=facts.exposed_by_media, in_litigation=facts.in_litigation, in_arbitration=facts.in_arbitration, with_judicial_organs=facts.with_judicial_organs)
    return limits, classify(edition=open_edition("property"), facts=told)
