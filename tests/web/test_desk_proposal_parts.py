"""What a proposal covers beside money: the policy and the company's name; what it leaves open is said to the leader (S4 第六条二(四))."""

import pytest

from suqing.apps.complaints.actions.proposing import ProposalText, content_hash
from suqing.apps.complaints.models import Proposal
from tests.cast import House
from tests.stories.office import found_valid, in_hand, take_down
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db
PLAN = {"text": "三日内定损。", "amount_fen": "800", "company_loss_fen": "800", "grounds": "定损超期9天", "evidence": "排期表"}


@pytest.fixture
def office(house: House) -> Office:
    found = Office(house)
    take_down(found, "2026-11-23 09:12")
    in_hand(found)
    found_valid(found)
    return found


def test_the_demand_stands_beside_the_form_and_the_leader_reads_both_parts(office: Office) -> None:
    assert "投诉人要求 尽快定损，赔付代步费。" in text_of(office.get("sun", "2026-11-24 09:00", "?do=draft_proposal"))
    office.does("sun", "2026-11-24 09:05", "draft_proposal", **PLAN, policy_effect="保单继续有效。", brand_effect="由王经理当面致歉。")
    page = text_of(office.get("zhao", "2026-11-24 09:10"))
    assert "保单 保单继续有效。 品牌影响 由王经理当面致歉。" in page


def test_what_was_not_written_is_said(office: Office) -> None:
    office.does("sun", "2026-11-24 09:05", "draft_proposal", **PLAN)
    assert "保单 方案没有写 品牌影响 方案没有写" in text_of(office.get("zhao", "2026-11-24 09:10"))


def test_an_approval_pins_the_words_about_the_name_too(office: Office) -> None:
    office.does("sun", "2026-11-24 09:05", "draft_proposal", **PLAN, brand_effect="当面致歉")
    row = Proposal.objects.get()
    said = {"text": "三日内定损。", "grounds": "定损超期9天", "evidence": "排期表", "amount_fen": 80_000, "company_loss_fen": 80_000}
    assert row.content_hash == content_hash(1, ProposalText(**said, brand_effect="当面致歉"))
    assert row.content_hash != content_hash(1, ProposalText(**said))
