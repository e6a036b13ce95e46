"""冯经理 answers to 赵总, and it is the third call: 赵总 would be fined 50 as the direct superior (S4 九(一)3), so he may not decide (law 17).

The nearest leader who has no part in it is 钱总: the proposal goes to him. Before the finding names anybody 赵总 is a leader as any other.
"""

from datetime import date

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.complaints.models import Proposal
from suqing.apps.organisations.actions import report_to
from tests.cast import SINCE, cn
from tests.remembered import remembered
from tests.stories.office import in_hand, replied, take_down
from tests.web.desk_cast import Office, text_of

PLAN = {"text": "致歉，补寄保单。", "amount_fen": "200", "company_loss_fen": "200", "grounds": "保单漏寄，责任在我方", "evidence": "寄送单"}


@pytest.fixture
@remembered
def found(office: Office) -> Office:
    """The third call, against 冯经理; found valid on 24 November."""
    house = office.house
    report_to(at=cn("2020-01-01 09:00"), staff=house.feng, superior=house.zhao, from_day=SINCE)
    against = {"respondent_unit_id": str(house.health.id), "respondent_staff_id": str(house.feng.id), "respondent_text": "健康险部经理", "conduct_day": f"{date(2026, 11, 5)}"}
    first = take_down(office, "2026-11-16 09:12", **against)
    second = take_down(office, "2026-11-18 10:00", same_matter_as=first, **against)
    take_down(office, "2026-11-23 09:00", same_matter_as=second, **against)
    in_hand(office)
    assert "直接过问" in text_of(office.get("zhao", "2026-11-23 10:30"))  # still a leader as any other
    office.does("sun", "2026-11-23 11:00", "ask_hearing", staff_id=house.feng.id)
    office.does("feng", "2026-11-23 14:00", "state_side", statement="保单确实漏寄。")
    office.does("sun", "2026-11-23 16:00", "record_finding", cause_kind="claim", cause="保单漏寄。", evidence="寄送单", valid="yes", direct=[str(house.feng.id)])
    office.does("li", "2026-11-23 16:30", "confirm_finding", valid="yes")
    return office


def test_the_superior_is_to_be_fined_fifty_and_sees_nothing_of_it(found: Office) -> None:
    house = found.house
    proposed = {each.staff_id: each.amount_fen // 100 for each in PenaltyNotice.objects.filter(complaint_id=found.case.id)}
    assert proposed == {house.feng.id: 100, house.zhao.id: 50}
    assert found.get("zhao", "2026-11-23 16:40").status_code == 404
    assert found.ref not in text_of(found.get("zhao", "2026-11-23 16:40", "/desk/?view=open"))


def test_the_proposal_goes_to_the_next_person_up_who_decides(found: Office) -> None:
    found.does("sun", "2026-11-23 17:00", "draft_proposal", **PLAN)
    live = Proposal.objects.get(complaint=found.case, live=True)
    assert live.submitted_to_id == found.house.qian.id
    assert found.ref in text_of(found.get("qian", "2026-11-23 17:05", "/desk/?view=to_instruct"))
    pinned = {"kind": "approve", "text": "同意", "proposal_version": live.version, "proposal_hash": live.content_hash}
    assert found.act("zhao", "2026-11-23 17:10", "instruct_proposal", **pinned).status_code == 404
    found.does("qian", "2026-11-23 17:20", "instruct_proposal", **pinned)
    assert "钱总" in text_of(found.get("li", "2026-11-23 17:25"))
    assert "已登记答复" in replied(found, "2026-11-23 17:30")


def test_the_respondent_who_tries_is_told_whom_to_hand_it_to(found: Office) -> None:
    answer = found.act("feng", "2026-11-23 17:10", "give_direction", text="从轻。")
    assert answer.status_code == 422
    assert "请交钱总处理" in text_of(answer)  # his superior 赵总 is barred as well
