"""The bodies of the acts of the procedure, in its order (S5 7.2–7.8). Required words are checked by the action itself."""

from typing import Annotated, Any, Literal

from pydantic import Field

from suqing.apps.audit.disclosing import REASONS
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.actions.lettering import LetterText
from suqing.apps.complaints.actions.proposing import Promised, ProposalText
from suqing.apps.complaints.actions.proving import Sent
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.actions.settling import SettlementText
from suqing.apps.complaints.intake import Representative, StuckOn
from suqing.apps.complaints.models.choices import (
    NAMED_METHODS,
    TELLING,
    BlockageCause,
    CauseKind,
    ClaimState,
    ClosingGround,
    CrisisTrigger,
    EmergencyTrigger,
    InstructionKind,
    LatenessCause,
    MediationSide,
    PaperKind,
    PersonRole,
    ReplyMethod,
    ReviewForm,
    ReviewOutcome,
    SamePerson,
    SameThing,
    SupportKind,
    SupportOutcome,
    TerminationKind,
    ToldHow,
)
from suqing.casework.causes import DETAILS
from suqing.casework.classes import ORDINARY
from suqing.casework.emergency import CHECKLIST
from suqing.web.api.bodies.base import (
    Body,
    Day,
    Flag,
    Id,
    Moment,
    Money,
    StaffKey,
    UnitKey,
    staff_id,
    unit_id,
)
from suqing.web.api.caller import Caller

Class = Literal[*ORDINARY]  # type: ignore[valid-type]
ContactMethod = Literal[*dict.fromkeys([*(each.value for each in NAMED_METHODS), *(each.value for each in TELLING)])]  # type: ignore[valid-type]
Telling = Literal[*(each.value for each in TELLING)]  # type: ignore[valid-type]
Reason = Literal[*REASONS]  # type: ignore[valid-type]


class Nothing(Body):
    """不需要内容 / no content."""


class Told(Body):
    """告知的去处和凭据 / where a telling went, and what had been agreed (law 21)."""

    address: str = Field("", title="发到哪里；不写即登记的电话、地址或邮箱")
    agreement: str = Field("", title="约定了怎样告知；按约定的方式必写")
    agreed_on: Day | None = Field(None, title="哪一天约定的；按约定的方式必写")
    paper_id: Id | None = Field(None, title="凭证，本件的附件")

    def given(self, caller: Caller) -> dict[str, Any]:
        words = self.model_dump()
        return words | {"sent": Sent(**{name: words.pop(name) for name in Told.model_fields})}


class Triage(Body):
    classification: Class = Field(title="类别")
    established: Flag | None = Field(None, title="是否成立；不写即待查明")
    reason: str = Field("", title="与系统建议不同时的理由")


class Reclassify(Body):
    classification: Class = Field(title="改为")
    reason: str = Field(title="改类理由")


class Why(Body):
    reason: str = Field(title="理由")


class Dispatch(Body):
    department_id: UnitKey = Field(title="责任部门")
    reason: str = Field("", title="改派理由")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"department_id": unit_id(caller, "department_id", self.department_id), "reason": self.reason}


class AcceptDispatch(Body):
    handler_id: StaffKey | None = Field(None, title="承办人；不写即本人")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"handler_id": staff_id(caller, "handler_id", self.handler_id)}


class Acknowledge(Body):
    form: Telling = Field(title="回执方式")
    text: str = Field(title="回执内容")
    address: str = Field("", title="发到哪里；书面、短信、邮件必填")
    proof: str = Field("", title="凭证")
    told_at: Moment | None = Field(None, title="告知时间；不写即现在")


class AskDocuments(Body):
    words: str = Field(title="要求补充的话")
    due_day: Day = Field(title="补充的期限")


class SeeDocuments(Body):
    documents: list[str] = Field(title="看过的材料：案件里 documents_to_see 的 id", max_length=20)
    seen_on: Day | None = Field(None, title="看过的日期；不写即今天")
    paper_id: Id | None = Field(None, title="材料，本件的附件")


