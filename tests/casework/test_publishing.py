"""Where the channels must be published, what the checks say on a day, and who is responsible: pure, with the shipped law."""

from datetime import date, timedelta

import pytest

from suqing.casework.publishing import Check, Rule, Unit, duties_of, lacking_of, rule_on
from suqing.casework.responsible import Named, changes_of, holding, kinds_on
from suqing.rulebook import open_edition

LAW = open_edition("cbirc2020")
TODAY = date(2026, 11, 23)
ROOT, BRANCH, SUB, CLAIMS = Unit(1, "总公司", "headquarters"), Unit(2, "上海分公司", "branch"), Unit(3, "浦东支公司", "sub_branch"), Unit(4, "车险理赔部", "department")
ALL = ("phone", "address", "process", "online")


def rule() -> Rule:
    found = rule_on(LAW, TODAY)
    assert found is not None
    return found


def states(*checks: Check, units: tuple[Unit, ...] = (BRANCH,), day: date = TODAY) -> list[tuple[int, str, str]]:
    return [(each.unit.id, each.place.id, each.state) for each in duties_of(rule(), units, checks, day=day)]


def test_headquarters_owes_every_place_a_branch_its_premises_a_department_nothing() -> None:
    found = states(units=(ROOT, BRANCH, SUB, CLAIMS))
    assert [place for unit, place, _ in found if unit == 1] == ["website", "mobile_app", "wechat", "premises", "contracts"]
    assert [(unit, place) for unit, place, _ in found if unit != 1] == [(2, "premises"), (3, "premises")]
    assert {state for _, _, state in found} == {"missing"}


@pytest.mark.parametrize(("days", "state"), [(0, "ok"), (179, "ok"), (180, "ok"), (181, "stale")])
def test_the_last_day_of_the_interval_is_still_within(days: int, state: str) -> None:
    assert states(Check(2, "premises", TODAY - timedelta(days=days), ALL)) == [(2, "premises", state)]


def test_the_arithmetic_is_said_with_clause_and_gap() -> None:
    (duty,) = duties_of(rule(), [BRANCH], [Check(2, "premises", date(2026, 5, 1), ALL)], day=TODAY)
    assert (duty.state, duty.next_by, duty.line.clause) == ("stale", date(2026, 10, 28), "cbirc2020/8")
    assert duty.line.because == "2026年5月1日核对，加180日为2026年10月28日；已过26日，再核对一次。"
    wechat = next(each for each in duties_of(rule(), [ROOT], [], day=TODAY) if each.place.id == "wechat")
    assert (wechat.line.basis, wechat.line.gap) == ("assumed", "cbirc2020/published_where")


def test_what_is_lacking_is_named_and_goes_before_stale() -> None:
    (duty,) = duties_of(rule(), [BRANCH], [Check(2, "premises", date(2026, 1, 1), ("phone", "process"))], day=TODAY)
    assert (duty.state, duty.lacking) == ("incomplete", ("通讯地址", "网上渠道的邮箱、网址"))


def test_without_channels_on_the_net_none_are_asked_for() -> None:
    place = rule().place("premises")
    assert place is not None
    assert lacking_of(rule(), place, ("phone", "address", "process", "no_online")) == ()
    assert "no_online" in rule().choices(place)
    contracts = rule().place("contracts")
    assert contracts is not None
    assert list(rule().choices(contracts)) == ["channel"]


def test_the_last_check_counts_of_two_on_one_day_the_later_one_and_none_of_tomorrow() -> None:
    first, second = Check(2, "premises", TODAY, ("phone",)), Check(2, "premises", TODAY, ALL)
    assert states(first, second) == [(2, "premises", "ok")]
    assert states(second, first) == [(2, "premises", "incomplete")]
    assert states(Check(2, "premises", TODAY + timedelta(days=1), ALL)) == [(2, "premises", "missing")]
    assert states(Check(1, "premises", TODAY, ALL)) == [(2, "premises", "missing")]  # of another unit


def test_a_channel_that_is_not_used_is_never_stale_but_premises_cannot_be_unused() -> None:
    found = {place: state for _, place, state in states(Check(1, "wechat", date(2021, 1, 1), (), unused=True), Check(1, "premises", TODAY, (), unused=True), units=(ROOT,))}
    assert (found["wechat"], found["premises"]) == ("unused", "incomplete")


def test_what_is_owed_comes_first() -> None:
    checks = [Check(1, "website", TODAY, ALL), Check(1, "mobile_app", TODAY, ("phone",)), Check(1, "contracts", date(2020, 3, 1), ("channel",)), Check(1, "wechat", TODAY, (), unused=True)]
    assert [state for _, _, state in states(*checks, units=(ROOT,))] == ["missing", "incomplete", "stale", "ok", "unused"]


def test_a_book_without_the_table_says_nothing() -> None:
    assert rule_on(None, TODAY) is None
    assert rule_on(open_edition("claims"), TODAY) is None
    assert kinds_on(open_edition("claims"), TODAY) == ()


def waiting(rows: list[Named], *reported: tuple[int, str], day: date = TODAY) -> list[tuple[int, str, int]]:
    return [(each.row_id, each.what, each.waiting) for each in changes_of(rows, reported, day=day)]


def test_three_kinds_at_headquarters_and_branches() -> None:
    assert [(each.id, each.at) for each in kinds_on(LAW, TODAY)] == [(kind, ("headquarters", "branch")) for kind in ("senior_manager", "complaint_head", "contact")]


def test_a_successor_without_a_gap_reports_both_in_one() -> None:
    before = Named(1, 2, "contact", date(2026, 1, 1), date(2026, 11, 12))
    after = Named(2, 2, "contact", date(2026, 11, 13))
    assert waiting([before, after], (1, "named")) == [(2, "named", 10)]
    assert waiting([before, after], (1, "named"), (2, "named")) == []
    assert waiting([before, after], (1, "named"), day=date(2026, 11, 12)) == []  # tomorrow's is not yet owed
    elsewhere = Named(2, 3, "contact", date(2026, 11, 13))
    assert waiting([before, elsewhere], (1, "named"), (2, "named")) == [(1, "ended", 10)]


def test_a_gap_between_two_is_reported_by_itself() -> None:
    rows = [Named(1, 2, "contact", date(2026, 1, 1), date(2026, 11, 12)), Named(2, 2, "contact", date(2026, 11, 20))]
    assert waiting(rows, (1, "named")) == [(1, "ended", 10), (2, "named", 3)]


def test_whoever_left_is_reported_once_however_the_row_ends() -> None:
    left = Named(1, 2, "contact", date(2026, 1, 1), left_on=date(2026, 11, 3))
    assert not holding(left, TODAY)
    assert holding(left, date(2026, 11, 2))
    assert waiting([left], (1, "named")) == [(1, "left", 20)]
    ended = Named(1, 2, "contact", date(2026, 1, 1), date(2026, 11, 10), left_on=date(2026, 11, 3))
    assert waiting([ended], (1, "named")) == [(1, "left", 20)]
    assert waiting([ended], (1, "named"), (1, "left")) == []
    back_again = Named(1, 2, "contact", date(2026, 1, 1), date(2026, 11, 10))
    assert waiting([back_again], (1, "named"), (1, "left")) == []


def test_no_number_of_days_is_invented() -> None:
    (change,) = changes_of([Named(1, 2, "contact", date(2020, 1, 1))], [], day=TODAY)
    assert "没有写几日之内" in change.line.because
    assert change.line.gap == "cbirc2020/persons_report"
