"""The class, an extension or the calendar changed: computed from receipt again, old and new both visible."""

import json

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.clocks.actions import (
    recompute_clocks,
    recompute_provisional,
    restart_progress,
    stop_clocks,
    wake_due,
)
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.editions.actions import store_calendar
from suqing.casework.deadlines import deadlines_for
from suqing.casework.facts import ClockFacts, Promise
from suqing.kernel.canonical import canonical
from suqing.rulebook import Calendar, open_calendar, open_edition
from tests.apps.clock_room import Case, adopting_insurer, case_at, cn, heard

pytestmark = pytest.mark.django_db
MONDAY = cn("2026-11-23 09:12")
LATER = cn("2026-11-24 10:00")
GENERAL = ClockFacts(received_at=MONDAY, classification="general")
MAJOR = ClockFacts(received_at=MONDAY, classification="major")


@pytest.fixture
def case() -> Case:
    return case_at(adopting_insurer())


def recompute(case, facts, *books, at=LATER):
    return recompute_clocks(
        subject=case.subject,
        deadlines=case.deadlines(facts, *books),
        edition_hashes=case.hashes_of(*books),
        calendar_hash=case.calendar_hash,
        at=at,
    )


def test_a_new_class_counts_from_receipt_and_both_stay_visible(case):
    case.start(GENERAL, "property")
    recompute(case, MAJOR, "property")
    old = case.clock("resolve", state=ClockState.SUPERSEDED)
    new = case.clock("resolve", state=ClockState.RUNNING)
    assert (old.limit_at, new.limit_at) == (cn("2026-11-26 17:30"), cn("2026-11-30 17:30"))
    assert new.started_at == MONDAY
    assert (old.clause, new.clause) == ("property/8.1", "property/8.2")
    assert (old.superseded_by_id, old.stopped_at, old.wake_at) == (new.id, LATER, None)


def test_a_duty_already_done_is_not_asked_for_again(case):
    case.start(GENERAL, "property")
    stop_clocks(subject=case.subject, kinds=["contact"], at=cn("2026-11-23 11:00"))
    recompute(case, MAJOR, "property")
    assert [clock.state for clock in clocks_of(case.subject) if clock.kind == "contact"] == [ClockState.MET]


def test_the_same_answer_touches_nothing(case, django_assert_num_queries):
    case.start(GENERAL, "property", "claims", "cbirc2020")
    before = list(Clock.objects.order_by("id").values())
    with django_assert_num_queries(1):
        change = recompute(case, GENERAL, "property", "claims", "cbirc2020")
    assert (change.starts, change.superseded, change.voided) == ([], {}, [])
    assert list(Clock.objects.order_by("id").values()) == before


def test_a_recomputation_takes_few_statements(case, django_assert_max_num_queries):
    case.start(GENERAL, "property", "claims")
    recompute(case, MAJOR, "property", "claims")  # warms the store of editions
    with django_assert_max_num_queries(4):
        recompute(case, GENERAL, "property", "claims")


def test_back_and_forth_leaves_one_running_and_the_whole_history(case):
    case.start(GENERAL, "property")
    recompute(case, MAJOR, "property")
    recompute(case, GENERAL, "property")
    states = [(clock.clause, clock.state) for clock in clocks_of(case.subject) if clock.kind == "resolve"]
    assert sorted(states) == [
        ("property/8.1", ClockState.RUNNING),
        ("property/8.1", ClockState.SUPERSEDED),
        ("property/8.2", ClockState.SUPERSEDED),
    ]


def test_a_class_without_clocks_voids_them(case):
    case.start(GENERAL, "property", "claims")
    recompute(case, ClockFacts(received_at=MONDAY, classification="venting"), "property")
    assert {clock.state for clock in clocks_of(case.subject) if clock.rulebook == "property"} == {ClockState.VOID}
    assert {clock.state for clock in clocks_of(case.subject) if clock.rulebook == "claims"} == {ClockState.RUNNING}


def test_a_complex_case_replaces_fifteen_days_by_thirty(case):
    case.start(GENERAL, "cbirc2020")
    recompute(case, ClockFacts(received_at=MONDAY, complexity_recorded_at=LATER), "cbirc2020")
    old, new = case.clock("decide"), case.clock("decide_complex")
    assert (old.state, old.superseded_by_id) == (ClockState.SUPERSEDED, new.id)
    assert new.limit_at == cn("2026-12-23 23:59:59")


def test_complexity_after_the_decision_starts_nothing(case):
    case.start(GENERAL, "cbirc2020")
    stop_clocks(subject=case.subject, kinds=["decide"], at=LATER)
    change = recompute(case, ClockFacts(received_at=MONDAY, complexity_recorded_at=LATER), "cbirc2020")
    assert change.starts == []