class NoteContact(Body):
    method: ContactMethod = Field(title="联系方式")
    reached: Flag = Field(title="是否联系上")
    summary: str = Field(title="联系情况")
    contacted_at: Moment | None = Field(None, title="联系时间；不写即现在")
    incoming: Flag = Field(False, title="对方来电")
    gives_answer: Flag = Field(False, title="给了承诺的答复")


class BlockageBody(Body):
    """卡在哪里 / where the claim or policy is stuck."""

    stuck_on: BlockageCause = Field(title="阻滞原因")
    with_whom: str = Field(title="卡在谁那里")
    since: Day = Field(title="从哪天起")
    way_out: str = Field(title="解决办法")

    def told(self) -> StuckOn:
        return StuckOn(self.stuck_on, self.with_whom, self.since, self.way_out)


class NoteProgress(Body):
    sayable: str = Field(title="可对投诉人说")
    internal: str = Field("", title="内部说明")
    claim_state: Literal["", *ClaimState.values] = Field("", title="案件状态；空着就是和以前一样")  # type: ignore[valid-type]
    blockage: BlockageBody | None = Field(None, title="卡在哪里；没有卡住不写")

    def given(self, caller: Caller) -> dict[str, Any]:
        return super().given(caller) | {"blockage": self.blockage.told() if self.blockage else None}


class Promise(Body):
    due_at: Moment = Field(title="承诺答复时间")
    words: str = Field("", title="承诺内容")


class Settle(Body):
    answer: str = Field(title="当场答复")
    words: str = Field(title="投诉人怎么说")
    accepted: Flag = Field(True, title="投诉人是否接受")
    amount_yuan: Money | None = Field(None, title="付给投诉人；没有付钱不写")
    proof: str = Field("", title="付款凭证")
    facts_verified: str = Field("", title="核实情况；只是倾诉的不写")
    grounds: str = Field("", title="依据和理由；只是倾诉的不写")
    told_proof: str = Field("", title="告知凭证：录音编号、签字等；只是倾诉的不写")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"content": SettlementText(self.answer, self.words, self.accepted, self.amount_yuan, self.proof, self.facts_verified, self.grounds, self.told_proof)}


class ReviewSettlement(Body):
    approved: Flag = Field(title="同意；不同意的重新办理")
    words: str = Field("", title="过目意见")


class NoteInquiry(Body):
    told: str = Field(title="告知内容")
    asked: str = Field("", title="问了什么")
    method: ContactMethod = Field("telephone", title="方式")


class RepresentativeBody(Body):
    name: str = Field(title="姓名")
    phone: str = Field("", title="电话")


class ReceiveVisit(Body):
    persons: int = Field(title="来访人数")
    place: str = Field("", title="接待地点")
    recording_told: Flag = Field(False, title="已告知录音录像")
    representatives: Annotated[list[RepresentativeBody], Field(max_length=50)] = Field(default_factory=list, title="代表，不超过五名")
    step: str = Field("", title="现场情况和措施")
    arrived_at: Moment | None = Field(None, title="到访时间；不写即现在")

    def given(self, caller: Caller) -> dict[str, Any]:
        return super().given(caller) | {"representatives": tuple(Representative(each.name, each.phone) for each in self.representatives)}


class CountHeads(Body):
    persons: int = Field(title="现场人数")
    step: str = Field("", title="采取的措施")


class EndVisit(Body):
    outcome: str = Field(title="接待结果")
    left_at: Moment | None = Field(None, title="离开时间；不写即现在")


class PutThrough(Body):
    to_staff_id: StaffKey = Field(title="转接给谁")
    reached: Flag = Field(title="是否接通")
    words: str = Field("", title="说明")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"to_staff_id": staff_id(caller, "to_staff_id", self.to_staff_id), "reached": self.reached, "words": self.words}


class Urge(Body):
    to_staff_id: StaffKey = Field(title="催办谁")
    reason: str = Field(title="催办事由")
    answer_by: Moment = Field(title="回复期限")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"to_staff_id": staff_id(caller, "to_staff_id", self.to_staff_id), "reason": self.reason, "answer_by": self.answer_by}


class AnswerUrge(Body):
    urge_id: Id | None = Field(None, title="哪一次催办；不写是最早的一次")
    answer: str = Field("", title="回复；空着只签收")


