"""Who may decide: the sum a person may promise, and nobody in a matter of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.authority import INTERESTS, needs_leader, recused, within_authority


@pytest.mark.parametrize(
    ("amount", "limit", "expected"),
    [
        (2_000_000, 2_000_000, False),
        (2_000_001, 2_000_000, True),
        (0, 0, False),
        (None, None, False),
        (1, None, True),
        (1, 0, True),
    ],
)
def test_the_limit_itself_is_within(amount: int | None, limit: int | None, expected: bool) -> None:
    assert needs_leader(amount, limit) is expected


def test_above_the_limit_the_words_say_both_sums_and_who_decides() -> None:
    found = within_authority(amount_fen=2_450_000, limit_fen=2_000_000, leader="赵总")
    assert not found.allowed
    assert found.reason == "不能直接答应投诉人：24,500元超出您的授权20,000元。提交后由赵总批示。"
    assert found.clause == "claims/4.4"


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**9))
def test_a_larger_promise_never_needs_less(amount: int, limit: int, more: int) -> None:
    assert needs_leader(amount, limit) <= needs_leader(amount + more, limit)
    assert needs_leader(amount, limit + more) <= needs_leader(amount, limit)


@pytest.mark.parametrize("interest", sorted(INTERESTS))
def test_any_interest_bars(interest: str) -> None:
    found = recused(interests=[interest], next_person="王经理")
    assert not found.allowed
    assert found.clause == "cbirc2020/17"
    assert found.reason == f"这一件您须回避：{INTERESTS[interest]}。请王经理办理。"


def test_without_interest_all_is_well_and_an_unknown_interest_is_an_error() -> None:
    assert recused(interests=[]).allowed
    with pytest.raises(LookupError, match="friendship"):
        recused(interests=["friendship"])
