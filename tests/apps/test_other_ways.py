"""C01 and C26: a way in that the rule does not name, and the line of the one complained of, from registering to the file."""

import json
from datetime import date

import pytest

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.files.dossier import sections_of
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.models.choices import Method
from suqing.apps.complaints.preview import preview
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import standing_of
from suqing.apps.sealed.models import MisconductReport
from suqing.kernel.errors import BadInput
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world
from tests.web.desk_cast import Office, text_of

__all__ = ["world"]
pytestmark = pytest.mark.django_db
AT = cn("2026-11-23 09:15")


@pytest.fixture
def house() -> House:
    return found_cast()


def rulebooks(case: Complaint) -> set[str]:
    return set(Clock.objects.filter(subject_id=case.id, state=ClockState.RUNNING).values_list("rulebook", flat=True))


def claims(case: Complaint) -> tuple[bool, str]:
    row = case.editions.get(rulebook="claims")
    return row.applies, row.because


def test_a_way_that_the_rule_does_not_name_is_taken_down_as_what_it_is(house: House) -> None:
    with pytest.raises(BadInput, match="哪种方式"):
        house.register(method="other")
    case = house.register(method="other", method_words="社区网格员代交", facts="", demands="", name="", phone="", respondent_text="")
    assert read(case, case_key(case), "method_words") == "社区网格员代交"
    assert read(case, case_key(case), "title").startswith("社区网格员代交")
    assert ("哪种方式", "社区网格员代交") in sections_of(case)[0].records[0]
    named = house.register(method="telephone", method_words="多余")
    assert not read(named, case_key(named), "method_words")


def test_it_changes_neither_class_nor_limit(house: House) -> None:
    other, letter = (house.register(method=method, method_words="村委会转交", policy_no=policy, claim_no="") for method, policy in (("other", "P1"), ("letter", "P2")))
    found = [sorted(Clock.objects.filter(subject_id=each.id).values_list("rulebook", "kind", "limit_at")) for each in (other, letter)]
    assert found[0] == found[1] != []


def test_the_way_goes_with_a_case_that_is_moved(house: House) -> None:
    case = house.register(method="other", method_words="社区网格员代交")
    actions.reveal_misconduct(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 10:00"), reason="索要红包")
    assert MisconductReport.objects.get().method == "other"
    assert Complaint.objects.get(pk=case.pk).method_words == ""


def test_nobody_is_contacted_by_another_way(house: House) -> None:
    case = house.register()
    with pytest.raises(BadInput, match="联系方式"):
        actions.note_contact(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 10:00"), method="other", reached=True, summary="x")


def test_on_the_desk_and_over_the_api() -> None:
    office = Office()
    office.ref = office.house.register(method="other", method_words="社区网格员代交").ref
    assert "其他 · 社区网格员代交" in text_of(office.get("li", "2026-11-23 09:30"))
    assert office.ref in office.get("li", "2026-11-23 09:30", "/desk/cases/?method=other").content.decode()
    assert office.ref not in office.get("li", "2026-11-23 09:30", "/desk/cases/?method=letter").content.decode()
    page = office.get("li", "2026-11-23 09:30", "/desk/new/").content.decode()
    assert 'name="method_words"' in page
    assert f'value="{Method.OTHER}"' in page


def test_over_the_api(world: World) -> None:
    answer = world.post("li", BASE, world.intake(method="other"))
    assert (answer.status_code, "哪种方式" in json.dumps(answer.json(), ensure_ascii=False)) == (422, True)
    ref = world.register(method="other", method_words="社区网格员代交")["ref"]
    found = world.get("li", f"{BASE}/{ref}").json()
    assert (found["method"], found["method_words"]) == ("other", "社区网格员代交")


def test_a_service_complaint_against_a_loss_assessor_has_the_claims_clocks(house: House) -> None:
    case = house.register(dispute_type="service")
    assert claims(case) == (True, "投诉内容不是理赔，但被投诉人当日岗位属理赔条线（车险理赔部，分公司）")
    assert "claims" in rulebooks(case)


def test_the_day_of_the_conduct_counts(house: House) -> None:
    """老丁 left the claims department; what he did before is still its matter, what he does since is not."""
    house.ding.posts.update(until_day=date(2026, 11, 10))
    assert claims(house.register(dispute_type="service", conduct_day=date(2026, 11, 5)))[0]
    assert not claims(house.register(dispute_type="service", conduct_day=date(2026, 11, 12), policy_no="P2"))[0]


def test_of_others_only_the_matter_decides(house: House) -> None:
    case = house.register(dispute_type="service", respondent_staff_id=house.feng.id)
    assert claims(case) == (False, "投诉内容不是理赔，理赔细则只管理赔条线；被投诉人当日岗位（健康险部，分公司）也不属理赔条线")
    assert "claims" not in rulebooks(case)
    unknown = house.register(dispute_type="service", respondent_staff_id=None, policy_no="P2")
    assert claims(unknown) == (False, "投诉内容不是理赔，理赔细则只管理赔条线")


def test_a_department_alone_is_enough_and_may_be_filled_in_later(house: House) -> None:
    case = house.register(dispute_type="service", respondent_staff_id=None)
    case = actions.complete_record(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:30"),
        additions=house.intake(respondent_unit_id=house.claims.id, respondent_staff_id=None), given=frozenset({"respondent_unit_id"}),
    )  # fmt: skip
    assert claims(case)[0]
    assert "claims" in rulebooks(case)


def test_the_look_ahead_says_the_same(house: House) -> None:
    intake = house.intake(dispute_type="service")
    found = preview(intake, root_id=house.root.id, unit=house.branch, standing=standing_of(house.li, on=AT.date()), on=AT.date())
    assert any(each.clause.startswith("claims/") for each in found.deadlines)


def test_the_case_page_says_why() -> None:
    office = Office()
    office.ref = office.house.register(dispute_type="service").ref
    assert "被投诉人当日岗位属理赔条线（车险理赔部，分公司）" in text_of(office.get("li", "2026-11-23 09:30"))
