"""Two people press the button together, on connections of their own: one of them wins, the other is told who and when."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import (
    Closure,
    Complaint,
    Dispatch,
    Instruction,
    Matter,
    Proposal,
    Sight,
    Triage,
)
from suqing.kernel.errors import Refused, Stale
from tests.apps.case_walk import PLAN, forwarded_case, walked
from tests.cast import House, cn, found_cast

pytestmark = pytest.mark.django_db(transaction=True)

AT = cn("2026-11-23 09:40")


@pytest.fixture
def house() -> House:
    return found_cast()


def together(*calls: Callable[[], object]) -> list[object]:
    """Start all at the same moment, each in a thread with its own connection; results or exceptions in the order given."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            start.wait(timeout=20)
            return call()
        except (Stale, Refused) as answer:
            return answer
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result(timeout=60) for each in [pool.submit(run, call) for call in calls]]


def one_and_one(results: list[object]) -> Stale:
    """Exactly one case and one Stale; the Stale."""
    won = [each for each in results if isinstance(each, Complaint)]
    lost = [each for each in results if isinstance(each, Stale)]
    assert (len(won), len(lost)) == (1, 1), results
    return lost[0]


def seen(case: Complaint, **more: Any) -> dict[str, Any]:
    return {"ref": case.ref, "seen_version": case.version, **more}


def test_two_triages_at_once_give_one_class_and_one_message(house: House) -> None:
    for _ in range(5):
        case = house.register(possible_loss_fen=2_640_000)
        stale = one_and_one(
            together(
                lambda case=case: actions.triage_complaint(**seen(case, actor=house.actor("li"), at=AT), classification="major", established=True),
                lambda case=case: actions.triage_complaint(
                    **seen(case, actor=house.actor("han"), at=AT), classification="general", established=True, reason="损失不实"
                ),
            )
        )
        winner = Triage.objects.get(complaint=case).by.name
        assert winner in stale.words
        assert "09:40" in stale.words
        assert Complaint.objects.get(pk=case.pk).version == 2
    assert verify() == []


def test_two_dispatches_at_once_send_it_to_one_department(house: House) -> None:
    for _ in range(5):
        case = walked(house, forwarded_case(house), until="dispatch")
        stale = one_and_one(
            together(
                *(
                    lambda case=case, who=who, unit=unit: actions.dispatch_complaint(
                        **seen(case, actor=house.actor(who), at=cn("2026-11-23 09:45"), department_id=unit.id)
                    )
                    for who, unit in (("li", house.claims), ("han", house.health))
                )
            )
        )
        (dispatch,) = Dispatch.objects.filter(complaint=case)
        assert dispatch.by.name in stale.words
        other = house.health if dispatch.department_id == house.claims.id else house.claims
        assert not Sight.objects.filter(complaint=case, holder_id=other.id).exists()


def test_closing_against_a_further_answer(house: House) -> None:
    case = walked(house, forwarded_case(house), until="close")
    at = cn("2026-11-25 09:00")
    stale = one_and_one(
        together(
            lambda: actions.close_complaint(**seen(case, actor=house.actor("li"), at=at), ground="accepted"),
            lambda: actions.record_response(**seen(case, actor=house.actor("sun"), at=at), accepted=False, words="还是不满意"),
        )
    )
    now = Complaint.objects.get(pk=case.pk)
    assert (now.stage == "closed") is Closure.objects.filter(complaint=case).exists()
    assert ("小李专员" if now.stage == "closed" else "小孙") in stale.words


def test_closing_and_reopening_never_both(house: House) -> None:
    """Whoever reopens saw it closed; a close pressed with it is too late or not yet, never half of each."""
    case = walked(house, forwarded_case(house), until="evaluate")
    at = cn("2026-11-27 12:00")
    results = together(
        lambda: actions.reopen_complaint(**seen(case, actor=house.actor("li"), at=at), reason="新的照片"),
        lambda: actions.close_complaint(**seen(case, actor=house.actor("han"), at=at), ground="accepted"),
    )
    assert isinstance(results[0], Complaint)
    assert isinstance(results[1], Stale | Refused)
    now = Complaint.objects.get(pk=case.pk)
    assert (now.open, now.round, now.closed_at) == (True, 2, None)
    assert Closure.objects.filter(complaint=case).count() == 1
    assert set(Sight.objects.filter(complaint=case).values_list("open", flat=True)) == {True}


