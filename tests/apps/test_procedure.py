"""One complaint through all eight steps, by the actions alone (S5 7.1–7.8)."""

from datetime import date

import pytest

from suqing.apps.accountability.models import PenaltyNotice
from suqing.apps.audit.models import Event
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.actions.proposing import Promised, ProposalText
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.models import Complaint, Proposal, Undertaking
from suqing.apps.complaints.texts import case_key, read
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


PLAN = ProposalText(
    text="按4S店报价核定车损21,800元，2日内支付；代步费按超期9天补偿。",
    grounds="定损超期9天，责任在我方",
    evidence="定损照片6张\n4S店报价单",
    amount_fen=2_450_000,
    company_loss_fen=2_450_000,
    promised=(Promised("支付赔款24,500元", date(2026, 11, 27)),),
)


class Walk:
    """One case, one action after the other; remembers the version seen."""

    def __init__(self, house: House, complaint: Complaint) -> None:
        self.house, self.complaint = house, complaint

    def do(self, who: str, when: str, action: object, **given: object) -> Complaint:
        self.complaint = action(  # type: ignore[operator]
            ref=self.complaint.ref, seen_version=self.complaint.version, actor=self.house.actor(who), at=cn(when), **given
        )
        return self.complaint


def walk_to_reply(house: House, *, accepted: bool = True) -> Walk:
    walk = Walk(house, house.register(possible_loss_fen=2_640_000))
    walk.do("li", "2026-11-23 09:40", actions.triage_complaint, classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", actions.dispatch_complaint, department_id=house.claims.id)
    walk.do("wang", "2026-11-23 09:55", actions.accept_dispatch, handler_id=house.sun.id)
    walk.do("sun", "2026-11-23 10:05", actions.note_contact, method="telephone", reached=True, summary="核实经过与诉求")
    walk.do("sun", "2026-11-23 10:10", actions.note_progress, sayable="正在核实定损经过，11月26日前答复您。")
    walk.do("sun", "2026-11-23 11:00", actions.ask_hearing, staff_id=house.ding.id)
    walk.do("ding", "2026-11-23 14:00", actions.state_side, statement="排期冲突，两次改期属实。")
    walk.do(
        "sun", "2026-11-23 16:30", actions.record_finding, cause_kind="claim", cause="定损排期失误，超期9天。",
        evidence="排期表", valid=True, persons=[Responsible(house.ding.id, "direct")],
    )  # fmt: skip
    walk.do("li", "2026-11-23 17:00", actions.confirm_finding, valid=True)
    walk.do("sun", "2026-11-24 08:30", actions.draft_proposal, content=PLAN)
    walk.do("sun", "2026-11-24 08:35", actions.submit_proposal)
    proposal = Proposal.objects.get(complaint=walk.complaint, live=True)
    walk.do(
        "zhao", "2026-11-24 09:00", actions.instruct_proposal, kind="approve", text="同意",
        proposal_version=proposal.version, proposal_hash=proposal.content_hash,
    )  # fmt: skip
    walk.do(
        "sun", "2026-11-24 10:00", actions.send_reply,
        content=ReplyText("letter", "赔付24,500元，并致歉。", "定损超期9天属实", "保险法第二十三条", "核查、调解、仲裁、诉讼", "邮寄EMS", address="上海市浦东新区张杨路500号"),
    )  # fmt: skip
    walk.do("sun", "2026-11-24 15:00", actions.record_response, accepted=accepted, words="可以，尽快打款。" if accepted else "不同意。")
    return walk


def test_from_the_first_word_to_the_archive(house: House) -> None:
    walk = walk_to_reply(house)
    walk.do("li", "2026-11-25 09:00", actions.close_complaint, ground="accepted")
    undertaking = Undertaking.objects.get(complaint=walk.complaint)
    walk.do("sun", "2026-11-26 10:00", actions.carry_out, undertaking_id=undertaking.id, proof="网银流水号尾号0192")
    walk.do("li", "2026-11-27 10:00", actions.follow_up, reached=True, satisfaction=5, words="满意")
    walk.do(
        "li", "2026-11-27 10:30", actions.suggest_improvement, to_unit_id=house.claims.id, problem="排期无预警",
        suggestion="改期须报备", due_day=date(2026, 12, 15),
    )  # fmt: skip
    walk.do("li", "2026-11-27 10:40", actions.evaluate_complaint, lessons="排期要有预警")
    done = walk.do("li", "2026-11-27 11:00", actions.archive_complaint)

    assert done.stage == "archived"
    assert not done.open
    clocks = {(clock.rulebook, clock.kind): clock.state for clock in clocks_of(("complaint", done.id))}
    assert clocks["property", "contact"] == "met"
    assert clocks["property", "resolve"] == "met"
    assert clocks["cbirc2020", "decide"] == "met"
    verbs = list(Event.objects.filter(subject_kind="complaint", subject_id=done.id).order_by("seq").values_list("verb", flat=True))
    assert verbs == [
        "registered", "triaged", "dispatched", "dispatch_accepted", "contact_noted", "progress_noted", "hearing_asked", "heard",
        "finding_recorded", "found_valid", "proposal_drafted", "proposal_submitted", "proposal_approved", "replied",
        "response_recorded", "closed", "carried_out", "followed_up", "improvement_suggested", "evaluated", "archived",
    ]  # fmt: skip
    assert read(done, case_key(done), "demands") == "尽快定损，赔付代步费。"


def test_consequences_are_proposed_only_when_the_complaint_unit_has_spoken(house: House) -> None:
    walk = walk_to_reply(house)
    (notice,) = PenaltyNotice.objects.filter(complaint_id=walk.complaint.id)
    assert (notice.kind, notice.amount_fen, notice.staff_id) == ("remind", 0, house.ding.id)


def test_a_second_round_asks_again_for_contact_finding_and_proposal(house: House) -> None:
    walk = walk_to_reply(house, accepted=False)
    walk.do("li", "2026-11-25 09:00", actions.close_complaint, ground="lawful", law_cited="保险法第二十三条")
    case = walk.do("li", "2026-11-26 09:00", actions.reopen_complaint, reason="投诉人提交了新的照片。")
    assert (case.round, case.stage, case.next_action) == (2, "investigating", "note_contact")
    walk.do("sun", "2026-11-26 10:00", actions.note_contact, method="telephone", reached=True, summary="核对新照片")
    assert walk.complaint.next_action == "record_finding"
    decide = [clock for clock in clocks_of(("complaint", case.id)) if clock.kind == "decide" and clock.state == "running"]
    assert [clock.started_at for clock in decide] == [cn("2026-11-26 09:00")]