class ReportObstacle(Body):
    reason: str = Field(title="障碍：什么办不了、为什么")


class AnswerObstacle(Body):
    obstacle_id: Id | None = Field(None, title="哪一次报告；不写是最早的一次")
    objective: Flag = Field(title="是否属客观原因")
    answer: str = Field(title="认定说明")


class AskSupport(Body):
    kind: SupportKind = Field(title="请求指导或协助")
    to_staff_id: StaffKey = Field(title="请谁")
    reason: str = Field(title="请示事由")
    answer_by: Moment = Field(title="答复期限")

    def given(self, caller: Caller) -> dict[str, Any]:
        return super().given(caller) | {"to_staff_id": staff_id(caller, "to_staff_id", self.to_staff_id)}


class AnswerSupport(Body):
    support_id: Id | None = Field(None, title="哪一次请示；不写是最早的一次")
    outcome: SupportOutcome = Field(title="结果")
    answer: str = Field(title="答复")


class NoteBlockage(Body):
    state: ClaimState = Field(title="案件状态")
    stuck_on: BlockageCause = Field(title="阻滞原因")
    with_whom: str = Field(title="卡在谁那里")
    since: Day = Field(title="从哪天起")
    way_out: str = Field(title="解决办法")


class ClearBlockage(Body):
    solved: str = Field(title="怎么解决的")


class OpenCrisis(Body):
    trigger: CrisisTrigger = Field(title="情形")
    reason: str = Field(title="理由")
    persons: int | None = Field(None, title="面谈人数")


class StartEmergency(Body):
    trigger: EmergencyTrigger = Field(title="启动依据")
    reason: str = Field(title="理由")
    persons: int | None = Field(None, title="面谈人数；以人数为依据的必填")


class LogEmergency(Body):
    words: str = Field(title="情况")
    items: Annotated[list[Literal[*CHECKLIST]], Field(max_length=20)] = Field(default_factory=list, title="办好的清单项")  # type: ignore[valid-type]
    happened_at: Moment | None = Field(None, title="发生时间；不写即现在")


class EndEmergency(Body):
    result: str = Field(title="处置结果")


class CrisisOpinion(Body):
    present_ids: Annotated[list[StaffKey], Field(min_length=1, max_length=50)] = Field(title="参加人")
    opinion: str = Field(title="意见")
    then: Literal["decided", "hq_post", "leader", "hq_committee"] = Field(title="其后：定夺，或报上一级")
    decision: str = Field("", title="结论；定夺时必填")

    def given(self, caller: Caller) -> dict[str, Any]:
        present = [staff_id(caller, f"present_ids.{number}", each) or 0 for number, each in enumerate(self.present_ids)]
        return super().given(caller) | {"present_ids": present}


class FinalOpinion(Body):
    opinion: str = Field(title="最终意见")


class ToldExtension(Told):
    told_how: Telling = Field(title="告知方式")
    proof: str = Field(title="告知凭证")
    told_at: Moment | None = Field(None, title="告知时间，不写就是现在")


class PauseLimit(Body):
    ground: Literal["appraisal", "mediation"] = Field("appraisal", title="鉴定；调解的暂停由 agree_mediation 而来，这里不收")
    institution: str = Field("", title="鉴定、检测、评估机构，必写")
    document_no: str = Field("", title="委托文件的文号，必写")
    document_on: Day | None = Field(None, title="委托的日期，必写")
    proof_at: Moment = Field(title="告知投诉人的时间")
    reason: str = Field("", title="要鉴定什么")
    paper_id: Id | None = Field(None, title="委托文件，本件的附件")


class ResumeLimit(Body):
    document_no: str = Field("", title="结束文件（报告、通知）的文号，必写")
    document_on: Day | None = Field(None, title="结束文件的日期，必写")
    paper_id: Id | None = Field(None, title="结束文件，本件的附件")


class NewFacts(Body):
    words: str = Field(title="新的事实和理由")
    received_at: Moment | None = Field(None, title="收到新材料的时间；不写即现在")
    paper_id: Id | None = Field(None, title="材料，本件的附件")


