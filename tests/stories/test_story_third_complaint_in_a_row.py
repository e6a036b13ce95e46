"""陈女士 calls a first, a second and a third time about one matter (S4 第七条二, 第九条一)."""

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.clocks.models import Clock
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, text_of


def proposals(office: Office) -> set[tuple[str, str, int, str]]:
    """(role, kind, yuan, clause) of what is proposed on the case."""
    rows = PenaltyNotice.objects.filter(complaint_id=office.case.id, state="proposed")
    return {(each.role, each.kind, each.amount_fen // 100, each.clause) for each in rows}


def kinds(office: Office) -> set[str]:
    return set(Clock.objects.filter(subject_kind="complaint", subject_id=office.case.id).values_list("kind", flat=True))


def test_the_level_rises_with_each_call_that_a_person_joins_to_the_matter(office: Office) -> None:
    first = take_down(office, "2026-11-16 09:12")
    assert office.case.repeat_level == "first"
    assert "same_day" not in kinds(office)
    second = take_down(office, "2026-11-18 10:00", same_matter_as=first)
    assert office.case.repeat_level == "second"
    assert "same_day" not in kinds(office)
    take_down(office, "2026-11-23 09:00", same_matter_as=second)
    case = office.case
    assert (case.repeat_level, case.item_no) == ("third_or_more", 3)
    in_hand(office)
    assert "same_day" in kinds(office)
    page = text_of(office.get("li", "2026-11-23 10:30"))
    assert "第3次·当日办" in page
    assert "当日办结 · 取各规则最早者" in page
    assert "今日 23:59" in page


def test_a_call_that_nobody_joins_stays_a_first_one(office: Office) -> None:
    take_down(office, "2026-11-16 09:12")
    take_down(office, "2026-11-18 10:00")
    assert office.case.repeat_level == "first"


def test_the_third_time_costs_a_hundred_and_the_leader_fifty_once_it_is_confirmed(office: Office) -> None:
    first = take_down(office, "2026-11-16 09:12")
    second = take_down(office, "2026-11-18 10:00", same_matter_as=first)
    take_down(office, "2026-11-23 09:00", same_matter_as=second)
    in_hand(office)
    assert proposals(office) == set()
    found_valid(office)
    assert proposals(office) == {("direct", "fine", 100, "claims/9.1.3"), ("indirect", "fine", 50, "claims/9.1.3")}
    page = text_of(office.get("li", "2026-11-23 17:10"))
    assert "罚款 100.00元" in page
    assert "罚款 50.00元" in page
    assert "拟提后果" not in text_of(office.get("sun", "2026-11-23 17:10"))


def test_the_first_time_is_a_reminder_and_the_second_fifty(office: Office) -> None:
    first = take_down(office, "2026-11-16 09:12")
    in_hand(office, "2026-11-16")
    found_valid(office, "2026-11-16")
    assert {each[:3] for each in proposals(office)} == {("direct", "remind", 0)}
    take_down(office, "2026-11-23 09:00", same_matter_as=first)
    in_hand(office)
    found_valid(office)
    assert {each[:3] for each in proposals(office)} == {("direct", "fine", 50), ("indirect", "remind", 0)}
