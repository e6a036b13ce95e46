"""陈女士 goes to court while we are still looking into it: no longer a complaint under the rule, and she is told so (S5 3.2)."""

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints.models import Termination
from tests.stories.office import in_hand, take_down
from tests.web.desk_cast import Office, text_of

REASON = "法院送达应诉通知书（2026）沪0115民初88号。"


def running(office: Office) -> int:
    return Clock.objects.filter(subject_kind="complaint", subject_id=office.case.id, state=ClockState.RUNNING).count()


def test_the_case_ends_with_its_clocks_and_says_by_which_clause(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    assert running(office) > 0
    page = office.does("li", "2026-11-24 10:00", "terminate", kind="in_court", reason=REASON, told_how="telephone", proof="录音2026112401", told_at="2026-11-24T09:50")
    assert "已终止" in page
    assert "管理细则 3.2" in page
    case = office.case
    assert (case.open, running(office)) == (False, 0)
    assert Termination.objects.get(complaint=case).kind == "in_court"
    assert office.ref not in text_of(office.get("li", "2026-11-24 10:05", "/desk/?view=open"))


def test_nothing_further_can_be_done_to_it_and_the_handler_is_told_why(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    office.does("li", "2026-11-24 10:00", "terminate", kind="in_court", reason=REASON, told_how="telephone", proof="录音2026112401")
    answer = office.act("sun", "2026-11-24 10:10", "record_finding", cause_kind="claim", cause="定损排期失误。", valid="yes")
    assert answer.status_code == 422
    assert "定损排期失误。" in answer.content.decode()
    assert "sq-msg--bad" in answer.content.decode()


def test_the_handler_cannot_end_it_himself(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    answer = office.act("sun", "2026-11-24 10:00", "terminate", kind="in_court", reason=REASON)
    assert answer.status_code in (404, 422)
    assert office.case.open


def test_ended_first_and_told_later_it_stays_on_the_workbench_until_told(office: Office) -> None:
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    office.does("li", "2026-11-24 10:00", "terminate", kind="in_court", reason=REASON, told_how="none")
    assert "终止办理还没有告知投诉人" in text_of(office.get("sun", "2026-11-24 10:05", "/desk/?view=after_closing"))
    assert office.act("li", "2026-11-24 10:10", "archive").status_code == 422
    page = office.does("sun", "2026-11-24 11:00", "tell_termination", told_how="telephone", told_at="2026-11-24T10:50", proof="录音112401")
    assert "小孙告知投诉人终止办理" in page
    assert (Termination.objects.get().told_how, office.case.next_action) == ("telephone", "archive")
