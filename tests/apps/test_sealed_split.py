"""A civil claim inside a report goes its ordinary way, and nothing in it says where it came from (S5 5.2; C05)."""

from typing import Any

import pytest
from django.test import Client

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints.models import Complaint, Party
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.notices.models import Notice
from suqing.apps.sealed.actions import ReportTexts, receive_report, split_claim
from suqing.apps.sealed.models import MisconductReport
from suqing.apps.sealed.queries import open_report
from suqing.kernel.errors import NotYours, Refused, Stale
from tests.apps.sealed_world import STORY, TEXTS
from tests.cast import House, cn
from tests.web.desk_cast import at

pytestmark = pytest.mark.django_db
HEARD, NOW = cn("2026-11-23 10:00"), cn("2026-11-24 10:42")


@pytest.fixture
def report(house: House) -> MisconductReport:
    return receive_report(root=house.root, texts=TEXTS, received_at=HEARD, method="telephone", taken_by=house.zhang.id, actor=house.actor("zhang"), at=HEARD, accused_staff=[house.ding.id])[0]


def split(house: House, report: MisconductReport, who: str = "qin", **given: Any) -> MisconductReport:
    asked = {"unit_id": house.branch.id, "facts": "车险理赔款少赔。", "demands": "补赔三万元", "with_contact": False, "seen_version": report.version} | given
    return split_claim(ref=report.ref, actor=house.actor(who), at=NOW, **asked)


def test_it_is_an_ordinary_complaint_whose_clocks_run_from_the_report(house: House, report: MisconductReport) -> None:
    split(house, report)
    case = Complaint.objects.get()
    key = case_key(case)
    assert (case.received_at, case.entered_at, case.unit, case.source, case.stage) == (HEARD, NOW, house.branch, "own", "registered")
    assert (read(case, key, "demands"), read(case, key, "facts")) == ("补赔三万元", "车险理赔款少赔。")
    assert {each.started_at for each in clocks_of(("complaint", case.id)) if each.kind == "decide"} == {HEARD}
    assert Notice.objects.filter(recipient=house.li, subject_kind="complaint").exists()
    assert verify() == []


def test_nothing_of_the_report_is_in_it_and_the_report_names_it(house: House, report: MisconductReport) -> None:
    split(house, report)
    case = Complaint.objects.get()
    party = Party.objects.get(complaint=case, role="complainant")
    told = " ".join([*(read(case, case_key(case), name) for name in ("title", "facts", "demands", "respondent_text")), *(read(party, case_key(case), name) for name in ("name", "phone", "email"))])
    assert not any(words in told for words in (STORY, "老魏", report.ref, TEXTS.reporter_name, TEXTS.reporter_phone))
    opened = open_report(_standing(house, "qin"), report.ref)
    assert any(case.ref in note.text for note in opened.notes)
    assert case.respondent_staff_id is None


def _standing(house: House, who: str) -> Any:
    from suqing.apps.organisations.access import standing_of

    return standing_of(house.people[who], on=NOW.date())


def test_name_and_number_go_along_only_where_the_reporter_agreed(house: House, report: MisconductReport) -> None:
    split(house, report, with_contact=True)
    case = Complaint.objects.get()
    party = Party.objects.get(complaint=case, role="complainant")
    assert (read(party, case_key(case), "name"), read(party, case_key(case), "phone")) == (TEXTS.reporter_name, TEXTS.reporter_phone)


@pytest.mark.parametrize(("given", "said"), [({"demands": " "}, "诉求"), ({"unit_id": None}, "受理机构"), ({"unit_id": 12}, "受理机构")])
def test_what_lacks_is_said_and_nothing_is_registered(house: House, report: MisconductReport, given: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        split(house, report, **given)
    assert Complaint.objects.count() == 0


def test_an_anonymous_report_gives_no_contact_and_an_old_version_is_stale(house: House, report: MisconductReport) -> None:
    anonymous = receive_report(root=house.root, texts=ReportTexts(story=STORY), received_at=HEARD, method="web", taken_by=None, actor=house.actor("zhang"), at=HEARD)[0]
    with pytest.raises(Refused, match="没有留下姓名"):
        split(house, anonymous, with_contact=True)
    with pytest.raises(Stale):
        split(house, report, seen_version=9)
    for who in ("li", "zhao", "ding", "stranger", "admin"):
        with pytest.raises(NotYours):
            split(house, report, who)
    assert Complaint.objects.count() == 0


def test_on_the_page_of_the_report(house: House, report: MisconductReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suqing.web.sealed_desk.reading.now", lambda: NOW)
    client = Client()
    client.force_login(house.qin, backend="allauth.account.auth_backends.AuthenticationBackend")
    with at(NOW):
        too_long = client.post(f"/sealed/{report.ref}/split", {"version": report.version, "unit_id": house.branch.id, "facts": "少赔", "demands": "赔" * 100_001})
        assert too_long.status_code == 422
        assert "民事诉求另立投诉件" in client.get(f"/sealed/{report.ref}").content.decode()
        refused = client.post(f"/sealed/{report.ref}/split", {"version": report.version, "unit_id": house.branch.id, "facts": "少赔", "demands": ""})
        assert refused.status_code == 422
        assert "写明投诉人要什么" in refused.content.decode()
        assert ">少赔</textarea>" in refused.content.decode().replace("\n", "").replace("\r", "")
        client.post(f"/sealed/{report.ref}/split", {"version": report.version, "unit_id": house.branch.id, "facts": "少赔", "demands": "补赔"})
    assert Complaint.objects.get().unit == house.branch
