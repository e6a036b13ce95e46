"""Items come together and apart: no count falls, no level that had its consequence is lost, nothing is told past the door."""

import json
from random import Random
from typing import Any

import pytest
from django.db import connection

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.models import (
    Complaint,
    Finding,
    ItemLink,
    MatterMove,
    Sight,
    Termination,
)
from suqing.apps.complaints.record import CaseRecord, case_record
from suqing.apps.complaints.same_matter import agreement, kept_level_on_leaving, likely_same
from suqing.apps.notices.models import Notice
from suqing.apps.organisations.access import standing_of
from suqing.casework.repeat import LEVELS
from suqing.kernel.errors import BadInput, Refused, Stale
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db

NOW = cn("2026-11-23 12:00")


def call(house: House, hour: int, **given: Any) -> Complaint:
    """One more telephone call, received at that hour of the 23rd."""
    when = cn(f"2026-11-23 {hour:02}:00")
    return house.register(at=when, received_at=when, **given)


def again(case: Complaint) -> Complaint:
    return Complaint.objects.get(pk=case.pk)


def do(house: House, act: Any, case: Complaint, who: str = "li", **given: Any) -> Complaint:
    found: Complaint = act(ref=case.ref, seen_version=again(case).version, actor=house.actor(who), at=NOW, **given)
    return found


def join(house: House, case: Complaint, other: Complaint, *, thing: str = "policy", person: str = "complainant") -> Complaint:
    return do(house, actions.join_matter, case, other=other.ref, same_person=person, same_thing=thing, reason="同一保单，同一次定损")


def leave(house: House, case: Complaint) -> Complaint:
    return do(house, actions.leave_matter, case, reason="核实是两次事故")


def merge(house: House, case: Complaint, other: Complaint, **given: Any) -> Complaint:
    told = {"kind": "merged", "reason": "同一件事一起办", "told_how": "telephone", "proof": "录音2026112301", "merged_into": other.ref} | given
    return do(house, actions.terminate_complaint, case, **told)


def seen_by(house: House, who: str, case: Complaint) -> CaseRecord:
    return case_record(access_complaint(house.people[who], case.ref, on=NOW.date()), now=NOW)


def levels(*cases: Complaint) -> list[tuple[int, str]]:
    return [(each.item_no, each.repeat_level) for each in map(again, cases)]


def matters() -> int:
    return Complaint.objects.values("matter_id").distinct().count()


# ── joining ──────────────────────────────────────────────────────────────────
def test_two_items_become_one_matter_and_stay_two_items(house: House) -> None:
    first, second = call(house, 8), call(house, 9)
    before = second.matter_id
    join(house, second, first)
    assert (Complaint.objects.count(), matters()) == (2, 1)
    assert levels(first, second) == [(1, "first"), (2, "second")]
    event = Event.objects.get(subject_id=second.id, verb="matter_joined")
    refs = json.loads(event.body)["refs"]
    assert (refs["from_matter"], refs["matter"], refs["level_before"], refs["level"]) == (before, first.matter_id, "first", "second")
    assert verify() == []


def test_an_earlier_item_that_joins_raises_the_later_open_ones_and_their_clocks_follow(house: House) -> None:
    """The second call is known as such only when the first is found: the third is then a third."""
    one, two, three = call(house, 8), call(house, 9), call(house, 10)
    join(house, three, two)
    assert "same_day" not in {each.kind for each in clocks_of(("complaint", three.id))}
    join(house, one, two)
    assert levels(one, two, three) == [(1, "first"), (2, "second"), (3, "third_or_more")]
    same_day = [each for each in clocks_of(("complaint", three.id)) if each.kind == "same_day" and each.state == ClockState.RUNNING]
    assert len(same_day) == 1
    assert again(three).limit_at <= same_day[0].limit_at
    assert set(Sight.objects.filter(complaint=three).values_list("limit_at", flat=True)) == {again(three).limit_at}
    assert {"matter_renumbered"} <= set(Event.objects.filter(subject_id=three.id).values_list("verb", flat=True))
    assert Notice.objects.filter(kind="leader.third", recipient_id=house.zhao.id).exists(), "a third call is told to the leaders, however it became one"
    assert verify() == []


