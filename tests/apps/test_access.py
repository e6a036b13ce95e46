"""Who sees what, and who does what: every person of both insurers against every act, done and rolled back, not only asked."""

from datetime import date

import pytest
from django.db import transaction

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.queries import (
    Filters,
    counts_of,
    page_of,
    register_page,
    search,
    seer_of,
)
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import (
    end_post,
    found_organisation,
    give_post,
    move_organisation,
)
from suqing.apps.organisations.models import Delegation, OrganisationKind, Role
from suqing.kernel.errors import NotYours, Refused
from tests.apps.case_walk import SPOT, STEPS, forwarded_case, spot_case, walked
from tests.cast import SINCE, House, cn

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def depth(house: House, name: str, ref: str, *, on: date = TODAY) -> str:
    """full, sayable, heard, or empty."""
    try:
        return access_complaint(house.people[name], ref, to="hear", on=on).depth
    except NotYours:
        return ""


def depths(house: House, ref: str, *, on: date = TODAY) -> dict[str, str]:
    found = {name: depth(house, name, ref, on=on) for name in house.people}
    return {name: each for name, each in found.items() if each}


def lists_agree(house: House, case: Complaint, *, on: date = TODAY) -> None:
    """Lists, counts, register and search hold the case for those who read it in full, and for nobody else."""
    now = cn(f"{on} 10:00")
    for name, person in house.people.items():
        seer = seer_of(standing_of(person, on=on), now=now)
        listed = {
            "page": case.ref in [each.ref for each in page_of(seer, view="open", filters=Filters(), now=now)[0]],
            "register": case.ref in [each.ref for each in register_page(seer, filters=Filters(), open_only=None, now=now)[0]],
            "search": case.ref in [each.ref for each in search(seer, case.ref, now=now)],
            "name": case.ref in [each.ref for each in search(seer, "陈女士", now=now)],
            "count": counts_of(seer, now=now)["open"] == 1,
        }
        full = depth(house, name, case.ref, on=on) == "full" or name == "zhang" and case.taken_by_id == person.id
        assert set(listed.values()) == {full}, (name, listed)


FULL, SAYABLE, HEARD = "full", "sayable", "heard"
ABOVE = {"li": FULL, "han": FULL, "zhao": FULL, "qian": FULL, "liao": FULL, "zhang": SAYABLE}


def test_a_fresh_case_is_seen_by_the_line_above_its_unit_and_the_hotline(house: House) -> None:
    case = house.register(respondent_staff_id=None)
    assert depths(house, case.ref) == ABOVE
    lists_agree(house, case)


def test_each_step_lets_in_those_who_need_it(house: House) -> None:
    case = walked(house, forwarded_case(house), until="return_dispatch")
    assert depths(house, case.ref) == ABOVE | {"ding": HEARD, "feng": FULL}
    case = walked(house, forwarded_case(house), until="accept_dispatch")
    assert depths(house, case.ref) == ABOVE | {"ding": HEARD, "wang": FULL}, "the department that returned it no longer sees it"
    case = walked(house, forwarded_case(house), until="ask_hearing")
    assert depths(house, case.ref) == ABOVE | {"ding": HEARD, "wang": FULL, "sun": FULL}
    case = walked(house, forwarded_case(house), until="record_finding")
    assert depths(house, case.ref) == ABOVE | {"ding": HEARD, "wang": FULL, "sun": FULL, "liao": HEARD}


def test_lists_and_door_agree_for_everybody_at_every_turn(house: House) -> None:
    case = walked(house, forwarded_case(house), until="record_hearing")
    lists_agree(house, case)


def test_strangers_and_outsiders_learn_nothing_not_even_that_it_is_there(house: House) -> None:
    case = walked(house, forwarded_case(house), until="record_finding")
    for name in ("stranger", "outsider", "admin", "zhou", "qin", "feng"):
        with pytest.raises(NotYours) as theirs:
            access_complaint(house.people[name], case.ref, to="hear", on=TODAY)
        with pytest.raises(NotYours) as nowhere:
            access_complaint(house.people[name], "SQ20261123-000000", to="hear", on=TODAY)
        assert str(theirs.value) == str(nowhere.value)


