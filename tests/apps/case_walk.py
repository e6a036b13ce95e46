"""The whole procedure as a table: every act once or more, who does it, when, with what. Tests walk it up to any step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from suqing.apps.complaints import actions
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.actions.lettering import LetterText
from suqing.apps.complaints.actions.proposing import Promised, ProposalText
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.actions.settling import SettlementText
from suqing.apps.complaints.actions.visiting import Representative
from suqing.apps.complaints.intake import Letter
from suqing.apps.complaints.models import Complaint, Proposal, Undertaking
from suqing.casework.emergency import CHECKLIST
from tests.cast import House, cn
from tests.remembered import remembered

PLAN = ProposalText(
    text="按4S店报价核定车损，2日内支付。", grounds="定损超期9天", evidence="定损照片6张", policy_effect="保单照常有效",
    amount_fen=2_450_000, company_loss_fen=2_450_000, promised=(Promised("支付赔款24,500元", date(2026, 11, 27)),),
)  # fmt: skip
REPLY = ReplyText("letter", "赔付24,500元，并致歉。", "定损超期9天属实", "保险法第二十三条", "可在30日内向总公司书面申请核查，也可申请调解、仲裁或向人民法院起诉", "邮寄EMS", address="上海市浦东新区张杨路500号")


@dataclass(frozen=True)
class Step:
    act: str
    who: str
    when: str
    call: Callable[..., object]
    given: Callable[[House, Complaint], dict[str, Any]]
    swaps: bool = True  # False: the act leaves the case and its version alone

    def do(self, house: House, complaint: Complaint, *, who: str = "") -> object:
        seen = {"seen_version": complaint.version} if self.swaps else {}
        return self.call(
            ref=complaint.ref, actor=house.actor(who or self.who), at=cn(f"2026-{self.when}"), **seen, **self.given(house, complaint)
        )


def _proposal(house: House, complaint: Complaint) -> dict[str, Any]:
    live = Proposal.objects.get(complaint=complaint, live=True)
    return {"kind": "approve", "text": "同意", "proposal_version": live.version, "proposal_hash": live.content_hash}


def neighbour(house: House, case: Complaint) -> Complaint:
    """Another item, in a matter of its own; anonymous, so that it is never mistaken for the case."""
    others = Complaint.objects.filter(root=house.root).exclude(matter_id=case.matter_id).order_by("id")
    return others.first() or house.register(by="zhang", name="", phone="", policy_no="", facts="", demands="", respondent_text="")


def _given(**given: Any) -> Callable[[House, Complaint], dict[str, Any]]:
    return lambda house, complaint: given


STEPS = (
    Step("acknowledge", "li", "11-23 09:20", actions.acknowledge, _given(form="sms", text="已登记", address="13800006621", proof="短信平台记录")),
    Step("triage", "li", "11-23 09:40", actions.triage_complaint, _given(classification="general", established=True, reason="损失尚不清楚")),
    Step("reclassify", "li", "11-23 09:42", actions.reclassify_complaint, _given(classification="major", reason="可能损失两万六")),
    Step(
        "complete_record", "li", "11-23 09:43", actions.complete_record,
        lambda house, _: {"additions": house.intake(claim_no="RDAA202631000077"), "given": frozenset({"claim_no"})},
    ),
    Step("dispatch", "li", "11-23 09:45", actions.dispatch_complaint, lambda house, _: {"department_id": house.health.id}),
    Step("return_dispatch", "feng", "11-23 09:50", actions.return_dispatch, _given(reason="是车险的事")),
    Step("judge_return", "li", "11-23 09:51", actions.judge_return, _given(passing_on=False, reason="确不属健康险")),
    Step("dispatch", "li", "11-23 09:52", actions.dispatch_complaint, lambda house, _: {"department_id": house.claims.id, "reason": "改派车险"}),
    Step("accept_dispatch", "wang", "11-23 09:55", actions.accept_dispatch, lambda house, _: {"handler_id": house.sun.id}),
    Step("note_contact", "sun", "11-23 10:05", actions.note_contact, _given(method="telephone", reached=True, summary="核实经过与诉求")),
    Step("note_progress", "sun", "11-23 10:10", actions.note_progress, _given(sayable="正在核实定损经过。", internal="排期有误")),
    Step("promise", "sun", "11-23 10:12", actions.make_promise, _given(due_at=cn("2026-11-25 17:00"), words="周三前答复")),
    Step(
        "receive_visit", "sun", "11-23 10:11", actions.receive_visit,
        _given(persons=6, place="二楼接待室", recording_told=True, representatives=(Representative("戚代表", "13700000009"),), step="端茶让座，请其坐下说"),
    ),
    Step("count_heads", "sun", "11-23 10:11", actions.count_heads, _given(persons=22, step="请部门负责人到场"), swaps=False),
    Step("end_visit", "sun", "11-23 10:12", actions.end_visit, _given(outcome="答应三日内书面答复，全部离开"), swaps=False),
    Step("note_inquiry", "zhang", "11-23 10:12", actions.note_inquiry, _given(asked="几时能定损", told="正在核实，周三前答复您。"), swaps=False),
    Step("put_through", "zhang", "11-23 10:12", actions.put_through, lambda house, _: {"to_staff_id": house.zhao.id, "reached": False, "words": "要求领导回电"}, swaps=False),
    Step("urge", "li", "11-23 10:13", actions.urge_complaint, lambda house, _: {"to_staff_id": house.sun.id, "reason": "客户在现场等", "answer_by": cn("2026-11-24 12:00")}),
    Step("answer_urge", "sun", "11-23 10:14", actions.answer_urge, _given(answer="今天下午定损。")),
    Step("report_obstacle", "sun", "11-23 10:14", actions.report_obstacle, _given(reason="查勘现场被水淹，进不去")),
    Step("answer_obstacle", "li", "11-23 10:14", actions.answer_obstacle, _given(objective=True, answer="气象预警可查")),
    Step("ask_support", "sun", "11-23 10:14", actions.ask_support, lambda house, _: {"to_staff_id": house.zhao.id, "kind": "help", "reason": "两家修理厂报价悬殊", "answer_by": cn("2026-11-24 12:00")}),
    Step("answer_support", "zhao", "11-23 10:14", actions.answer_support, _given(outcome="helped", answer="总部技术岗明天到场")),
    Step("note_blockage", "sun", "11-23 10:14", actions.note_blockage, _given(state="surveyed", stuck_on="assessment", with_whom="城东修理厂", since=date(2026, 11, 2), way_out="改请公估师定损")),
    Step("clear_blockage", "sun", "11-23 10:14", actions.clear_blockage, _given(solved="公估师已出单")),
    Step("open_crisis", "li", "11-23 10:14", actions.open_crisis, _given(trigger="media", reason="记者已到营业厅")),
    Step(
        "record_crisis_opinion", "li", "11-23 10:14", actions.record_crisis_opinion,
        lambda house, _: {"present_ids": [house.zhao.id, house.liao.id], "opinion": "先安抚再定损", "then": "decided", "decision": "当日派资深定损员"},
    ),
    Step("decide_crisis", "zhao", "11-23 10:14", actions.decide_crisis, _given(opinion="今日上门定损")),
    Step("hq_receive", "han", "11-23 10:14", actions.hq_receive, _given()),
    Step("hq_act", "han", "11-23 10:14", actions.hq_act, _given(words="派总部查勘员今日到场核实")),
    Step("start_emergency_plan", "li", "11-23 10:14", actions.start_emergency_plan, _given(trigger="persons", persons=20, reason="二十名车主到场")),
    Step("log_emergency", "sun", "11-23 10:14", actions.log_emergency, _given(items=tuple(CHECKLIST), words="值班经理已逐项落实")),
    Step("end_emergency_plan", "zhao", "11-23 10:14", actions.end_emergency_plan, _given(result="人群已散，约定周三答复")),
    Step("give_direction", "qian", "11-23 10:14", actions.give_direction, _given(text="先垫付代步费用")),
    Step("record_complexity", "sun", "11-23 10:14", actions.record_complexity, _given(reason="须等第三方定损")),
    Step("approve_extension", "han", "11-23 10:14", actions.approve_extension, _given(reason="第三方排期在月底之后")),
    Step("tell_extension", "sun", "11-23 10:14", actions.tell_extension, _given(told_how="sms", proof="短信已送达")),
    Step("pause_limit", "li", "11-23 10:14", actions.pause_limit, _given(ground="appraisal", institution="某鉴定机构", document_no="委托书1号", document_on=date(2026, 11, 23), proof_at=cn("2026-11-23 10:14"))),
    Step("resume_limit", "li", "11-23 10:15", actions.resume_limit, _given(document_no="鉴定意见书7号", document_on=date(2026, 11, 23))),
    Step("note_new_facts", "sun", "11-23 10:15", actions.note_new_facts, _given(words="提供行车记录仪录像")),
    Step("ask_papers", "sun", "11-23 10:15", actions.ask_papers, _given(kinds=("accident", "invoice"), words="事故认定书和维修发票，拍照发来即可")),
    Step("propose_mediation", "sun", "11-23 10:15", actions.propose_mediation, _given(organisation="某市保险合同纠纷调解委员会", words="投诉人愿意坐下来谈")),
    Step("decline_mediation", "li", "11-23 10:15", actions.decline_mediation, _given(declined_by="complainant", outcome="投诉人先要看定损")),
    Step("propose_mediation", "sun", "11-23 10:15", actions.propose_mediation, _given(organisation="某市保险合同纠纷调解委员会", proposed_by="complainant")),
    Step("agree_mediation", "li", "11-23 10:15", actions.agree_mediation, _given(proof="双方签字的申请书")),
    Step("end_mediation", "li", "11-23 10:15", actions.end_mediation, _given(result="failed", outcome="差距太大，没有谈成")),
    Step("propose_mediation", "sun", "11-23 10:15", actions.propose_mediation, _given(organisation="某市保险合同纠纷调解委员会")),
    Step("agree_mediation", "li", "11-23 10:15", actions.agree_mediation, _given(proof="双方签字的第二份申请书", mediator="调解员顾")),
    Step("record_opinion", "sun", "11-23 10:15", actions.record_opinion, _given(amount_fen=80_000, words="先付代步费800元，定损另行安排")),
    Step("answer_opinion", "sun", "11-23 10:15", actions.answer_opinion, _given(accepted=True, answer="电话里说可以，录音A12")),
    Step("end_mediation", "li", "11-23 10:15", actions.end_mediation, _given(result="success", outcome="先付代步费800元")),
    Step("perform_mediation", "sun", "11-23 10:15", actions.perform_mediation, _given(performed_on=date(2026, 11, 23), performance="代步费收据", confirmed_on=date(2026, 11, 23), confirmation_no="（2026）沪0115诉调1号")),
    Step("disclose", "sun", "11-23 10:15", actions.disclose_parties, _given(reason="contact"), swaps=False),
    Step("ask_hearing", "sun", "11-23 11:00", actions.ask_hearing, lambda house, _: {"staff_id": house.ding.id}),
    Step("ask_hearing", "sun", "11-23 11:05", actions.ask_hearing, lambda house, _: {"staff_id": house.liao.id}),
    Step("record_hearing", "sun", "11-23 13:30", actions.record_hearing, lambda house, _: {"staff_id": house.liao.id, "declined": True}),
    Step("state_side", "ding", "11-23 14:00", actions.state_side, _given(statement="排期冲突，两次改期属实。")),
    Step(
        "record_finding", "sun", "11-23 16:30", actions.record_finding,
        lambda house, _: {"cause_kind": "claim", "cause": "定损排期失误，超期9天。", "evidence": "排期表", "valid": True, "persons": [Responsible(house.ding.id, "direct")]},
    ),
    Step("confirm_finding", "li", "11-23 17:00", actions.confirm_finding, _given(valid=True)),
    Step("draft_proposal", "sun", "11-24 08:30", actions.draft_proposal, _given(content=PLAN)),
    Step("submit_proposal", "sun", "11-24 08:35", actions.submit_proposal, _given()),
    Step("instruct_proposal", "zhao", "11-24 09:00", actions.instruct_proposal, _proposal),
    Step("send_reply", "sun", "11-24 10:00", actions.send_reply, _given(content=REPLY)),
    Step("record_response", "sun", "11-24 15:00", actions.record_response, _given(accepted=True, words="可以，尽快打款。")),
    Step("report_back", "li", "11-24 16:00", actions.report_back, _given(summary="已赔付并致歉", document_no="东财函〔2026〕12号")),
    Step("close", "li", "11-25 09:00", actions.close_complaint, _given(ground="accepted")),
    Step(
        "carry_out", "sun", "11-26 10:00", actions.carry_out,
        lambda _, complaint: {"undertaking_id": Undertaking.objects.get(complaint=complaint).id, "proof": "网银流水号尾号0192"},
    ),
    Step("follow_up", "li", "11-27 10:00", actions.follow_up, _given(reached=True, satisfaction=5, words="满意")),
    Step(
        "suggest_improvement", "li", "11-27 10:30", actions.suggest_improvement,
        lambda house, _: {"to_unit_id": house.claims.id, "problem": "排期无预警", "suggestion": "改期须报备", "due_day": date(2026, 12, 15)},
    ),
    Step(
        "answer_improvement", "wang", "11-27 10:32", actions.answer_improvement,
        _given(accepted=True, words="预警确实缺位", plan="排期表每日提示", plan_day=date(2026, 12, 10)),
    ),
    Step("complete_improvement", "wang", "11-27 10:34", actions.complete_improvement, _given(proof="提示功能已上线")),
    Step("send_survey", "li", "11-27 10:36", actions.send_survey, _given(code="mKp2vX9qLr4TzB7nWd5YcA")),
    Step("evaluate", "li", "11-27 10:40", actions.evaluate_complaint, _given(lessons="排期要有预警", avoidance="改期即报备")),
    Step("archive", "li", "11-27 11:00", actions.archive_complaint, _given()),
    Step("apply_review", "li", "11-27 11:10", actions.apply_review, _given(form="letter", reason="认为赔偿不足", decision_received_at=cn("2026-11-25 10:00"))),
    Step(
        "decide_review", "yan", "11-27 11:20", actions.decide_review,
        _given(outcome="upheld", process="经办、批示齐全", time_limits="各时限均遵守", result="依据充分", decision="维持原处理结果"),
    ),
    Step("tell_review", "li", "11-27 11:30", actions.tell_review, _given(told_how="letter", told="维持原处理结果", proof="邮寄EMS")),
    Step("reopen", "li", "11-28 09:00", actions.reopen_complaint, _given(reason="投诉人提供新的照片")),
    Step("step_in", "zhao", "11-28 09:20", actions.step_in, _given(reason="反复投诉，我来办")),
    Step("declare_interest", "qian", "11-28 09:30", actions.declare_interest, _given(reason="投诉人是我亲戚")),
    Step("terminate", "li", "11-28 10:00", actions.terminate_complaint, _given(kind="in_court", reason="投诉人已经起诉")),
    Step("tell_termination", "li", "11-28 11:00", actions.tell_termination, _given(told_how="telephone", proof="录音2026112801")),
    Step("check_improvement", "li", "12-28 10:00", actions.check_improvement, _given(effective=True, words="抽查无人擅改")),
)  # fmt: skip


# What is settled on the spot goes another way: a general item of the customer's own, not one that the regulator sent.
# Before that somebody takes it for the same matter as another, and thinks better of it; afterwards it is taken up again and the regulator forwards it.
SPOT = (
    Step("join_matter", "li", "11-23 09:18", actions.join_matter, lambda house, case: {"other": neighbour(house, case).ref, "same_person": "complainant", "same_thing": "event", "reason": "同一次定损"}),
    Step("leave_matter", "li", "11-23 09:18", actions.leave_matter, _given(reason="核实是两次事故")),
    Step("link_items", "li", "11-23 09:18", actions.link_items, lambda house, case: {"other": neighbour(house, case).ref, "reason": "同一家修理厂"}),
    Step("unlink_items", "li", "11-23 09:18", actions.unlink_items, lambda house, case: {"other": neighbour(house, case).ref, "reason": "换了修理厂"}),
    Step("settle", "li", "11-23 09:20", actions.settle_complaint, _given(content=SettlementText("已请定损员今日下午上门，并致歉。", "行，今天来就好。", True, 5_000, "代步费收据", "定损改期两次属实", "车险服务承诺", "录音2026112301"))),
    Step("review_settlement", "zhao", "11-23 17:00", actions.review_settlement, _given(approved=True, words="改期要先告知客户")),
    Step("reopen", "li", "11-24 09:00", actions.reopen_complaint, _given(reason="定损员没有来，投诉人又投诉到监管")),
    Step("record_letter", "li", "11-24 09:10", actions.record_letter, _given(content=LetterText("regulator_local", "沪金监转〔2026〕9号", "上海监管局", cn("2026-11-20 10:00"), cn("2026-11-21 09:00"), None, cn("2026-12-03 17:00")))),
    Step(
        "complete_record", "li", "11-24 09:12", actions.complete_record,
        lambda house, _: {"additions": house.intake(agent_name="文浩坚", agent_phone="13900000001", agent_role="agent_of_complainant"), "given": frozenset({"agent_name", "agent_phone", "agent_role"})},
    ),
    Step("ask_documents", "li", "11-24 09:14", actions.ask_documents, _given(words="请补授权委托书原件和本人身份证件", due_day=date(2026, 11, 30))),
    Step("see_documents", "li", "11-24 09:16", actions.see_documents, _given(documents=["authority", "agent_id"])),
    Step("explain_lateness", "li", "11-30 09:00", actions.explain_lateness, _given(kind="contact", cause="complainant", words="三次拨打未接，已改约短信")),
)  # fmt: skip


@dataclass
class Walking:
    """The two cases, walked as far as they were last asked for; only on, never back."""

    house: House
    done: dict[bool, int] = field(default_factory=dict)
    cases: dict[bool, Complaint] = field(default_factory=dict)

    def before(self, step: Step) -> Complaint:
        """The case as it stands before this step."""
        on_the_spot = step in SPOT
        steps = SPOT if on_the_spot else STEPS
        case = self.cases.get(on_the_spot) or (spot_case if on_the_spot else forwarded_case)(self.house)
        for each in steps[self.done.get(on_the_spot, 0) : steps.index(step)]:
            case = Complaint.objects.get(pk=case.pk)
            each.do(self.house, case)
        self.done[on_the_spot], self.cases[on_the_spot] = steps.index(step), case
        return case


@remembered
def spot_case(house: House) -> Complaint:
    return house.register(exposed_by_media=False, possible_loss_fen=5_000, in_litigation=False, in_arbitration=False, with_judicial_organs=False, only_venting=False)


@remembered
def forwarded_case(house: House) -> Complaint:
    """Told to the hotline, forwarded by the regulator, with a letter, an agent and every number."""
    return house.register(
        by="zhang", source="regulator_local", method="forwarded", possible_loss_fen=2_640_000, claim_no="RDAA202631000076",
        id_number="310101199003071234", address="上海市浦东新区", email="chen@example.com", agent_role="agent_of_complainant",
        agent_name="文浩坚", agent_phone="13900000001", proof_seen=True,
        letter=Letter("沪金监转〔2026〕1号", "上海监管局", cn("2026-11-20 10:00"), cn("2026-11-21 09:00"), cn("2026-12-03 17:00")),
    )  # fmt: skip


def walk(house: House, complaint: Complaint, *, until: str = "", steps: tuple[Step, ...] = STEPS) -> Iterator[tuple[Step, Complaint]]:
    """Each step with the case as it stands before it; the step is done when the next one is asked for. Stops before `until`."""
    for step in steps:
        if step.act == until:
            return
        complaint = Complaint.objects.get(pk=complaint.pk)
        yield step, complaint
        step.do(house, complaint)


@remembered
def walked(house: House, complaint: Complaint, *, until: str = "", steps: tuple[Step, ...] = STEPS) -> Complaint:
    for _ in walk(house, complaint, until=until, steps=steps):
        pass
    return Complaint.objects.get(pk=complaint.pk)