class AskPapers(Body):
    kinds: list[PaperKind] = Field(title="要哪些材料", min_length=1, max_length=20)
    words: str = Field(title="说明：要什么、为什么要、怎样交")
    reason: str = Field("", title="其中有已有的（见 GET papers 的 held），仍要提供的理由")


class ExplainLateness(Body):
    kind: str = Field(title="哪个时限：时限的种类，见案件的 clocks", max_length=40)
    limit_at: Moment | None = Field(None, title="期限；同一种超期不止一个的必填")
    cause: LatenessCause = Field(title="超期原因")
    words: str = Field(title="说明：为什么超期，已经怎样补救")


class ProposeMediation(Body):
    organisation: str = Field(title="调解组织")
    proposed_by: MediationSide = Field(MediationSide.COMPANY, title="由谁提出")
    words: str = Field("", title="说明")


class AgreeMediation(Body):
    proof: str = Field(title="双方同意的凭证")
    agreed_at: Moment | None = Field(None, title="同意时间；不写即现在")
    mediator: str = Field("", title="调解员")


class DeclineMediation(Body):
    declined_by: MediationSide = Field(title="谁不同意")
    outcome: str = Field(title="不同意的理由")
    ground: str = Field("", title="我方的理由的代码，见规则表 mediation_refusals；只在我方不同意时写，由主管领导登记", max_length=20)


class RecordOpinion(Body):
    amount_yuan: Money = Field(title="意见金额；不用给付的写0")
    words: str = Field(title="调解意见")
    given_at: Moment | None = Field(None, title="意见时间；不写即现在")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"amount_fen": self.amount_yuan, "words": self.words, "given_at": self.given_at}


class AnswerOpinion(Body):
    accepted: Flag = Field(title="投诉人是否接受")
    answer: str = Field(title="投诉人怎么说")
    due_day: Day | None = Field(None, title="给付日；接受小额限额以内的意见时必写")
    answered_at: Moment | None = Field(None, title="答复时间；不写即现在")


class EndMediation(Body):
    result: Literal["success", "failed"] = Field(title="调解结果")
    outcome: str = Field(title="调解情况")
    ended_at: Moment | None = Field(None, title="结束时间；不写即现在")
    mediator: str = Field("", title="调解员")


class PerformMediation(Body):
    performed_on: Day | None = Field(None, title="履行日")
    performance: str = Field("", title="履行凭证；写履行日的必填")
    confirmed_on: Day | None = Field(None, title="司法确认日")
    confirmation_no: str = Field("", title="司法确认文号；写司法确认日的必填")


class AskHearing(Body):
    staff_id: StaffKey = Field(title="请谁陈述")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"staff_id": staff_id(caller, "staff_id", self.staff_id)}


class RecordHearing(AskHearing):
    statement: str = Field("", title="本人陈述")
    declined: Flag = Field(False, title="本人不作陈述")

    def given(self, caller: Caller) -> dict[str, Any]:
        return super().given(caller) | {"statement": self.statement, "declined": self.declined}


class StateSide(Body):
    statement: str = Field(title="本人陈述")


class ResponsibleBody(Body):
    staff_id: StaffKey = Field(title="责任人")
    role: PersonRole = Field(title="责任")


class RecordFinding(Body):
    cause_kind: CauseKind = Field(title="原因环节")
    cause_detail: Literal["", *DETAILS] = Field("", title="原因细项，属于该环节")  # type: ignore[valid-type]
    cause: str = Field(title="原因")
    evidence: str = Field("", title="证据，一行一件")
    valid: Flag = Field(title="承办人的意见：是否有效")
    persons: Annotated[list[ResponsibleBody], Field(max_length=20)] = Field(default_factory=list, title="责任人；直接上级和理赔负责人由系统补上")

    def given(self, caller: Caller) -> dict[str, Any]:
        persons = [
            Responsible(staff_id(caller, f"persons.{number}.staff_id", each.staff_id) or 0, each.role) for number, each in enumerate(self.persons)
        ]
        return super().given(caller) | {"persons": persons}