def test_who_handles_an_item_that_was_counted_again_hears_of_it(house: House) -> None:
    one, two = call(house, 8), call(house, 9)
    do(house, actions.triage_complaint, two, classification="general", established=True)
    do(house, actions.dispatch_complaint, again(two), department_id=house.claims.id)
    do(house, actions.accept_dispatch, again(two), who="wang", handler_id=house.sun.id)
    join(house, one, again(two))
    assert levels(one, two) == [(1, "first"), (2, "second")]
    assert list(Notice.objects.filter(kind="case.renumbered").values_list("recipient_id", "subject_ref")) == [(house.sun.id, two.ref)]


def test_an_ended_item_keeps_its_level_when_others_come_before_it(house: House) -> None:
    early, late = call(house, 8), call(house, 9)
    do(house, actions.terminate_complaint, late, kind="withdrawn", reason="来电撤回", told_how="recorded")
    join(house, early, late)
    assert levels(early, late) == [(1, "first"), (2, "first")]


def test_only_a_person_who_says_what_is_the_same_and_why_joins(house: House) -> None:
    one, two = call(house, 8), call(house, 9)
    good = {"other": one.ref, "same_person": "complainant", "same_thing": "policy", "reason": "同一保单"}
    wrong = {"same_person": "", "same_thing": "weather", "reason": " "}
    for name, value in wrong.items():
        with pytest.raises(BadInput):
            do(house, actions.join_matter, two, **good | {name: value})
    with pytest.raises(BadInput, match="不能填本件自己"):
        do(house, actions.join_matter, two, **good | {"other": two.ref})
    join(house, two, one)
    with pytest.raises(BadInput, match="已经是同一事项"):
        join(house, two, one)
    assert MatterMove.objects.count() == 1


def test_a_policy_that_differs_on_record_is_not_the_same_policy(house: House) -> None:
    one, two = call(house, 8), call(house, 9, policy_no="PDAA2026310000999999")
    assert (agreement(one, two).same, agreement(one, two).different) == (("phone",), ("policy",))
    with pytest.raises(BadInput, match="先补填更正"):
        join(house, two, one, thing="policy")
    assert join(house, two, one, thing="event").item_no == 2


def test_what_was_seen_counts_and_the_other_insurers_items_do_not_exist(house: House) -> None:
    one, two = call(house, 8), call(house, 9)
    with pytest.raises(Stale):
        actions.join_matter(
            ref=two.ref, seen_version=two.version - 1, actor=house.actor("li"), at=NOW, other=one.ref, same_person="agent", same_thing="event", reason="同一次事故"
        )
    with pytest.raises(BadInput) as nowhere:
        do(house, actions.join_matter, two, other="SQ20261123-000000", same_person="agent", same_thing="event", reason="同一次事故")
    hidden = call(house, 10, respondent_staff_id=house.li.id)
    with pytest.raises(BadInput) as theirs:
        do(house, actions.join_matter, two, other=hidden.ref, same_person="agent", same_thing="event", reason="同一次事故")
    assert str(theirs.value).replace(hidden.ref, "") == str(nowhere.value).replace("SQ20261123-000000", "")


# ── leaving ──────────────────────────────────────────────────────────────────
def test_leaving_restores_matter_number_and_a_level_on_which_nothing_ran(house: House) -> None:
    first, second = call(house, 8), call(house, 9)
    home = second.matter_id
    join(house, second, first)
    leave(house, second)
    assert again(second).matter_id == home
    assert levels(first, second) == [(1, "first"), (1, "first")]
    assert list(MatterMove.objects.order_by("id").values_list("kind", flat=True)) == ["joined", "left"]
    assert verify() == []


def test_leaving_gives_a_matter_of_its_own_to_what_was_registered_into_another(house: House) -> None:
    first = call(house, 8)
    second = call(house, 9, same_matter_as=first.ref)
    leave(house, second)
    assert (matters(), levels(first, second)) == (2, [(1, "first"), (1, "first")])
    with pytest.raises(Refused, match="只有这一件"):
        leave(house, second)


