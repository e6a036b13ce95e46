"""May this be done now? First the stage, then what the act itself needs. The answer is polite, says the clause and what is missing."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from suqing.casework.case_facts import StageFacts
from suqing.casework.crisis import BODIES, DECIDED
from suqing.casework.intake import needed_by
from suqing.casework.next_step import NextAction, needs_no_proposal, next_action
from suqing.casework.stages import ACTS, ENDED, OPEN, STAGE_NAMES, Stage
from suqing.casework.verdict import Missing, Verdict, decide
from suqing.rulebook.explain import Input

__all__ = ["ACTS", "NextAction", "Stage", "may", "next_action"]

ALWAYS = frozenset({
    "terminate", "reopen", "archive", "note_contact", "note_progress", "report_back", "reclassify", "reveal_misconduct", "complete_record",
    "note_inquiry", "put_through", "receive_visit", "count_heads", "end_visit",
    "urge", "answer_urge", "report_obstacle", "answer_obstacle", "ask_support", "answer_support", "note_blockage", "clear_blockage",
    "judge_return", "tell_termination", "hq_receive", "hq_act",
    "declare_interest", "give_direction", "log_emergency", "end_emergency_plan",
    "answer_improvement", "complete_improvement", "check_improvement", "perform_mediation",
    "join_matter", "leave_matter", "link_items", "unlink_items",
    "acknowledge", "ask_documents", "see_documents", "apply_review", "decide_review", "tell_review", "note_new_facts", "record_letter", "explain_lateness",
})  # fmt: skip


def may(action: str, facts: StageFacts) -> Verdict:
    """LookupError for an act that the procedure does not know."""
    if action not in ACTS:
        near = get_close_matches(action, ACTS, n=1)
        raise LookupError(f"没有这个步骤 {action}" + (f"，最接近的是 {near[0]}" if near else ""))
    act = ACTS[action]
    missing = [*_stage(action, facts)] or [*_standing(action, facts), *NEEDS.get(action, _nothing)(facts), *_record(action, facts)]
    inputs = {"stage": Input(facts.stage.value, "案件"), "classification": Input(facts.classification, "分类")}
    return decide(act.label, act.clause, missing, refused=f"还不能{act.label}", inputs=inputs)


def _stage(action: str, facts: StageFacts) -> list[Missing]:
    act = ACTS[action]
    if facts.stage in act.stages:
        return []
    return [Missing("stage", f"这一件{STAGE_NAMES[facts.stage]}", act.clause, act.first)]


def _standing(action: str, facts: StageFacts) -> list[Missing]:
    """What stands in the way of every ordinary step: out of scope, or a matter for the president's office."""
    if action in ALWAYS or facts.stage not in OPEN:
        return []
    if facts.in_scope is False and action not in ("triage", "send_reply", "record_response"):
        return [Missing("in_scope", "已判断不属于本细则的投诉（起诉、仲裁或移交司法机关等）", "property/3.2", "终止办理并告知投诉人")]
    if facts.classification == "whistleblow" and action != "triage":
        return [Missing("sealed", "举报件由总裁办公室办理", "property/8.3", "移交总裁办公室")]
    return []


def _record(action: str, facts: StageFacts) -> list[Missing]:
    """Registering never waits for missing data; the step that needs them does (S5 7.1)."""
    return [Missing(each.field, f"记录表还缺{each.words}", each.clause, "先补充记录") for each in needed_by(action, facts.lacking)]


def _nothing(facts: StageFacts) -> list[Missing]:
    return []


def _urged(facts: StageFacts) -> list[Missing]:
    return [] if facts.urged else [Missing("urged", "没有待回复的催办", "claims/6.1.2", "有人催办时再回复")]


def _obstacle(facts: StageFacts) -> list[Missing]:
    return [] if facts.obstacle_reported else [Missing("obstacle_reported", "没有待认定的客观障碍", "property/10.2", "经办人报告后再认定")]


def _support(facts: StageFacts) -> list[Missing]:
    return [] if facts.support_asked else [Missing("support_asked", "没有待答复的请示", "property/4.6", "有人请示时再答复")]


