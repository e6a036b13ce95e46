"""The office of the stories: the cast at their desks (tests.web.desk_cast), and the few moves that several stories begin with."""

from suqing.apps.complaints.models import Proposal
from tests.remembered import remembered
from tests.web.desk_cast import Office, said

MONDAY = "2026-11-23"


def take_down(office: Office, when: str, *, who: str = "zhang", **given: object) -> str:
    """陈女士 calls about the late loss assessment; the reference of the item."""
    office.ref = _taken_down(office, when, who=who, **given)
    return office.ref


@remembered
def _taken_down(office: Office, when: str, *, who: str, **given: object) -> str:
    house = office.house
    form = {
        "misconduct": "no", "method": "telephone", "source": "own", "received_at": when.replace(" ", "T"), "phone": "13800006621", "name": "陈女士",
        "unit_id": str(house.branch.id), "policy_no": "PDAA2026310000883417", "line_of_business": "motor", "dispute_type": "claim",
        "respondent_text": "车险理赔部定损岗", "respondent_unit_id": str(house.claims.id), "respondent_staff_id": str(house.ding.id),
        "conduct_day": "2026-11-05", "facts": "11月2日轻微剐蹭报案，定损员两次改期，至今未定损。", "demands": "尽快定损，赔付代步费。",
        "possible_loss_fen": "1200", "exposed_by_media": "no", "in_litigation": "no", "in_arbitration": "no", "with_judicial_organs": "no",
        "only_venting": "no", **given,
    }  # fmt: skip
    answer = office.post(who, when, "/desk/new/", **form)
    assert answer.status_code == 303, said(answer)
    return str(answer.headers["Location"]).split("/desk/c/")[1].split("/")[0]


@remembered
def in_hand(office: Office, day: str = MONDAY, *, classification: str = "general") -> None:
    """Classed, dispatched to 车险理赔部, accepted for 小孙, the customer reached."""
    office.does("li", f"{day} 09:40", "triage", classification=classification, established="yes")
    office.does("li", f"{day} 09:45", "dispatch", department_id=office.house.claims.id)
    office.does("wang", f"{day} 09:55", "accept_dispatch", handler_id=office.house.sun.id)
    office.does("sun", f"{day} 10:05", "note_contact", method="telephone", direction="out", summary="核实经过与诉求")


@remembered
def found_valid(office: Office, day: str = MONDAY) -> None:
    """老丁 heard and found responsible; the complaint post confirms."""
    house = office.house
    office.does("sun", f"{day} 11:00", "ask_hearing", staff_id=house.ding.id)
    office.does("ding", f"{day} 14:00", "state_side", statement="排期冲突，两次改期属实。")
    office.does("sun", f"{day} 16:30", "record_finding", cause_kind="claim", cause="定损排期失误，超期9天。", evidence="排期表", valid="yes", direct=[str(house.ding.id)])
    office.does("li", f"{day} 17:00", "confirm_finding", valid="yes")


@remembered
def approved(office: Office, day: str) -> None:
    """小孙 proposes, 赵总 agrees."""
    office.does(
        "sun", f"{day} 09:00", "draft_proposal", text="三日内定损，赔付代步费。", amount_fen="800", company_loss_fen="800", grounds="定损超期9天，责任在我方", evidence="排期表",
    )  # fmt: skip
    live = Proposal.objects.get(complaint=office.case, live=True)
    office.does("zhao", f"{day} 09:10", "instruct_proposal", kind="approve", text="同意", proposal_version=live.version, proposal_hash=live.content_hash)


@remembered
def replied(office: Office, when: str, *, method: str = "letter") -> str:
    """陈女士 is told what was decided; the page after it."""
    return office.does(
        "sun", when, "send_reply", method=method, text="三日内定损，赔付代步费800元。", facts_verified="定损超期9天属实", grounds="保险法第二十三条", remedies="核查、调解、仲裁、诉讼", proof="有回执", address="上海市浦东新区张杨路500号",
    )  # fmt: skip


@remembered
def accepted_and_closed(office: Office, day: str) -> str:
    """She is content; the complaint post closes. The page after it."""
    office.does("sun", f"{day} 14:00", "record_response", accepted="yes", words="可以。")
    return office.does("li", f"{day} 16:00", "close", ground="accepted")


def closed(office: Office, **given: object) -> None:
    """Received on 23 November 2026, answered on the 24th, closed the same day; `given` as in take_down."""
    take_down(office, "2026-11-23 09:12", **given)
    in_hand(office, classification="major" if given.get("method") == "forwarded" else "general")
    found_valid(office)
    approved(office, "2026-11-24")
    replied(office, "2026-11-24 10:00")
    assert "已结案" in accepted_and_closed(office, "2026-11-24")