def test_a_level_whose_limit_started_stays_when_the_joining_is_undone(house: House) -> None:
    one = call(house, 8)
    two, three = call(house, 9, same_matter_as=one.ref), call(house, 10)
    join(house, three, one)
    assert again(three).repeat_level == "third_or_more"
    leave(house, three)
    assert levels(three) == [(1, "third_or_more")]
    assert [each.state for each in clocks_of(("complaint", three.id)) if each.kind == "same_day"] == [ClockState.RUNNING]
    assert levels(one, two) == [(1, "first"), (2, "second")]
    assert kept_level_on_leaving(again(three)), "and the page says why"
    assert not kept_level_on_leaving(again(two))


def test_a_level_that_a_confirmed_finding_rested_on_stays(house: House) -> None:
    one, two = call(house, 8), call(house, 9, respondent_staff_id=None, exposed_by_media=False, possible_loss_fen=0)
    join(house, two, one)
    do(house, actions.triage_complaint, two, classification="general", established=True, reason="一般")
    do(house, actions.dispatch_complaint, two, department_id=house.claims.id)
    do(house, actions.accept_dispatch, two, who="wang", handler_id=house.sun.id)
    do(house, actions.record_finding, two, who="sun", cause_kind="claim", cause="排期失误", evidence="排期表", valid=True, persons=[])
    do(house, actions.confirm_finding, two, valid=True)
    leave(house, two)
    assert levels(two) == [(1, "second")]


# ── merging ──────────────────────────────────────────────────────────────────
def test_a_merged_item_stays_an_item_and_both_pages_point_to_each_other(house: House) -> None:
    one, two = call(house, 8), call(house, 9)
    ended = merge(house, two, one)
    assert (ended.open, ended.stage, Complaint.objects.count(), matters()) == (False, "not_admitted", 2, 1)
    assert levels(one, two) == [(1, "first"), (2, "second")], "its own level, on which its own consequences rest"
    row = Termination.objects.get(complaint=two)
    assert (row.merged_into_id, row.clause, row.told_how) == (one.id, "cbirc2020/18.3", "telephone")
    assert not Clock.objects.filter(subject_id=two.id, state=ClockState.RUNNING).exists()
    assert seen_by(house, "li", two).related.merged_into == one
    assert seen_by(house, "li", one).related.merged_here == (again(two),)
    assert call(house, 10, same_matter_as=one.ref).repeat_level == "third_or_more", "the merged call still counts"
    assert verify() == []


def found_against_ding(house: House, case: Complaint) -> None:
    do(house, actions.triage_complaint, case, classification="general", established=True, reason="一般")
    do(house, actions.dispatch_complaint, case, department_id=house.claims.id)
    do(house, actions.accept_dispatch, case, who="wang", handler_id=house.sun.id)
    do(house, actions.ask_hearing, case, who="sun", staff_id=house.ding.id)
    do(house, actions.record_hearing, case, who="sun", staff_id=house.ding.id, declined=True)
    do(house, actions.record_finding, case, who="sun", cause_kind="claim", cause="排期失误", evidence="排期表", valid=True, persons=[Responsible(house.ding.id, "direct")])
    do(house, actions.confirm_finding, case, valid=True)


def test_a_merged_matter_has_two_items_and_the_bases_of_two_fines(house: House) -> None:
    """The first call is a reminder, the second fifty yuan; merging takes neither away and adds none."""
    one = call(house, 8)
    two = call(house, 9, same_matter_as=one.ref)
    for each in (one, two):
        found_against_ding(house, each)
    before = list(PenaltyNotice.objects.order_by("id").values_list("complaint_id", "kind", "amount_fen", "state"))
    assert {(two.id, 5_000), (one.id, 0)} <= {(case, amount) for case, _, amount, _ in before}
    merge(house, two, one)
    assert list(PenaltyNotice.objects.order_by("id").values_list("complaint_id", "kind", "amount_fen", "state")) == before
    assert (Complaint.objects.count(), matters(), levels(one, two)) == (2, 1, [(1, "first"), (2, "second")])
    assert verify() == []


def test_merging_needs_a_target_that_is_open_and_another_and_a_customer_who_was_told(house: House) -> None:
    one, two = call(house, 8), call(house, 9)
    for given, words in (({"merged_into": ""}, "编号"), ({"merged_into": two.ref}, "不能填本件自己"), ({"told_how": ""}, "先告知投诉人"), ({"kind": "in_court"}, "并入其他投诉件")):
        with pytest.raises(BadInput, match=words):
            merge(house, two, one, **given)
    merge(house, two, one)
    with pytest.raises(Refused, match="已经办结"):
        merge(house, one, two)
    assert Termination.objects.count() == 1


