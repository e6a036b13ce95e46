"""What was promised is owed until it is done: told the day before and when late, listed open or closed, done by its owner (C32)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.proposing import Promised
from suqing.apps.complaints.actions.redress import follow_redress
from suqing.apps.complaints.models import Complaint, Undertaking
from suqing.apps.complaints.queries import Filters, count_each, page_of, seer_of
from suqing.apps.notices.models import Notice
from suqing.apps.notices.words import words_of
from suqing.apps.organisations.access import standing_of
from suqing.kernel.errors import BadInput, NotYours, Refused
from tests.apps.case_walk import PLAN, STEPS, Step, forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 27)


def steps(house: House, *owners: str) -> tuple[Step, ...]:
    """The walk with these owners of what is promised."""
    promised = tuple(Promised(f"事项{number}", DUE, house.people[each].id) for number, each in enumerate(owners))
    plan = replace(PLAN, promised=promised)
    return tuple(replace(step, given=lambda *_: {"content": plan}) if step.act == "draft_proposal" else step for step in STEPS)


def approved(house: House, *owners: str, until: str = "send_reply") -> Complaint:
    return walked(house, forwarded_case(house), until=until, steps=steps(house, *owners))


def do(house: House, case: Complaint, who: str, when: str, act: Any, **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=case.version, actor=house.actor(who), at=cn(when), **given)
    return found


def seen(house: House, who: str, when: str) -> list[str]:
    now = cn(when)
    seer = seer_of(standing_of(house.people[who], on=now.date()), now=now)
    rows, _ = page_of(seer, view="redress", filters=Filters(), now=now)
    assert count_each(seer, [("redress", Filters())], now=now) == [len(rows)]
    return [each.ref for each in rows]


def told(house: House, kind: str) -> list[str]:
    names = {person.id: name for name, person in house.people.items()}
    return sorted(names[each] for each in Notice.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_it_is_told_the_day_before_and_once_when_late(house: House) -> None:
    case = approved(house, "zhou")
    assert case.redress_due == DUE
    assert follow_redress(at=cn("2026-11-25 09:00")) == 0
    assert follow_redress(at=cn("2026-11-26 07:59")) == 0, "nobody is told at night"
    assert [follow_redress(at=cn("2026-11-26 08:00")) for _ in range(2)] == [1, 0]
    assert told(house, "undertaking.near") == ["li", "sun", "zhou"]
    assert follow_redress(at=cn("2026-11-27 19:00")) == 0, "the last day is not late"
    assert [follow_redress(at=cn("2026-11-28 09:00")) for _ in range(2)] == [1, 0]
    assert told(house, "undertaking.overdue") == ["li", "sun", "zhou"]
    notice = Notice.objects.filter(kind="undertaking.overdue").first()
    assert notice is not None
    assert "11月27日仍未兑现" in words_of(notice.kind, notice.subject_ref, {"limit": "11月27日"})
    assert Event.objects.filter(subject_id=case.id, verb__startswith="undertaking_").count() == 2
    assert Complaint.objects.get(pk=case.pk).version == case.version
    assert verify() == []


def test_what_is_done_or_only_drafted_is_not_told(house: House) -> None:
    approved(house, "zhou", until="instruct_proposal")
    assert follow_redress(at=cn("2026-11-28 09:00")) == 0
    case = approved(house, "zhou")
    do(house, case, "sun", "2026-11-25 10:00", actions.carry_out, undertaking_id=Undertaking.objects.get(complaint=case).id, proof="流水")
    assert follow_redress(at=cn("2026-11-28 09:00")) == 0


def test_the_list_holds_it_open_or_closed_until_it_is_done(house: House) -> None:
    case = approved(house, "sun", until="close")
    assert (seen(house, "li", "2026-11-27 23:00"), seen(house, "li", "2026-11-28 00:00")) == ([], [case.ref])
    case = do(house, case, "li", "2026-11-25 09:00", actions.close_complaint, ground="accepted")
    assert not case.open
    assert seen(house, "li", "2026-11-28 09:00") == [case.ref]
    assert seen(house, "feng", "2026-11-28 09:00") == seen(house, "stranger", "2026-11-28 09:00") == []
    case = do(house, case, "sun", "2026-11-28 10:00", actions.carry_out, undertaking_id=Undertaking.objects.get(complaint=case).id, proof="流水")
    assert (case.redress_due, seen(house, "li", "2026-11-28 11:00")) == (None, [])


def test_the_owner_sees_it_from_approval_on_and_does_their_own_alone(house: House) -> None:
    drafted = approved(house, "zhou", "sun", until="instruct_proposal")
    on = cn("2026-11-25 09:00").date()
    with pytest.raises(NotYours):
        access_complaint(house.zhou, drafted.ref, on=on)
    case = approved(house, "zhou", "sun")
    opened = access_complaint(house.zhou, case.ref, on=on)
    assert (opened.depth, set(opened.parts)) == ("full", {"owner"})
    mine, theirs = (Undertaking.objects.get(complaint=case, owner=person) for person in (house.zhou, house.sun))
    with pytest.raises(Refused, match="由别人负责"):
        do(house, case, "zhou", "2026-11-25 10:00", actions.carry_out, undertaking_id=theirs.id, proof="流水")
    with pytest.raises(Refused, match="不能代办"):
        do(house, case, "zhou", "2026-11-25 10:00", actions.note_progress, sayable="快了", internal="")
    case = do(house, case, "zhou", "2026-11-25 10:00", actions.carry_out, undertaking_id=mine.id, proof="已当面致歉")
    assert case.redress_due == DUE
    case = do(house, case, "li", "2026-11-25 11:00", actions.reopen_complaint, reason="x") if not case.open else case
    assert verify() == []


@pytest.mark.parametrize("who", ["ding", "stranger"])
def test_nobody_concerned_or_from_elsewhere_is_named(house: House, who: str) -> None:
    with pytest.raises(BadInput, match="没有利害关系的一位同事"):
        approved(house, who)


def test_whoever_has_no_post_is_not_named(house: House) -> None:
    house.zhou.is_active = False
    house.zhou.save(update_fields=["is_active"])
    with pytest.raises(BadInput, match="法务周"):
        approved(house, "zhou")


def test_an_owner_keeps_sight_when_it_is_dispatched_elsewhere(house: House) -> None:
    case = approved(house, "zhou", until="record_response")
    case = do(house, case, "li", "2026-11-25 09:00", actions.dispatch_complaint, department_id=house.health.id, reason="改由健康险")
    assert access_complaint(house.zhou, case.ref, on=date(2026, 11, 25)).depth == "full"