class ConfirmFinding(Body):
    valid: Flag = Field(title="认定是否有效")
    reason: str = Field("", title="与承办人意见不同时的理由")


class PromisedBody(Body):
    what: str = Field(title="做什么")
    due_day: Day = Field(title="完成日")
    owner_id: StaffKey | None = Field(None, title="负责人；不写即承办人")


class DraftProposal(Body):
    text: str = Field(title="处理方案")
    grounds: str = Field("", title="理由依据")
    evidence: str = Field("", title="关键证据，一行一件")
    policy_effect: str = Field("", title="保单如何处理")
    brand_effect: str = Field("", title="品牌影响如何减少")
    amount_yuan: Money | None = Field(None, title="赔付金额")
    company_loss_yuan: Money | None = Field(None, title="公司损失；没有填0")
    promised: Annotated[list[PromisedBody], Field(max_length=20)] = Field(default_factory=list, title="承诺事项")

    def given(self, caller: Caller) -> dict[str, Any]:
        promised = tuple(
            Promised(each.what, each.due_day, staff_id(caller, f"promised.{number}.owner_id", each.owner_id))
            for number, each in enumerate(self.promised)
        )
        content = ProposalText(
            self.text, self.grounds, self.evidence, self.policy_effect, self.amount_yuan, self.company_loss_yuan, promised, self.brand_effect
        )
        return {"content": content}


class InstructProposal(Body):
    kind: InstructionKind = Field(title="批示")
    proposal_version: int = Field(title="所批示的方案版本")
    proposal_hash: str = Field(title="该版本的校验值")
    text: str = Field("", title="批示意见")


class Direction(Body):
    text: str = Field(title="批示意见")


class SendReply(Told):
    method: ReplyMethod = Field(title="答复方式")
    text: str = Field(title="答复内容")
    facts_verified: str = Field("", title="核实情况；决定必写")
    grounds: str = Field("", title="依据和理由；决定必写")
    remedies: str = Field("", title="救济途径；决定必写，总公司的决定不写核查")
    proof: str = Field("", title="送达凭证；决定必写，联系不上的除外")
    sent_at: Moment | None = Field(None, title="答复时间；不写即现在")
    received_at: Moment | None = Field(None, title="投诉人收到的时间；电话、当面的不写即答复时间，还不知道的不写")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"content": ReplyText(**self.model_dump())}


class RecordResponse(Body):
    accepted: Flag = Field(title="投诉人是否接受")
    words: str = Field(title="投诉人意见")


class CarryOut(Body):
    undertaking_id: Id = Field(title="承诺事项")
    proof: str = Field(title="完成凭证")


class ReportBack(Body):
    summary: str = Field(title="反馈内容")
    document_no: str = Field("", title="文号", max_length=80)
    reported_at: Moment | None = Field(None, title="反馈时间；不写即现在")
    paper_id: Id | None = Field(None, title="反馈文件，本件的附件")


class RecordLetter(Body):
    source: Literal["regulator_local", "regulator_national"] = Field(title="转办来源")
    letter_no: str = Field("", title="来函文号", max_length=80)
    bureau: str = Field("", title="来函机关", max_length=80)
    regulator_received_at: Moment | None = Field(None, title="监管收到")
    forwarded_at: Moment | None = Field(None, title="正式转出")
    received_at: Moment | None = Field(None, title="收到来函；不写即现在")
    return_by: Moment | None = Field(None, title="要求反馈")

    def given(self, caller: Caller) -> dict[str, Any]:
        return {"content": LetterText(**self.model_dump())}


class Reopen(Body):
    reason: str = Field(title="理由")
    received_at: Moment | None = Field(None, title="收到新材料的时间，在办结以后；不写即现在")


class ApplyReview(Body):
    form: ReviewForm = Field(title="申请形式")
    reason: str = Field(title="申请理由")
    decision_received_at: Moment | None = Field(None, title="投诉人收到处理决定的时间；已登记送达时间的可以不写")
    applied_at: Moment | None = Field(None, title="收到申请的时间；不写即现在")
    paper_id: Id | None = Field(None, title="申请书，本件的附件")