def test_a_regulators_answer_is_still_owed_and_keeps_the_item_open(house: House) -> None:
    target, case = call(house, 8), walked(house, forwarded_case(house), until="dispatch")
    with pytest.raises(Refused, match="还没有反馈监管") as refused:
        merge(house, case, target)
    assert refused.value.clause == "cbirc2020/36"
    assert Clock.objects.filter(subject_id=case.id, kind="regulator_return", state=ClockState.RUNNING).exists()
    do(house, actions.report_back, case, summary="与另一件一并答复")
    assert merge(house, case, target).open is False


def test_promises_and_urges_that_are_open_are_named(house: House) -> None:
    one, two = call(house, 8), call(house, 9, promise_at=cn("2026-11-24 17:00"))
    with pytest.raises(Refused, match="答复时间还没有兑现"):
        merge(house, two, one)
    three = call(house, 10)
    do(house, actions.triage_complaint, three, classification="general", established=True, reason="一般")
    do(house, actions.dispatch_complaint, three, department_id=house.claims.id)
    do(house, actions.accept_dispatch, three, who="wang", handler_id=house.sun.id)
    do(house, actions.urge_complaint, three, to_staff_id=house.sun.id, reason="客户在等", answer_by=cn("2026-11-24 12:00"))
    with pytest.raises(Refused, match="催办没有回复"):
        merge(house, three, one)


def test_what_others_were_merged_into_does_not_leave_under_them(house: House) -> None:
    one, two, other = call(house, 8), call(house, 9), call(house, 10)
    merge(house, two, one)
    for act in (lambda: leave(house, one), lambda: join(house, one, other)):
        with pytest.raises(Refused, match="已并入本件"):
            act()
    do(house, actions.reopen_complaint, two, reason="投诉人要求分开办")
    leave(house, two)
    assert matters() == 3
    assert seen_by(house, "li", one).related.merged_here == ()


# ── links ────────────────────────────────────────────────────────────────────
def test_a_link_counts_nothing_and_ends_with_a_reason(house: House) -> None:
    one, two = call(house, 8), call(house, 9, phone="13900002222", policy_no="PDAA2026310000999999")
    do(house, actions.link_items, two, other=one.ref, reason="同一次事故的另一位客户")
    assert (matters(), levels(one, two)) == (2, [(1, "first"), (1, "first")])
    for mine, other in ((one, two), (two, one)):
        (link,) = seen_by(house, "li", mine).related.links
        assert (link.complaint.ref, link.reason) == (other.ref, "同一次事故的另一位客户")
    with pytest.raises(BadInput, match="已经关联"):
        do(house, actions.link_items, one, other=two.ref, reason="再来一次")
    do(house, actions.unlink_items, one, other=two.ref, reason="不是同一次")
    assert seen_by(house, "li", two).related.links == ()
    assert ItemLink.objects.get().ended_at == NOW, "it stays on record"
    with pytest.raises(BadInput, match="关联着的一件"):
        do(house, actions.unlink_items, one, other=two.ref, reason="再来一次")
    assert verify() == []


def test_one_matter_needs_no_link(house: House) -> None:
    one = call(house, 8)
    two = call(house, 9, same_matter_as=one.ref)
    with pytest.raises(BadInput, match="不用另外关联"):
        do(house, actions.link_items, two, other=one.ref, reason="相关")


# ── who is told ──────────────────────────────────────────────────────────────
def test_a_reader_of_one_case_learns_nothing_of_the_other(house: House) -> None:
    """小孙 handles the one; the others are 冯经理's department's or about people: he gets no reference, no reason, no note."""
    mine = walked(house, house.register(respondent_staff_id=None, possible_loss_fen=2_640_000), until="note_contact")
    merged, linked = call(house, 9), call(house, 10, phone="13900002222")
    merge(house, merged, mine, reason="内部：并到小孙那件")
    do(house, actions.link_items, linked, other=mine.ref, reason="内部：同一修理厂涉及的另一客户")
    full, shut = seen_by(house, "li", mine), seen_by(house, "sun", mine)
    assert [each.ref for each in full.related.merged_here] == [merged.ref]
    assert [each.complaint.ref for each in full.related.links] == [linked.ref]
    assert (shut.related.merged_into, shut.related.merged_here, shut.related.links, shut.same_matter) == (None, (), (), ())
    told = repr(shut.timeline)
    assert merged.ref not in told
    assert linked.ref not in told
    assert "内部" not in told
    assert likely_same(again(mine), standing_of(house.sun, on=NOW.date()), now=NOW) == ()


