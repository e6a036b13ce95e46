"""The procedure S5 7.1–7.8, one module a step. Browser, API, import and command line call these and nothing else."""

from suqing.apps.complaints.actions.acknowledging import acknowledge
from suqing.apps.complaints.actions.archiving import archive_complaint
from suqing.apps.complaints.actions.asking import ask_papers
from suqing.apps.complaints.actions.blocking import clear_blockage, note_blockage
from suqing.apps.complaints.actions.calling import note_inquiry, put_through
from suqing.apps.complaints.actions.closing import (
    close_complaint,
    reopen_complaint,
    terminate_complaint,
)
from suqing.apps.complaints.actions.completing import complete_record
from suqing.apps.complaints.actions.contacting import make_promise, note_contact, note_progress
from suqing.apps.complaints.actions.crisis import (
    decide_crisis,
    open_crisis,
    record_crisis_opinion,
)
from suqing.apps.complaints.actions.directing import give_direction, step_in
from suqing.apps.complaints.actions.disclosing import disclose_parties
from suqing.apps.complaints.actions.dispatching import (
    accept_dispatch,
    dispatch_complaint,
    return_dispatch,
)
from suqing.apps.complaints.actions.emergency import (
    end_emergency_plan,
    log_emergency,
    start_emergency_plan,
)
from suqing.apps.complaints.actions.entitling import ask_documents, see_documents
from suqing.apps.complaints.actions.explaining import explain_lateness
from suqing.apps.complaints.actions.finding import confirm_finding, record_finding
from suqing.apps.complaints.actions.following_up import evaluate_complaint, follow_up
from suqing.apps.complaints.actions.headquarters import hq_act, hq_receive
from suqing.apps.complaints.actions.hearing import ask_hearing, record_hearing, state_side
from suqing.apps.complaints.actions.improving import (
    answer_improvement,
    check_improvement,
    complete_improvement,
    escalate_improvements,
    suggest_improvement,
)
from suqing.apps.complaints.actions.instructing import instruct_proposal
from suqing.apps.complaints.actions.joining import join_matter, leave_matter
from suqing.apps.complaints.actions.judging import judge_return
from suqing.apps.complaints.actions.lettering import record_letter
from suqing.apps.complaints.actions.linking import link_items, unlink_items
from suqing.apps.complaints.actions.mediating import (
    agree_mediation,
    decline_mediation,
    end_mediation,
    perform_mediation,
    propose_mediation,
)
from suqing.apps.complaints.actions.opinions import answer_opinion, record_opinion
from suqing.apps.complaints.actions.prolonging import (
    approve_extension,
    pause_limit,
    record_complexity,
    resume_limit,
    tell_extension,
)
from suqing.apps.complaints.actions.proposing import draft_proposal, submit_proposal
from suqing.apps.complaints.actions.recusing import declare_interest
from suqing.apps.complaints.actions.registering import register_complaint, register_complaints
from suqing.apps.complaints.actions.replying import (
    carry_out,
    record_response,
    report_back,
    send_reply,
)
from suqing.apps.complaints.actions.restarting import note_new_facts
from suqing.apps.complaints.actions.reviewing import apply_review, decide_review, tell_review
from suqing.apps.complaints.actions.settling import (
    register_and_settle,
    review_settlement,
    settle_complaint,
)
from suqing.apps.complaints.actions.supporting import (
    answer_obstacle,
    answer_support,
    ask_support,
    escalate_supports,
    report_obstacle,
)
from suqing.apps.complaints.actions.surveying import answer_survey, send_survey
from suqing.apps.complaints.actions.telling import tell_termination
from suqing.apps.complaints.actions.triaging import (
    reclassify_complaint,
    reveal_misconduct,
    triage_complaint,
)
from suqing.apps.complaints.actions.urging import answer_urge, escalate_urges, urge_complaint
from suqing.apps.complaints.actions.visiting import count_heads, end_visit, receive_visit

__all__ = [
    "accept_dispatch",
    "acknowledge",
    "agree_mediation",
    "answer_improvement",
    "answer_obstacle",
    "answer_opinion",
    "answer_support",
    "answer_survey",
    "answer_urge",
    "apply_review",
    "approve_extension",
    "archive_complaint",
    "ask_documents",
    "ask_hearing",
    "ask_papers",
    "ask_support",
    "carry_out",
    "check_improvement",
    "clear_blockage",
    "close_complaint",
    "complete_improvement",
    "complete_record",
    "confirm_finding",
    "count_heads",
    "decide_crisis",
    "decide_review",
    "declare_interest",
    "decline_mediation",
    "disclose_parties",
    "dispatch_complaint",
    "draft_proposal",
    "end_emergency_plan",
    "end_mediation",
    "end_visit",
    "escalate_improvements",
    "escalate_supports",
    "escalate_urges",
    "evaluate_complaint",
    "explain_lateness",
    "follow_up",
    "give_direction",
    "hq_act",
    "hq_receive",
    "instruct_proposal",
    "join_matter",
    "judge_return",
    "leave_matter",
    "link_items",
    "log_emergency",
    "make_promise",
    "note_blockage",
    "note_contact",
    "note_inquiry",
    "note_new_facts",
    "note_progress",
    "open_crisis",
    "perform_mediation",
    "pause_limit",
    "propose_mediation",
    "put_through",
    "receive_visit",
    "reclassify_complaint",
    "record_complexity",
    "record_crisis_opinion",
    "record_finding",
    "record_letter",
    "record_opinion",
    "record_hearing",
    "record_response",
    "register_and_settle",
    "register_complaint",
    "register_complaints",
    "reopen_complaint",
    "report_back",
    "report_obstacle",
    "resume_limit",
    "return_dispatch",
    "reveal_misconduct",
    "review_settlement",
    "see_documents",
    "send_reply",
    "send_survey",
    "settle_complaint",
    "start_emergency_plan",
    "state_side",
    "step_in",
    "submit_proposal",
    "suggest_improvement",
    "tell_extension",
    "tell_termination",
    "tell_review",
    "terminate_complaint",
    "triage_complaint",
    "unlink_items",
    "urge_complaint",
]