def _blocked(facts: StageFacts) -> list[Missing]:
    return [] if facts.blocked else [Missing("blocked", "没有登记着的阻滞", "claims/6.2.2", "卡住时先登记阻滞")]


def _open_crisis(facts: StageFacts) -> list[Missing]:
    return [Missing("crisis", "这一件正在危机处理", "claims/8", "看危机处理走到哪一步")] if facts.crisis_at else []


def _crisis_opinion(facts: StageFacts) -> list[Missing]:
    if facts.crisis_at == DECIDED:
        return [Missing("crisis_decided", "这一件已经定夺", "claims/8", "反馈最终意见")]
    return [] if facts.crisis_at else [Missing("crisis", "这一件没有转入危机处理", "claims/8", "先转入危机处理")]


def _decide_crisis(facts: StageFacts) -> list[Missing]:
    if facts.crisis_at in (None, DECIDED):
        return [] if facts.crisis_at else [Missing("crisis", "这一件没有转入危机处理", "claims/8", "先转入危机处理")]
    return [Missing("crisis_decided", f"危机处理还在{BODIES[facts.crisis_at]}", "claims/8", "先登记其意见，定夺之后再反馈")]


def _start_emergency(facts: StageFacts) -> list[Missing]:
    return [Missing("emergency_open", "应急预案已经启动", "cbirc2020/29.1", "逐项登记处置情况")] if facts.emergency_open else []


def _emergency(facts: StageFacts) -> list[Missing]:
    return [] if facts.emergency_open else [Missing("emergency_open", "没有启动应急预案", "cbirc2020/29.1", "先启动应急预案")]


def _complex(facts: StageFacts) -> list[Missing]:
    return [Missing("complexity_recorded", "这一轮已登记情况复杂", "cbirc2020/18.1", "还要更久的，请上级机构或总公司领导批准再延长")] if facts.complexity_recorded else []


def _extend(facts: StageFacts) -> list[Missing]:
    if facts.extension_approved:
        return [Missing("extension_approved", "这一轮已批准延长", "cbirc2020/18.1", "告知投诉人后生效")]
    return [] if facts.complexity_recorded else [Missing("complexity_recorded", "还没有登记情况复杂", "cbirc2020/18.1", "先登记情况复杂和理由")]


def _tell(facts: StageFacts) -> list[Missing]:
    if facts.extension_told:
        return [Missing("extension_told", "已登记告知", "cbirc2020/18.1", "不用再登记")]
    return [] if facts.extension_approved else [Missing("extension_approved", "还没有批准延长", "cbirc2020/18.1", "先请上级机构或总公司领导批准")]


def _pause(facts: StageFacts) -> list[Missing]:
    return [Missing("paused", "期限已经暂停", "cbirc2020/18.2", "鉴定或调解结束后恢复")] if facts.paused else []


def _resume(facts: StageFacts) -> list[Missing]:
    return [] if facts.paused else [Missing("paused", "没有暂停的期限", "cbirc2020/18.2", "不用恢复")]


def _propose_mediation(facts: StageFacts) -> list[Missing]:
    return [Missing("mediation", "已有一次调解还没有结果", "cbirc2020/23", "先登记它的结果")] if facts.mediation else []


def _proposed_mediation(facts: StageFacts) -> list[Missing]:
    if facts.mediation == "proposed":
        return []
    return [Missing("mediation", "双方已同意调解" if facts.mediation else "没有提出的调解", "cbirc2020/23", "结束后登记调解结果" if facts.mediation else "先提出调解")]


def _agreed_mediation(facts: StageFacts) -> list[Missing]:
    return [] if facts.mediation in ("agreed", "opinion") else [Missing("mediation", "没有双方同意的调解", "cbirc2020/23", "先登记双方同意")]


def _record_opinion(facts: StageFacts) -> list[Missing]:
    if facts.mediation == "opinion":
        return [Missing("mediation", "上一份调解意见还没有答复", "cbirc2020/24", "先登记投诉人的答复")]
    return _agreed_mediation(facts)


def _answer_opinion(facts: StageFacts) -> list[Missing]:
    return [] if facts.mediation == "opinion" else [Missing("mediation", "没有等着答复的调解意见", "cbirc2020/24", "先登记调解意见")]