def test_a_later_progress_round_survives_a_new_class(case):
    case.start(GENERAL, "claims")
    (second,) = restart_progress(subject=case.subject, at=cn("2026-11-23 20:00"))
    change = recompute(case, MAJOR, "claims")
    assert change.superseded == {}
    assert case.clock("progress", state=ClockState.RUNNING).id == second.id


def test_a_third_complaint_adds_the_same_day_clock(case):
    case.start(GENERAL, "claims")
    change = recompute(case, ClockFacts(received_at=MONDAY, repeat_level="third_or_more"), "claims")
    assert [clock.kind for clock in change.starts] == ["same_day"]
    assert change.superseded == {}


def test_promises_already_kept_do_not_come_back(case):
    first, second = Promise(cn("2026-11-24 14:00"), MONDAY), Promise(cn("2026-11-25 14:00"), MONDAY)
    case.start(ClockFacts(received_at=MONDAY, promises=(first,)), "cbirc2020")
    stop_clocks(subject=case.subject, kinds=["promise"], at=cn("2026-11-24 09:30"))
    change = recompute(case, ClockFacts(received_at=MONDAY, promises=(first, second)), "cbirc2020")
    assert [(clock.kind, clock.limit_at) for clock in change.starts] == [("promise", second.due_at)]


def test_what_was_told_is_not_told_again_when_only_the_clause_changed(case):
    case.start(GENERAL, "property")
    with heard() as events:
        wake_due(cn("2026-11-24 09:30"))
        assert [event.clock.kind for event in events] == ["contact"]
        recompute(case, MAJOR, "property")
        wake_due(LATER)
    assert [event.clock.kind for event in events] == ["contact"]
    assert case.clock("contact", state=ClockState.RUNNING).clause == "property/8.2"


# A year's holidays are published


def calendar_with_2027() -> Calendar:
    """As it might be once the notice is out: 1 to 3 January 2027 off, Monday 4 January too, Saturday 9 January worked."""
    data = json.loads(open_calendar("cn").canonical)
    template = dict(data["years"][-1])
    template |= {
        "year": 2027,
        "holidays": [{"name": "元旦", "from": "2027-01-01", "until": "2027-01-04"}],
        "make_up_days": ["2027-01-09"],
    }
    data["years"].append(template)
    return Calendar.from_canonical(canonical(data))


NEW_YEAR = ClockFacts(received_at=cn("2026-12-30 10:00"), classification="general")
PUBLISHED = cn("2026-12-31 16:00")


def by_the_new_calendar(subject, calendar):
    book = open_edition("property")
    return deadlines_for(edition=book, calendar=calendar, facts=NEW_YEAR), {"property": book.content_hash}


def publish_2027(case, calendar):
    return recompute_provisional(
        root_id=case.root.id,
        subject_kind="complaint",
        calendar=calendar,
        deadlines_of=by_the_new_calendar,
        at=PUBLISHED,
    )


def test_a_deadline_across_an_unpublished_year_is_provisional_until_it_is_published(case):
    case.start(NEW_YEAR, "property")
    assert not case.clock("contact").provisional
    before = case.clock("resolve")
    assert before.provisional
    calendar = calendar_with_2027()
    store_calendar(calendar, at=PUBLISHED)
    with heard() as events:
        found = publish_2027(case, calendar)
    assert found == events
    (event,) = events
    (difference,) = event.differences
    after = case.clock("resolve", state=ClockState.RUNNING)
    assert (difference.before, difference.after) == (before.limit_at, after.limit_at)
    assert difference.moved
    assert after.limit_at == cn("2027-01-06 17:30")
    assert not after.provisional
    assert after.calendar_hash == calendar.content_hash
    assert case.clock("resolve", state=ClockState.SUPERSEDED).calendar_hash == case.calendar_hash
    assert case.clock("contact").state == ClockState.RUNNING


def test_publishing_twice_changes_nothing_more(case):
    case.start(NEW_YEAR, "property")
    calendar = calendar_with_2027()
    store_calendar(calendar, at=PUBLISHED)
    with heard():
        assert len(publish_2027(case, calendar)) == 1
        assert publish_2027(case, calendar) == []
    written = Event.objects.get(subject_id=case.subject[1])
    assert (written.verb, written.occurred_at) == ("clock.recomputed", PUBLISHED)


def test_another_root_is_left_alone(case):
    other = case_at(adopting_insurer("P0002"))
    other.start(NEW_YEAR, "property")
    calendar = calendar_with_2027()
    store_calendar(calendar, at=PUBLISHED)
    with heard():
        assert publish_2027(case, calendar) == []
    assert other.clock("resolve").provisional
