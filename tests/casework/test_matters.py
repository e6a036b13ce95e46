"""What joining, leaving and merging do to number and level, and what must not end by merging: no database, no clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.case_facts import StageFacts
from suqing.casework.lifecycle import Stage
from suqing.casework.matters import MatterItem, may_merge, places
from suqing.casework.repeat import LEVELS

DAY = datetime(2026, 11, 23, tzinfo=UTC)


def item(number: int, *, hour: int = 0, came_via: str = "hotline", level: str = "first", is_open: bool = True, duty_ran: bool = False) -> MatterItem:
    return MatterItem(number, DAY + timedelta(hours=hour), came_via, level, is_open, duty_ran)


def told(*items: MatterItem, may_fall: bool = False) -> list[tuple[int, int, str]]:
    return [(each.id, each.number, each.level) for each in places(items, may_fall=may_fall)]


def test_numbers_follow_receipt_and_calls_raise_the_later_items() -> None:
    assert told(item(1, hour=9), item(2, hour=8), item(3, hour=10)) == [(2, 1, "first"), (1, 2, "second"), (3, 3, "third_or_more")]


def test_a_letter_counts_as_an_item_but_is_no_call() -> None:
    assert told(item(1), item(2, hour=1, came_via="letter"), item(3, hour=2)) == [(1, 1, "first"), (2, 2, "first"), (3, 3, "second")]


def test_what_has_ended_keeps_its_level_and_still_counts() -> None:
    assert told(item(1), item(2, hour=1, is_open=False), item(3, hour=2)) == [(1, 1, "first"), (2, 2, "first"), (3, 3, "third_or_more")]


@pytest.mark.parametrize(("may_fall", "duty_ran", "level"), [(False, False, "second"), (False, True, "second"), (True, True, "second"), (True, False, "first")])
def test_a_level_falls_only_where_a_joining_is_undone_and_no_duty_ran(may_fall: bool, duty_ran: bool, level: str) -> None:
    assert told(item(1, level="second", duty_ran=duty_ran), may_fall=may_fall) == [(1, 1, level)]


ITEMS = st.lists(
    st.builds(
        MatterItem, id=st.integers(1, 10**6), received_at=st.integers(0, 40).map(lambda hours: DAY + timedelta(hours=hours)),
        came_via=st.sampled_from(["hotline", "direct_phone", "letter", "regulator_local"]), level=st.sampled_from(LEVELS), open=st.booleans(), duty_ran=st.booleans(),
    ),
    max_size=8, unique_by=lambda each: each.id,
)  # fmt: skip


@given(items=ITEMS, may_fall=st.booleans())
def test_no_item_is_lost_and_no_level_that_had_its_consequence_falls(items: list[MatterItem], may_fall: bool) -> None:
    found, known = places(items, may_fall=may_fall), {each.id: each for each in items}
    assert {each.id for each in found} == set(known)
    assert [each.number for each in found] == list(range(1, len(items) + 1))
    for place in found:
        before = known[place.id]
        if not before.open:
            assert place.level == before.level
        elif before.duty_ran or not may_fall:
            assert LEVELS.index(place.level) >= LEVELS.index(before.level)
    assert {each.id: each.number for each in places(list(reversed(items)), may_fall=may_fall)} == {each.id: each.number for each in found}


OPEN: dict[str, dict[str, object]] = {
    "cbirc2020/36": {"report_back_open": True}, "claims/4.4": {"promise_open": True}, "claims/6.1.2": {"urged": True}, "claims/8": {"crisis_at": "branch"},
    "cbirc2020/29.1": {"emergency_open": True},
}  # fmt: skip


@pytest.mark.parametrize("clause", OPEN)
def test_merging_names_what_is_still_owed(clause: str) -> None:
    given_facts = dict(OPEN[clause])
    asked = {name: bool(given_facts.pop(name, False)) for name in ("report_back_open", "promise_open")}
    verdict = may_merge(StageFacts(stage=Stage.INVESTIGATING, **given_facts), **asked)  # type: ignore[arg-type]
    assert (verdict.allowed, verdict.clause) == (False, clause)
    assert verdict.reason.startswith("还不能并入：")


def test_an_unproven_performance_is_owed_too_and_nothing_owed_is_allowed() -> None:
    verdict = may_merge(StageFacts(stage=Stage.INVESTIGATING, undertakings_open=1), report_back_open=False, promise_open=False)
    assert "还没有兑现并附凭证" in verdict.reason
    assert may_merge(StageFacts(stage=Stage.INVESTIGATING), report_back_open=False, promise_open=False).allowed
