"""Who speaks for an insurer: named on its page, seen from that day, gone after the last day, each in the ledger."""

import re

import pytest

from suqing.apps.assessment.models import AssessedInsurer, InsurerContact
from suqing.apps.audit.models import Event
from suqing.apps.audit.verify import verify
from suqing.apps.organisations.actions import employ, give_post
from suqing.apps.organisations.models import Role
from tests.cast import cn
from tests.office_cast import found_office, play
from tests.web.test_oversight_story import MINE, Room

pytestmark = pytest.mark.django_db
PAGE, ACT = "/oversight/insurers/P03/", "/oversight/insurers/P03/contact/"
DAY = "2026-07-06"


@pytest.fixture
def room() -> Room:
    """Published; a third contact who speaks for nobody yet."""
    room = Room(found_office())
    play(room.office)
    person = employ(root=room.office.root, username="bing", name="丙公司联系人", at=cn(f"{DAY} 09:00"))
    give_post(staff=person, organisation=room.office.root, role=Role.INSURER_CONTACT, from_day=cn(DAY + " 09:00").date(), at=cn(f"{DAY} 09:00"))
    room.office.people["bing"] = person
    return room


def test_named_sees_that_insurer_and_after_the_last_day_nothing(room: Room) -> None:
    assert room.get("bing", MINE).status_code == 404
    page = room.page("kao", PAGE)
    assert "没有登记联系人" in page
    assert "丙公司联系人（bing）" in page
    assert "甲公司联系人" not in page  # speaks for P01
    assert "丙公司联系人" in room.does("kao", ACT, staff=str(room.office.bing.id), day=DAY)
    assert room.get("bing", MINE).status_code == 200
    row = InsurerContact.objects.get(staff=room.office.bing)
    assert "2026年7月6日止" in room.does("fu", ACT, contact=str(row.id), day=DAY)
    room.when = "2026-07-07 09:00"
    assert room.get("bing", MINE).status_code == 404
    assert "丙公司联系人（bing）" in room.page("kao", "/oversight/insurers/P02/")  # may speak for another one
    assert [each.verb for each in Event.objects.filter(subject_kind="contact", subject_id=row.id).order_by("seq")] == ["contact.named", "contact.ended"]
    assert verify() == []


def test_one_person_speaks_for_one_insurer(room: Room) -> None:
    room.does("kao", ACT, staff=str(room.office.bing.id), day=DAY)
    assert "同时只代表一家" in room.refused("kao", "/oversight/insurers/P02/contact/", staff=str(room.office.bing.id), day=DAY)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"staff": "", "day": DAY}, "公司联系人"), ({"staff": "kao", "day": DAY}, "公司联系人"), ({"staff": "bing", "day": "下周"}, "应为日期"),
        ({"staff": "bing", "day": "2026-07-05"}, "公司联系人"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_words(room: Room, given: dict[str, str], words: str) -> None:
    staff = room.office.people.get(given["staff"])
    assert words in room.refused("kao", ACT, staff=str(staff.id) if staff else "", day=given["day"])
    assert not InsurerContact.objects.filter(insurer_code="P03").exists()


def test_the_last_day_is_not_before_the_first_and_is_given_once(room: Room) -> None:
    room.does("kao", ACT, staff=str(room.office.bing.id), day=DAY)
    row = InsurerContact.objects.get(staff=room.office.bing)
    assert "不早于2026-07-06" in room.refused("kao", ACT, contact=str(row.id), day="2026-07-01")
    room.does("kao", ACT, contact=str(row.id), day="2026-07-31")
    assert "为止" in room.refused("kao", ACT, contact=str(row.id), day="2026-08-31")
    assert "同时只代表一家" in room.refused("kao", "/oversight/insurers/P02/contact/", staff=str(room.office.bing.id), day="2026-07-20")


def test_a_unit_merged_into_another_has_no_contact_of_its_own(room: Room) -> None:
    assert "联系人登记在那里" in room.page("kao", "/oversight/insurers/P90/")
    assert "单独考评" in room.refused("kao", "/oversight/insurers/P90/contact/", staff=str(room.office.bing.id), day=DAY)


def test_an_insurer_changed_behind_the_ledgers_back_is_found(room: Room) -> None:
    assert verify() == []
    AssessedInsurer.objects.filter(code="P03").update(name="另一家")
    assert re.search("assessedinsurer", str(verify()))