def _mediated(facts: StageFacts) -> list[Missing]:
    return [] if facts.mediated else [Missing("mediated", "没有等着履行或司法确认的调解协议", "cbirc2020/40", "先登记调解成功")]


def _receive(facts: StageFacts) -> list[Missing]:
    return [Missing("visiting", "来访的人还没有离开", "cbirc2020/7.2", "先结束这一次接待，或登记现场人数")] if facts.visiting else []


def _receiving(facts: StageFacts) -> list[Missing]:
    return [] if facts.visiting else [Missing("visiting", "没有正在接待的来访", "cbirc2020/7.2", "先登记接待来访")]


def _review(facts: StageFacts) -> list[Missing]:
    return [] if facts.settlement == "waiting" else [Missing("settlement", "没有待过目的当场办结", "property/4.10", "不用过目")]


def _answer_improvement(facts: StageFacts) -> list[Missing]:
    return [] if facts.improvement_waiting else [Missing("improvement_waiting", "没有待答复的改进意见", "claims/7.6", "有新的改进意见时再答复")]


def _complete_improvement(facts: StageFacts) -> list[Missing]:
    return [] if facts.improvement_doing else [Missing("improvement_doing", "没有已采纳、还没完成的改进意见", "claims/7.6", "先答复是否采纳")]


def _check_improvement(facts: StageFacts) -> list[Missing]:
    return [] if facts.improvement_to_check else [Missing("improvement_to_check", "没有已完成、待检查的改进", "claims/7.6", "等部门登记完成")]


def _survey(facts: StageFacts) -> list[Missing]:
    return [Missing("surveyed", "这一轮已经答过满意度调查", "property/4.1", "答复不能重填；有新情况用回访登记")] if facts.surveyed else []


def _apply_review(facts: StageFacts) -> list[Missing]:
    missing = []
    if not facts.reviewable:
        missing.append(Missing("reviewable", "总公司的处理决定没有上级机构可以核查", "cbirc2020/20", "可以告知调解、仲裁、诉讼的途径"))
    if facts.review:
        missing.append(Missing("review", "已有一次核查还没有告知结果", "cbirc2020/20", "先作出核查决定并告知"))
    elif facts.reviewed:
        missing.append(Missing("reviewed", "这一轮的处理决定已经核查过", "cbirc2020/20", "仍不满意的，可以调解、仲裁、诉讼；有新事实的重新办理"))
    if not facts.reply_sent:
        missing.append(Missing("reply", "这一轮还没有处理决定", "cbirc2020/20", "先答复投诉人"))
    return missing


def _decide_review(facts: StageFacts) -> list[Missing]:
    if facts.review == "applied":
        return []
    return [Missing("review", "核查决定已经作出" if facts.review else "没有待决定的核查申请", "cbirc2020/20", "告知投诉人" if facts.review else "先登记核查申请")]


def _tell_review(facts: StageFacts) -> list[Missing]:
    if facts.review == "decided":
        return []
    return [Missing("review", "核查决定还没有作出" if facts.review else "没有待告知的核查决定", "cbirc2020/20", "先作出核查决定" if facts.review else "先登记核查申请")]


def _letter(facts: StageFacts) -> list[Missing]:
    return [Missing("letter", "这一件已经登记过转办函", "cbirc2020/33", "看来路里的转办函")] if facts.letter else []


def _dispatch(facts: StageFacts) -> list[Missing]:
    missing = []
    if facts.dispatch_open:
        missing.append(Missing("dispatch_open", "已有一次分派还没接办", "property/7.3", "等对方接办或退回"))
    if facts.established is False and facts.stage is Stage.TRIAGED and not (facts.finding_version and facts.found_valid):
        missing.append(Missing("established", "已判断投诉不成立", "property/7.2", "先婉转答复投诉人；投诉人不接受的，答复后可以分派查实"))
    if facts.classification is None:
        missing.append(Missing("classification", "还没有分类", "property/7.2", "先分类"))
    return missing


def _open_dispatch(facts: StageFacts) -> list[Missing]:
    return [] if facts.dispatch_open else [Missing("dispatch_open", "没有待接办的分派", "property/7.3", "先分派")]


