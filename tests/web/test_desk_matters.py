"""Same matter, merging and links on the page: compared before it counts, shown to who sees both, told over the API alike."""

from typing import Any

import pytest

from suqing.apps.complaints.models import Complaint, Termination
from tests.apps.case_walk import walked
from tests.cast import House, cn
from tests.web.desk_cast import at, text_of
from tests.web.test_desk_urge import posted
from tests.web.test_registers import browser

pytestmark = pytest.mark.django_db

WHEN = "2026-11-23 12:00"


def call(house: House, hour: int, **given: Any) -> Complaint:
    when = cn(f"2026-11-23 {hour:02}:00")
    return house.register(at=when, received_at=when, **given)


def page(client: Any, case: Complaint, query: str = "") -> str:
    with at(WHEN):
        return text_of(client.get(f"/desk/c/{case.ref}/{query}"))


def test_what_agrees_and_differs_is_shown_before_the_joining_counts(house: House) -> None:
    one, two = call(house, 8, claim_no="RDAA1"), call(house, 9, claim_no="RDAA2")
    li = browser(house, "li")
    form = page(li, two, "?do=join_matter")
    assert one.ref in form
    assert "相同：电话、保单；不同：报案" in form
    given = {"other": one.ref, "same_person": "complainant", "same_thing": "policy", "reason": "同一保单，同一次定损"}
    first = posted(li, WHEN, two, "join_matter", **given)
    assert first.status_code == 422
    assert "相同：电话、保单；不同：报案；没有可比的：证件。核对无误，勾选“已核对”再提交。" in text_of(first)
    assert posted(li, WHEN, two, "join_matter", **given, checked="on").status_code == 303
    shown = page(li, two)
    assert "同一事项 1件" in shown
    assert "小李专员确认本件与另一件是同一事项" in shown
    assert "重复级别由首次改为第2次" in shown
    assert posted(li, WHEN, two, "leave_matter", reason="核实是两次事故").status_code == 303
    assert "同一事项 1件" not in page(li, two)


def test_an_unknown_reference_comes_back_at_its_field(house: House) -> None:
    two = call(house, 9)
    answer = posted(browser(house, "li"), WHEN, two, "join_matter", other="SQ20261123-000000", same_person="agent", same_thing="event", reason="同一次事故", checked="on")
    assert answer.status_code == 422
    assert "一件您能看到全部内容的投诉的编号" in text_of(answer)
    assert "SQ20261123-000000" in answer.content.decode(), "what was typed stays"
    answer = posted(browser(house, "li"), WHEN, two, "join_matter", other="SQ20261123-000000", same_person="agent", same_thing="event", reason="同一次事故")
    assert "没有这样一件" in text_of(answer)


def test_a_merged_case_points_to_the_other_and_back_for_who_sees_both_only(house: House) -> None:
    mine = walked(house, house.register(respondent_staff_id=None, possible_loss_fen=2_640_000), until="note_contact")
    merged, linked = call(house, 9), call(house, 10, phone="13900002222")
    li, sun = browser(house, "li"), browser(house, "sun")
    told = {"kind": "merged", "reason": "内部：并到那件一起办", "merged_into": mine.ref, "told_how": "telephone", "proof": "录音2026112301"}
    assert "先告知投诉人" in text_of(posted(li, WHEN, merged, "terminate", **told | {"told_how": "none"}))
    assert posted(li, WHEN, merged, "terminate", **told).status_code == 303
    assert Termination.objects.get().merged_into_id == mine.id
    assert posted(li, WHEN, linked, "link_items", other=mine.ref, reason="内部：同一修理厂").status_code == 303
    assert f"本件并入 {mine.ref}" in page(li, merged)
    both = page(li, mine)
    assert f"并入本件 {merged.ref}" in both
    assert f"{linked.ref} 内部：同一修理厂" in both
    with at(WHEN):
        theirs = sun.get(f"/desk/c/{mine.ref}/").content.decode()
    for words in (merged.ref, linked.ref, "内部：", "取消关联"):
        assert words not in theirs
    assert "取消关联" in both
    assert posted(li, WHEN, mine, "unlink_items", other=linked.ref, reason="换了修理厂").status_code == 303
    assert "内部：同一修理厂" not in page(li, mine)
