"""The stages of a case and the acts of the procedure S5 7.1–7.8 (S4 第七条): which act belongs to which stage, by which clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    REGISTERED = "registered"
    TRIAGED = "triaged"
    DISPATCHED = "dispatched"
    INVESTIGATING = "investigating"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REPLIED = "replied"
    CLOSED = "closed"
    ARCHIVED = "archived"
    NOT_ADMITTED = "not_admitted"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


STAGE_NAMES: Mapping[Stage, str] = {
    Stage.REGISTERED: "已登记，待分类",
    Stage.TRIAGED: "已分类，待分派",
    Stage.DISPATCHED: "已分派，待接办",
    Stage.INVESTIGATING: "调查中",
    Stage.PROPOSED: "方案待批示",
    Stage.APPROVED: "方案已批示，待答复",
    Stage.REPLIED: "已答复",
    Stage.CLOSED: "已结案",
    Stage.ARCHIVED: "已归档",
    Stage.NOT_ADMITTED: "不予办理",
    Stage.TRANSFERRED: "已移交",
    Stage.WITHDRAWN: "已撤回",
}
ENDED = frozenset({Stage.NOT_ADMITTED, Stage.TRANSFERRED, Stage.WITHDRAWN})
OPEN = frozenset(Stage) - ENDED - {Stage.CLOSED, Stage.ARCHIVED}
SORTED_OUT = OPEN - {Stage.REGISTERED}
WORKING = frozenset({Stage.INVESTIGATING, Stage.PROPOSED, Stage.APPROVED, Stage.REPLIED})


@dataclass(frozen=True, slots=True)
class Act:
    """`stages`: where it may be done; `first`: what to do elsewhere, said to the person who tried."""

    label: str
    clause: str
    stages: frozenset[Stage]
    first: str


ACTS: Mapping[str, Act] = {
    "triage": Act("分类", "property/7.2", frozenset({Stage.REGISTERED}), "已经分过类；要改就用改类，并写明理由"),
    "reclassify": Act("改类", "property/5.2", SORTED_OUT, "还没有分类的先分类，已结案的先重新办理"),
    "reveal_misconduct": Act("转举报专用通道", "property/5.2.4", OPEN, "案件已经办结；新反映的舞弊请走举报专用通道"),
    "dispatch": Act("分派", "property/7.3", frozenset({Stage.TRIAGED, Stage.INVESTIGATING, Stage.REPLIED}), "先分类；分派出去的等对方接办或退回"),
    "accept_dispatch": Act("接办", "property/7.3", frozenset({Stage.DISPATCHED}), "先分派"),
    "return_dispatch": Act("退回分派", "claims/7.2", frozenset({Stage.DISPATCHED}), "只有还没接办的分派能退回；已接办的可以改派"),
    "judge_return": Act("认定是否推诿", "property/10.2", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室，不在这里认定"),
    "record_letter": Act("登记转办函", "cbirc2020/33", OPEN, "案件已经办结；监管另行转来的，重新办理后再登记"),
    "complete_record": Act("补填记录", "property/7.1", OPEN, "案件已经办结；要补充先重新办理"),
    "join_matter": Act("归入同一事项", "claims/9.1", OPEN, "案件已经办结；要归入先重新办理"),
    "leave_matter": Act("移出事项", "claims/9.1", OPEN, "案件已经办结；要移出先重新办理"),
    "link_items": Act("关联相关投诉", "property/7.1", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "unlink_items": Act("取消关联", "property/7.1", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "settle": Act("当场办结", "property/4.10", frozenset({Stage.REGISTERED}), "已经进入办理步骤，按步骤办"),
    "review_settlement": Act("过目当场办结", "property/4.10", frozenset({Stage.CLOSED}), "没有待过目的当场办结"),
    "note_inquiry": Act("登记问询", "claims/7.3", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室，不在这里答复"),
    "receive_visit": Act("接待来访", "cbirc2020/7.2", OPEN, "案件已经办结；来访人有新的事实或不满的，重新办理或另登记一件"),
    "count_heads": Act("登记现场人数", "cbirc2020/29", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "end_visit": Act("结束接待", "cbirc2020/7.2", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "put_through": Act("转接领导", "claims/6.2.7", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室，不在这里转接"),
    "promise": Act("承诺答复时间", "claims/4.4", OPEN, "案件已经办结；要继续办理先重新办理"),
    "urge": Act("催办", "claims/6.1.2", OPEN, "案件已经办结，无需催办"),
    "report_obstacle": Act("报告客观障碍", "property/10.2", SORTED_OUT, "先分类；已结案的没有时限可误"),
    "answer_obstacle": Act("认定客观障碍", "property/10.2", frozenset(Stage), "案件尚未登记"),
    "ask_support": Act("请示或求助", "property/4.11", OPEN, "案件已经办结，无需请示"),
    "answer_support": Act("答复请示", "property/4.6", frozenset(Stage), "案件尚未登记"),
    "note_blockage": Act("登记阻滞", "claims/6.2.2", OPEN, "案件已经办结；要继续办理先重新办理"),
    "clear_blockage": Act("解除阻滞", "claims/6.2.2", OPEN, "案件已经办结；要继续办理先重新办理"),
    "open_crisis": Act("转入危机处理", "claims/8", OPEN, "案件已经办结；要转入危机处理先重新办理"),
    "record_crisis_opinion": Act("登记危机处理意见", "claims/8", OPEN, "案件已经办结；先重新办理"),
    "decide_crisis": Act("反馈最终意见", "claims/8", OPEN, "案件已经办结；先重新办理"),
    "hq_receive": Act("总公司条线签收", "claims/6.3.1", SORTED_OUT, "先分类；已结案的先重新办理"),
    "hq_act": Act("登记总公司当日处置", "claims/6.3.1", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "start_emergency_plan": Act("启动应急预案", "cbirc2020/29.1", OPEN, "案件已经办结；要启动应急预案先重新办理"),
    "log_emergency": Act("登记应急处置", "cbirc2020/29.1", OPEN, "案件已经办结；先重新办理"),
    "end_emergency_plan": Act("结束应急预案", "cbirc2020/29.1", OPEN, "案件已经办结；先重新办理"),
    "record_complexity": Act("登记情况复杂", "cbirc2020/18.1", SORTED_OUT, "先分类；已结案的不再延长"),
    "approve_extension": Act("批准再延长", "cbirc2020/18.1", SORTED_OUT, "先分类；已结案的不再延长"),
    "tell_extension": Act("登记延长告知", "cbirc2020/18.1", SORTED_OUT, "先批准延长"),
    "pause_limit": Act("暂停法定期限", "cbirc2020/18.2", SORTED_OUT, "先分类；已结案的没有期限可停"),
    "resume_limit": Act("恢复法定期限", "cbirc2020/18.2", SORTED_OUT, "没有暂停的期限"),
    "note_new_facts": Act("登记新的事实", "cbirc2020/18.3", OPEN, "案件已经办结；有新的事实和理由的，重新办理"),
    "ask_papers": Act("请投诉人提供材料", "cbirc2020/13", OPEN, "案件已经办结；要补材料先重新办理"),
    "explain_lateness": Act("说明超期原因", "cbirc2020/18.1", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室，不在这里说明"),
    "propose_mediation": Act("提出调解", "cbirc2020/23", SORTED_OUT, "先分类；已结案的先重新办理"),
    "agree_mediation": Act("登记双方同意调解", "cbirc2020/23", SORTED_OUT, "先提出调解"),
    "decline_mediation": Act("登记不同意调解", "cbirc2020/23", frozenset(Stage) - {Stage.TRANSFERRED}, "没有提出的调解"),
    "record_opinion": Act("登记调解意见", "cbirc2020/24", SORTED_OUT, "先提出调解，双方同意后才有意见"),
    "answer_opinion": Act("登记对调解意见的答复", "cbirc2020/24", SORTED_OUT, "没有等着答复的调解意见"),
    "end_mediation": Act("登记调解结果", "cbirc2020/23", frozenset(Stage) - {Stage.TRANSFERRED}, "没有进行中的调解"),
    "perform_mediation": Act("登记调解协议履行", "cbirc2020/40", frozenset(Stage) - {Stage.TRANSFERRED}, "没有调解成功的记录"),
    "answer_urge": Act("回复催办", "claims/6.1.2", frozenset(Stage), "案件尚未登记"),
    "acknowledge": Act("登记受理回执", "property/7.1", OPEN, "案件已经办结，不用再发受理回执"),
    "ask_documents": Act("要求补证明材料", "cbirc2020/14", OPEN, "案件已经办结；材料补来的直接登记看过"),
    "see_documents": Act("登记看过的证明材料", "cbirc2020/14", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "note_contact": Act("联系投诉人", "property/8.1", OPEN, "案件已经办结；要继续联系先重新办理"),
    "note_progress": Act("记录进展", "claims/7.3", OPEN, "案件已经办结；要继续办理先重新办理"),
    "declare_interest": Act("声明回避", "cbirc2020/17", OPEN, "案件已经办结，不用再声明回避"),
    "ask_hearing": Act("请被投诉人陈述", "property/7.4", SORTED_OUT, "先分类；已结案的先重新办理"),
    "record_hearing": Act("听取被投诉人陈述", "claims/9", SORTED_OUT, "先分类；已结案的先重新办理"),
    "state_side": Act("陈述", "claims/9", SORTED_OUT, "案件尚未分类或已经办结，现在不收陈述"),
    "record_finding": Act("查明原因", "property/7.4", WORKING, "先分派并接办"),
    "confirm_finding": Act("认定有效与否", "claims/7.4.3", WORKING, "先有调查结论"),
    "draft_proposal": Act("提出处理方案", "property/7.5", WORKING - {Stage.APPROVED}, "先查明原因；已批示的方案要改，先说明并重新办理"),
    "submit_proposal": Act("提交处理方案", "property/7.6", frozenset({Stage.INVESTIGATING, Stage.REPLIED}), "先提出处理方案"),
    "instruct_proposal": Act("批示方案", "property/7.6", frozenset({Stage.PROPOSED}), "先提交处理方案"),
    "give_direction": Act("批示意见", "claims/6.2.7", OPEN, "案件已经办结；要继续办理先重新办理"),
    "step_in": Act("直接过问", "claims/6.2.7", SORTED_OUT, "还没有分类的先分类，已办结的先重新办理；要指示就写批示意见"),
    "send_reply": Act("答复投诉人", "property/7.7", SORTED_OUT - {Stage.DISPATCHED, Stage.PROPOSED}, "先走到批示方案"),
    "record_response": Act("登记投诉人意见", "property/7.7", frozenset({Stage.REPLIED}), "先答复投诉人"),
    "carry_out": Act("兑现承诺", "property/7.7", SORTED_OUT | ENDED | {Stage.CLOSED, Stage.ARCHIVED}, "先有批示过的方案"),
    "report_back": Act("反馈监管", "property/5.1", frozenset(Stage) - {Stage.REGISTERED}, "先分类"),
    "close": Act("结案", "claims/7.5", OPEN, "案件已经办结"),
    "follow_up": Act("回访", "property/4.1", frozenset({Stage.CLOSED, Stage.ARCHIVED, Stage.WITHDRAWN}), "先结案；撤回的也可以回访"),
    "suggest_improvement": Act("提改进意见", "claims/7.6", WORKING | {Stage.CLOSED, Stage.ARCHIVED}, "先查明原因"),
    "answer_improvement": Act("答复改进意见", "claims/7.6", frozenset(Stage), "案件尚未登记"),
    "complete_improvement": Act("登记改进完成", "claims/7.6", frozenset(Stage), "案件尚未登记"),
    "check_improvement": Act("检查改进效果", "claims/7.6", frozenset(Stage), "案件尚未登记"),
    "apply_review": Act("登记核查申请", "cbirc2020/20", frozenset({Stage.REPLIED, Stage.CLOSED, Stage.ARCHIVED}), "还没有处理决定，先答复投诉人"),
    "decide_review": Act("作出核查决定", "cbirc2020/20", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "tell_review": Act("告知核查决定", "cbirc2020/20", frozenset(Stage) - {Stage.TRANSFERRED}, "已转总裁办公室"),
    "send_survey": Act("发满意度调查", "property/4.1", frozenset({Stage.CLOSED, Stage.ARCHIVED}), "先结案"),
    "evaluate": Act("总结评价", "property/7.8", frozenset({Stage.CLOSED}), "先结案"),
    "archive": Act("归档", "property/9.2", ENDED | {Stage.CLOSED}, "先结案或终止"),
    "reopen": Act("重新办理", "cbirc2020/18.3", ENDED | {Stage.CLOSED, Stage.ARCHIVED}, "案件还在办理，直接补充即可"),
    "tell_termination": Act("告知终止", "property/3.2", ENDED, "没有终止的不用告知；在办的用联系投诉人"),
    "terminate": Act("终止办理", "cbirc2020/15", OPEN, "案件已经办结，不能再终止"),
}  # fmt: skip