HANDLING = {"li", "han", "wang", "sun"}
OFFICERS = {"li", "han"}
MAY = {
    "triage": OFFICERS, "reclassify": OFFICERS, "complete_record": OFFICERS, "join_matter": OFFICERS, "leave_matter": OFFICERS, "link_items": OFFICERS, "unlink_items": OFFICERS, "dispatch": OFFICERS, "return_dispatch": {"feng"}, "judge_return": OFFICERS,
    "accept_dispatch": {"wang"}, "acknowledge": {"li", "han", "zhang"}, "ask_documents": OFFICERS, "see_documents": OFFICERS, "note_contact": HANDLING | {"zhang"}, "note_progress": HANDLING, "promise": HANDLING | {"zhang"}, "open_crisis": OFFICERS | {"zhao", "qian"}, "record_crisis_opinion": OFFICERS | {"zhao", "qian"}, "decide_crisis": OFFICERS | {"zhao", "qian"}, "hq_receive": {"han"}, "hq_act": {"han"}, "start_emergency_plan": OFFICERS | {"zhao", "qian"}, "log_emergency": HANDLING | {"zhao", "qian"}, "end_emergency_plan": OFFICERS | {"zhao", "qian"}, "record_complexity": HANDLING, "approve_extension": {"han"}, "tell_extension": HANDLING, "pause_limit": OFFICERS,
    "note_inquiry": HANDLING | {"zhang", "zhao", "qian"}, "put_through": HANDLING | {"zhang"}, "settle": OFFICERS, "propose_mediation": HANDLING, "agree_mediation": OFFICERS, "decline_mediation": OFFICERS | {"zhao", "qian"}, "record_opinion": HANDLING, "answer_opinion": HANDLING, "end_mediation": OFFICERS, "perform_mediation": HANDLING, "receive_visit": HANDLING | {"zhang"}, "count_heads": HANDLING | {"zhang", "zhao", "qian"}, "end_visit": HANDLING | {"zhang", "zhao", "qian"}, "review_settlement": {"zhao", "qian"},
    "resume_limit": OFFICERS, "urge": OFFICERS | {"wang", "zhao", "qian"}, "answer_urge": {"sun"},
    "report_obstacle": {"wang", "sun"}, "answer_obstacle": OFFICERS, "ask_support": HANDLING - {"han"}, "answer_support": {"zhao"},  # nobody sits above 韩主管
    "note_blockage": HANDLING, "clear_blockage": HANDLING,
    "disclose": HANDLING | {"zhao", "qian"}, "give_direction": {"zhao", "qian"}, "step_in": {"zhao", "qian"}, "declare_interest": (HANDLING - {"sun"}) | {"zhao", "qian"}, "ask_hearing": HANDLING, "record_hearing": HANDLING, "state_side": {"ding"},
    "record_finding": HANDLING, "confirm_finding": OFFICERS, "draft_proposal": HANDLING | {"zhao", "qian"},
    "submit_proposal": HANDLING | {"zhao", "qian"}, "instruct_proposal": {"zhao", "qian"}, "send_reply": HANDLING,
    "record_response": HANDLING, "report_back": OFFICERS, "close": OFFICERS, "carry_out": HANDLING, "follow_up": OFFICERS,
    "suggest_improvement": OFFICERS, "answer_improvement": {"wang"}, "complete_improvement": {"wang"}, "check_improvement": OFFICERS, "send_survey": OFFICERS, "evaluate": OFFICERS, "archive": OFFICERS, "reopen": OFFICERS, "terminate": OFFICERS, "tell_termination": OFFICERS | {"zhao"},  # 赵总 stepped in and handles it
    "apply_review": OFFICERS, "decide_review": {"yan"}, "tell_review": OFFICERS | {"yan"}, "note_new_facts": HANDLING, "explain_lateness": OFFICERS, "ask_papers": HANDLING, "record_letter": OFFICERS,
}  # fmt: skip


class RolledBack(Exception):
    pass


def does(house: House, step: object, case: Complaint, who: str) -> bool:
    """Whether this person's act goes through; whatever it wrote is taken back."""
    try:
        with transaction.atomic():
            step.do(house, case, who=who)  # type: ignore[attr-defined]
            raise RolledBack
    except RolledBack:
        return True
    except (NotYours, Refused):
        return False


def test_every_act_by_every_person(house: House) -> None:
    """Each step by 15 people, tried for real where the case stands; only those of the table come through."""
    wrong = []
    cases = {**dict.fromkeys(STEPS, forwarded_case(house)), **dict.fromkeys(SPOT, spot_case(house))}
    for step, case in cases.items():
        before = Complaint.objects.get(pk=case.pk)
        able = {who for who in house.people if does(house, step, before, who)}
        expected = MAY[step.act] - ({"zhao"} if step.act == "carry_out" else set())
        if able != expected:
            wrong.append((step.act, sorted(able - expected), sorted(expected - able)))
        step.do(house, before)
    assert wrong == []


def test_misconduct_is_moved_by_officers_only(house: House) -> None:
    case = house.register(respondent_staff_id=None)

    def moved(who: str) -> bool:
        try:
            with transaction.atomic():
                actions.reveal_misconduct(ref=case.ref, seen_version=1, actor=house.actor(who), at=cn("2026-11-23 10:00"), reason="反映舞弊")
                raise RolledBack
        except RolledBack:
            return True
        except (NotYours, Refused):
            return False

    assert {who for who in house.people if moved(who)} == OFFICERS


def test_a_respondent_who_oversees_the_unit_is_shut_out_of_everything_but_their_own_say(house: House) -> None:
    case = house.register(respondent_staff_id=house.zhao.id)
    assert depth(house, "zhao", case.ref) == HEARD
    seen = {"ref": case.ref, "seen_version": 1, "at": cn("2026-11-23 10:00")}
    with pytest.raises(Refused, match="被投诉人"):
        actions.note_contact(**seen, actor=house.actor("zhao"), method="telephone", reached=True, summary="我来处理")
    lists_agree(house, case)


