"""The acts of the procedure as one table: name in the address, words, body, action of the complaints room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from suqing.apps.complaints import actions
from suqing.casework.stages import ACTS as STAGE_ACTS
from suqing.web.api.bodies import acts as bodies
from suqing.web.api.bodies.base import Body
from suqing.web.api.bodies.intake import CompleteRecord


@dataclass(frozen=True, slots=True)
class Act:
    """`label` in Chinese, `english` for the reader of the docs; `clause` is that of the step."""

    name: str
    english: str
    body: type[Body]
    run: Callable[..., Any]
    own_label: str = ""
    own_clause: str = ""

    @property
    def label(self) -> str:
        return self.own_label or STAGE_ACTS[self.name].label

    @property
    def clause(self) -> str:
        return self.own_clause or STAGE_ACTS[self.name].clause


ACTS: tuple[Act, ...] = (
    Act("complete_record", "Complete the record", CompleteRecord, actions.complete_record),
    Act("triage", "Confirm the class", bodies.Triage, actions.triage_complaint),
    Act("reclassify", "Change the class", bodies.Reclassify, actions.reclassify_complaint),
    Act("reveal_misconduct", "Move to the sealed room", bodies.Why, actions.reveal_misconduct, "转举报专用通道", "property/5.2.4"),
    Act("dispatch", "Dispatch to a department", bodies.Dispatch, actions.dispatch_complaint),
    Act("accept_dispatch", "Accept and name the handler", bodies.AcceptDispatch, actions.accept_dispatch),
    Act("return_dispatch", "Return the dispatch", bodies.Why, actions.return_dispatch),
    Act("note_contact", "Note a contact or a try", bodies.NoteContact, actions.note_contact),
    Act("note_progress", "Note progress", bodies.NoteProgress, actions.note_progress),
    Act("promise", "Promise an answer by a time", bodies.Promise, actions.make_promise),
    Act("urge", "Urge a colleague", bodies.Urge, actions.urge_complaint),
    Act("answer_urge", "Receive or answer an urge", bodies.AnswerUrge, actions.answer_urge),
    Act("record_complexity", "Record that it is complex", bodies.Why, actions.record_complexity),
    Act("approve_extension", "Approve a further extension", bodies.Why, actions.approve_extension),
    Act("tell_extension", "The complainant was told of the extension", bodies.ToldExtension, actions.tell_extension),
    Act("pause_limit", "Pause the law's limits", bodies.PauseLimit, actions.pause_limit),
    Act("resume_limit", "Resume the law's limits", bodies.Nothing, actions.resume_limit),
    Act("ask_hearing", "Ask a person for their side", bodies.AskHearing, actions.ask_hearing),
    Act("record_hearing", "Record their side", bodies.RecordHearing, actions.record_hearing),
    Act("state_side", "State one's own side", bodies.StateSide, actions.state_side),
    Act("record_finding", "Record a finding", bodies.RecordFinding, actions.record_finding),
    Act("confirm_finding", "Confirm valid or invalid", bodies.ConfirmFinding, actions.confirm_finding),
    Act("draft_proposal", "Draft a proposal", bodies.DraftProposal, actions.draft_proposal),
    Act("submit_proposal", "Submit the proposal", bodies.Nothing, actions.submit_proposal),
    Act("instruct_proposal", "The leader's word", bodies.InstructProposal, actions.instruct_proposal),
    Act("send_reply", "Reply to the customer", bodies.SendReply, actions.send_reply),
    Act("record_response", "Record the customer's response", bodies.RecordResponse, actions.record_response),
    Act("carry_out", "Carry out what was promised", bodies.CarryOut, actions.carry_out),
    Act("report_back", "Report back to the regulator", bodies.ReportBack, actions.report_back),
    Act("close", "Close", bodies.Close, actions.close_complaint),
    Act("terminate", "Terminate", bodies.Terminate, actions.terminate_complaint),
    Act("reopen", "Reopen", bodies.Why, actions.reopen_complaint),
    Act("follow_up", "Follow up", bodies.FollowUp, actions.follow_up),
    Act("suggest_improvement", "Suggest an improvement", bodies.SuggestImprovement, actions.suggest_improvement),
    Act("answer_improvement", "Answer a suggestion", bodies.AnswerImprovement, actions.answer_improvement),
    Act("complete_improvement", "Say that it is done", bodies.CompleteImprovement, actions.complete_improvement),
    Act("check_improvement", "Check its effect", bodies.CheckImprovement, actions.check_improvement),
    Act("send_survey", "Send a satisfaction survey", bodies.SendSurvey, actions.send_survey),
    Act("evaluate", "Evaluate the handling", bodies.Evaluate, actions.evaluate_complaint),
    Act("archive", "Archive", bodies.Nothing, actions.archive_complaint),
)
DISCLOSE = Act("disclose", "Reveal identity for five minutes", bodies.Disclose, actions.disclose_parties, "查看隐去的内容", "property/9.1")
BY_NAME = {each.name: each for each in (*ACTS, DISCLOSE)}
