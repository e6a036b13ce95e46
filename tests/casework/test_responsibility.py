"""Consequences for persons (S4 第九条): each row, what must be known first, and what never happens."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.case_facts import PenaltyFacts
from suqing.casework.responsibility import Proposed, consequences
from suqing.rulebook import Edition, open_edition

CLAIMS = open_edition("claims")
VALID = PenaltyFacts(valid=True)
WAYS = [row.id for row in CLAIMS.table("ways_in")]
maybe = st.sampled_from([None, True, False])


def proposed(facts: PenaltyFacts) -> Proposed:
    return consequences(edition=CLAIMS, facts=facts)


def rows(facts: PenaltyFacts) -> list[tuple[str, str, int, str]]:
    return [(each.role, each.kind, each.amount_fen, each.clause) for each in proposed(facts).lines]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (1, [("direct", "remind", 0, "claims/9.1.1")]),
        (2, [("direct", "fine", 5000, "claims/9.1.2"), ("indirect", "remind", 0, "claims/9.1.2")]),
        (3, [("direct", "fine", 10000, "claims/9.1.3"), ("indirect", "fine", 5000, "claims/9.1.3")]),
        (40, [("direct", "fine", 10000, "claims/9.1.3"), ("indirect", "fine", 5000, "claims/9.1.3")]),
    ],
)
@pytest.mark.parametrize("via", ["hotline", "direct_phone"])
def test_calls_by_their_number(via: str, times: int, expected: list[tuple[str, str, int, str]]) -> None:
    assert rows(replace(VALID, came_via=via, times_complained=times)) == expected


def test_the_regulator_on_the_third_time_gives_nothing_to_the_leader() -> None:
    assert rows(replace(VALID, came_via="regulator_local", times_complained=3)) == [
        ("direct", "fine", 10000, "claims/9.2.1"),
        ("claims_head", "fine", 10000, "claims/9.2.1"),
    ]


def test_public_relations_stand_in_the_place_of_the_two_hundred() -> None:
    grave = PenaltyFacts("internet", valid=True, verified=True, grave_influence=True, pr_needed=True)
    assert [each.amount_fen for each in proposed(replace(grave, pr_cost_fen=3_000_000)).lines] == [300_000, 300_000]
    assert [each.amount_fen for each in proposed(replace(grave, pr_cost_fen=199_999)).lines] == [20_000, 20_000]
    assert [each.amount_fen for each in proposed(replace(grave, pr_cost_fen=200_000)).lines] == [20_000, 20_000]
    assert [each.amount_fen for each in proposed(replace(grave, pr_cost_fen=1_234_567)).lines] == [123_457, 123_457]
    without = proposed(grave)
    assert [each.amount_fen for each in without.lines] == [20_000, 20_000]
    assert without.not_yet == "公关费用还没有单据，先按200元；有单据后重算。"


@pytest.mark.parametrize("via", ["media", "internet"])
def test_media_and_internet_wait_until_verified(via: str) -> None:
    waiting = proposed(replace(VALID, came_via=via))
    assert waiting.lines == ()
    assert waiting.not_yet is not None
    assert "查实" in waiting.not_yet
    denied = proposed(replace(VALID, came_via=via, verified=False))
    assert (denied.lines, denied.not_yet) == ((), None)
    assert denied.withheld[0].because.endswith("经查不属实，没有后果。")


@pytest.mark.parametrize("via", ["visit", "letter", "fax", "sms", "own_web", "association"])
def test_ways_that_the_rule_does_not_name_have_no_row(via: str) -> None:
    found = proposed(replace(VALID, came_via=via, times_complained=3, verified=True))
    assert (found.lines, found.not_yet) == ((), None)
    assert "不类推" in found.withheld[0].because


def test_a_call_without_its_number_waits() -> None:
    assert proposed(replace(VALID, came_via="hotline")).not_yet == "客服热线的投诉还不知道是第几次。"


def test_several_ways_give_the_heaviest_row_per_role_and_say_what_lost() -> None:
    found = proposed(replace(VALID, came_via="hotline", also_via=("regulator_national", "visit"), times_complained=3))
    assert [(each.role, each.amount_fen) for each in found.lines] == [("direct", 20000), ("indirect", 5000), ("claims_head", 20000)]
    assert any("另有更重的一行" in line.because for line in found.withheld)


def test_two_roles_in_one_person_are_both_shown_and_marked() -> None:
    facts = replace(VALID, came_via="hotline", times_complained=3, persons={"direct": "王经理", "indirect": "王经理"})
    assert [each.same_person for each in proposed(facts).lines] == [True, True]
    apart = replace(facts, persons={"direct": "小李专员", "indirect": "王经理"})
    assert [each.same_person for each in proposed(apart).lines] == [False, False]


def test_nobody_outside_the_staff_is_fined() -> None:
    found = proposed(replace(VALID, came_via="hotline", times_complained=3, not_employed=frozenset({"direct"})))
    assert [each.role for each in found.lines] == ["indirect"]
    assert any("不是公司员工" in line.because for line in found.withheld)


def test_a_count_below_one_is_an_error() -> None:
    with pytest.raises(ValueError, match="1或以上"):
        proposed(replace(VALID, came_via="hotline", times_complained=0))


def test_an_unknown_way_in_is_an_error() -> None:
    with pytest.raises(LookupError, match="pigeon"):
        proposed(replace(VALID, came_via="pigeon"))


def test_another_sum_in_another_edition_gives_another_fine() -> None:
    dearer = Edition.from_canonical(CLAIMS.canonical.replace('"value":50}', '"value":70}'))
    assert dearer.canonical != CLAIMS.canonical
    second = consequences(edition=dearer, facts=replace(VALID, came_via="hotline", times_complained=2))
    assert second.lines[0].amount_fen == 7000


@given(st.integers(1, 30), st.sampled_from(["hotline", "direct_phone"]))
def test_one_more_call_never_costs_less(times: int, via: str) -> None:
    now = {each.role: each.amount_fen for each in proposed(replace(VALID, came_via=via, times_complained=times)).lines}
    more = {each.role: each.amount_fen for each in proposed(replace(VALID, came_via=via, times_complained=times + 1)).lines}
    assert all(more[role] >= now[role] for role in now)


@given(st.sampled_from(WAYS), st.none() | st.integers(1, 5), maybe, maybe, maybe, st.none() | st.integers(0, 10**9), st.sampled_from([None, False]))
def test_nothing_without_a_valid_finding(
    via: str, times: int | None, verified: bool | None, grave: bool | None, needed: bool | None, cost: int | None, valid: bool | None
) -> None:
    found = proposed(PenaltyFacts(via, times, valid, verified, cost, grave, needed))
    assert found.lines == ()
    assert (found.not_yet is not None) == (valid is None)


@given(st.sampled_from(WAYS), st.sampled_from(WAYS), st.integers(1, 5), maybe)
def test_a_further_way_in_never_lightens(first: str, second: str, times: int, verified: bool | None) -> None:
    one = {each.role: each.amount_fen for each in proposed(PenaltyFacts(first, times, True, verified)).lines}
    two = {each.role: each.amount_fen for each in proposed(PenaltyFacts(first, times, True, verified, also_via=(second,))).lines}
    assert all(two[role] >= one[role] for role in one)


@given(st.integers(0, 10**11))
def test_the_share_is_a_tenth_and_never_below_two_hundred(cost: int) -> None:
    facts = PenaltyFacts("internet", valid=True, verified=True, grave_influence=True, pr_needed=True, pr_cost_fen=cost)
    for each in proposed(facts).lines:
        assert each.amount_fen >= 20_000
        assert each.amount_fen == 20_000 or abs(Decimal(each.amount_fen) * 10 - cost) <= 5
        assert each.line.value == each.amount_fen
        assert each.line.gap == "claims/pr_cost"
