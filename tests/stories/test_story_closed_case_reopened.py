"""Closed, archived, and on the call-back 陈女士 is still not content: a new round on new facts (S4 七(五), S5 4.1, 9.2; law 18.3).

Round 1 is received on Monday 23 November. Round 2 opens on Friday 27 November 15:00 and counts from there: contact 1 working day, Monday 30;
resolve 3 working days (30, 1, 2), Wednesday 2 December; the law's 15 days, 12 December. What was met in round 1 stays met.
"""

import pytest

from suqing.apps.complaints.models import ArchiveVolume
from tests.remembered import remembered
from tests.stories.office import accepted_and_closed, approved, closed, replied
from tests.web.desk_cast import Office, text_of

NEW = ("联系 11月30日 周一 17:30", "办结 12月2日 周三 17:30", "法定办理 12月12日 周六 23:59")


@pytest.fixture
@remembered
def archived(office: Office) -> Office:
    closed(office)
    office.does("li", "2026-11-25 09:00", "evaluate", lessons="排期要有预警")
    office.does("li", "2026-11-25 09:10", "archive")
    return office


def reopened(office: Office) -> str:
    office.does("li", "2026-11-27 14:30", "follow_up", reached="yes", satisfaction="2", words="代步费至今没有到账。", discontent_remains="on")
    assert office.ref in text_of(office.get("li", "2026-11-27 14:40", "/desk/?view=discontented"))
    return office.does("li", "2026-11-27 15:00", "reopen", reason="代步费没有到账，投诉人仍有不满。")


def test_the_new_round_counts_from_its_own_day_and_the_old_limits_stay_met(archived: Office) -> None:
    assert "已重新办理，进入新的一轮" in reopened(archived)
    page = text_of(archived.get("sun", "2026-11-27 15:10"))
    assert "第2轮" in page
    assert [each for each in NEW if each not in page] == []
    assert "按时 办结 11月26日 周四 17:30" in page
    assert archived.ref in text_of(archived.get("sun", "2026-11-27 15:10", "/desk/"))
    assert archived.ref not in text_of(archived.get("li", "2026-11-27 15:10", "/desk/?view=discontented"))


def test_round_one_stays_readable_and_its_volume_unchanged(archived: Office) -> None:
    before = list(ArchiveVolume.objects.values_list("id", "number", "at"))
    reopened(archived)
    page = text_of(archived.get("li", "2026-11-27 15:10"))
    assert all(words in page for words in ("三日内定损，赔付代步费800元。", "代步费没有到账，投诉人仍有不满。"))
    assert list(ArchiveVolume.objects.values_list("id", "number", "at")) == before


def test_it_is_worked_through_once_more_and_closed_again_with_a_second_volume(archived: Office) -> None:
    reopened(archived)
    assert archived.act("li", "2026-11-27 15:20", "close", ground="accepted").status_code == 422  # the reply of round 1 closes nothing
    archived.does("sun", "2026-11-30 10:00", "note_contact", method="telephone", direction="out", summary="核实到账情况")
    archived.does("sun", "2026-11-30 11:00", "record_finding", cause_kind="claim", cause="付款单漏录账号。", evidence="付款单", valid="yes")
    archived.does("li", "2026-11-30 14:00", "confirm_finding", valid="yes")
    approved(archived, "2026-12-01")
    replied(archived, "2026-12-02 17:30")
    assert "已结案" in accepted_and_closed(archived, "2026-12-03")
    archived.does("li", "2026-12-03 16:10", "evaluate", lessons="付款前核对账号")
    archived.does("li", "2026-12-03 16:20", "archive")
    assert list(ArchiveVolume.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert "按时 办结 12月2日 周三 17:30" in text_of(archived.get("li", "2026-12-03 16:30"))


def test_the_bureau_that_was_told_is_not_owed_a_second_report_by_the_same_letter(office: Office) -> None:
    letter = {"letter_no": "沪消保转〔2026〕第0088号", "bureau": "上海监管局", "forwarded_at": "2026-11-20T09:00", "return_by": "2026-11-26T17:30"}
    closed(office, who="li", method="forwarded", source="regulator_local", **letter)
    office.does("li", "2026-11-25 09:00", "report_back", summary="已查明并答复投诉人。")
    office.does("li", "2026-11-27 15:00", "reopen", reason="投诉人提交了新的照片。")
    assert "按时 监管反馈 11月26日 周四 17:30" in text_of(office.get("li", "2026-11-27 15:10"))
    assert office.ref not in text_of(office.get("li", "2026-11-27 15:10", "/desk/?view=overdue"))
