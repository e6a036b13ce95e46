"""The eight steps S5 7.1–7.8 of one case: what is done, by whom and when, where it stands now, what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from suqing.apps.complaints.models.choices import ClosingGround, InstructionKind, TerminationKind
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.facts import StageFacts
from suqing.casework.next_step import NextAction, needs_no_proposal
from suqing.kernel.money import yuan_short

TITLES = ("记录投诉", "判断成立与类别", "确定责任部门", "分析原因", "提出处理方案", "主管领导批示", "实施并答复", "总结评价、归档")
STEP_OF: Mapping[str, int] = {
    "complete_record": 1, "acknowledge": 1, "ask_documents": 1, "see_documents": 1, "record_letter": 1, "join_matter": 1, "leave_matter": 1, "link_items": 1, "unlink_items": 1, "triage": 2, "reclassify": 2, "dispatch": 3, "accept_dispatch": 3, "return_dispatch": 3, "judge_return": 3,
    "note_contact": 4, "note_progress": 4, "promise": 4, "urge": 4, "note_inquiry": 4, "put_through": 4, "note_new_facts": 4, "propose_mediation": 4, "agree_mediation": 4, "decline_mediation": 4, "record_opinion": 4, "answer_opinion": 4, "end_mediation": 4, "receive_visit": 4, "count_heads": 4, "end_visit": 4, "start_emergency_plan": 4, "log_emergency": 4, "end_emergency_plan": 4, "open_crisis": 4, "record_crisis_opinion": 4, "hq_receive": 4, "hq_act": 4, "decide_crisis": 4, "record_complexity": 4, "approve_extension": 4, "tell_extension": 4, "pause_limit": 4, "resume_limit": 4, "answer_urge": 4,
    "report_obstacle": 4, "answer_obstacle": 4, "ask_support": 4, "answer_support": 4, "explain_lateness": 4, "ask_papers": 4, "note_blockage": 4, "clear_blockage": 4, "declare_interest": 4, "ask_hearing": 4, "record_hearing": 4, "state_side": 4,
    "record_finding": 4, "confirm_finding": 4, "draft_proposal": 5, "submit_proposal": 5, "instruct_proposal": 6, "give_direction": 6, "step_in": 6,
    "send_reply": 7, "record_response": 7, "carry_out": 7, "close": 7, "settle": 7, "terminate": 7, "tell_termination": 7, "report_back": 7, "perform_mediation": 7,
    "follow_up": 8, "send_survey": 8, "suggest_improvement": 8, "answer_improvement": 8, "complete_improvement": 8, "check_improvement": 8, "apply_review": 8, "decide_review": 8, "tell_review": 8, "evaluate": 8, "review_settlement": 8, "archive": 8, "reopen": 8,
}  # fmt: skip

NOT_HERE = (2, 3, 4, 5, 6, 8)  # of an item that had ended in another register: nobody did them here


@dataclass(frozen=True, slots=True)
class Step:
    """`state`: done, now, todo. `missing` are words. `at` is when the step was done."""

    number: int
    words: str
    state: str
    detail: str = ""
    at: datetime | None = None
    missing: tuple[str, ...] = ()


def steps_of(rows: Rows, facts: StageFacts, following: NextAction | None, missing: tuple[str, ...]) -> tuple[Step, ...]:
    """`missing` are the fields that the record still lacks; they stand at the first step, whatever its state."""
    current = STEP_OF.get(following.action, 8) if following else 9
    found = []
    for number, words in enumerate(TITLES, start=1):
        state = "now" if number == current else "done" if number < current and not (facts.ended_elsewhere and number in NOT_HERE) else "todo"
        detail, at = DETAILS[number - 1](rows, facts)
        wanted = missing if number == 1 else tuple(each.words for each in following.missing) if following and state == "now" else ()
        found.append(Step(number, words, state, detail, at, wanted))
    return tuple(found)


def _by(name: object) -> str:
    return str(name) if name else "系统"


def _recorded(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    return _by(rows.complaint.taken_by), rows.complaint.entered_at


def _sorted_out(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if not rows.triages:
        return "", None
    last = rows.triages[-1]
    held = {True: "成立", False: "不成立", None: "成立与否待查"}[last.established]
    return f"{held}；{CLASS_NAMES.get(last.classification, '范围外')}", last.at


def _dispatched(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if needs_no_proposal(facts) and not rows.dispatches:
        return "不用分派", None
    if not rows.dispatches:
        return "", None
    last = rows.dispatches[-1]
    if last.accepted_at:
        return f"{last.department.short_name}，{_by(last.handler)}受理", last.accepted_at
    if last.returned_at:
        return f"{last.department.short_name}退回", last.returned_at
    return f"{last.department.short_name}，待{last.to_staff.name}接办", None


def _found_out(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if not rows.findings:
        return "", None
    last = rows.findings[-1]
    word = {True: "，认定有效", False: "，认定无效", None: "，待认定"}[last.confirmed_valid]
    return f"查明第{last.version}版：{last.get_cause_kind_display()}{word}", last.confirmed_at or last.at


def _proposed(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if not rows.proposals:
        return ("不用方案", None) if needs_no_proposal(facts) and facts.reply_sent else ("", None)
    last = rows.proposals[-1]
    return f"第{last.version}版，{last.get_state_display()}", last.submitted_at


def _instructed(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    waiting = [each for each in rows.proposals if each.state == "submitted"]
    if waiting:
        return f"第{waiting[-1].version}版，待{_by(waiting[-1].submitted_to)}批示", None
    bound = [each for each in rows.mediation_opinions if each.binds and each.accepted]
    if bound and (not rows.instructions or (bound[-1].answered_at or bound[-1].given_at) > rows.instructions[-1].at):
        return f"小额限额以内的调解意见，投诉人接受，给付{yuan_short(bound[-1].amount_fen)}元", bound[-1].answered_at
    if rows.instructions:
        last = rows.instructions[-1]
        return f"{_by(last.by)}{InstructionKind(last.kind).label}第{last.proposal.version}版", last.at
    return "", None


def _told(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if rows.terminations and not rows.complaint.open:
        last = rows.terminations[-1]
        return f"终止：{TerminationKind(last.kind).label}", last.at
    if rows.closures and rows.complaint.closed_at:
        return f"结案：{ClosingGround(rows.closures[-1].ground).label}", rows.closures[-1].at
    if rows.replies:
        last_reply = rows.replies[-1]
        return f"{last_reply.get_method_display()}答复", last_reply.sent_at
    return "", None


def _filed(rows: Rows, facts: StageFacts) -> tuple[str, datetime | None]:
    if facts.archived and rows.volumes:
        return f"已归档，第{rows.volumes[-1].number}卷", rows.volumes[-1].at
    return ("已总结", rows.evaluations[-1].at) if facts.evaluated and rows.evaluations else ("", None)


DETAILS: tuple[Callable[[Rows, StageFacts], tuple[str, datetime | None]], ...] = (
    _recorded, _sorted_out, _dispatched, _found_out, _proposed, _instructed, _told, _filed,
)  # fmt: skip
