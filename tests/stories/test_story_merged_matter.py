"""Two calls of 陈女士 about one damage, each found valid; the second is merged into the first (S4 九(一), 九(二); law 18.3).

Two items, one matter, the bases of two penalties: the first call is a reminder to 老丁 (九(一)1), the second a fine of 50 (九(一)2). Merging takes
neither away, adds none, and no number or level falls. What colleagues wrote inside one of the two is for nobody who asks about the other.
"""

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint, Finding, Matter
from tests.remembered import remembered
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, said, text_of

INSIDE_FIRST, INSIDE_SECOND = "内部：甲件排期表有涂改", "内部：乙件定损员请过事假"
MERGED = "2026-11-24 10:00"


@pytest.fixture
@remembered
def both(office: Office) -> tuple[str, str]:
    first = take_down(office, "2026-11-16 09:12")
    in_hand(office, "2026-11-16")
    office.does("sun", "2026-11-16 10:30", "note_progress", sayable="甲件正在核实。", internal=INSIDE_FIRST)
    found_valid(office, "2026-11-16")
    second = take_down(office, "2026-11-23 09:12", same_matter_as=first)
    in_hand(office, "2026-11-23")
    office.does("sun", "2026-11-23 10:30", "note_progress", sayable="乙件正在核实。", internal=INSIDE_SECOND)
    found_valid(office, "2026-11-23")
    return first, second


def merge(office: Office, target: str) -> None:
    answer = office.act("li", MERGED, "terminate", kind="merged", reason="同一次定损，一起办", told_how="telephone", proof="录音2026112301", merged_into=target)
    assert answer.status_code == 303, said(answer)


def bases() -> list[tuple[str, int, str, int, str, int]]:
    """Item, person, kind, yuan, clause, finding: all that a proposal rests on."""
    refs = dict(Complaint.objects.values_list("id", "ref"))
    rows = PenaltyNotice.objects.exclude(staff_id=None).order_by("id")
    return [(refs[each.complaint_id], each.staff_id or 0, each.kind, each.amount_fen // 100, each.clause, each.finding_id) for each in rows]


def counts() -> list[tuple[str, int, str]]:
    return list(Complaint.objects.order_by("id").values_list("ref", "item_no", "repeat_level"))


def test_both_items_count_and_each_fine_names_its_own_basis(office: Office, both: tuple[str, str]) -> None:
    first, second = both
    before, levels = bases(), counts()
    ding, findings = office.house.ding.id, {each.complaint.ref: each.id for each in Finding.objects.select_related("complaint").exclude(confirmed_at=None)}
    assert [each for each in before if each[1] == ding] == [
        (first, ding, "remind", 0, "claims/9.1.1", findings[first]), (second, ding, "fine", 50, "claims/9.1.2", findings[second]),
    ]  # fmt: skip
    assert levels == [(first, 1, "first"), (second, 2, "second")]
    merge(office, first)
    assert (bases(), counts()) == (before, levels)
    assert (Complaint.objects.count(), Matter.objects.filter(pk__in=Complaint.objects.values("matter")).count()) == (2, 1)
    assert set(PenaltyNotice.objects.values_list("state", flat=True)) == {"proposed"}
    third = take_down(office, "2026-11-24 11:00", same_matter_as=first)
    assert (office.case.item_no, office.case.repeat_level) == (3, "third_or_more"), "the merged item still counts"
    assert "同一事项 2件" in text_of(office.get("li", "2026-11-24 11:10", f"/desk/c/{third}/"))
    assert verify() == []


def test_the_officer_reads_both_and_is_led_from_one_to_the_other(office: Office, both: tuple[str, str]) -> None:
    first, second = both
    merge(office, first)
    here, there = (text_of(office.get("li", "2026-11-24 10:10", f"/desk/c/{ref}/")) for ref in both)
    assert f"并入本件 {second}" in here
    assert f"本件并入 {first}" in there
    assert (INSIDE_FIRST in here, INSIDE_SECOND in there) == (True, True)
    assert (INSIDE_SECOND in here, INSIDE_FIRST in there) == (False, False)


@pytest.mark.parametrize("merged", [False, True])
def test_what_was_written_inside_is_never_read_to_a_caller(office: Office, both: tuple[str, str], merged: bool) -> None:
    if merged:
        merge(office, both[0])
    for ref, sayable in zip(both, ("甲件正在核实。", "乙件正在核实。"), strict=True):
        office.ref = ref
        assert office.post("zhang", "2026-11-24 10:05", "caller/", name="陈女士", number="6621").status_code == 302
        pages = [office.get("zhang", "2026-11-24 10:10", path) for path in (f"/desk/c/{ref}/", f"/desk/c/{ref}/?kind=work", f"/desk/c/{ref}/?do=note_inquiry", f"/api/v1/complaints/{ref}")]
        assert [each.status_code for each in pages] == [200] * 4
        assert sayable in text_of(pages[0])
        other = next(each for each in both if each != ref)
        for page in pages:
            assert "内部：" not in page.content.decode()
        assert not merged or other not in text_of(pages[0]), "nor that another item was merged with it"
