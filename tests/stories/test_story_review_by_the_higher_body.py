"""陈女士 does not accept what the branch decided and asks the headquarters to look again (2020 measures Art. 20).

She has the decision on Tuesday 24 November 2026: she may apply until 24 December. 小李 at the branch receives her letter on Monday 30 November;
韩主管 at the headquarters, who had no part in it, has until 30 December to decide and tell her. He finds the sum too low: the branch takes it up again.
"""

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints.models import Review
from suqing.apps.organisations.actions import give_post
from suqing.apps.organisations.models import Role, Staff
from tests.cast import SINCE, YUAN, cn
from tests.remembered import remembered
from tests.stories.office import (
    accepted_and_closed,
    approved,
    closed,
    found_valid,
    in_hand,
    replied,
    take_down,
)
from tests.web.desk_cast import Office, said, text_of

ASKED = {"form": "letter", "reason": "代步费只赔800元，租车花了2,400元。"}
FOUND = {"process": "经办、批示齐全", "time_limits": "各时限均遵守", "result": "租车发票没有核实", "decision": "按实际租车费用重新核定代步费。"}
TOLD = {"told_how": "letter", "told": "您的代步费将重新核定。", "proof": "EMS回执", "address": "上海市浦东新区张杨路500号"}


@pytest.fixture
@remembered
def told(office: Office) -> Office:
    """Closed; she had the decision face to face on the 24th."""
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    found_valid(office)
    approved(office, "2026-11-24")
    replied(office, "2026-11-24 10:00", method="face_to_face")
    accepted_and_closed(office, "2026-11-24")
    return office


def limit(office: Office, kind: str) -> tuple[str, str]:
    return next((each.state, f"{each.limit_at.astimezone(cn('2026-11-23 00:00').tzinfo):%m-%d %H:%M}") for each in clocks_of(("complaint", office.case.id)) if each.kind == kind)


def test_the_window_opens_with_the_decision_and_binds_nobody_of_ours(told: Office) -> None:
    assert limit(told, "review_apply") == ("running", "12-24 23:59")
    assert told.case.limit_kind == ""
    page = text_of(told.get("li", "2026-11-25 09:00"))
    assert "申请核查" in page
    assert told.ref not in text_of(told.get("li", "2027-01-10 09:00", "/desk/?view=overdue"))


def test_asked_decided_by_somebody_else_told_and_taken_up_again(told: Office) -> None:
    page = told.does("li", "2026-11-30 09:00", "apply_review", **ASKED)
    assert "已登记核查申请" in page
    assert limit(told, "review_apply")[0] == "met"
    assert limit(told, "review_decide") == ("running", "12-30 23:59")
    assert (told.case.next_action, told.case.next_holder_id) == ("decide_review", told.house.han.id)
    assert told.ref in text_of(told.get("han", "2026-11-30 10:00", "/desk/?view=after_closing"))
    assert "由您核查" in text_of(told.get("han", "2026-11-30 10:00", "/desk/notices/"))

    told.does("li", "2026-11-30 11:00", "evaluate", lessons="代步费要看发票")
    refused = told.act("li", "2026-11-30 11:10", "archive")
    assert refused.status_code == 422
    assert "核查还没有作出决定并告知" in text_of(refused)
    assert told.act("zhao", "2026-12-01 09:00", "decide_review", outcome="upheld", **FOUND).status_code == 422  # a leader of the branch itself

    page = told.does("han", "2026-12-02 09:00", "decide_review", outcome="redo", **FOUND)
    assert "第2轮" in page
    assert "韩主管作出核查决定" in page
    assert limit(told, "review_decide")[0] == "running"
    told.does("han", "2026-12-03 09:00", "tell_review", **TOLD)
    assert limit(told, "review_decide")[0] == "met"
    page = text_of(told.get("sun", "2026-12-03 10:00"))
    assert "核查决定重新处理：按实际租车费用重新核定代步费。" in page
    assert "法定办理 12月17日" in page
    assert verify() == []


