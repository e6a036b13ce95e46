"""A whole complaint by posting forms, from the telephone to the archive (S5 7.1–7.8)."""

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.models import Event
from suqing.apps.complaints.models import Complaint, Proposal, Undertaking
from suqing.apps.complaints.texts import case_key, read
from tests.cast import House
from tests.web.desk_cast import Office, said, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def take_down(office: Office, *, who: str = "li", when: str = "2026-11-23 09:15", **given: object) -> str:
    house = office.house
    form = {
        "misconduct": "no", "method": "telephone", "source": "own", "received_at": "2026-11-23T09:12", "phone": "13800006621",
        "name": "陈女士", "policy_no": "PDAA2026310000883417", "line_of_business": "motor", "dispute_type": "claim",
        "respondent_text": "车险理赔部定损岗", "respondent_unit_id": str(house.claims.id), "respondent_staff_id": str(house.ding.id),
        "conduct_day": "2026-11-05", "facts": "11月2日轻微剐蹭报案，定损员两次改期，至今未定损。", "demands": "尽快定损，赔付代步费。",
        "possible_loss_fen": "26,400.00", **given,
    }  # fmt: skip
    answer = office.post(who, when, "/desk/new/", **form)
    assert answer.status_code == 303, said(answer)
    office.ref = answer.headers["Location"].split("/")[3]
    return answer.headers["Location"]


PLAN = {
    "text": "按4S店报价核定车损21,800元，2日内支付；代步费按超期9天补偿。", "amount_fen": "24500", "company_loss_fen": "24,500.00",
    "grounds": "定损超期9天，责任在我方", "evidence": "定损照片6张\n4S店报价单",
    "what_0": "支付赔款24,500元", "day_0": "2026-11-27", "owner_0": "",
}  # fmt: skip
REPLY = {
    "method": "letter", "text": "赔付24,500元，并致歉。", "facts_verified": "定损超期9天属实", "grounds": "保险法第二十三条",
    "remedies": "核查、调解、仲裁、诉讼", "proof": "邮寄EMS", "address": "上海市浦东新区张杨路500号",
}  # fmt: skip


def walk_to_finding(office: Office) -> None:
    house = office.house
    take_down(office)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="yes")
    office.does("li", "2026-11-23 09:45", "dispatch", department_id=house.claims.id)
    office.does("wang", "2026-11-23 09:55", "accept_dispatch", handler_id=house.sun.id)
    office.does("sun", "2026-11-23 10:05", "note_contact", method="telephone", direction="out", summary="核实经过与诉求")
    office.does("sun", "2026-11-23 10:10", "note_progress", sayable="正在核实定损经过，11月26日前答复您。", internal="等排期表")
    office.does("sun", "2026-11-23 11:00", "ask_hearing", staff_id=house.ding.id)
    office.does("ding", "2026-11-23 14:00", "state_side", statement="排期冲突，两次改期属实。")
    office.does(
        "sun", "2026-11-23 16:30", "record_finding", cause_kind="claim", cause="定损排期失误，超期9天。", evidence="排期表",
        valid="yes", direct=[str(house.ding.id)],
    )  # fmt: skip
    office.does("li", "2026-11-23 17:00", "confirm_finding", valid="yes")


def walk_to_reply(office: Office) -> None:
    walk_to_finding(office)
    office.does("sun", "2026-11-24 08:30", "draft_proposal", keep="1", **PLAN)
    office.does("sun", "2026-11-24 08:35", "submit_proposal", **PLAN)
    approve(office, "2026-11-24 09:00")
    office.does("sun", "2026-11-24 10:00", "send_reply", **REPLY)


def approve(office: Office, when: str) -> None:
    live = Proposal.objects.get(complaint=office.case, live=True)
    office.does("zhao", when, "instruct_proposal", kind="approve", text="同意", proposal_version=live.version, proposal_hash=live.content_hash)


