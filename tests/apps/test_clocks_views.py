"""The badge: computed from now, in the words of the desk."""

import pytest

from suqing.apps.clocks.actions import recompute_clocks, start_clocks, stop_clocks, void_clocks
from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.queries import clocks_of, views_of
from suqing.apps.clocks.words import KIND_WORDS, STRENGTH_WORDS, days_and_hours, kind_words
from suqing.casework.facts import ClockFacts
from suqing.rulebook import open_edition
from tests.apps.clock_room import BOOKS, Case, adopting_insurer, case_at, cn

MONDAY = cn("2026-11-23 09:12")
FACTS = ClockFacts(received_at=MONDAY, classification="general")


@pytest.fixture
def case(db) -> Case:
    case = case_at(adopting_insurer())
    case.start(FACTS, "property", "cbirc2020")
    return case


def view(case, kind, now, **which):
    (found,) = views_of([case.clock(kind, **which)], cn(now))
    return found


@pytest.mark.parametrize(
    ("kind", "now", "state", "words"),
    [
        ("resolve", "2026-11-23 10:30", "ok", "余3日6时"),
        ("resolve", "2026-11-25 17:30", "ok", "余1日"),  # 22.3 of 29.8 hours used: 74.8 %
        ("resolve", "2026-11-26 15:12", "near", "余2时18分"),
        ("resolve", "2026-11-26 17:30", "near", "余不足1分"),
        ("resolve", "2026-11-27 17:31", "late", "超1日"),
        ("resolve", "2026-11-30 10:00", "late", "超1日1时"),
        ("decide", "2026-11-23 10:30", "ok", "余15自然日13时"),
        ("decide", "2026-12-08 09:00", "near", "余14时59分"),
    ],
)
def test_the_badge_of_a_running_clock(case, kind, now, state, words):
    found = view(case, kind, now)
    assert (found.state, found.words) == (state, words)


def test_beside_the_badge_stand_kind_date_and_clause(case):
    found = view(case, "decide", "2026-11-23 10:30")
    assert (found.kind_words, found.limit_at, found.clause) == ("法定办理", cn("2026-12-08 23:59:59"), "cbirc2020/18.1")
    assert found.natural_days
    assert not view(case, "contact", "2026-11-23 10:30").natural_days


@pytest.mark.parametrize(
    ("done_at", "state", "words"),
    [
        ("2026-11-26 17:30", "met", "按时"),
        ("2026-11-27 11:00", "missed", "逾期2时办结"),
        ("2026-11-30 10:00", "missed", "逾期1日1时办结"),
        ("2026-11-26 18:10", "missed", "逾期40分办结"),  # after the close no working time runs: by the clock
    ],
)
def test_the_badge_of_a_stopped_clock(case, done_at, state, words):
    stop_clocks(subject=case.subject, kinds=["resolve"], at=cn(done_at))
    found = view(case, "resolve", "2026-12-24 10:00")
    assert (found.state, found.words, found.working_seconds) == (state, words, None)


def test_superseded_and_void_are_said(case):
    recompute_clocks(
        subject=case.subject,
        deadlines=case.deadlines(ClockFacts(received_at=MONDAY, classification="major"), "property"),
        edition_hashes=case.hashes_of("property"),
        calendar_hash=case.calendar_hash,
        at=cn("2026-11-24 10:00"),
    )
    old = view(case, "resolve", "2026-11-24 10:00", state=ClockState.SUPERSEDED)
    assert (old.state, old.words) == ("superseded", "已改期")
    assert old.superseded_by_id == case.clock("resolve", state=ClockState.RUNNING).id
    void_clocks(subject=case.subject, at=cn("2026-11-24 11:00"))
    assert view(case, "decide", "2026-11-24 12:00").words == "已终止"


def test_a_provisional_date_says_so(db):
    case = case_at(adopting_insurer())
    case.start(ClockFacts(received_at=cn("2026-12-30 10:00"), classification="general"), "property")
    found = view(case, "resolve", "2026-12-30 11:00")
    assert found.provisional
    assert found.provisional_words == "暂定 2027年历未公布"
    assert view(case, "contact", "2026-12-30 11:00").provisional_words == ""


def test_a_window_that_ran_out_is_not_late(case):
    facts = ClockFacts(received_at=MONDAY, decision_received_at=MONDAY)
    start_clocks(
        root_id=case.root.id,
        subject=case.subject,
        deadlines=[each for each in case.deadlines(facts, "cbirc2020") if each.kind == "review_apply"],
        edition_hashes=case.hashes,
        calendar_hash=case.calendar_hash,
        at=MONDAY,
    )
    assert view(case, "review_apply", "2027-02-01 10:00").words == "期限已过"


def test_the_badges_of_a_page_take_no_statement(case, django_assert_num_queries):
    clocks = clocks_of(case.subject)
    views_of(clocks, MONDAY)
    with django_assert_num_queries(0):
        assert len(views_of(clocks, MONDAY)) == 3


def test_every_kind_and_strength_of_the_rulebooks_has_words():
    rules = [rule for book in BOOKS for rule in open_edition(book).rules("deadline")]
    assert {rule.clock for rule in rules} <= KIND_WORDS.keys()
    assert {rule.strength for rule in rules} <= STRENGTH_WORDS.keys()
    assert len(set(KIND_WORDS.values())) == len(KIND_WORDS)
    assert kind_words("contact") == "联系"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1分"), (59, "1分"), (60, "1分"), (3600, "1时"), (8280, "2时18分"), (27_000, "1日"), (30_600, "1日1时")]
)
def test_two_units_at_most(seconds, words):
    assert days_and_hours(seconds, day=27_000) == words
