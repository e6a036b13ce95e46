"""The order of the procedure (S5 7.1–7.8, S4 第七条): what may be done when, what is next, and refusals that help."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suqing.casework.case_facts import StageFacts
from suqing.casework.lifecycle import ACTS, Stage, may, next_action
from suqing.casework.stages import ENDED, OPEN
from suqing.rulebook import open_edition

CLAUSES = {clause for book in ("property", "claims", "cbirc2020") for clause in open_edition(book).clauses}
NEW = StageFacts(Stage.REGISTERED)
TRIAGED = StageFacts(Stage.TRIAGED, classification="general", in_scope=True, established=True)
INVESTIGATING = replace(TRIAGED, stage=Stage.INVESTIGATING, accepted=True, contacted=True)
FOUND = replace(INVESTIGATING, finding_version=1, found_valid=True)
REPLIED = replace(FOUND, stage=Stage.REPLIED, proposal_version=1, proposal_state="approved", reply_sent=True)
CLOSED = replace(REPLIED, stage=Stage.CLOSED, response_recorded=True, response_accepted=True)

any_facts = st.builds(
    StageFacts,
    stage=st.sampled_from(Stage),
    classification=st.sampled_from([None, "venting", "general", "major", "whistleblow"]),
    in_scope=st.sampled_from([None, True, False]),
    established=st.sampled_from([None, True, False]),
    dispatch_open=st.booleans(), accepted=st.booleans(), contacted=st.booleans(), progress_noted=st.booleans(),
    hearing_missing=st.sampled_from([(), ("王经理",)]),
    finding_version=st.integers(0, 2), found_valid=st.sampled_from([None, True, False]),
    proposal_version=st.integers(0, 3),
    proposal_state=st.sampled_from([None, "draft", "submitted", "approved", "returned", "taken_over"]),
    needs_leader=st.sampled_from([None, True, False]),
    reply_sent=st.booleans(), response_recorded=st.booleans(), response_accepted=st.sampled_from([None, True, False]),
    undertakings_open=st.integers(0, 2), followed_up=st.booleans(), evaluated=st.booleans(), archived=st.booleans(),
    discontent_remains=st.booleans(), surveyed=st.booleans(), survey_calls=st.booleans(), improvement_waiting=st.booleans(), improvement_doing=st.booleans(),
    improvement_to_check=st.booleans(), reviewable=st.booleans(), review=st.sampled_from([None, "applied", "decided"]), reviewed=st.booleans(), letter=st.booleans(),
)  # fmt: skip


def test_a_case_walks_from_the_first_word_to_the_archive() -> None:
    """Only the acts that are next, each allowed when it is next, in the order of the procedure."""
    facts, walked = NEW, []
    while (step := next_action(facts)) is not None:
        walked.append(step.words)
        assert may(step.action, facts).allowed, (step, may(step.action, facts).reason)
        facts = replace(facts, **DONE[step.action])
    assert walked == [
        "分类", "分派", "接办", "联系投诉人", "查明原因", "认定有效与否", "提出处理方案", "提交方案第1版", "批示方案第1版",
        "答复投诉人", "登记投诉人意见", "结案", "回访", "总结评价", "归档",
    ]  # fmt: skip


DONE: dict[str, dict[str, Any]] = {
    "triage": {"stage": Stage.TRIAGED, "classification": "general", "in_scope": True, "established": True},
    "dispatch": {"stage": Stage.DISPATCHED, "dispatch_open": True},
    "accept_dispatch": {"stage": Stage.INVESTIGATING, "dispatch_open": False, "accepted": True},
    "note_contact": {"contacted": True},
    "record_finding": {"finding_version": 1},
    "confirm_finding": {"found_valid": True},
    "draft_proposal": {"proposal_version": 1, "proposal_state": "draft", "needs_leader": True},
    "submit_proposal": {"stage": Stage.PROPOSED, "proposal_state": "submitted"},
    "instruct_proposal": {"stage": Stage.APPROVED, "proposal_state": "approved"},
    "send_reply": {"stage": Stage.REPLIED, "reply_sent": True},
    "record_response": {"response_recorded": True, "response_accepted": True},
    "close": {"stage": Stage.CLOSED},
    "follow_up": {"followed_up": True},
    "evaluate": {"evaluated": True},
    "archive": {"stage": Stage.ARCHIVED, "archived": True},
}


def test_a_returned_proposal_asks_for_the_second_version() -> None:
    returned = replace(FOUND, proposal_version=1, proposal_state="returned")
    step = next_action(returned)
    assert step is not None
    assert step.words == "提出处理方案第2版"
    refused = may("submit_proposal", returned)
    assert refused.reason == "还不能提交处理方案：方案第1版已退回。按批示另拟一版再提交。"
    second = next_action(replace(returned, stage=Stage.PROPOSED, proposal_version=2, proposal_state="submitted"))
    assert second is not None
    assert second.words == "批示方案第2版"


@pytest.mark.parametrize(
    ("action", "facts", "code", "clause"),
    [
        ("triage", TRIAGED, "stage", "property/7.2"),
        ("dispatch", NEW, "stage", "property/7.3"),
        ("dispatch", replace(TRIAGED, established=False), "established", "property/7.2"),
        ("dispatch", replace(INVESTIGATING, dispatch_open=True), "dispatch_open", "property/7.3"),
        ("dispatch", replace(TRIAGED, in_scope=False), "in_scope", "property/3.2"),
        ("dispatch", replace(TRIAGED, classification="whistleblow"), "sealed", "property/8.3"),
        ("return_dispatch", INVESTIGATING, "stage", "claims/7.2"),
        ("record_finding", replace(INVESTIGATING, accepted=False), "accepted", "property/7.3"),
        ("record_finding", replace(INVESTIGATING, hearing_missing=("王经理",)), "hearing", "claims/9"),
        ("draft_proposal", INVESTIGATING, "finding", "property/7.4"),
        ("submit_proposal", FOUND, "proposal", "property/7.5"),
        ("send_reply", FOUND, "proposal", "property/7.5"),
        ("send_reply", replace(FOUND, proposal_version=1, proposal_state="draft", needs_leader=True), "proposal_approved", "property/7.6"),
        ("record_response", FOUND, "stage", "property/7.7"),
        ("close", INVESTIGATING, "reply", "claims/7.4"),
        ("close", REPLIED, "response", "claims/7.4"),
        ("answer_improvement", FOUND, "improvement_waiting", "claims/7.6"),
        ("complete_improvement", replace(FOUND, improvement_waiting=True), "improvement_doing", "claims/7.6"),
        ("check_improvement", replace(FOUND, improvement_doing=True), "improvement_to_check", "claims/7.6"),
        ("send_survey", REPLIED, "stage", "property/4.1"),
        ("send_survey", replace(CLOSED, surveyed=True), "surveyed", "property/4.1"),
        ("archive", CLOSED, "evaluation", "property/7.8"),
        ("archive", replace(CLOSED, evaluated=True, undertakings_open=1), "undertakings", "claims/4.4"),
        ("report_obstacle", NEW, "stage", "property/10.2"),
        ("answer_obstacle", INVESTIGATING, "obstacle_reported", "property/10.2"),
        ("archive", replace(CLOSED, stage=Stage.NOT_ADMITTED, telling_owed=True), "telling_owed", "property/3.2"),
        ("tell_termination", CLOSED, "stage", "property/3.2"),
        ("tell_termination", replace(CLOSED, stage=Stage.TRANSFERRED), "telling_owed", "property/3.2"),
        ("judge_return", TRIAGED, "return_unjudged", "property/10.2"),
        ("hq_receive", replace(TRIAGED, hq_received=True), "hq_received", "claims/6.3.1"),
        ("hq_act", TRIAGED, "hq_waiting", "claims/6.3.1"),
        ("carry_out", CLOSED, "undertakings_open", "property/7.7"),
        ("ask_support", CLOSED, "stage", "property/4.11"),
        ("answer_support", CLOSED, "support_asked", "property/4.6"),
        ("note_blockage", CLOSED, "stage", "claims/6.2.2"),
        ("clear_blockage", INVESTIGATING, "blocked", "claims/6.2.2"),
        ("terminate", CLOSED, "stage", "cbirc2020/15"),
        ("reopen", INVESTIGATING, "stage", "cbirc2020/18.3"),
    ],
)
def test_a_refusal_names_the_clause_and_what_is_missing(action: str, facts: StageFacts, code: str, clause: str) -> None:
    verdict = may(action, facts)
    assert not verdict.allowed
    assert verdict.missing[0].code == code
    assert verdict.clause == clause


def test_closing_without_a_reply_is_refused_in_words_a_clerk_understands() -> None:
    assert may("close", INVESTIGATING).reason == "还不能结案：没有答复记录。先登记答复。"


def test_the_missing_statement_is_named() -> None:
    facts = replace(INVESTIGATING, hearing_missing=("王经理",))
    assert "王经理" in may("record_finding", facts).reason
    step = next_action(facts)
    assert step is not None
    assert [each.code for each in step.missing] == ["hearing"]


@pytest.mark.parametrize(
    "facts",
    [
        replace(TRIAGED, established=False),
        replace(TRIAGED, classification="venting"),
        replace(FOUND, found_valid=False),
        replace(FOUND, proposal_version=1, proposal_state="draft", needs_leader=False),
        replace(FOUND, stage=Stage.APPROVED, proposal_version=1, proposal_state="approved"),
        replace(FOUND, stage=Stage.APPROVED, proposal_version=1, proposal_state="taken_over"),
    ],
)
def test_these_may_be_answered(facts: StageFacts) -> None:
    assert may("send_reply", facts).allowed
    step = next_action(facts)
    assert step is not None
    assert step.action == "send_reply"


@pytest.mark.parametrize("known", [{"established": False}, {"classification": "venting"}])
def test_who_does_not_accept_a_first_answer_is_investigated(known: dict[str, Any]) -> None:
    """Answered at once as unfounded or as venting, but the customer insists: no dead end."""
    answered = replace(TRIAGED, stage=Stage.REPLIED, reply_sent=True, response_recorded=True, response_accepted=False, **known)
    assert may("dispatch", answered).allowed
    looked_into = replace(answered, stage=Stage.INVESTIGATING, accepted=True, contacted=True, reply_sent=False)
    assert not may("send_reply", looked_into).allowed
    valid = replace(looked_into, finding_version=1, found_valid=True)
    step = next_action(valid)
    assert step is not None
    assert step.action == "draft_proposal"
    assert not may("send_reply", valid).allowed


def test_a_reopened_case_that_nobody_handles_is_dispatched() -> None:
    step = next_action(replace(INVESTIGATING, accepted=False))
    assert step is not None
    assert step.action == "dispatch"


def test_a_customer_who_cannot_be_reached_does_not_hold_up_the_case() -> None:
    step = next_action(replace(FOUND, contacted=False))
    assert step is not None
    assert step.action == "draft_proposal"


def test_while_the_leader_reads_nothing_is_drafted_or_answered() -> None:
    waiting = replace(FOUND, stage=Stage.PROPOSED, proposal_version=1, proposal_state="submitted")
    assert not may("draft_proposal", waiting).allowed
    assert not may("send_reply", waiting).allowed


def test_a_customer_who_does_not_accept_can_be_answered_again() -> None:
    unhappy = replace(REPLIED, response_recorded=True, response_accepted=False)
    assert may("draft_proposal", unhappy).allowed
    assert may("close", unhappy).allowed
    redrafted = replace(unhappy, proposal_version=2, proposal_state="draft", needs_leader=True)
    step = next_action(redrafted)
    assert step is not None
    assert step.words == "提交方案第2版"
    assert may("submit_proposal", redrafted).allowed


@pytest.mark.parametrize("stage", sorted(OPEN - {Stage.REGISTERED}))
def test_a_suit_that_comes_later_ends_the_case_at_any_stage(stage: Stage) -> None:
    sued = replace(REPLIED, stage=stage, in_scope=False)
    step = next_action(sued)
    assert step is not None
    assert (step.action, step.words) == ("terminate", "终止办理")
    assert may("terminate", sued).allowed
    assert not may("close", sued).allowed


def test_discontent_in_a_survey_asks_for_a_call_and_discontent_in_a_call_for_reopening() -> None:
    called = replace(CLOSED, followed_up=True)
    for facts, action in [
        (replace(called, survey_calls=True), "follow_up"), (replace(called, discontent_remains=True), "reopen"), (called, "evaluate"),
        (replace(called, discontent_remains=True, evaluated=True), "archive"),
    ]:  # fmt: skip
        step = next_action(facts)
        assert step is not None
        assert step.action == action


def test_venting_needs_no_follow_up() -> None:
    step = next_action(replace(CLOSED, classification="venting"))
    assert step is not None
    assert step.action == "evaluate"


def test_an_ended_case_is_filed_and_then_nothing_is_owed() -> None:
    for stage in ENDED:
        ended = StageFacts(stage)
        assert may("archive", ended).allowed
        step = next_action(ended)
        assert step is not None
        assert step.action == "archive"
        assert next_action(replace(ended, archived=True)) is None
        owed = next_action(replace(ended, telling_owed=True))
        assert owed is not None
        assert owed.action == "tell_termination"


def test_an_unknown_act_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(LookupError, match="send_reply"):
        may("send_replies", NEW)


def test_every_act_names_a_clause_that_is_there() -> None:
    assert {act.clause for act in ACTS.values()} <= CLAUSES


@given(any_facts)
@settings(max_examples=400)
def test_what_is_next_is_allowed_unless_it_says_what_is_missing(facts: StageFacts) -> None:
    if not consistent(facts):
        return
    step = next_action(facts)
    if step is not None:
        assert may(step.action, facts).allowed or step.missing, (step, may(step.action, facts).reason)


@given(any_facts, st.sampled_from(sorted(ACTS)))
def test_every_refusal_has_a_reason_a_clause_and_something_missing(facts: StageFacts, action: str) -> None:
    verdict = may(action, facts)
    assert verdict.line is not None
    assert verdict.line.value is verdict.allowed
    if verdict.allowed:
        assert (verdict.reason, verdict.missing) == ("", ())
    else:
        assert verdict.reason.endswith("。")
        assert verdict.missing
        assert verdict.clause in CLAUSES


@given(any_facts)
def test_a_case_that_is_over_takes_no_ordinary_step(facts: StageFacts) -> None:
    if facts.stage not in OPEN:
        for action in ("triage", "dispatch", "record_finding", "draft_proposal", "submit_proposal", "send_reply", "close", "terminate"):
            assert not may(action, facts).allowed


def consistent(facts: StageFacts) -> bool:
    """Facts that records can give: what a stage presupposes has happened."""
    by_stage = {
        Stage.TRIAGED: facts.classification is not None and not facts.dispatch_open and not facts.accepted,
        Stage.DISPATCHED: facts.classification is not None and facts.dispatch_open,
        Stage.INVESTIGATING: facts.classification is not None and not facts.dispatch_open and facts.proposal_state != "submitted",
        Stage.PROPOSED: facts.finding_version > 0 and facts.proposal_state == "submitted",
        Stage.APPROVED: facts.finding_version > 0 and facts.proposal_state in ("approved", "taken_over"),
        Stage.REPLIED: facts.reply_sent and facts.finding_version > 0 and facts.proposal_state != "submitted",
    }
    return by_stage.get(facts.stage, True) and not (facts.proposal_state and not facts.finding_version)
