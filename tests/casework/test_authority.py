"""The sum a person may promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.authority import needs_leader


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


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**9))
def test_a_larger_promise_never_needs_less(amount: int, limit: int, more: int) -> None:
    assert needs_leader(amount, limit) <= needs_leader(amount + more, limit)
    assert needs_leader(amount, limit + more) <= needs_leader(amount, limit)