def test_an_upheld_decision_is_told_and_only_then_filed(told: Office) -> None:
    told.does("li", "2026-11-30 09:00", "apply_review", **ASKED)
    told.does("li", "2026-11-30 11:00", "evaluate", lessons="代步费要看发票")
    told.does("han", "2026-12-02 09:00", "decide_review", outcome="upheld", **FOUND)
    assert (told.case.stage, told.case.round) == ("closed", 1)
    assert told.act("li", "2026-12-02 10:00", "archive").status_code == 422
    told.does("li", "2026-12-02 11:00", "tell_review", **TOLD)
    told.does("li", "2026-12-02 12:00", "archive")
    again = told.act("li", "2026-12-10 09:00", "apply_review", **ASKED)
    assert again.status_code == 422
    assert "已经核查过" in text_of(again)


def test_a_day_late_it_is_refused_with_the_clause(told: Office) -> None:
    answer = told.act("li", "2026-12-25 09:00", "apply_review", **ASKED)
    assert answer.status_code == 422
    assert "申请核查的期限到2026-12-24 23:59已过" in text_of(answer)
    assert not Review.objects.exists()
    told.does("li", "2026-12-25 09:00", "apply_review", **ASKED, applied_at="2026-12-24T20:00")
    assert Review.objects.get().decision_received_at == cn("2026-11-24 10:00")


def test_a_filed_case_comes_back_from_the_archive_and_is_filed_again(told: Office) -> None:
    told.does("li", "2026-11-25 09:00", "evaluate", lessons="代步费要看发票")
    told.does("li", "2026-11-25 09:10", "archive")
    told.does("li", "2026-11-30 09:00", "apply_review", **ASKED)
    assert told.case.stage == "closed"
    told.does("han", "2026-12-02 09:00", "decide_review", outcome="upheld", **FOUND)
    told.does("han", "2026-12-02 09:10", "tell_review", **TOLD)
    told.does("li", "2026-12-02 12:00", "archive")
    assert told.case.volumes.count() == 2


def test_whoever_had_a_part_in_it_may_not_review(office: Office) -> None:
    """韩主管 wrote progress on the case, so it goes to 孟总 of the headquarters; 韩主管 is told so."""
    house = office.house
    meng = house.people["meng"] = Staff.objects.create(root=house.root, username="meng", name="孟总")
    give_post(at=cn("2020-01-01 09:00"), staff=meng, organisation=house.root, role=Role.LEADER_IN_CHARGE, from_day=SINCE, authority_fen=YUAN)
    take_down(office, "2026-11-23 09:12")
    in_hand(office)
    office.does("han", "2026-11-23 10:30", "note_progress", sayable="总公司也在看。")
    found_valid(office)
    approved(office, "2026-11-24")
    replied(office, "2026-11-24 10:00", method="telephone")
    accepted_and_closed(office, "2026-11-24")
    office.does("li", "2026-11-30 09:00", "apply_review", **ASKED)
    assert office.case.next_holder_id == meng.id
    refused = office.act("han", "2026-12-01 09:00", "decide_review", outcome="upheld", **FOUND)
    assert refused.status_code == 422
    assert "您参与过本件的处理，不能核查。请由孟总核查。" in text_of(refused)
    assert "维持" in office.does("meng", "2026-12-01 10:00", "decide_review", outcome="upheld", **FOUND)


def test_the_headquarters_own_decision_has_no_review(office: Office) -> None:
    case = office.house.register(unit_id=office.house.root.id)
    office.ref = case.ref
    answer = office.act("han", "2026-11-30 09:00", "apply_review", **ASKED)
    assert answer.status_code == 422


def test_without_a_known_receipt_the_time_is_asked_for(office: Office) -> None:
    closed(office)
    answer = office.act("li", "2026-11-30 09:00", "apply_review", **ASKED)
    assert answer.status_code == 422
    assert "照签收、回执或投诉人所说填" in said(answer) + text_of(answer)
    office.does("li", "2026-11-30 09:00", "apply_review", **ASKED, decision_received_at="2026-11-26T09:00")
    assert Review.objects.get().handler_id == office.house.han.id