def test_an_officer_complained_of_is_not_given_their_own_case(house: House) -> None:
    case = house.register(by="zhang", respondent_staff_id=house.li.id)
    assert case.officer_id == house.han.id
    assert depth(house, "li", case.ref) == HEARD
    with pytest.raises(Refused):
        actions.triage_complaint(
            ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 10:00"), classification="general", established=False, reason="不实"
        )


def test_a_person_found_responsible_is_barred_from_then_on(house: House) -> None:
    """小孙 handled it until the finding named him directly responsible."""
    case = walked(house, forwarded_case(house), until="ask_hearing")
    han = {"actor": house.actor("han"), "at": cn("2026-11-23 15:00")}
    case = actions.ask_hearing(ref=case.ref, seen_version=case.version, **han, staff_id=house.ding.id)
    case = actions.record_hearing(ref=case.ref, seen_version=case.version, **han, staff_id=house.ding.id, declined=True)
    case = actions.record_finding(
        ref=case.ref, seen_version=case.version, **han, cause_kind="claim", cause="排期失误", evidence="排期表", valid=True,
        persons=[Responsible(house.ding.id, "direct")],
    )  # fmt: skip
    assert depth(house, "ding", case.ref) == HEARD
    with pytest.raises(Refused, match="责任认定"):
        actions.note_progress(ref=case.ref, seen_version=case.version, actor=house.actor("ding"), at=cn("2026-11-23 15:10"), sayable="好了")


def test_the_hotline_reads_what_may_be_said_and_adds_only_to_what_it_took_down(house: House) -> None:
    own, other = house.register(by="zhang"), house.register()
    contact = {"actor": house.actor("zhang"), "at": cn("2026-11-23 10:00"), "method": "telephone", "reached": True, "summary": "来电"}
    assert actions.note_contact(ref=own.ref, seen_version=1, **contact).version == 2
    for act in (
        lambda: actions.note_contact(ref=other.ref, seen_version=1, **contact),
        lambda: actions.disclose_parties(ref=own.ref, actor=house.actor("zhang"), at=cn("2026-11-23 10:00"), reason="contact"),
    ):
        with pytest.raises((Refused, NotYours)):
            act()
    with pytest.raises(NotYours):
        access_complaint(house.zhang, other.ref, to="read", on=TODAY)


def test_a_stand_in_sees_while_it_lasts_and_not_a_day_longer(house: House) -> None:
    case = walked(house, forwarded_case(house), until="instruct_proposal")
    Delegation.objects.create(
        root=house.root, from_staff=house.zhao, to_staff=house.zhou, reason="出差", from_day=date(2026, 11, 24), until_day=date(2026, 11, 25)
    )
    seen_on = {day: depth(house, "zhou", case.ref, on=date(2026, 11, day)) for day in (23, 24, 25, 26)}
    assert seen_on == {23: "", 24: FULL, 25: FULL, 26: ""}
    lists_agree(house, case, on=date(2026, 11, 24))
    lists_agree(house, case, on=date(2026, 11, 26))


def test_who_left_their_post_no_longer_sees_or_acts(house: House) -> None:
    case = house.register()
    for name in ("li", "qian"):
        for post in house.people[name].posts.all():
            end_post(at=cn("2020-01-01 09:00"), post=post, last_day=date(2026, 11, 23))
    assert (depth(house, "li", case.ref, on=date(2026, 11, 23)), depth(house, "li", case.ref)) == (FULL, "")
    assert depth(house, "qian", case.ref) == ""
    with pytest.raises(NotYours):
        actions.note_progress(ref=case.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-24 10:00"), sayable="好了")
    lists_agree(house, case)


def test_a_moved_unit_takes_its_cases_under_the_new_line(house: House) -> None:
    """The sub-branch goes from Shanghai to Jiangsu: Jiangsu's officer sees its cases, Shanghai's no longer."""
    sub = found_organisation(at=cn("2020-01-01 09:00"), code="P0101-31-P", name="浦东支公司", short_name="浦东支公司", kind=OrganisationKind.SUB_BRANCH, parent=house.branch, from_day=SINCE)
    jiangsu = found_organisation(at=cn("2020-01-01 09:00"), code="P0101-32", name="江苏分公司", short_name="江苏分公司", kind=OrganisationKind.BRANCH, parent=house.root, from_day=SINCE)
    give_post(at=cn("2020-01-01 09:00"), staff=house.outsider, organisation=jiangsu, role=Role.COMPLAINT_OFFICER, from_day=SINCE)
    case = house.register(by="zhang", unit_id=sub.id, respondent_staff_id=None)
    assert (depth(house, "zhao", case.ref), depth(house, "outsider", case.ref)) == (FULL, "")
    move_organisation(at=cn("2020-01-01 09:00"), organisation=sub, parent=jiangsu, from_day=TODAY)
    assert (depth(house, "zhao", case.ref), depth(house, "outsider", case.ref)) == ("", FULL)
    assert depth(house, "han", case.ref) == FULL
    lists_agree(house, case)
    assert not Sight.objects.filter(complaint=case, holder_id=house.branch.id).exists()
