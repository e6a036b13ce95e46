"""A call is settled while 陈女士 is on the line: one screen, within the clerk's own authority (S5 4.5, 4.10, 6.4; S4 四(四)).

小李's authority is 20,000 yuan, 小张's is nothing: 50 yuan paid is 小李's to promise and not 小张's. The leader looks afterwards; one in ten,
drawn by the digest of the number, is called back before it is filed.
"""

import pytest

from suqing.apps.complaints.models import Complaint, Settlement
from tests.remembered import remembered
from tests.stories.office import take_down
from tests.web.desk_cast import Office, said, text_of

SPOT = {"on_the_spot": "yes", "spot_answer": "已请定损员今日下午上门，并致歉。", "spot_facts_verified": "改期两次属实", "spot_grounds": "车险服务承诺", "spot_told_proof": "录音2026112301", "spot_words": "行，今天来就好。", "spot_accepted": "yes"}
PAID = {"spot_amount_fen": "50", "spot_proof": "代步费收据"}
FORM = {"misconduct": "no", "method": "telephone", "source": "own", "received_at": "2026-11-23T09:12", "facts": "改期两次", "demands": "尽快定损"}


@pytest.fixture
@remembered
def settled(office: Office) -> Office:
    take_down(office, "2026-11-23 09:12", who="li", **SPOT, **PAID)
    return office


def test_one_screen_classes_answers_and_closes_it_with_no_clock_left(settled: Office) -> None:
    page = text_of(settled.get("li", "2026-11-23 09:20"))
    assert "已结案" in page
    assert "已请定损员今日下午上门，并致歉。" in page
    assert "按时 办结 11月26日 周四 17:30" in page
    assert "取各规则最早者" not in page  # so is the earliest running clock marked
    assert settled.ref not in text_of(settled.get("li", "2026-11-23 09:20", "/desk/?view=open"))


def test_the_leader_looks_afterwards_and_may_have_it_taken_up_again(settled: Office) -> None:
    assert settled.ref in text_of(settled.get("zhao", "2026-11-23 17:00", "/desk/?view=after_closing"))
    assert settled.act("li", "2026-11-23 16:00", "archive").status_code == 422  # nobody has looked yet
    settled.does("zhao", "2026-11-23 17:00", "review_settlement", approved="no", words="改期的原因没有查。")
    settled.does("li", "2026-11-24 09:00", "reopen", reason="领导过目认为应当查明改期原因。")
    assert "第2轮" in text_of(settled.get("li", "2026-11-24 09:05"))


@pytest.mark.parametrize("sampled", [True, False])
def test_a_sampled_one_is_called_back_before_it_is_filed(settled: Office, sampled: bool) -> None:
    while Settlement.objects.get(complaint=settled.case).sampled != sampled:
        take_down(settled, "2026-11-23 09:12", who="li", **SPOT)
    settled.does("zhao", "2026-11-23 17:00", "review_settlement", approved="yes")
    page = text_of(settled.get("li", "2026-11-24 09:00"))
    assert ("下一步 回访" in page or "第8步 回访" in page) == sampled


def test_beyond_ones_authority_or_without_the_customers_yes_nothing_is_registered(office: Office) -> None:
    for who, given, why in (("zhang", PAID, "超过您的授权"), ("li", {"spot_accepted": "no"}, "投诉人没有表示接受"), ("li", {"spot_amount_fen": "50"}, "钱还没有付清")):
        answer = office.post(who, "2026-11-23 09:12", "/desk/new/", **FORM, unit_id=str(office.house.branch.id), **SPOT | given)
        assert answer.status_code == 422, said(answer)
        assert why in text_of(answer), why
    assert Complaint.objects.count() == 0
