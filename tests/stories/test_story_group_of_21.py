"""Owners of one compound come in person: 6 at nine, 19 at half past, 21 at ten (law 12, 29.2.2; S4 六(一)1).

At most five speak for the rest. Twenty face to face, twenty itself included, is the law's number for a major complaint: at 19 nothing is offered,
at 21 the plan is. A person starts it, each point of the list is done by somebody, and a case whose plan is open is not closed.
"""

import pytest

from suqing.apps.complaints.models import EmergencyEntry
from suqing.casework.emergency import CHECKLIST
from tests.remembered import remembered
from tests.stories.office import take_down
from tests.web.desk_cast import Office, text_of

FIVE = "\n".join(f"代表{number} 1370000000{number}" for number in range(1, 6))
OFFERED = "人，已达法定重大消费投诉的人数"


@pytest.fixture
@remembered
def received(office: Office) -> Office:
    take_down(office, "2026-11-23 09:00", who="li", method="visit")
    office.does("li", "2026-11-23 09:05", "receive_visit", persons=6, place="二楼接待室", recording_told="yes", representatives=FIVE, step="端茶让座")
    return office


def test_a_sixth_speaker_is_refused_by_the_law(office: Office) -> None:
    take_down(office, "2026-11-23 09:00", who="li", method="visit")
    answer = office.act("li", "2026-11-23 09:05", "receive_visit", persons=6, recording_told="yes", representatives=f"{FIVE}\n代表6")
    assert answer.status_code == 422
    assert "最多5名" in text_of(answer)


def test_the_plan_is_offered_at_twenty_and_not_before(received: Office) -> None:
    assert OFFERED not in received.does("li", "2026-11-23 09:30", "count_heads", persons=19, step="换到大会议室")
    page = received.does("li", "2026-11-23 10:00", "count_heads", persons=21, step="请值班经理到场")
    assert OFFERED in page
    assert "来访的21人还在" in page
    assert f"{received.ref} 上海分公司 二楼接待室 21 5 已告知" in text_of(received.get("li", "2026-11-23 10:01", "/desk/visits/"))


def test_started_by_a_person_done_point_by_point_and_ended(received: Office) -> None:
    received.does("li", "2026-11-23 10:00", "count_heads", persons=21)
    received.does("li", "2026-11-23 10:05", "start_emergency_plan", trigger="persons", persons=21, reason="二十一名车主到场")
    received.does("li", "2026-11-23 10:10", "log_emergency", items=["calm_down", "reception"], words="已分到两间会议室，全程录像。")
    assert received.act("li", "2026-11-23 10:15", "end_emergency_plan", result="已散").status_code == 422  # seven points are open
    rest = [each for each in CHECKLIST if each not in ("calm_down", "reception")]
    received.does("li", "2026-11-23 10:30", "log_emergency", items=rest, words="逐项落实。")
    assert EmergencyEntry.objects.filter(complaint=received.case).exclude(item="").count() == len(CHECKLIST) == 9
    log = text_of(received.get("li", "2026-11-23 10:40", "emergency/"))
    assert "已分到两间会议室，全程录像。" in log
    received.does("li", "2026-11-23 11:00", "end_emergency_plan", result="约定周三书面答复，人群已散。")
    received.does("li", "2026-11-23 11:01", "end_visit", outcome="约定周三书面答复，全部离开。")
    page = text_of(received.get("li", "2026-11-23 11:05"))
    assert "人还在" not in page
    assert "约定周三书面答复，人群已散。" in page
