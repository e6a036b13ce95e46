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
    """`label` in Chinese, `english` for the reader of the docs; `clause` is that of the step.
    `swaps`: it changes the case itself, against the version in If-Match."""

    name: str
    english: str
    body: type[Body]
    run: Callable[..., Any]
    own_label: str = ""
    own_clause: str = ""
    swaps: bool = True

    @property
    def label(self) -> str:
        return self.own_label or STAGE_ACTS[self.name].label

    @property
    def clause(self) -> str:
        return self.own_clause or STAGE_ACTS[self.name].clause


ACTS: tuple[Act, ...] = (
    Act("complete_record", "Complete the record", CompleteRecord, actions.complete_record),
    Act("record_letter", "Record the regulator's letter on an item that was here already", bodies.RecordLetter, actions.record_letter),
    Act("triage", "Confirm the class", bodies.Triage, actions.triage_complaint),
    Act("reclassify", "Change the class", bodies.Reclassify, actions.reclassify_complaint),
    Act("reveal_misconduct", "Move to the sealed room", bodies.Why, actions.reveal_misconduct, "转举报专用通道", "property/5.2.4"),
    Act("join_matter", "Confirm the same matter as another item", bodies.JoinMatter, actions.join_matter),
    Act("leave_matter", "Undo a mistaken joining", bodies.Why, actions.leave_matter),
    Act("link_items", "Link a related item of another matter", bodies.OtherItem, actions.link_items),
    Act("unlink_items", "End such a link", bodies.OtherItem, actions.unlink_items),
    Act("dispatch", "Dispatch to a department", bodies.Dispatch, actions.dispatch_complaint),
    Act("accept_dispatch", "Accept and name the handler", bodies.AcceptDispatch, actions.accept_dispatch),
    Act("return_dispatch", "Return the dispatch", bodies.Why, actions.return_dispatch),
    Act("judge_return", "Judge whether a return was a passing on", bodies.JudgeReturn, actions.judge_return),
    Act("acknowledge", "The complainant was told that it was taken down", bodies.Acknowledge, actions.acknowledge),
    Act("ask_documents", "Ask an agent or heir for the documents that are missing", bodies.AskDocuments, actions.ask_documents),
    Act("see_documents", "Documents of an agent or heir were seen", bodies.SeeDocuments, actions.see_documents),
    Act("note_contact", "Note a contact or a try", bodies.NoteContact, actions.note_contact),
    Act("note_progress", "Note progress", bodies.NoteProgress, actions.note_progress),
    Act("promise", "Promise an answer by a time", bodies.Promise, actions.make_promise),
    Act("settle", "Settle on the spot", bodies.Settle, actions.settle_complaint),
    Act("review_settlement", "Look at what was settled on the spot", bodies.ReviewSettlement, actions.review_settlement),
    Act("note_inquiry", "Note a question that was answered", bodies.NoteInquiry, actions.note_inquiry, swaps=False),
    Act("receive_visit", "Receive those who came in person", bodies.ReceiveVisit, actions.receive_visit),
    Act("count_heads", "Count those present", bodies.CountHeads, actions.count_heads, swaps=False),
    Act("end_visit", "They have left", bodies.EndVisit, actions.end_visit, swaps=False),
    Act("put_through", "The caller was put through to a leader", bodies.PutThrough, actions.put_through, swaps=False),
    Act("urge", "Urge a colleague", bodies.Urge, actions.urge_complaint),
    Act("answer_urge", "Receive or answer an urge", bodies.AnswerUrge, actions.answer_urge),
    Act("report_obstacle", "Report an objective obstacle", bodies.ReportObstacle, actions.report_obstacle),
    Act("answer_obstacle", "Acknowledge an obstacle as objective, or not", bodies.AnswerObstacle, actions.answer_obstacle),
    Act("ask_support", "Ask somebody higher up for guidance or help", bodies.AskSupport, actions.ask_support),
    Act("answer_support", "Answer a request for guidance or help", bodies.AnswerSupport, actions.answer_support),
    Act("note_blockage", "Note where the claim or policy is stuck", bodies.NoteBlockage, actions.note_blockage),
    Act("clear_blockage", "It is no longer stuck", bodies.ClearBlockage, actions.clear_blockage),
    Act("open_crisis", "Open the crisis path", bodies.OpenCrisis, actions.open_crisis),
    Act("record_crisis_opinion", "Record the opinion of a body of the crisis path", bodies.CrisisOpinion, actions.record_crisis_opinion),
    Act("decide_crisis", "Feed back the final opinion", bodies.FinalOpinion, actions.decide_crisis),
    Act("hq_receive", "Headquarters has received it", bodies.HqReceive, actions.hq_receive),
    Act("hq_act", "What headquarters arranged the same day", bodies.HqAct, actions.hq_act),
    Act("start_emergency_plan", "Start the emergency plan", bodies.StartEmergency, actions.start_emergency_plan),
    Act("log_emergency", "Log what was done in the emergency", bodies.LogEmergency, actions.log_emergency),
    Act("end_emergency_plan", "End the emergency plan", bodies.EndEmergency, actions.end_emergency_plan),
    Act("record_complexity", "Record that it is complex", bodies.Why, actions.record_complexity),
    Act("approve_extension", "Approve a further extension", bodies.Why, actions.approve_extension),
    Act("tell_extension", "The complainant was told of the extension", bodies.ToldExtension, actions.tell_extension),
    Act("pause_limit", "Pause the law's limits", bodies.PauseLimit, actions.pause_limit),
    Act("resume_limit", "Resume the law's limits", bodies.ResumeLimit, actions.resume_limit),
    Act("note_new_facts", "Note new facts; the law's limit restarts", bodies.NewFacts, actions.note_new_facts),
    Act("ask_papers", "Papers asked of the complainant", bodies.AskPapers, actions.ask_papers),
    Act("explain_lateness", "Why a limit was missed", bodies.ExplainLateness, actions.explain_lateness),
    Act("propose_mediation", "Propose mediation", bodies.ProposeMediation, actions.propose_mediation),
    Act("agree_mediation", "Both sides agreed to mediation", bodies.AgreeMediation, actions.agree_mediation),
    Act("decline_mediation", "One side declines mediation", bodies.DeclineMediation, actions.decline_mediation),
    Act("record_opinion", "The mediator's opinion", bodies.RecordOpinion, actions.record_opinion),
    Act("answer_opinion", "The complainant's answer to the mediator's opinion", bodies.AnswerOpinion, actions.answer_opinion),
    Act("end_mediation", "The result of mediation", bodies.EndMediation, actions.end_mediation),
    Act("perform_mediation", "The mediated agreement carried out or confirmed", bodies.PerformMediation, actions.perform_mediation),
    Act("declare_interest", "Stand back from the case", bodies.Why, actions.declare_interest),
    Act("ask_hearing", "Ask a person for their side", bodies.AskHearing, actions.ask_hearing),
    Act("record_hearing", "Record their side", bodies.RecordHearing, actions.record_hearing),
    Act("state_side", "State one's own side", bodies.StateSide, actions.state_side),
    Act("record_finding", "Record a finding", bodies.RecordFinding, actions.record_finding),
    Act("confirm_finding", "Confirm valid or invalid", bodies.ConfirmFinding, actions.confirm_finding),
    Act("draft_proposal", "Draft a proposal", bodies.DraftProposal, actions.draft_proposal),
    Act("submit_proposal", "Submit the proposal", bodies.Nothing, actions.submit_proposal),
    Act("instruct_proposal", "The leader's word", bodies.InstructProposal, actions.instruct_proposal),
    Act("give_direction", "Give a direction outside a proposal", bodies.Direction, actions.give_direction),
    Act("step_in", "Take the handling or the decision upon oneself", bodies.Why, actions.step_in),
    Act("send_reply", "Reply to the customer", bodies.SendReply, actions.send_reply),
    Act("record_response", "Record the customer's response", bodies.RecordResponse, actions.record_response),
    Act("carry_out", "Carry out what was promised", bodies.CarryOut, actions.carry_out),
    Act("report_back", "Report back to the regulator", bodies.ReportBack, actions.report_back),
    Act("close", "Close", bodies.Close, actions.close_complaint),
    Act("terminate", "Terminate", bodies.Terminate, actions.terminate_complaint),
    Act("tell_termination", "The customer was told that it has ended", bodies.TellTermination, actions.tell_termination),
    Act("reopen", "Reopen", bodies.Reopen, actions.reopen_complaint),
    Act("follow_up", "Follow up", bodies.FollowUp, actions.follow_up),
    Act("suggest_improvement", "Suggest an improvement", bodies.SuggestImprovement, actions.suggest_improvement),
    Act("answer_improvement", "Answer a suggestion", bodies.AnswerImprovement, actions.answer_improvement),
    Act("complete_improvement", "Say that it is done", bodies.CompleteImprovement, actions.complete_improvement),
    Act("check_improvement", "Check its effect", bodies.CheckImprovement, actions.check_improvement),
    Act("send_survey", "Send a satisfaction survey", bodies.SendSurvey, actions.send_survey),
    Act("apply_review", "The complainant asks the body above for a review", bodies.ApplyReview, actions.apply_review),
    Act("decide_review", "Decide the review", bodies.DecideReview, actions.decide_review),
    Act("tell_review", "The complainant was told the decision on review", bodies.TellReview, actions.tell_review),
    Act("evaluate", "Evaluate the handling", bodies.Evaluate, actions.evaluate_complaint),
    Act("archive", "Archive", bodies.Nothing, actions.archive_complaint),
)
DISCLOSE = Act("disclose", "Reveal identity for five minutes", bodies.Disclose, actions.disclose_parties, "查看隐去的内容", "property/9.1")
BY_NAME = {each.name: each for each in (*ACTS, DISCLOSE)}
