"""Two people press the same button on the same version: one act, one event; the other hears who it was."""

from suqing.apps.audit.models import Event
from suqing.apps.complaints.models import Dispatch
from tests.stories.office import in_hand, take_down
from tests.web.desk_cast import Office, text_of


def test_one_class_is_set_and_the_slower_one_is_told_by_whom(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    seen = office.case.version
    assert office.act("li", "2026-11-23 09:40", "triage", classification="general", established="yes", seen_version=seen).status_code == 303
    answer = office.act("han", "2026-11-23 09:41", "triage", classification="major", established="yes", reason="先按重大办", seen_version=seen)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "小李专员" in page
    assert "09:40" in page
    assert "先按重大办" in answer.content.decode()
    assert office.case.classification == "general"
    assert Event.objects.filter(subject_kind="complaint", subject_id=office.case.id, verb="triaged").count() == 1


def test_a_double_click_dispatches_once(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    office.does("li", "2026-11-23 09:40", "triage", classification="general", established="yes")
    seen = office.case.version
    first = office.act("li", "2026-11-23 09:45", "dispatch", department_id=office.house.claims.id, seen_version=seen)
    second = office.act("li", "2026-11-23 09:45", "dispatch", department_id=office.house.claims.id, seen_version=seen)
    assert (first.status_code, second.status_code) in ((303, 409), (303, 422))
    assert Dispatch.objects.filter(complaint=office.case).count() == 1


def test_after_reading_what_happened_the_slower_one_can_go_on(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    seen = office.case.version
    office.does("li", "2026-11-23 10:30", "note_contact", method="telephone", direction="in", summary="投诉人来电催问。")
    answer = office.act("sun", "2026-11-23 10:31", "note_progress", sayable="正在核实定损经过。", seen_version=seen)
    if answer.status_code == 409:
        assert "小李专员" in text_of(answer)
        answer = office.act("sun", "2026-11-23 10:32", "note_progress", sayable="正在核实定损经过。")
    assert answer.status_code == 303