def test_an_approval_is_of_the_version_that_was_read(house: House) -> None:
    """The leader read version 1; it was returned and written anew meanwhile. Their approval must not fall on version 2."""
    case = walked(house, forwarded_case(house), until="instruct_proposal")
    read = Proposal.objects.get(complaint=case, live=True)
    back = actions.instruct_proposal(
        **seen(case, actor=house.actor("qian"), at=cn("2026-11-24 09:00")), kind="return", text="金额再核",
        proposal_version=read.version, proposal_hash=read.content_hash,
    )  # fmt: skip
    late = {"kind": "approve", "proposal_version": read.version, "proposal_hash": read.content_hash}
    with pytest.raises(Stale, match="钱总在09:00先提交了"):
        actions.instruct_proposal(**seen(case, actor=house.actor("zhao"), at=cn("2026-11-24 09:01")), **late)
    again = actions.draft_proposal(**seen(back, actor=house.actor("sun"), at=cn("2026-11-24 09:30")), content=PLAN)
    again = actions.submit_proposal(**seen(again, actor=house.actor("sun"), at=cn("2026-11-24 09:31")))
    with pytest.raises(Stale, match="第2版"):  # even one who claims to have seen the newest case
        actions.instruct_proposal(**seen(again, actor=house.actor("zhao"), at=cn("2026-11-24 09:40")), **late)
    assert Instruction.objects.filter(complaint=case, kind="approve").count() == 0


def test_a_leader_approves_while_the_other_returns(house: House) -> None:
    case = walked(house, forwarded_case(house), until="instruct_proposal")
    read = Proposal.objects.get(complaint=case, live=True)
    pinned = {"at": cn("2026-11-24 09:00"), "proposal_version": read.version, "proposal_hash": read.content_hash}
    stale = one_and_one(
        together(
            lambda: actions.instruct_proposal(**seen(case, actor=house.actor("zhao")), kind="approve", **pinned),
            lambda: actions.instruct_proposal(**seen(case, actor=house.actor("qian")), kind="return", text="再核", **pinned),
        )
    )
    (instruction,) = Instruction.objects.filter(complaint=case)
    assert instruction.by.name in stale.words


def test_two_items_join_one_matter_and_both_are_in(house: House) -> None:
    for _ in range(5):
        first = house.register()
        results = together(*(lambda who=who, first=first: house.register(by=who, same_matter_as=first.ref) for who in ("li", "zhang")))
        assert [type(each) for each in results] == [Complaint, Complaint], results
        items = Complaint.objects.filter(matter=first.matter_id).order_by("item_no").values_list("item_no", "repeat_level")
        assert list(items) == [(1, "first"), (2, "second"), (3, "third_or_more")]
    assert Matter.objects.count() == 5


def test_a_change_that_loses_leaves_nothing_behind(house: House) -> None:
    """The loser's rows go with it: what was written before the version was compared is rolled back."""
    case = house.register()
    inside, go = threading.Event(), threading.Event()

    def slow() -> object:
        with changing(ref=case.ref, action="note_contact", actor=house.actor("han"), at=AT, seen_version=1) as change:
            inside.set()
            go.wait(2 if connection.vendor == "postgresql" else 0)
            return change.finish(verb="contact_noted")

    def quick() -> object:
        inside.wait(10)
        try:
            return actions.note_contact(
                **seen(case, actor=house.actor("li"), at=AT), method="telephone", reached=True, summary="已联系"
            )
        finally:
            go.set()

    stale = one_and_one(together(slow, quick))
    assert "09:40" in stale.words
    assert Event.objects.filter(subject_id=case.id).count() == 2
    assert verify() == []


def test_what_another_made_impossible_is_told_as_too_late(house: House) -> None:
    """PostgreSQL shows the other's committed rows inside the change: not "not allowed", but who came first."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite 一次只有一个写入者，这种交错不会发生。")
    case = walked(house, forwarded_case(house), until="dispatch")
    at = cn("2026-11-23 09:45")

    def late() -> None:
        with changing(ref=case.ref, action="dispatch", actor=house.actor("li"), at=at, seen_version=case.version) as change:
            together(lambda: actions.dispatch_complaint(**seen(case, actor=house.actor("han"), at=at, department_id=house.health.id)))
            if Dispatch.objects.filter(complaint=change.complaint).exists():
                raise Refused("已有一次分派还没接办。")

    with pytest.raises(Stale, match="韩"):
        late()
    assert verify() == []


@pytest.mark.load
def test_two_hundred_registrations_at_once_lose_nothing(house: House) -> None:
    """Eight clerks side by side, 25 cases each: unique references, whole chains, all clocks."""

    def clerk(who: str) -> Callable[[], object]:
        return lambda: [house.register(by=who) for _ in range(25)]

    results = together(*(clerk(who) for who in ("li", "zhang") * 4))
    cases = [case for each in results for case in each]  # type: ignore[attr-defined]
    assert len(cases) == len({case.ref for case in cases}) == Complaint.objects.count() == 200
    assert Event.objects.filter(subject_kind="complaint", seq=1, verb="registered").count() == 200
    kinds = {case.id: set() for case in cases}
    for subject_id, kind in Clock.objects.values_list("subject_id", "kind"):
        kinds[subject_id].add(kind)
    assert all(each == next(iter(kinds.values())) != set() for each in kinds.values())
    assert verify() == []