def _finding(facts: StageFacts) -> list[Missing]:
    missing = []
    if not facts.accepted:
        missing.append(Missing("accepted", "还没有人接办", "property/7.3", "先分派并接办"))
    if facts.hearing_missing:
        who = "、".join(facts.hearing_missing)
        missing.append(Missing("hearing", f"还没有{who}本人的陈述", "claims/9", f"先听取{who}的陈述，或登记其放弃陈述"))
    return missing


def _has_finding(facts: StageFacts) -> list[Missing]:
    if facts.finding_version:
        return []
    return [Missing("finding", "还没有调查结论", "property/7.4", "先查明原因和责任人")]


def _draft(facts: StageFacts) -> list[Missing]:
    missing = _has_finding(facts)
    if facts.proposal_state == "submitted":
        missing.append(Missing("proposal_submitted", f"方案第{facts.proposal_version}版正待批示", "property/7.6", "等批示后再改"))
    return missing


def _submit(facts: StageFacts) -> list[Missing]:
    if facts.proposal_state == "draft":
        return []
    if facts.proposal_state == "returned":
        return [Missing("proposal_returned", f"方案第{facts.proposal_version}版已退回", "property/7.6", "按批示另拟一版再提交")]
    return [Missing("proposal", "没有待提交的方案", "property/7.5", "先提出处理方案")]


def _instruct(facts: StageFacts) -> list[Missing]:
    if facts.proposal_state == "submitted":
        return []
    return [Missing("proposal_submitted", "没有提交的方案", "property/7.6", "先提交处理方案")]


def _reply(facts: StageFacts) -> list[Missing]:
    if needs_no_proposal(facts) or facts.proposal_state in ("approved", "taken_over"):
        return []
    if facts.proposal_state == "draft" and facts.needs_leader is False:
        return []
    if facts.proposal_state in ("draft", "submitted", "returned"):
        words = f"方案第{facts.proposal_version}版还没有批准"
        return [Missing("proposal_approved", words, "property/7.6", "由主管领导批示同意后再答复")]
    return [*_has_finding(facts), Missing("proposal", "还没有处理方案", "property/7.5", "先提出处理方案")]


def _response(facts: StageFacts) -> list[Missing]:
    return [] if facts.reply_sent else [Missing("reply", "还没有答复记录", "property/7.7", "先答复投诉人")]


def _close(facts: StageFacts) -> list[Missing]:
    missing = []
    if facts.crisis_at:
        missing.append(Missing("crisis", "危机处理还没有反馈最终意见", "claims/8", "先登记意见并反馈"))
    if facts.emergency_open:
        missing.append(Missing("emergency_open", "应急预案还没有结束", "cbirc2020/29.1", "先登记处置结果，结束预案"))
    if not facts.reply_sent:
        missing.append(Missing("reply", "没有答复记录", "claims/7.4", "先登记答复"))
    elif facts.stage is not Stage.REPLIED:
        missing.append(Missing("stage", f"这一件{STAGE_NAMES[facts.stage]}", "claims/7.5", "先按新方案答复投诉人"))
    elif not facts.response_recorded and not facts.unreached:
        missing.append(Missing("response", "没有登记投诉人的意见", "claims/7.4", "先登记投诉人意见"))
    if facts.promise_open:
        missing.append(Missing("promise_open", "约了答复时间还没有给答复", "claims/4.4", "先答复投诉人，登记联系时勾选给了承诺的答复"))
    return missing


def _carry_out(facts: StageFacts) -> list[Missing]:
    return [] if facts.undertakings_open else [Missing("undertakings_open", "没有等着兑现的承诺事项", "property/7.7", "先有批示过的方案")]


def _tell_termination(facts: StageFacts) -> list[Missing]:
    return [] if facts.telling_owed else [Missing("telling_owed", "终止已经告知投诉人，或不用另行告知", "property/3.2", "不用再登记")]


def _judge_return(facts: StageFacts) -> list[Missing]:
    return [] if facts.return_unjudged else [Missing("return_unjudged", "没有待认定的退回", "property/10.2", "有分派被退回时再认定")]


