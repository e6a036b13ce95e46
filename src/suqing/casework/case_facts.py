"""The facts of class, consequence, closing and stage. Frozen; None is unknown, which is not the same as false."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from suqing.casework.yuan import fen

if TYPE_CHECKING:
    from suqing.casework.stages import Stage


@dataclass(frozen=True, slots=True)
class TriageFacts:
    """What the class rests on (S5 3.2, 5.2). None is unknown, not false. The loss is the company's, in yuan."""

    company_loss_yuan: Decimal | None = None
    came_via: str | None = None
    exposed_by_media: bool | None = None
    concerns_insider_misconduct: bool | None = None
    only_venting: bool | None = None
    in_litigation: bool | None = None
    in_arbitration: bool | None = None
    with_judicial_organs: bool | None = None
    received_on: date | None = None

    def value(self, fact: str) -> str | int | bool | None:
        """A fact by the name the tables use; the loss as whole fen. ValueError for a loss not exact to the fen."""
        if fact == "company_loss_fen":
            return None if self.company_loss_yuan is None else fen(self.company_loss_yuan)
        found: str | bool | None = getattr(self, fact)
        return found

    def known(self) -> tuple[str, ...]:
        """The names of the facts that were given."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)


@dataclass(frozen=True, slots=True)
class PenaltyFacts:
    """What the consequences rest on (S4 第九条). `also_via` are further ways in of the same item.

    `persons` names who holds a role (direct, indirect, claims_head); `not_employed` are roles held by no employee.
    """

    came_via: str | None = None
    times_complained: int | None = None
    valid: bool | None = None
    verified: bool | None = None
    pr_cost_fen: int | None = None
    grave_influence: bool | None = None
    pr_needed: bool | None = None
    also_via: tuple[str, ...] = ()
    persons: Mapping[str, str] = field(default_factory=dict)
    not_employed: frozenset[str] = frozenset()
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What is on the file when somebody wants to close it (S4 第七条四、五; law 19). All of them start as "not there".

    Decided and told to nobody, the tries being on record, no word of theirs is waited for (gap claims/unreached).
    `law_cited`: an article of a law or regulation, not a contract term alone.
    """

    reply_on_record: bool = False
    response_on_record: bool = False
    response_accepted: bool = False
    law_cited: bool = False
    facts_stated: bool = False
    grounds_stated: bool = False
    remedies_stated: bool = False
    finding_invalid: bool = False
    found_by_complaint_unit: bool = False
    explanation_given: bool = False
    last_word_recorded: bool = False
    actor_in_complaint_post: bool = False
    actor_is_handler: bool = False


@dataclass(frozen=True, slots=True)
class StageFacts:
    """Where a case stands. `stage` is stored; the rest is read from its records of the present round.

    `finding_version` and `proposal_version` are 0 before the first. `proposal_state`: draft, submitted, approved, returned,
    taken_over. `needs_leader` is False only where the proposal lies within its author's authority.
    `settlement`, where it was settled on the spot: waiting for the leader's look, approved, objected; `sampled`: drawn for a call back.
    `unreached`: the last reply of the round could be told to nobody (law 21).
    `report_due`: the regulator's letter still asks for its report.
    `mediation` that has no result yet: proposed, agreed, opinion (the mediator's waits for an answer). `mediated`: an agreement that is not yet both carried out and confirmed.
    `reviewable`: a branch decides it; `review` that is not told yet: applied, decided. `letter`: of the regulator, on file.
    `crisis_at`: the body at which an open crisis lies, "decided" before it is fed back, None where there is none.
    `discontent_remains`: so the last call-back of this round. `survey_calls`: discontent or a wish to be contacted in an answered
    survey of this round, with no call-back since. `improvement_…`: of any suggestion on the case.
    `telling_owed`: ended without closing this round, and the customer has not been told. `return_unjudged`: a returned dispatch
    whose return nobody has judged yet. `hq_received`, `hq_waiting`: headquarters has it this round, and has not said what it did.
    `lacking`: fields of the record form that are not there yet (casework.intake).
    `ended_elsewhere`: it had ended before it was brought in from an older register; what was owed was owed there.
    """

    stage: "Stage"
    classification: str | None = None
    in_scope: bool | None = None
    established: bool | None = None
    dispatch_open: bool = False
    accepted: bool = False
    contacted: bool = False
    progress_noted: bool = False
    hearing_missing: tuple[str, ...] = ()
    finding_version: int = 0
    found_valid: bool | None = None
    proposal_version: int = 0
    proposal_state: str | None = None
    needs_leader: bool | None = None
    reply_sent: bool = False
    unreached: bool = False
    response_recorded: bool = False
    response_accepted: bool | None = None
    undertakings_open: int = 0
    telling_owed: bool = False
    return_unjudged: bool = False
    hq_waiting: bool = False
    hq_received: bool = False
    promise_open: bool = False
    settlement: str | None = None
    report_due: bool = False
    sampled: bool = False
    visiting: bool = False
    mediation: str | None = None
    mediated: bool = False
    reviewable: bool = False
    review: str | None = None
    reviewed: bool = False
    letter: bool = False
    crisis_at: str | None = None
    emergency_open: bool = False
    urged: bool = False
    shares_matter: bool = False
    obstacle_reported: bool = False
    support_asked: bool = False
    blocked: bool = False
    complexity_recorded: bool = False
    extension_approved: bool = False
    extension_told: bool = False
    paused: bool = False
    followed_up: bool = False
    discontent_remains: bool = False
    surveyed: bool = False
    survey_calls: bool = False
    improvement_waiting: bool = False
    improvement_doing: bool = False
    improvement_to_check: bool = False
    evaluated: bool = False
    archived: bool = False
    lacking: frozenset[str] = frozenset()
    ended_elsewhere: bool = False
