"""The procedure S5 7.1–7.8, one module a step. Browser, API, import and command line call these and nothing else."""

from suqing.apps.complaints.actions.archiving import archive_complaint
from suqing.apps.complaints.actions.closing import (
    close_complaint,
    reopen_complaint,
    terminate_complaint,
)
from suqing.apps.complaints.actions.completing import complete_record
from suqing.apps.complaints.actions.contacting import make_promise, note_contact, note_progress
from suqing.apps.complaints.actions.disclosing import disclose_parties
from suqing.apps.complaints.actions.dispatching import (
    accept_dispatch,
    dispatch_complaint,
    return_dispatch,
)
from suqing.apps.complaints.actions.finding import confirm_finding, record_finding
from suqing.apps.complaints.actions.following_up import evaluate_complaint, follow_up
from suqing.apps.complaints.actions.hearing import ask_hearing, record_hearing, state_side
from suqing.apps.complaints.actions.improving import (
    answer_improvement,
    check_improvement,
    complete_improvement,
    escalate_improvements,
    suggest_improvement,
)
from suqing.apps.complaints.actions.instructing import instruct_proposal
from suqing.apps.complaints.actions.prolonging import (
    approve_extension,
    pause_limit,
    record_complexity,
    resume_limit,
    tell_extension,
)
from suqing.apps.complaints.actions.proposing import draft_proposal, submit_proposal
from suqing.apps.complaints.actions.registering import register_complaint, register_complaints
from suqing.apps.complaints.actions.replying import (
    carry_out,
    record_response,
    report_back,
    send_reply,
)
from suqing.apps.complaints.actions.surveying import answer_survey, send_survey
from suqing.apps.complaints.actions.triaging import (
    reclassify_complaint,
    reveal_misconduct,
    triage_complaint,
)
from suqing.apps.complaints.actions.urging import answer_urge, escalate_urges, urge_complaint

__all__ = [
    "tell_extension",
    "resume_limit",
    "record_complexity",
    "pause_limit",
    "approve_extension",
    "accept_dispatch",
    "answer_improvement",
    "answer_survey",
    "answer_urge",
    "check_improvement",
    "complete_improvement",
    "escalate_improvements",
    "archive_complaint",
    "ask_hearing",
    "carry_out",
    "close_complaint",
    "complete_record",
    "confirm_finding",
    "disclose_parties",
    "dispatch_complaint",
    "draft_proposal",
    "escalate_urges",
    "evaluate_complaint",
    "follow_up",
    "instruct_proposal",
    "make_promise",
    "note_contact",
    "note_progress",
    "reclassify_complaint",
    "record_finding",
    "record_hearing",
    "record_response",
    "register_complaint",
    "register_complaints",
    "reopen_complaint",
    "report_back",
    "return_dispatch",
    "reveal_misconduct",
    "send_reply",
    "send_survey",
    "state_side",
    "submit_proposal",
    "suggest_improvement",
    "terminate_complaint",
    "triage_complaint",
    "urge_complaint",
]