class DecideReview(Body):
    outcome: ReviewOutcome = Field(title="核查结论")
    process: str = Field(title="处理过程")
    time_limits: str = Field(title="处理时限")
    result: str = Field(title="处理结果")
    decision: str = Field(title="核查决定的内容和理由")


class TellReview(Told):
    told_how: ReplyMethod = Field(title="告知方式")
    told: str = Field(title="告知内容")
    proof: str = Field(title="告知凭证")
    told_at: Moment | None = Field(None, title="告知时间；不写即现在")


class Close(Body):
    ground: ClosingGround = Field(title="结案依据")
    law_cited: str = Field("", title="引用的法律法规，写到条")


class Terminate(Told):
    kind: TerminationKind = Field(title="终止事由")
    reason: str = Field(title="终止说明")
    told_how: ToldHow | Literal[""] = Field("", title="怎样告知投诉人；空着即还没有告知")
    told_at: Moment | None = Field(None, title="告知时间")
    proof: str = Field("", title="告知凭证；已经告知而不是撤回的，必写")
    withdrawn_at: Moment | None = Field(None, title="收到签名或录音撤回的时间；只在撤回时写，不写即现在")
    merged_into: str = Field("", title="并入哪一件的编号；只在并入其他投诉件时写")


class TellTermination(Told):
    told_how: ToldHow = Field(title="怎样告知投诉人")
    proof: str = Field(title="告知凭证")
    told_at: Moment | None = Field(None, title="告知时间；不写即现在")


class JudgeReturn(Body):
    passing_on: Flag = Field(title="属推诿")
    reason: str = Field(title="认定理由")
    dispatch_id: Id | None = Field(None, title="哪一次退回；不写即最早的一次")


class HqReceive(Body):
    received_at: Moment | None = Field(None, title="总公司收到时间；不写即现在")


class HqAct(Body):
    words: str = Field(title="当日处置")


class JoinMatter(Body):
    other: str = Field(title="同一事项的另一件的编号")
    same_person: SamePerson = Field(title="同一人")
    same_thing: SameThing = Field(title="同一事")
    reason: str = Field(title="确认理由")


class OtherItem(Body):
    other: str = Field(title="另一件的编号")
    reason: str = Field(title="理由")


class FollowUp(Body):
    reached: Flag = Field(title="是否接通")
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None = Field(None, title="满意度，5很满意")
    words: str = Field(title="回访情况")
    discontent_remains: Flag = Field(False, title="投诉人仍有不满")
    own_will: Flag | None = Field(None, title="撤回的件：是否本人自愿撤回")


class SuggestImprovement(Body):
    to_unit_id: UnitKey = Field(title="建议对象")
    problem: str = Field(title="发现的问题")
    suggestion: str = Field(title="改进建议")
    due_day: Day = Field(title="答复期限")

    def given(self, caller: Caller) -> dict[str, Any]:
        return super().given(caller) | {"to_unit_id": unit_id(caller, "to_unit_id", self.to_unit_id)}


class AnswerImprovement(Body):
    improvement_id: Id | None = Field(None, title="哪一条改进意见；不写是最早的一条")
    accepted: Flag = Field(title="是否采纳")
    words: str = Field(title="答复意见")
    plan: str = Field("", title="要做什么；采纳的必填")
    plan_day: Day | None = Field(None, title="完成期限；采纳的必填")


class CompleteImprovement(Body):
    improvement_id: Id | None = Field(None, title="哪一条改进意见；不写是最早的一条")
    proof: str = Field(title="完成凭证")
    check_day: Day | None = Field(None, title="检查效果的日期；不写是三十天后")


class CheckImprovement(Body):
    improvement_id: Id | None = Field(None, title="哪一条改进意见；不写是最早的一条")
    effective: Flag = Field(title="是否有效果")
    words: str = Field(title="检查情况")


class SendSurvey(Body):
    code: str = Field(title="调查码：调用方生成的22至64个随机字符，链接是 /survey/ 加上它；本系统不保存")


class Evaluate(Body):
    lessons: str = Field(title="总结评价")
    avoidance: str = Field("", title="怎样避免再发生")


class Disclose(Body):
    reason: Reason = Field(title="查看原因")
