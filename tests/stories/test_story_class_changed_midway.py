"""An ordinary case turns out to cost the company 30,000 yuan: re-classed, its limits counted anew from receipt (S5 5.2.3, 8)."""

from suqing.apps.clocks.models import Clock, ClockState
from suqing.kernel.clock import house
from tests.stories.office import in_hand, take_down
from tests.web.desk_cast import Office, text_of


def resolve(office: Office) -> tuple[str, str]:
    """(clause, limit) of the running resolve clock of 管理细则."""
    found = Clock.objects.get(subject_kind="complaint", subject_id=office.case.id, kind="resolve", rulebook="property", state=ClockState.RUNNING)
    return found.clause, f"{house(found.limit_at):%m-%d %H:%M}"


def test_the_limit_moves_from_three_to_five_working_days_of_the_same_receipt(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    assert resolve(office) == ("property/8.1", "11-26 17:30")
    page = office.does("li", "2026-11-25 15:00", "reclassify", classification="major", reason="4S店报价显示公司可能损失30,000元。")
    assert "已改类，时限已重算" in page
    assert resolve(office) == ("property/8.2", "11-30 17:30")
    page = text_of(office.get("li", "2026-11-25 15:10"))
    assert "重大投诉件" in page
    assert "4S店报价显示公司可能损失30,000元" in page


def test_a_reason_is_needed_and_what_was_chosen_stays(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    answer = office.act("li", "2026-11-25 15:00", "reclassify", classification="major", reason="")
    assert answer.status_code == 422
    assert resolve(office) == ("property/8.1", "11-26 17:30")
    assert 'value="major"' in answer.content.decode()
    assert office.case.classification == "general"


def test_the_contact_that_was_made_stays_made(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    before = Clock.objects.get(subject_id=office.case.id, kind="contact")
    office.does("li", "2026-11-25 15:00", "reclassify", classification="major", reason="4S店报价30,000元。")
    made = Clock.objects.filter(subject_id=office.case.id, kind="contact").exclude(state=ClockState.RUNNING)
    assert before.state == ClockState.MET
    assert any(each.state == ClockState.MET and each.stopped_at == before.stopped_at for each in made)
    assert not Clock.objects.filter(subject_id=office.case.id, kind="contact", state=ClockState.RUNNING).exists()
