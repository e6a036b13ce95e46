"""One story: what was told, and the steps that followed, each through its one action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from suqing.apps.complaints import actions
from suqing.apps.complaints.access import in_force_of
from suqing.apps.complaints.actions.finding import Responsible
from suqing.apps.complaints.actions.proposing import Promised, ProposalText
from suqing.apps.complaints.actions.replying import ReplyText
from suqing.apps.complaints.intake import Intake, Letter
from suqing.apps.complaints.models import Complaint, Proposal
from suqing.demo.houses import Houses
from suqing.demo.times import Times

Step = tuple[str, str, str, dict[str, Any]]  # who, when, what, with what


@dataclass(frozen=True)
class Story:
    """`key` is the story's number in the published summaries, `unit` where it is dealt with, `by` who took it down."""

    key: str
    unit: str
    by: str
    received: str
    entered: str
    told: Mapping[str, Any]
    steps: tuple[Step, ...] = ()


@dataclass
class Stage:
    """What a story plays on."""

    houses: Houses
    times: Times
    refs: dict[str, str]

    def play(self, story: Story) -> Complaint:
        complaint = self._register(story)
        self.refs[story.key] = complaint.ref
        for who, when, what, given in story.steps:
            complaint = STEPS[what](self, complaint, who, when, dict(given))
        return complaint

    def _register(self, story: Story) -> Complaint:
        told = dict(story.told)
        told["unit_id"] = self.houses.units[story.unit].id
        for name, people in (("respondent_staff", self.houses.people), ("respondent_unit", self.houses.units)):
            if name in told:
                told[f"{name}_id"] = people[told.pop(name)].id
        if "conduct" in told:
            told["conduct_day"] = self.times.day(told.pop("conduct"))
        if "again" in told:
            told["same_matter_as"] = self.refs[told.pop("again")]
        if "promise" in told:
            told["promise_at"] = self.times.at("0m") + told.pop("promise")
        if "letter" in told:
            told["letter"] = self._letter(told["letter"])
        intake = Intake(received_at=self.times.at(story.received), **told)
        return actions.register_complaint(intake=intake, actor=self.houses.actor(story.by), at=self.times.at(story.entered))

    def _letter(self, told: Mapping[str, Any]) -> Letter:
        return Letter(
            letter_no=told["no"],
            bureau=told["bureau"],
            regulator_received_at=self.times.at(told["received"]),
            forwarded_at=self.times.at(told["forwarded"]),
            return_by=self.times.at("0m") + told["return_in"],
        )

    def act(self, action: Callable[..., Complaint], complaint: Complaint, who: str, when: str, **given: Any) -> Complaint:
        return action(
            ref=complaint.ref, seen_version=complaint.version, actor=self.houses.actor(who), at=self.times.at(when), **given
        )


Play = Callable[[Stage, Complaint, str, str, dict[str, Any]], Complaint]


def _plain(action: Callable[..., Complaint]) -> Play:
    return lambda stage, complaint, who, when, given: stage.act(action, complaint, who, when, **given)


def _dispatch(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    unit = stage.houses.units[given.pop("to")]
    return stage.act(actions.dispatch_complaint, complaint, who, when, department_id=unit.id, **given)


def _accept(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    handler = given.pop("handler", who)
    return stage.act(actions.accept_dispatch, complaint, who, when, handler_id=stage.houses.people[handler].id)


def _ask(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    return stage.act(actions.ask_hearing, complaint, who, when, staff_id=stage.houses.people[given["whom"]].id)


def _find(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    direct = given.pop("direct", "")
    persons = [Responsible(stage.houses.people[direct].id, "direct")] if direct else []
    return stage.act(actions.record_finding, complaint, who, when, persons=persons, **given)


def _draft(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    promised = tuple(Promised(what, stage.times.day_ahead(days)) for what, days in given.pop("promised", ()))
    return stage.act(actions.draft_proposal, complaint, who, when, content=ProposalText(promised=promised, **given))


def _instruct(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    proposal = Proposal.objects.get(complaint=complaint, live=True)
    return stage.act(
        actions.instruct_proposal, complaint, who, when, proposal_version=proposal.version, proposal_hash=proposal.content_hash, **given
    )


def _reply(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    return stage.act(actions.send_reply, complaint, who, when, content=ReplyText(**given))


def _carry_out(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    for undertaking in in_force_of(complaint).filter(done_at=None):
        complaint = stage.act(actions.carry_out, complaint, who, when, undertaking_id=undertaking.id, **given)
    return complaint


def _suggest(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    unit, days = stage.houses.units[given.pop("to")], given.pop("within")
    return stage.act(
        actions.suggest_improvement, complaint, who, when, to_unit_id=unit.id, due_day=stage.times.day_ahead(days), **given
    )


def _promise(stage: Stage, complaint: Complaint, who: str, when: str, given: dict[str, Any]) -> Complaint:
    return stage.act(actions.make_promise, complaint, who, when, due_at=stage.times.at("0m") + given.pop("within"), **given)


STEPS: Mapping[str, Play] = {
    "triage": _plain(actions.triage_complaint),
    "reclassify": _plain(actions.reclassify_complaint),
    "dispatch": _dispatch,
    "accept": _accept,
    "return": _plain(actions.return_dispatch),
    "contact": _plain(actions.note_contact),
    "progress": _plain(actions.note_progress),
    "promise": _promise,
    "ask": _ask,
    "state": _plain(actions.state_side),
    "find": _find,
    "confirm": _plain(actions.confirm_finding),
    "draft": _draft,
    "submit": _plain(actions.submit_proposal),
    "instruct": _instruct,
    "reply": _reply,
    "response": _plain(actions.record_response),
    "carry_out": _carry_out,
    "report_back": _plain(actions.report_back),
    "close": _plain(actions.close_complaint),
    "terminate": _plain(actions.terminate_complaint),
    "follow_up": _plain(actions.follow_up),
    "suggest": _suggest,
    "evaluate": _plain(actions.evaluate_complaint),
    "archive": _plain(actions.archive_complaint),
}
