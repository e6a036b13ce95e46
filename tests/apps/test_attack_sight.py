"""Seeing what is no longer, or was never, one's own."""

from datetime import date

import pytest

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import access_complaint
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.preview import preview
from suqing.apps.complaints.queries import Filters, page_of, search, seer_of
from suqing.apps.complaints.record import case_record
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actions import end_post, give_post
from suqing.apps.organisations.models import Role
from suqing.kernel.errors import BadInput, BadInputs, NotYours
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def sees(house: House, name: str, case: Complaint, *, on: date = TODAY) -> str:
    try:
        return access_complaint(house.people[name], case.ref, to="hear", on=on).depth
    except NotYours:
        return ""


def test_whoever_had_it_before_it_was_sent_elsewhere_no_longer_sees_it(house: House) -> None:
    """车险理赔部 had it and 小孙 handled it; it goes to 健康险部."""
    case = walked(house, forwarded_case(house), until="note_contact")
    assert (sees(house, "wang", case), sees(house, "sun", case)) == ("full", "full")
    at = cn("2026-11-23 16:00")
    case = actions.dispatch_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=at, department_id=house.health.id, reason="属健康险"
    )
    assert (sees(house, "feng", case), sees(house, "wang", case), sees(house, "sun", case)) == ("full", "", "")
    for name in ("wang", "sun"):
        seer = seer_of(standing_of(house.people[name], on=TODAY), now=at)
        assert page_of(seer, view="open", filters=Filters(), now=at)[0] == []
        assert search(seer, case.ref, now=at) == []
    case = actions.dispatch_complaint(
        **_taken_back(house, case), department_id=house.claims.id, reason="仍属车险"
    )
    assert (sees(house, "wang", case), sees(house, "feng", case)) == ("full", "")


def _taken_back(house: House, case: Complaint) -> dict[str, object]:
    case = actions.return_dispatch(ref=case.ref, seen_version=case.version, actor=house.actor("feng"), at=cn("2026-11-23 16:05"), reason="不属本部门")
    return {"ref": case.ref, "seen_version": case.version, "actor": house.actor("li"), "at": cn("2026-11-23 16:10")}


def test_leaving_the_hotline_opens_nothing_more_of_what_was_taken_down(house: House) -> None:
    case = house.register(by="zhang")
    assert sees(house, "zhang", case) == "sayable"
    at = cn("2026-11-23 10:00")
    seen = {"ref": case.ref, "seen_version": 1, "actor": house.actor("li"), "at": at}
    actions.triage_complaint(**seen, classification="general", established=None, reason="先查明")
    for post in house.zhang.posts.all():
        end_post(post=post, last_day=date(2026, 11, 23), at=at)
    give_post(staff=house.zhang, organisation=house.root, role=Role.EMPLOYEE, from_day=TODAY, at=at)
    assert sees(house, "zhang", case) != "full"


def test_items_of_the_same_matter_are_named_to_those_who_see_them(house: House) -> None:
    """The second item is about 赵总 himself; the third was moved to the sealed room."""
    first = house.register()
    own = house.register(same_matter_as=first.ref, respondent_staff_id=house.zhao.id)
    moved = house.register(same_matter_as=first.ref)
    actions.reveal_misconduct(ref=moved.ref, seen_version=1, actor=house.actor("li"), at=cn("2026-11-23 10:00"), reason="反映舞弊")

    def named(who: str) -> set[str]:
        opened = access_complaint(house.people[who], first.ref, on=TODAY)
        return {each.ref for each in case_record(opened, now=cn("2026-11-24 10:00")).same_matter}

    assert named("zhao") == set()
    assert named("li") == {own.ref}


def test_a_matter_is_joined_through_the_door_of_its_item(house: House) -> None:
    """外人 and the respondent cannot learn which references exist, nor count the calls of a matter that is not theirs."""
    case = house.register()
    nowhere = "SQ20261123" + "0" * 7
    told = set()
    for who in ("outsider", "stranger"):
        for ref in (case.ref, nowhere):
            with pytest.raises((BadInput, BadInputs)) as refused:
                house.register(by=who, same_matter_as=ref, unit_id=house.people[who].posts.first().organisation.ancestor_ids[-1], **_nobody(house, who))
            told.add(str(refused.value).replace(ref, "REF"))
    assert len(told) <= 2, told  # one sentence for a wrong check character, one for "not there or not yours"
    assert house.register(by="li", same_matter_as=case.ref).matter_id == case.matter_id
    assert house.register(by="zhang", same_matter_as=case.ref).matter_id == case.matter_id, "the hotline may say more of what a caller names"


def _nobody(house: House, who: str) -> dict[str, object]:
    return {"respondent_staff_id": None} if who == "stranger" else {}


def test_the_look_before_registering_counts_only_through_the_door(house: House) -> None:
    case = house.register()
    seen = {}
    for who in ("outsider", "ding", "li"):
        found = preview(house.intake(same_matter_as=case.ref), root_id=house.root.id, unit=house.branch, standing=standing_of(house.people[who], on=TODAY), on=TODAY)
        seen[who] = (found.items_before, found.level)
    assert seen == {"outsider": (0, "first"), "ding": (0, "first"), "li": (1, "second")}


def test_any_colleague_who_took_it_down_finishes_the_record_and_then_only_hears_how_far_it_is(house: House) -> None:
    case = house.register(by="outsider")
    assert sees(house, "outsider", case) == "full"
    seen = {"ref": case.ref, "seen_version": 1, "actor": house.actor("li"), "at": cn("2026-11-23 10:00")}
    case = actions.triage_complaint(**seen, classification="general", established=None, reason="先查明")
    assert sees(house, "outsider", case) == "sayable"
