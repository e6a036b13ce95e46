"""The acts of the case page as one table: words, form, action, and what the green line says afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import CaseAccess
from suqing.casework.facts import StageFacts
from suqing.casework.lifecycle import may
from suqing.casework.stages import ACTS as STAGE_ACTS
from suqing.casework.verdict import Verdict
from suqing.web.desk.forms import (
    acknowledging,
    asking,
    blocking,
    calling,
    completing,
    crisis,
    deciding,
    emergency,
    ending,
    entitling,
    explaining,
    inquiry,
    judging,
    lettering,
    matters,
    mediating,
    reviewing,
    sorting,
    supporting,
    visiting,
)
from suqing.web.desk.forms.base import CaseForm


@dataclass(frozen=True, slots=True)
class Act:
    """`title` heads the card, `button` is the primary action, `done` the green line. `rule` is the name the door and the
    lifecycle know, where it is not the key of the table. `swaps`: it changes the case itself, against the version seen."""

    title: str
    button: str
    form: type[CaseForm]
    do: Callable[..., Any]
    done: str
    rule: str = ""
    confirm: str = ""
    swaps: bool = True


ACTS: Mapping[str, Act] = {
    "triage": Act("判断成立与类别", "确认类别", sorting.TriageForm, actions.triage_complaint, "已定类。"),
    "dispatch": Act("确定责任部门", "分派", sorting.DispatchForm, actions.dispatch_complaint, "已分派。"),
    "accept_dispatch": Act("接办", "接办", sorting.AcceptForm, actions.accept_dispatch, "已接办。"),
    "return_dispatch": Act("退回分派", "退回", sorting.ReturnForm, actions.return_dispatch, "已退回投诉专员。"),
    "judge_return": Act("认定是否推诿", "认定", judging.JudgeReturnForm, actions.judge_return, "已认定，记入经过。"),
    "acknowledge": Act("登记受理回执", "登记回执", acknowledging.AcknowledgeForm, actions.acknowledge, "已登记受理回执。"),
    "ask_documents": Act("要求补证明材料", "登记要求", entitling.AskDocumentsForm, actions.ask_documents, "已登记要求补充的材料和期限。"),
    "see_documents": Act("登记看过的证明材料", "登记", entitling.SeeDocumentsForm, actions.see_documents, "已登记看过的材料。"),
    "note_contact": Act("登记联系", "登记联系", inquiry.ContactForm, actions.note_contact, "已登记联系。"),
    "note_progress": Act("登记进展", "登记进展", inquiry.ProgressForm, actions.note_progress, "已备案进展，坐席可以看到。"),
    "promise": Act("承诺答复时间", "登记承诺", inquiry.PromiseForm, actions.make_promise, "已登记承诺，到时会提醒。"),
    "settle": Act("当场办结", "当场办结", calling.SettleForm, actions.settle_complaint, "已当场办结，领导事后过目。"),
    "review_settlement": Act("过目当场办结", "登记", calling.ReviewSettlementForm, actions.review_settlement, "已登记过目意见。"),
    "note_inquiry": Act("登记问询", "登记问询", calling.InquiryForm, actions.note_inquiry, "已登记问询，不计投诉次数。", swaps=False),
    "receive_visit": Act("接待来访", "登记接待", visiting.ReceiveVisitForm, actions.receive_visit, "已登记来访，离开时结束接待。"),
    "count_heads": Act("登记现场人数", "登记人数", visiting.CountHeadsForm, actions.count_heads, "已登记现场人数。", swaps=False),
    "end_visit": Act("结束接待", "结束接待", visiting.EndVisitForm, actions.end_visit, "已登记接待结果。", swaps=False),
    "put_through": Act("转接领导", "登记转接", calling.PutThroughForm, actions.put_through, "已登记转接，领导能看到这一件。", swaps=False),
    "urge": Act("催办", "催办", inquiry.UrgeForm, actions.urge_complaint, "已催办，对方会收到通知。"),
    "answer_urge": Act("回复催办", "签收或回复", inquiry.AnswerUrgeForm, actions.answer_urge, "已登记。"),
    "report_obstacle": Act("报告客观障碍", "报告", supporting.ReportObstacleForm, actions.report_obstacle, "已报告投诉专员，时限照走。"),
    "answer_obstacle": Act("认定客观障碍", "认定", supporting.AnswerObstacleForm, actions.answer_obstacle, "已认定，报告人会收到通知。"),
    "ask_support": Act("请示或求助", "请示", supporting.AskSupportForm, actions.ask_support, "已请示，对方会收到通知。"),
    "answer_support": Act("答复请示", "答复", supporting.AnswerSupportForm, actions.answer_support, "已答复，请示人会收到通知。"),
    "note_blockage": Act("登记阻滞", "登记", blocking.NoteBlockageForm, actions.note_blockage, "已登记阻滞。"),
    "clear_blockage": Act("解除阻滞", "解除", blocking.ClearBlockageForm, actions.clear_blockage, "已解除阻滞。"),
    "open_crisis": Act("转入危机处理", "转入", crisis.OpenCrisisForm, actions.open_crisis, "已转入危机处理，已通知理赔执委会；当日须反馈最终意见。"),
    "record_crisis_opinion": Act("登记危机处理意见", "登记意见", crisis.CrisisOpinionForm, actions.record_crisis_opinion, "已登记意见。"),
    "decide_crisis": Act("反馈最终意见", "反馈", crisis.FinalOpinionForm, actions.decide_crisis, "已反馈最终意见，危机处理结束。"),
    "hq_receive": Act("总公司条线签收", "签收", judging.HqReceiveForm, actions.hq_receive, "已签收，当日登记怎样处置。"),
    "hq_act": Act("总公司当日处置", "登记处置", judging.HqActForm, actions.hq_act, "已登记当日处置。"),
    "start_emergency_plan": Act("启动应急预案", "启动", emergency.StartEmergencyForm, actions.start_emergency_plan, "已启动应急预案，已通知执委会、总公司和领导小组。"),
    "log_emergency": Act("登记应急处置", "登记", emergency.LogEmergencyForm, actions.log_emergency, "已登记应急处置。"),
    "end_emergency_plan": Act("结束应急预案", "结束", emergency.EndEmergencyForm, actions.end_emergency_plan, "应急预案已结束。"),
    "record_complexity": Act("登记情况复杂", "登记", deciding.ReasonForm, actions.record_complexity, "已登记，法定期限按三十日重算。"),
    "approve_extension": Act("批准再延长", "批准", deciding.ReasonForm, actions.approve_extension, "已批准；告知投诉人后，期限按六十日重算。"),
    "tell_extension": Act("登记延长告知", "登记", deciding.ToldForm, actions.tell_extension, "已登记告知。"),
    "pause_limit": Act("暂停法定期限", "暂停", deciding.PauseForm, actions.pause_limit, "法定期限已暂停，公司的时限照走。"),
    "resume_limit": Act("恢复法定期限", "恢复", deciding.ResumeForm, actions.resume_limit, "法定期限已恢复，按停的天数顺延。"),
    "note_new_facts": Act("登记新的事实", "登记", lettering.NewFactsForm, actions.note_new_facts, "已登记新的事实，法定期限自收到之日重新计算。"),
    "explain_lateness": Act("说明超期原因", "登记说明", explaining.ExplainForm, actions.explain_lateness, "已登记超期原因，期限不变。"),
    "propose_mediation": Act("提出调解", "提出", mediating.ProposeForm, actions.propose_mediation, "已提出调解，双方同意后登记。"),
    "agree_mediation": Act("登记双方同意调解", "登记", mediating.AgreeForm, actions.agree_mediation, "已登记；调解期间法定期限暂停，公司的时限照走。"),
    "decline_mediation": Act("登记不同意调解", "登记", mediating.DeclineForm, actions.decline_mediation, "已登记。"),
    "record_opinion": Act("登记调解意见", "登记意见", mediating.OpinionForm, actions.record_opinion, "已登记调解意见，等投诉人答复。"),
    "answer_opinion": Act("登记对调解意见的答复", "登记答复", mediating.OpinionAnswerForm, actions.answer_opinion, "已登记投诉人对调解意见的答复。"),
    "end_mediation": Act("登记调解结果", "登记结果", mediating.EndForm, actions.end_mediation, "已登记调解结果，法定期限恢复。"),
    "perform_mediation": Act("登记调解协议履行", "登记", mediating.PerformForm, actions.perform_mediation, "已登记调解协议的履行。"),
    "ask_papers": Act("请投诉人提供材料", "登记", asking.AskPapersForm, actions.ask_papers, "已登记请投诉人提供的材料。"),
    "declare_interest": Act("声明回避", "回避", inquiry.InterestForm, actions.declare_interest, "已登记回避，本件转给上一级。", confirm="声明回避，不再经办这一件？"),
    "ask_hearing": Act("请被投诉人陈述", "请其陈述", inquiry.AskHearingForm, actions.ask_hearing, "已通知本人陈述。"),
    "record_hearing": Act("登记本人陈述", "登记陈述", inquiry.RecordHearingForm, actions.record_hearing, "已登记陈述。"),
    "state_side": Act("陈述", "提交陈述", inquiry.StateSideForm, actions.state_side, "已提交陈述。"),
    "record_finding": Act("查明原因", "登记结论", inquiry.FindingForm, actions.record_finding, "已登记调查结论，待投诉管理部门认定。"),
    "confirm_finding": Act("认定有效与否", "认定", inquiry.ConfirmForm, actions.confirm_finding, "已认定。"),
    "draft_proposal": Act("提出处理方案", "提交批示", deciding.ProposalForm, actions.draft_proposal, "方案草稿已存。"),
    "submit_proposal": Act("提出处理方案", "提交批示", deciding.ProposalForm, actions.submit_proposal, "已提交批示。"),
    "instruct_proposal": Act("批示处理方案", "批示", deciding.InstructForm, actions.instruct_proposal, "已批示。"),
    "give_direction": Act("批示意见", "批示", deciding.DirectionForm, actions.give_direction, "已批示，经办人会收到通知。"),
    "step_in": Act("直接过问", "接手", deciding.StepInForm, actions.step_in, "已由您接手，原经办人会收到通知。", confirm="由您接手这一件？"),
    "send_reply": Act("答复投诉人", "登记答复", ending.ReplyForm, actions.send_reply, "已登记答复。"),
    "record_response": Act("登记投诉人意见", "登记意见", ending.ResponseForm, actions.record_response, "已登记投诉人意见。"),
    "carry_out": Act("兑现承诺事项", "登记完成", ending.CarryOutForm, actions.carry_out, "已登记完成。"),
    "report_back": Act("反馈监管", "登记反馈", ending.ReportBackForm, actions.report_back, "已登记反馈。"),
    "close": Act("结案", "结案", ending.CloseForm, actions.close_complaint, "已结案。"),
    "follow_up": Act("回访", "登记回访", ending.FollowUpForm, actions.follow_up, "已登记回访。"),
    "send_survey": Act("发满意度调查", "生成链接", ending.SurveyForm, actions.send_survey, "已生成链接。"),
    "suggest_improvement": Act("提改进意见", "提出意见", ending.ImprovementForm, actions.suggest_improvement, "已提出改进意见。"),
    "apply_review": Act("登记核查申请", "登记申请", reviewing.ApplyReviewForm, actions.apply_review, "已登记核查申请，已通知上级机构；三十日内决定并告知。"),
    "decide_review": Act("作出核查决定", "决定", reviewing.DecideReviewForm, actions.decide_review, "已作出核查决定，还要告知投诉人。"),
    "tell_review": Act("告知核查决定", "登记告知", reviewing.TellReviewForm, actions.tell_review, "已登记告知，核查结束。"),
    "evaluate": Act("总结评价", "登记总结", ending.EvaluateForm, actions.evaluate_complaint, "已总结。"),
    "archive": Act("归档", "归档", sorting.PlainForm, actions.archive_complaint, "已归档，卷宗稍后生成。"),
    "complete_record": Act("补填记录", "保存补填", completing.CompleteForm, actions.complete_record, "已补填，时限已按新事实重算。"),
    "record_letter": Act("登记转办函", "登记", lettering.RecordLetterForm, actions.record_letter, "已登记转办函，按来函的日期反馈监管。"),
    "reclassify": Act("改类", "改类", sorting.ReclassifyForm, actions.reclassify_complaint, "已改类，时限已重算。"),
    "join_matter": Act("归入同一事项", "确认同一事项", matters.JoinForm, actions.join_matter, "已归入同一事项，各件仍各算一件。"),
    "leave_matter": Act("移出事项", "移出", matters.LeaveForm, actions.leave_matter, "已移出，两边的序次已重排。", confirm="把本件移出这一事项？"),
    "link_items": Act("关联相关投诉", "关联", matters.LinkForm, actions.link_items, "已关联，看得到两件的人会看到。"),
    "unlink_items": Act("取消关联", "取消关联", matters.UnlinkForm, actions.unlink_items, "已取消关联，记录还在。"),
    "terminate": Act("终止办理", "终止办理", ending.TerminateForm, actions.terminate_complaint, "已终止。", confirm="终止办理这一件？"),
    "tell_termination": Act("告知终止", "登记告知", ending.TellTerminationForm, actions.tell_termination, "已登记告知。"),
    "reopen": Act("重新办理", "重新办理", ending.ReopenForm, actions.reopen_complaint, "已重新办理，进入新的一轮。"),
    "reveal": Act(
        "转为举报件", "移交总裁办公室", sorting.RevealForm, actions.reveal_misconduct, "已移交总裁办公室，登记簿里的内容已清除。",
        rule="reveal_misconduct", confirm="把这一件移交总裁办公室？",
    ),
}  # fmt: skip
QUICK = ("note_progress", "note_contact")  # buttons of their own, with keys P and C
KEYS = {"note_progress": "p", "note_contact": "c"}

# The menu 更多 in groups; an act that stands in none is a step of the procedure.
GROUPS: Mapping[str, frozenset[str]] = {
    "来电来访": frozenset({"acknowledge", "promise", "settle", "note_inquiry", "put_through", "receive_visit", "count_heads", "end_visit"}),
    "督办与请示": frozenset({
        "urge", "answer_urge", "report_obstacle", "answer_obstacle", "ask_support", "answer_support", "note_blockage", "clear_blockage", "give_direction", "step_in", "judge_return", "hq_receive", "hq_act",
    }),
    "期限与调解": frozenset({
        "record_complexity", "approve_extension", "tell_extension", "pause_limit", "resume_limit", "note_new_facts", "explain_lateness", "propose_mediation", "agree_mediation", "decline_mediation", "record_opinion", "answer_opinion", "end_mediation", "perform_mediation",
    }),
    "危机与应急": frozenset({"open_crisis", "record_crisis_opinion", "decide_crisis", "start_emergency_plan", "log_emergency", "end_emergency_plan"}),
    "核查": frozenset({"apply_review", "decide_review", "tell_review"}),
    "更正与了结": frozenset({
        "record_letter",
        "complete_record", "ask_documents", "see_documents", "reclassify", "declare_interest", "join_matter", "leave_matter", "link_items", "unlink_items", "terminate", "tell_termination", "reopen", "reveal",
    }),
}  # fmt: skip


def rule_of(action: str) -> str:
    return ACTS[action].rule or action


def verdict_on(action: str, facts: StageFacts) -> Verdict:
    """What the procedure says to this act now. `LookupError` for an act that it does not know."""
    return may(rule_of(action), facts)


@dataclass(frozen=True, slots=True)
class Offered:
    name: str
    words: str
    key: str = ""


def grouped(acts: Sequence[Offered]) -> list[tuple[str, list[Offered]]]:
    """(title, its acts) in the order of the procedure, without empty groups."""
    steps = [each for each in acts if not any(each.name in names for names in GROUPS.values())]
    groups = [("办理", steps), *((title, [each for each in acts if each.name in names]) for title, names in GROUPS.items())]
    return [(title, found) for title, found in groups if found]


def offered(opened: CaseAccess, facts: StageFacts, *, leave_out: str = "") -> tuple[list[Offered], list[Offered]]:
    """(quick buttons, the rest under 更多): what this person may do in this case at this moment."""
    open_to_me = [
        Offered(name, act.title, KEYS.get(name, ""))
        for name, act in ACTS.items()
        if name != "state_side" and opened.may(rule_of(name)) and rule_of(name) in STAGE_ACTS and verdict_on(name, facts).allowed
    ]
    quick = [each for each in open_to_me if each.name in QUICK]
    hidden = {*QUICK, leave_out, "submit_proposal" if leave_out == "draft_proposal" else "", "draft_proposal" if leave_out == "submit_proposal" else ""}
    return sorted(quick, key=lambda each: QUICK.index(each.name)), [each for each in open_to_me if each.name not in hidden]
