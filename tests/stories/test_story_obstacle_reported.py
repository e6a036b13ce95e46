"""小孙 cannot get to the car and says so at once: that excuses him, never the clock (S5 10.2).

The obstacle is for the complaint post to judge. The limit of S5 8.1 stays Thursday 26 November 17:30 whatever the answer; the consequences of
S4 九 go to those responsible for what is complained of (老丁 a reminder the first time, 九(一)1), none to the handler who reported.
"""

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.complaints.models import Obstacle
from tests.remembered import remembered
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, text_of

LIMIT = "办结 11月26日 周四 17:30"


@pytest.fixture
@remembered
def reported(office: Office) -> Office:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    office.does("sun", "2026-11-24 09:00", "report_obstacle", reason="停车场被水淹，预计周五才进得去。")
    return office


def judged(office: Office, objective: str) -> str:
    row = Obstacle.objects.get()
    return office.does("li", "2026-11-24 10:00", "answer_obstacle", obstacle_id=row.id, objective=objective, answer="气象预警可查。")


def test_the_officer_is_asked_and_no_limit_moves(reported: Office) -> None:
    assert reported.ref in text_of(reported.get("li", "2026-11-24 09:10", "/desk/?view=asked"))
    assert "小孙报告客观障碍" in text_of(reported.get("li", "2026-11-24 09:10"))
    assert "属客观原因，免除小孙本人责任，不影响时限" in judged(reported, "yes")
    page = text_of(reported.get("li", "2026-11-24 10:10"))
    assert f"余2日6时 {LIMIT}" in page
    assert reported.ref not in text_of(reported.get("li", "2026-11-24 10:10", "/desk/?view=asked"))


def test_a_limit_missed_all_the_same_shows_the_excuse_beside_it(reported: Office) -> None:
    judged(reported, "yes")
    reported.does("sun", "2026-11-24 10:30", "note_progress", sayable="停车场被淹，周五查勘。")  # due 09:12, S4 七(三)
    page = text_of(reported.get("li", "2026-11-27 10:00"))
    assert f"超1时 {LIMIT}" in page
    assert "进展备案时限超期 ，小孙报告过的障碍属客观原因：免除本人责任，不影响时限。" in page
    assert reported.ref in text_of(reported.get("li", "2026-11-27 10:00", "/desk/?view=overdue"))


def test_what_was_not_objective_excuses_nobody(reported: Office) -> None:
    assert "不属客观原因" in judged(reported, "no")
    assert "免除小孙" not in text_of(reported.get("li", "2026-11-27 10:00", "?kind=sys"))


def test_nobody_judges_their_own_report(reported: Office) -> None:
    row = Obstacle.objects.get()
    answer = reported.act("sun", "2026-11-24 10:00", "answer_obstacle", obstacle_id=row.id, objective="yes", answer="属实。")
    assert answer.status_code in (403, 404, 422)
    assert Obstacle.objects.get().objective is None


def test_no_consequence_is_proposed_against_the_one_who_was_excused(reported: Office) -> None:
    judged(reported, "yes")
    found_valid(reported, "2026-11-27")
    house = reported.house
    proposed = {each.staff_id: (each.kind, each.amount_fen) for each in PenaltyNotice.objects.filter(complaint_id=reported.case.id)}
    assert proposed == {house.ding.id: ("remind", 0)}