def _hq_receive(facts: StageFacts) -> list[Missing]:
    return [Missing("hq_received", "总公司条线这一轮已经签收", "claims/6.3.1", "登记当日处置")] if facts.hq_received else []


def _hq_act(facts: StageFacts) -> list[Missing]:
    return [] if facts.hq_waiting else [Missing("hq_waiting", "没有等总公司条线处置的签收", "claims/6.3.1", "先登记签收")]


def _archive(facts: StageFacts) -> list[Missing]:
    if facts.telling_owed:
        return [Missing("telling_owed", "终止还没有告知投诉人", "property/3.2", "先告知投诉人并登记")]
    if facts.stage in ENDED:
        return [Missing("report_due", "投诉人撤回了，转办函要求的报告还没有交", "cbirc2020/36", "先反馈监管")] if facts.report_due else []
    missing = []
    if facts.review:
        missing.append(Missing("review", "核查还没有作出决定并告知", "cbirc2020/20", "先作出核查决定并告知投诉人"))
    if facts.undertakings_open:
        missing.append(Missing("undertakings", "还有答应投诉人的事没有兑现", "claims/4.4", "先兑现并附凭证"))
    if facts.settlement in ("waiting", "objected"):
        missing.append(Missing("settlement", "当场办结还没有经领导过目同意", "property/4.10", "请领导过目；领导认为不妥的重新办理"))
    if not facts.evaluated and facts.settlement is None:
        missing.append(Missing("evaluation", "还没有总结评价", "property/7.8", "先总结评价"))
    return missing


def _leave(facts: StageFacts) -> list[Missing]:
    return [] if facts.shares_matter else [Missing("shares_matter", "这一事项只有这一件", "claims/9.1", "不用移出")]


def _documents(facts: StageFacts) -> list[Missing]:
    return [] if "proof" in facts.lacking else [Missing("proof", "没有缺的证明材料", "cbirc2020/14", "本人投诉的不用；已看齐的不用再登记")]


NEEDS: Mapping[str, Callable[[StageFacts], list[Missing]]] = {
    "leave_matter": _leave,
    "ask_documents": _documents,
    "see_documents": _documents,
    "apply_review": _apply_review,
    "decide_review": _decide_review,
    "tell_review": _tell_review,
    "record_letter": _letter,
    "open_crisis": _open_crisis,
    "record_crisis_opinion": _crisis_opinion,
    "decide_crisis": _decide_crisis,
    "start_emergency_plan": _start_emergency,
    "log_emergency": _emergency,
    "end_emergency_plan": _emergency,
    "record_complexity": _complex,
    "approve_extension": _extend,
    "tell_extension": _tell,
    "pause_limit": _pause,
    "resume_limit": _resume,
    "answer_urge": _urged,
    "review_settlement": _review,
    "propose_mediation": _propose_mediation,
    "agree_mediation": _proposed_mediation,
    "decline_mediation": _proposed_mediation,
    "record_opinion": _record_opinion,
    "answer_opinion": _answer_opinion,
    "end_mediation": _agreed_mediation,
    "perform_mediation": _mediated,
    "receive_visit": _receive,
    "count_heads": _receiving,
    "end_visit": _receiving,
    "answer_obstacle": _obstacle,
    "answer_support": _support,
    "clear_blockage": _blocked,
    "answer_improvement": _answer_improvement,
    "complete_improvement": _complete_improvement,
    "check_improvement": _check_improvement,
    "send_survey": _survey,
    "dispatch": _dispatch,
    "accept_dispatch": _open_dispatch,
    "return_dispatch": _open_dispatch,
    "record_finding": _finding,
    "confirm_finding": _has_finding,
    "draft_proposal": _draft,
    "submit_proposal": _submit,
    "instruct_proposal": _instruct,
    "send_reply": _reply,
    "record_response": _response,
    "close": _close,
    "archive": _archive,
    "carry_out": _carry_out,
    "tell_termination": _tell_termination,
    "judge_return": _judge_return,
    "hq_receive": _hq_receive,
    "hq_act": _hq_act,
    "suggest_improvement": _has_finding,
}
