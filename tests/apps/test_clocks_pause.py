"""Only the law's limits stand still: outside appraisal (told to the complainant) and mediation (2020年第3号令 第十八条第二款, 第二十三条)."""

import pytest

from suqing.apps.clocks.actions import (
    pause_clocks,
    recompute_clocks,
    resume_clocks,
    stop_clocks,
    void_clocks,
    wake_due,
)
from suqing.apps.clocks.models import ClockState, Pause
from suqing.apps.clocks.queries import earliest_limit, pauses_of, views_of
from suqing.apps.organisations.actors import system_actor
from suqing.casework.facts import ClockFacts
from suqing.kernel.errors import Refused
from tests.apps.clock_room import Case, adopting_insurer, case_at, cn, heard

pytestmark = pytest.mark.django_db
MONDAY = cn("2026-11-23 09:12")
FACTS = ClockFacts(received_at=MONDAY, classification="general")


@pytest.fixture
def case() -> Case:
    case = case_at(adopting_insurer())
    case.start(FACTS, "property", "claims", "cbirc2020")
    return case


def pause(case, kinds=("decide",), at="2026-11-27 10:00", **changed):
    given = {"ground": "mediation", "reason": "送行业调解委员会，受理单第8号", "proof_at": cn("2026-11-26 15:00")} | changed
    return pause_clocks(subject=case.subject, kinds=kinds, actor=system_actor(case.root.id), at=cn(at), **given)


def resume(case, at):
    facts = ClockFacts(
        received_at=MONDAY, classification="general", pauses=pauses_of(case.subject, resumed_at=cn(at))
    )
    return resume_clocks(
        subject=case.subject,
        deadlines=case.deadlines(facts, "cbirc2020"),
        edition_hashes=case.hashes_of("cbirc2020"),
        calendar_hash=case.calendar_hash,
        at=cn(at),
    )


@pytest.mark.parametrize(("kind", "clause"), [("contact", "property/8.1"), ("progress", "claims/7.3")])
def test_the_companies_rules_know_no_pause(case, kind, clause):
    with pytest.raises(Refused, match="不能暂停") as refusal:
        pause(case, [kind], at="2026-11-23 10:00")
    assert refusal.value.clause == clause
    assert case.clock(kind).state == ClockState.RUNNING
    assert not Pause.objects.exists()


def test_all_or_none(case):
    with pytest.raises(Refused):
        pause(case, ["decide", "resolve"], at="2026-11-23 10:00")
    assert case.clock("decide").state == ClockState.RUNNING


@pytest.mark.parametrize(
    ("changed", "says", "clause"),
    [
        ({"ground": "holiday"}, "能暂停的只有两种", "cbirc2020/18.2"),
        ({"reason": " "}, "暂停的原因", "cbirc2020/23"),
        ({"proof_at": None}, "双方同意", "cbirc2020/23"),
        ({"ground": "appraisal", "proof_at": None}, "告知投诉人", "cbirc2020/18.2"),
        ({"at": "2026-12-09 00:00"}, "时限已过", "cbirc2020/18.1"),
    ],
)
def test_what_a_pause_needs(case, changed, says, clause):
    with pytest.raises(Refused, match=says) as refusal:
        pause(case, **changed)
    assert refusal.value.clause == clause


def test_a_paused_clock_wakes_nobody_and_binds_nobody(case):
    stop_clocks(subject=case.subject, kinds=["contact", "resolve", "progress"], at=cn("2026-11-24 09:00"))
    pause(case)
    assert earliest_limit(case.subject) is None
    with heard() as events:
        wake_due(cn("2026-12-30 10:00"))
    assert events == []
    (view,) = views_of([case.clock("decide")], cn("2026-12-30 10:00"))
    assert (view.state, view.words) == ("paused", "暂停 调解中")


def test_resuming_leaves_out_the_days_of_the_pause(case):
    pause(case)
    change = resume(case, "2026-12-02 15:00")
    (new,) = change.starts
    assert case.clock("decide", state=ClockState.SUPERSEDED).limit_at == cn("2026-12-08 23:59:59")
    assert new.limit_at == cn("2026-12-13 23:59:59")  # five days: 28 November to 2 December
    assert case.clock("decide", state=ClockState.RUNNING).wake_at is not None
    assert Pause.objects.get().until_at == cn("2026-12-02 15:00")


def test_a_second_pause_adds_to_the_first(case):
    pause(case)
    resume(case, "2026-12-02 15:00")
    pause(case, ground="appraisal", reason="送鉴定机构，委托书第3号", at="2026-12-03 09:00")
    resume(case, "2026-12-05 09:00")
    assert case.clock("decide", state=ClockState.RUNNING).limit_at == cn("2026-12-15 23:59:59")


def test_a_new_class_during_the_pause_leaves_it_paused(case):
    pause(case)
    major = ClockFacts(received_at=MONDAY, classification="major", pauses=pauses_of(case.subject))
    recompute_clocks(
        subject=case.subject,
        deadlines=case.deadlines(major, "cbirc2020"),
        edition_hashes=case.hashes_of("cbirc2020"),
        calendar_hash=case.calendar_hash,
        at=cn("2026-11-28 10:00"),
    )
    assert case.clock("decide").state == ClockState.PAUSED


def test_a_case_found_complex_during_the_pause_goes_on_standing_still(case):
    pause(case)
    found_complex = {"complexity_recorded_at": cn("2026-11-28 10:00"), "classification": "general", "received_at": MONDAY}
    recompute_clocks(
        subject=case.subject,
        deadlines=case.deadlines(ClockFacts(**found_complex, pauses=pauses_of(case.subject)), "cbirc2020"),
        edition_hashes=case.hashes_of("cbirc2020"),
        calendar_hash=case.calendar_hash,
        at=cn("2026-11-28 10:00"),
    )
    longer = case.clock("decide_complex")
    assert (longer.state, longer.wake_at) == (ClockState.PAUSED, None)
    resumed = cn("2026-12-02 15:00")
    resume_clocks(
        subject=case.subject,
        deadlines=case.deadlines(
            ClockFacts(**found_complex, pauses=pauses_of(case.subject, resumed_at=resumed)), "cbirc2020"
        ),
        edition_hashes=case.hashes_of("cbirc2020"),
        calendar_hash=case.calendar_hash,
        at=resumed,
    )
    assert case.clock("decide_complex", state=ClockState.RUNNING).limit_at == cn("2026-12-28 23:59:59")


def test_settled_during_the_pause_is_in_time(case):
    pause(case)
    (stopped,) = stop_clocks(subject=case.subject, kinds=["decide"], at=cn("2026-12-20 10:00"))
    assert stopped.state == ClockState.MET
    assert Pause.objects.get().until_at == cn("2026-12-20 10:00")


def test_withdrawn_during_the_pause_is_void(case):
    pause(case)
    void_clocks(subject=case.subject, at=cn("2026-12-20 10:00"))
    assert case.clock("decide").state == ClockState.VOID
    assert Pause.objects.get().until_at is not None


def test_nothing_to_resume_is_said(case):
    with pytest.raises(Refused, match="没有暂停中"):
        resume(case, "2026-12-02 15:00")