def test_a_respondent_in_the_other_item_is_not_led_to_it(house: House) -> None:
    """赵总 oversees both; he is complained of in one of them."""
    one, two = call(house, 8), call(house, 9, respondent_staff_id=house.zhao.id)
    do(house, actions.link_items, one, other=two.ref, reason="同一次事故")
    merge(house, one, two)
    found = seen_by(house, "zhao", one)
    assert (found.related.links, found.related.merged_into) == ((), None)
    assert two.ref not in repr(found.timeline)


def test_likely_items_are_shown_with_what_agrees_and_what_differs(house: House) -> None:
    one = call(house, 8, claim_no="RDAA1")
    two = call(house, 9, claim_no="RDAA2")
    call(house, 10, phone="13900002222", policy_no="PDAA2026310000999999")
    (found,) = likely_same(two, standing_of(house.li, on=NOW.date()), now=NOW)
    assert found.complaint == one
    assert found.agreement.words == "相同：电话、保单；不同：报案；没有可比的：证件"


def test_what_moves_to_the_sealed_room_takes_its_moves_and_links_along(house: House) -> None:
    one, two, three = call(house, 8), call(house, 9), call(house, 10)
    join(house, one, two)
    do(house, actions.link_items, three, other=one.ref, reason="都反映同一个人")
    do(house, actions.link_items, one, other=call(house, 11).ref, reason="都反映同一个人")
    do(house, actions.reveal_misconduct, one, reason="反映定损员收受回扣")
    assert (ItemLink.objects.count(), MatterMove.objects.count()) == (0, 0)
    assert seen_by(house, "li", three).related.links == ()
    assert leave(house, two).item_no == 1
    assert verify() == []


# ── whatever is done ─────────────────────────────────────────────────────────
def _with_consequence() -> dict[int, str]:
    """Items whose level had a consequence, with the level."""
    ids = {*Clock.objects.filter(kind="same_day").values_list("subject_id", flat=True), *Finding.objects.filter(confirmed_at__isnull=False).values_list("complaint_id", flat=True)}
    return dict(Complaint.objects.filter(pk__in=ids).values_list("id", "repeat_level"))


def _any_act(house: House, name: str, one: Complaint, two: Complaint) -> None:
    if name == "join":
        join(house, one, two)
    elif name == "leave":
        leave(house, one)
    elif name == "merge":
        merge(house, one, two)
    else:
        do(house, actions.reopen_complaint, one, reason="新的事实")


@pytest.mark.parametrize("seed", range(8))
def test_no_sequence_lowers_the_number_of_items_or_loses_a_level_that_had_its_consequence(house: House, seed: int) -> None:
    draw, cases = Random(seed), [call(house, 7 + number % 5) for number in range(5)]
    done: list[str] = []
    for _ in range(20):
        before, levels_before, ran = Complaint.objects.count(), dict(Complaint.objects.values_list("id", "repeat_level")), _with_consequence()
        one, two = draw.sample(cases, 2)
        name = draw.choice(("join", "join", "join", "leave", "leave", "merge", "reopen", "reopen"))
        try:
            _any_act(house, name, one, two)
            done.append(name)
        except (BadInput, Refused):
            name = "refused"
        after = dict(Complaint.objects.values_list("id", "repeat_level"))
        assert Complaint.objects.count() == before
        for pk, level in after.items():
            if name != "leave" or pk in ran:
                assert LEVELS.index(level) >= LEVELS.index(levels_before[pk]), (name, pk)
        for matter in set(Complaint.objects.values_list("matter_id", flat=True)):
            numbers = list(Complaint.objects.filter(matter_id=matter).order_by("received_at", "id").values_list("item_no", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
    assert len(done) >= 4, done  # else the walk has shown nothing
    connection.check_constraints()
    assert verify() == []
