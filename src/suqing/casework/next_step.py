"""What must be done next, in the words of the workbench, and what is missing for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from suqing.casework.case_facts import StageFacts
from suqing.casework.stages import ENDED, SORTED_OUT, Stage
from suqing.casework.verdict import Missing


@dataclass(frozen=True, slots=True)
class NextAction:
    """`words` fits a button or a list; `detail` is one sentence; `missing` must be there before `action` is allowed."""

    action: str
    words: str
    detail: str = ""
    missing: tuple[Missing, ...] = ()


def needs_no_proposal(facts: StageFacts) -> str | None:
    """Why this case may be answered without a proposal; None where it needs one. The finding outweighs the first judgement."""
    if facts.in_scope is False:
        return "不属于投诉，告知即可"
    if facts.finding_version and facts.found_valid is not None:
        return None if facts.found_valid else "认定无效，阐明事实、解释原因"
    if facts.stage not in (Stage.TRIAGED, Stage.REPLIED):
        return None
    if facts.established is False:
        return "投诉不成立，婉转答复、消除误会"
    return "倾诉件，安抚即可，无需后续处理" if facts.classification == "venting" else None


def next_action(facts: StageFacts) -> NextAction | None:
    """None when nothing is owed any more."""
    return None if facts.ended_elsewhere else _leaves(facts) or STEPS[facts.stage](facts)


def _leaves(facts: StageFacts) -> NextAction | None:
    """What does not belong to this procedure leaves it, at whatever step that comes to light."""
    if facts.stage not in SORTED_OUT:
        return None
    if facts.in_scope is False:
        return NextAction("terminate", "终止办理", "已起诉、仲裁、移交司法机关或另有原因不属于投诉，说明情况并告知投诉人。")
    if facts.classification == "whistleblow":
        return NextAction("terminate", "移交总裁办公室", "举报件由总裁办公室办理。")
    return None


def _registered(facts: StageFacts) -> NextAction | None:
    return NextAction("triage", "分类", "判断是否属于投诉、是否成立、是哪一类。")


def _triaged(facts: StageFacts) -> NextAction | None:
    why = needs_no_proposal(facts)
    if why:
        return NextAction("send_reply", "答复投诉人", f"{why}。")
    return NextAction("dispatch", "分派", "确定受理单位和受理负责人。")


def _dispatched(facts: StageFacts) -> NextAction | None:
    return NextAction("accept_dispatch", "接办", "接办或写明理由退回；接办之前仍由首问责任人负责。")


def _investigating(facts: StageFacts) -> NextAction | None:
    if not facts.accepted:
        return NextAction("dispatch", "分派", "重新办理的先确定受理单位和受理负责人。")
    if not facts.contacted and not facts.finding_version:
        return NextAction("note_contact", "联系投诉人", "联系上才算；没有联系上也要记下。")
    if not facts.finding_version:
        return _find_out(facts)
    if facts.found_valid is None:
        return NextAction("confirm_finding", "认定有效与否", f"由投诉管理部门对调查结论第{facts.finding_version}版作出认定。")
    why = needs_no_proposal(facts)
    if why:
        return NextAction("send_reply", "答复投诉人", f"{why}。")
    return _propose(facts)


def _find_out(facts: StageFacts) -> NextAction:
    if facts.hearing_missing:
        who = "、".join(facts.hearing_missing)
        missing = (Missing("hearing", f"还没有{who}本人的陈述", "claims/9", f"先听取{who}的陈述，或登记其放弃陈述"),)
        return NextAction("record_finding", "查明原因", f"先听取{who}的陈述，再写调查结论。", missing)
    return NextAction("record_finding", "查明原因", "查明投诉的原因和责任人。")


def _propose(facts: StageFacts) -> NextAction:
    version = facts.proposal_version
    if facts.proposal_state in ("approved", "taken_over"):
        return NextAction("send_reply", "答复投诉人", f"方案第{version}版已批示，按此答复。")
    if facts.proposal_state == "returned":
        return NextAction("draft_proposal", f"提出处理方案第{version + 1}版", f"第{version}版已退回，按批示修改。")
    if facts.proposal_state == "draft" and facts.needs_leader is False:
        return NextAction("send_reply", "答复投诉人", f"方案第{version}版在您的授权之内，可以直接答复，领导事后过目。")
    if facts.proposal_state == "draft":
        return NextAction("submit_proposal", f"提交方案第{version}版", "由主管领导批示。")
    return NextAction("draft_proposal", "提出处理方案", "依调查结论、关键证据和投诉人要求拟方案。")


def _proposed(facts: StageFacts) -> NextAction | None:
    return NextAction("instruct_proposal", f"批示方案第{facts.proposal_version}版", "同意、退回或接办，写明意见。")


def _approved(facts: StageFacts) -> NextAction | None:
    return NextAction("send_reply", "答复投诉人", f"方案第{facts.proposal_version}版已批示，按此答复。")


def _replied(facts: StageFacts) -> NextAction | None:
    if not facts.response_recorded and not facts.unreached:
        return NextAction("record_response", "登记投诉人意见", "投诉人接受与否、说了什么，都要登记。")
    if facts.proposal_state in ("draft", "returned") and not needs_no_proposal(facts):
        step = _propose(facts)
        if step.action != "send_reply":
            return step
    if facts.unreached and not facts.response_recorded:
        return NextAction("close", "结案", "投诉人联系不上：以法律支持或认定无效结案；联系上了，先把决定告知投诉人。")
    if facts.response_accepted:
        return NextAction("close", "结案", "投诉人接受处理方案。")
    return NextAction("close", "结案", "投诉人没有接受：引法律法规结案，或另拟方案再答复。")


def _closed(facts: StageFacts) -> NextAction | None:
    if facts.review == "applied":
        return NextAction("decide_review", "作出核查决定", "由上级机构没有参与原处理的人核查过程、时限和结果。")
    if facts.review == "decided":
        return NextAction("tell_review", "告知核查决定", "收到核查申请之日起三十日内作出决定并告知投诉人。")
    if facts.settlement == "waiting":
        return NextAction("review_settlement", "过目当场办结", "接待的人已当场办结，领导事后过目；认为不妥的重新办理。")
    if facts.settlement == "objected":
        return NextAction("reopen", "重新办理", "领导过目后认为不应这样办结，写明理由重新办理。")
    if facts.undertakings_open:
        return NextAction("carry_out", "兑现承诺", f"还有{facts.undertakings_open}项答应投诉人的事没有办完。")
    if facts.survey_calls:
        return NextAction("follow_up", "回访", "满意度调查里投诉人不满意或希望再联系，先联系投诉人。")
    if not facts.followed_up and _is_called_back(facts):
        return NextAction("follow_up", "回访", "问投诉人是否满意；仍有不满的可以重新办理。")
    if facts.discontent_remains and not facts.evaluated:
        return NextAction("reopen", "重新办理", "回访时投诉人仍有不满：重新办理；不重办的，在“更多”里总结评价并写明理由。")
    if not facts.evaluated and facts.settlement is None:
        return NextAction("evaluate", "总结评价", "写下经验教训，需要改进的提出意见。")
    return NextAction("archive", "归档", "材料齐备，生成卷宗。")


def _is_called_back(facts: StageFacts) -> bool:
    """Venting needs nothing further; of what was settled on the spot a sample is asked."""
    return facts.sampled if facts.settlement else facts.classification != "venting"


def _ended(facts: StageFacts) -> NextAction | None:
    if facts.telling_owed:
        return NextAction("tell_termination", "告知终止", "已经终止办理，还没有告知投诉人：说明情况和可走的途径，再登记怎样告知。")
    if facts.report_due:
        return NextAction("report_back", "反馈监管", "投诉人撤回了，转办函要求的报告仍要按期交。")
    if facts.stage is Stage.WITHDRAWN and not facts.archived:
        if facts.sampled and not facts.followed_up:
            return NextAction("follow_up", "回访", "抽到回访的撤回件，问清是否本人自愿撤回。")
        if facts.discontent_remains:
            return NextAction("reopen", "重新办理", "回访得知撤回不是本人意愿，或仍有不满：重新办理；不重办的，在“更多”里归档。")
    return None if facts.archived else NextAction("archive", "归档", "终止的案件也要归档。")


def _archived(facts: StageFacts) -> NextAction | None:
    return None


STEPS: Mapping[Stage, Callable[[StageFacts], NextAction | None]] = {
    Stage.REGISTERED: _registered,
    Stage.TRIAGED: _triaged,
    Stage.DISPATCHED: _dispatched,
    Stage.INVESTIGATING: _investigating,
    Stage.PROPOSED: _proposed,
    Stage.APPROVED: _approved,
    Stage.REPLIED: _replied,
    Stage.CLOSED: _closed,
    Stage.ARCHIVED: _archived,
    **dict.fromkeys(ENDED, _ended),
}
