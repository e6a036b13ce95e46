"""One matter, two items: 陈女士 calls us, and the bureau forwards her letter about the same damage (S4 九(一), 九(二); S1 四(二)6).

Two bases: the telephone item is a first call, a reminder to 老丁 (九(一)1); the bureau's item, found valid, costs 老丁 100 and the claims head
廖总 100 (九(二)1). Counted in items: 2 件; in matters: 1. Only telephone items raise the level, so the bureau's has none above the first.
"""

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.complaints.models import Complaint, Matter
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, text_of

LETTER = {"method": "forwarded", "source": "regulator_local", "letter_no": "沪消保转〔2026〕第0099号", "bureau": "上海监管局", "return_by": "2026-12-11T17:00"}


def both(office: Office) -> tuple[str, str]:
    first = take_down(office, "2026-11-16 09:12")
    return first, take_down(office, "2026-11-23 09:00", who="li", same_matter_as=first, **LETTER)


def proposed(office: Office) -> set[tuple[int | None, str, int, str]]:
    rows = PenaltyNotice.objects.filter(complaint_id=office.case.id, state="proposed")
    return {(each.staff_id, each.kind, each.amount_fen // 100, each.clause) for each in rows}


def test_each_item_has_its_own_basis_and_neither_adds_to_the_other(office: Office) -> None:
    ding, liao = office.house.ding.id, office.house.liao.id
    first, second = both(office)
    office.ref = first
    in_hand(office, "2026-11-16")
    found_valid(office, "2026-11-16")
    assert {each for each in proposed(office) if each[0]} == {(ding, "remind", 0, "claims/9.1.1")}
    office.ref = second
    in_hand(office, "2026-11-23", classification="major")
    found_valid(office, "2026-11-23")
    assert proposed(office) == {(ding, "fine", 100, "claims/9.2.1"), (liao, "fine", 100, "claims/9.2.1")}
    office.ref = first
    assert {each for each in proposed(office) if each[0]} == {(ding, "remind", 0, "claims/9.1.1")}


def test_two_items_are_one_matter_on_the_page_and_in_the_counts(office: Office) -> None:
    first, second = both(office)
    assert (Complaint.objects.count(), Matter.objects.count()) == (2, 1)
    assert Complaint.objects.values("matter").distinct().count() == 1
    page = text_of(office.get("li", "2026-11-23 09:30"))
    assert first in page  # the earlier item of the matter stands beside the later one
    assert (office.case.item_no, office.case.repeat_level) == (2, "first")
    home = text_of(office.get("li", "2026-11-23 09:30", "/desk/?view=open"))
    assert "全部在办 2" in home
    assert {first, second} <= set(home.split())


def test_nothing_joins_a_matter_by_itself(office: Office) -> None:
    take_down(office, "2026-11-16 09:12")
    take_down(office, "2026-11-23 09:00", who="li", **LETTER)
    assert Matter.objects.count() == 2