def test_from_the_telephone_to_the_archive(office: Office) -> None:
    walk_to_reply(office)
    page = office.does("sun", "2026-11-24 15:00", "record_response", accepted="yes", words="可以，尽快打款。")
    assert "已登记投诉人意见。" in page
    page = office.does("li", "2026-11-25 09:00", "close", ground="accepted")
    assert f"{office.ref} 已结案。" in page
    assert "下一步：兑现承诺（小孙）" in page
    undertaking = Undertaking.objects.get(complaint=office.case)
    office.does("sun", "2026-11-26 10:00", "carry_out", undertaking_id=undertaking.id, proof="网银流水号尾号0192")
    office.does("li", "2026-11-27 10:00", "follow_up", reached="yes", satisfaction="5", words="满意")
    office.does("li", "2026-11-27 10:30", "suggest_improvement", to_unit_id=office.house.claims.id, problem="排期无预警", suggestion="改期须报备", due_day="2026-12-15")
    office.does("li", "2026-11-27 10:40", "evaluate", lessons="排期要有预警")
    page = office.does("li", "2026-11-27 11:00", "archive")
    assert "这一件已经办完" in page
    case = office.case
    assert (case.stage, case.open) == ("archived", False)
    verbs = list(Event.objects.filter(subject_kind="complaint", subject_id=case.id).order_by("seq").values_list("verb", flat=True))
    assert verbs[0] == "registered"
    assert verbs[-1] == "archived"
    assert verbs.count("proposal_submitted") == 1
    assert PenaltyNotice.objects.filter(complaint_id=case.id).count() == 1


def test_a_returned_proposal_is_followed_by_the_next_version_with_the_leaders_words_above_it(office: Office) -> None:
    walk_to_finding(office)
    office.does("sun", "2026-11-24 08:30", "draft_proposal", **PLAN)
    live = Proposal.objects.get(complaint=office.case, live=True)
    office.does("zhao", "2026-11-24 08:40", "instruct_proposal", kind="return", text="代步费依据不足，请补工期证明。", proposal_version=1, proposal_hash=live.content_hash)
    page = text_of(office.get("sun", "2026-11-24 09:00"))
    assert "赵总退回第1版（ 今日 08:40 ）： 代步费依据不足，请补工期证明。" in page
    office.does("sun", "2026-11-24 09:30", "draft_proposal", **PLAN | {"text": PLAN["text"] + "附工期证明。"})
    page = text_of(office.get("zhao", "2026-11-24 09:40"))
    assert "与第1版对照" in page
    approve(office, "2026-11-24 10:00")
    office.does("sun", "2026-11-24 10:30", "send_reply", **REPLY)
    office.does("sun", "2026-11-24 11:00", "record_response", accepted="yes", words="好")
    page = office.does("li", "2026-11-24 11:30", "close", ground="accepted")
    assert "兑现承诺" in page
    last = Undertaking.objects.get(complaint=office.case, proposal__version=2)
    page = office.does("sun", "2026-11-24 13:00", "carry_out", undertaking_id=last.id, proof="流水")
    assert "下一步：回访" in page  # what the returned version would have promised binds nobody


def test_the_agreed_amount_beyond_ones_authority_is_said_under_the_sum(office: Office) -> None:
    walk_to_finding(office)
    office.does("sun", "2026-11-24 08:30", "draft_proposal", keep="1", **PLAN)
    assert "超出您的授权5,000元，提交后由主管领导批示" in text_of(office.get("sun", "2026-11-24 08:31"))


def test_submitting_without_evidence_keeps_the_draft_and_says_what_is_missing(office: Office) -> None:
    walk_to_finding(office)
    answer = office.act("sun", "2026-11-24 08:30", "draft_proposal", **PLAN | {"evidence": "", "company_loss_fen": ""})
    assert answer.status_code == 422
    assert "还缺2项：关键证据、公司损失。补齐后可提交。" in text_of(answer)
    proposal = Proposal.objects.get(complaint=office.case)
    assert proposal.state == "draft"
    assert read(proposal, case_key(office.case), "text") == PLAN["text"]
    again = office.act("sun", "2026-11-24 08:32", "submit_proposal", **PLAN)
    assert again.status_code == 303, said(again)


def test_a_dispatch_that_is_returned_leads_away_from_what_one_may_no_longer_see(office: Office) -> None:
    take_down(office)
    office.does("li", "2026-11-23 09:40", "triage", classification="major", established="")
    office.does("li", "2026-11-23 09:45", "dispatch", department_id=office.house.health.id)
    answer = office.act("feng", "2026-11-23 09:55", "return_dispatch", reason="不是健康险")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    assert office.get("feng", "2026-11-23 10:00").status_code == 404
    assert Complaint.objects.get(ref=office.ref).stage == "triaged"
