"""The rows of one item, planned from what was told and the ground it stands on. Nothing is read or written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.ladder import binds
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.planning import planned, taken_before
from suqing.apps.complaints.actions.blocking import blockage_row
from suqing.apps.complaints.actions.endings import GROUND_CLAUSE, TERMINATION_CLAUSE, stage_after
from suqing.apps.complaints.actions.ground import Ground, is_call
from suqing.apps.complaints.actions.visiting import representative_parties
from suqing.apps.complaints.facts import clock_facts, way_in
from suqing.apps.complaints.identity import representatives_tokens, tokens_of
from suqing.apps.complaints.intake import Intake, title_from
from suqing.apps.complaints.models import (
    Blockage,
    CaseEdition,
    Closure,
    Complaint,
    ForwardedLetter,
    IdentityToken,
    Matter,
    Party,
    Promise,
    RegisterEntry,
    Sight,
    Termination,
    TextToken,
)
from suqing.apps.complaints.models.choices import (
    ClosingGround,
    ItemKind,
    Method,
    Origin,
    PartyRole,
    TerminationKind,
)
from suqing.apps.complaints.priority import priority_at_intake
from suqing.apps.complaints.respondents import asked_of
from suqing.apps.complaints.text_index import token_rows
from suqing.apps.complaints.texts import write
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.casework.applicability import CaseSubject, applicable
from suqing.casework.claim_limits import DATES
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.lifecycle import Stage
from suqing.casework.repeat import repeat_level
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.ids import new_id
from suqing.kernel.references import new_reference
from suqing.kernel.sealedfields import give_key


@dataclass(frozen=True)
class Item:
    """`new_matter` is empty when the item joins one."""

    complaint: Complaint
    new_matter: Matter | None
    parties: Sequence[Party]
    editions: Sequence[CaseEdition]
    tokens: Sequence[IdentityToken]
    text_tokens: Sequence[TextToken]
    sights: Sequence[Sight]
    clocks: Sequence[Clock]
    letter: ForwardedLetter | None
    promise: Promise | None
    blockage: Blockage | None = None
    entry: RegisterEntry | None = None
    closure: Closure | None = None
    termination: Termination | None = None


def plan_item(intake: Intake, ground: Ground, *, actor: Actor, at: datetime, origin: str) -> Item:
    """Every row of one item. Items of one batch that join a matter are numbered in the order of their planning."""
    joined = ground.matters.get(intake.same_matter_as)
    new_matter = None if joined else Matter(id=new_id(), root_id=actor.root_id, opened_at=at)
    complaint = _complaint(intake, ground, actor, at, origin)
    complaint.matter_id = joined.id if joined else new_matter.id  # type: ignore[union-attr]
    complaint.item_no = joined.last_no + 1 if joined else 1
    complaint.repeat_level = repeat_level(came_via=way_in(complaint), telephone_items_before=joined.calls if joined else 0)
    if joined:
        joined.last_no, joined.calls = complaint.item_no, joined.calls + is_call(intake.method, intake.source)
    key = give_key(complaint)
    write(
        complaint, key, title=title_from(intake), facts=intake.facts, demands=intake.demands,
        respondent_text=intake.respondent_text, policy_no=intake.policy_no, claim_no=intake.claim_no,
        method_words=intake.method_words if intake.method == Method.OTHER else "",
    )  # fmt: skip
    letter = _letter(complaint, intake)
    editions = _editions(complaint, ground)
    entry, closure, termination = _history(complaint, intake, key)
    complaint.lacking = complaint.open and bool(intake.missing)
    deadlines = _deadlines(complaint, editions, ground, intake)
    earliest = min(deadlines, key=lambda each: each.limit_at, default=None)
    if earliest is not None:
        complaint.limit_at, complaint.limit_kind = earliest.limit_at, earliest.kind
    clocks = _clocks(complaint, editions, deadlines, ground, at)
    complaint.unexplained_from = min((each.limit_at for each in clocks if binds(each.kind, each.strength)), default=None)
    complaint.priority = priority_at_intake(complaint, intake, near_limit=any(each.warned_at for each in clocks))
    return Item(
        complaint=complaint,
        new_matter=new_matter,
        parties=_parties(complaint, intake, key),
        editions=editions,
        tokens=_tokens(complaint, intake),
        text_tokens=token_rows(complaint, key),
        sights=_sights(complaint),
        clocks=clocks,
        letter=letter,
        promise=_promise(complaint, intake, key, actor, at),
        blockage=blockage_row(complaint, key, intake.claim_state, intake.blockage, by_id=actor.staff_id, at=at) if intake.blockage else None,
        entry=entry,
        closure=closure,
        termination=termination,
    )


def _complaint(intake: Intake, ground: Ground, actor: Actor, at: datetime, origin: str) -> Complaint:
    unit, received_day = ground.units[intake.unit_id or 0], house(intake.received_at).date()
    officer_id = ground.officer_of(unit.id, not_staff={intake.respondent_staff_id, intake.sold_by_id, intake.surveyed_by_id})
    is_complaint = intake.kind == ItemKind.COMPLAINT
    return Complaint(
        root_id=actor.root_id,
        ref=new_reference(received_day),
        kind=intake.kind,
        origin=origin,
        stage=Stage.REGISTERED,
        unit=unit,
        method=intake.method,
        source=intake.source,
        received_at=intake.received_at,
        round_received_at=intake.received_at,
        received_day=received_day,
        entered_at=at,
        taken_by_id=actor.staff_id,
        first_contact_owner_id=actor.staff_id,
        line_of_business=intake.line_of_business,
        dispute_type=intake.dispute_type,
        respondent_unit_id=intake.respondent_unit_id,
        respondent_staff_id=intake.respondent_staff_id,
        sold_by_id=intake.sold_by_id,
        surveyed_by_id=intake.surveyed_by_id,
        conduct_day=intake.conduct_day,
        claim_state=intake.claim_state,
        policy_kind=intake.policy_kind,
        **{name: getattr(intake, name) for name in DATES},
        sum_claimed_fen=intake.sum_claimed_fen,
        actual_loss_fen=intake.actual_loss_fen,
        possible_loss_fen=intake.possible_loss_fen,
        exposed_by_media=intake.exposed_by_media,
        in_litigation=intake.in_litigation,
        in_arbitration=intake.in_arbitration,
        with_judicial_organs=intake.with_judicial_organs,
        only_venting=intake.only_venting,
        persons=intake.persons,
        officer_id=officer_id,
        next_action="triage" if is_complaint else "",
        next_holder_id=officer_id if is_complaint else None,
    )


def _letter(complaint: Complaint, intake: Intake) -> ForwardedLetter | None:
    if intake.letter is None:
        return None
    given = intake.letter
    complaint.letter = ForwardedLetter(
        root_id=complaint.root_id,
        complaint=complaint,
        letter_no=given.letter_no,
        bureau=given.bureau,
        regulator_received_at=given.regulator_received_at,
        forwarded_at=given.forwarded_at,
        return_by=given.return_by,
    )
    return complaint.letter


def _history(complaint: Complaint, intake: Intake, key: DataKey) -> tuple[RegisterEntry | None, Closure | None, Termination | None]:
    """What an older register says of it. An item that had ended is ended here too, by what the register says and no more."""
    told = intake.register
    if told is None:
        return None, None, None
    entry = RegisterEntry(root_id=complaint.root_id, complaint=complaint, number=told.number, key_id=told.key_id, digest=told.digest)
    write(entry, key, result=told.result)
    ended = told.ended
    if ended is None:
        return entry, None, None
    complaint.open, complaint.closed_at = False, ended.at
    complaint.next_action, complaint.next_holder_id = "", None
    complaint.classification, complaint.found_valid = ended.classification, ended.found_valid
    common = {"root_id": complaint.root_id, "complaint": complaint, "round": 1, "at": ended.at}
    if ended.how == "closed":
        complaint.stage = Stage.CLOSED
        return entry, Closure(**common, ground=ended.ground, clause=GROUND_CLAUSE[ClosingGround(ended.ground)]) if ended.ground else None, None
    complaint.stage = stage_after(ended.how)
    termination = Termination(**common, kind=ended.how, clause=TERMINATION_CLAUSE[TerminationKind(ended.how)])
    write(termination, key, reason=told.result)
    return entry, None, termination


def _editions(complaint: Complaint, ground: Ground) -> list[CaseEdition]:
    hashes = {rulebook: stored.content_hash for rulebook, stored in ground.editions[complaint.received_day].items()}
    subject = CaseSubject(
        unit_kind=complaint.unit.kind, dispute_type=complaint.dispute_type, is_civil_claim=complaint.kind == ItemKind.COMPLAINT,
        respondent=ground.respondents[asked_of(complaint)], line_of_business=complaint.line_of_business, policy_kind=complaint.policy_kind,
    )  # fmt: skip
    return [
        CaseEdition(
            root_id=complaint.root_id,
            complaint=complaint,
            rulebook=each.rulebook,
            edition_hash=hashes[each.rulebook],
            applies=each.applies,
            because=each.because,
        )
        for each in applicable({rulebook: open_stored(digest) for rulebook, digest in hashes.items()}, subject)
    ]


def _deadlines(complaint: Complaint, editions: Sequence[CaseEdition], ground: Ground, intake: Intake) -> list[Deadline]:
    if complaint.kind != ItemKind.COMPLAINT or not complaint.open:
        return []
    facts = clock_facts(complaint, promises=(intake.promise_at,) if intake.promise_at else ())
    return [
        deadline
        for each in editions
        if each.applies
        for deadline in deadlines_for(edition=open_stored(each.edition_hash), calendar=ground.calendar, facts=facts)
    ]


def _clocks(complaint: Complaint, editions: Sequence[CaseEdition], deadlines: Sequence[Deadline], ground: Ground, at: datetime) -> list[Clock]:
    hashes = {each.rulebook: each.edition_hash for each in editions}
    subject = ("complaint", complaint.id)
    clocks = [planned(each, root_id=complaint.root_id, subject=subject, edition_hashes=hashes, calendar=ground.calendar) for each in deadlines]
    return [taken_before(clock, ground.calendar, at=at) for clock in clocks] if complaint.origin == Origin.IMPORT else clocks


def _parties(complaint: Complaint, intake: Intake, key: DataKey) -> list[Party]:
    flags = {"elderly": intake.elderly, "disabled": intake.disabled, "seriously_ill": intake.seriously_ill, "home_visit": intake.home_visit, "service_tier": intake.service_tier}
    own = Party(root_id=complaint.root_id, complaint=complaint, role=PartyRole.COMPLAINANT, **flags)
    write(own, key, name=intake.name, phone=intake.phone, id_number=intake.id_number, address=intake.address, email=intake.email, call_back=intake.call_back, customer_manager=intake.customer_manager)
    others = representative_parties(complaint, key, intake.representatives)
    if not intake.by_another:
        return [own, *others]
    agent = Party(root_id=complaint.root_id, complaint=complaint, role=intake.agent_role or PartyRole.AGENT, proof_seen=intake.proof_seen)
    write(agent, key, name=intake.agent_name, phone=intake.agent_phone)
    return [own, agent, *others]


def _tokens(complaint: Complaint, intake: Intake) -> list[IdentityToken]:
    spoken = representatives_tokens(complaint, [(each.name, each.phone) for each in intake.representatives])
    return list({(row.purpose, row.token): row for row in [*tokens_of(complaint, intake), *spoken]}.values())


def _promise(complaint: Complaint, intake: Intake, key: DataKey, actor: Actor, at: datetime) -> Promise | None:
    if intake.promise_at is None:
        return None
    promise = Promise(root_id=complaint.root_id, complaint=complaint, due_at=intake.promise_at, by_id=actor.staff_id, at=at)
    write(promise, key, words=intake.promise_words or "约定时间给投诉人答复")
    return promise


def _sights(complaint: Complaint) -> list[Sight]:
    """All who oversee the unit, the taker and the officer."""
    holders = {*complaint.unit.ancestor_ids, complaint.taken_by_id, complaint.officer_id} - {None}
    return [Sight(root_id=complaint.root_id, complaint=complaint, holder_id=each, open=complaint.open, limit_at=complaint.limit_at) for each in sorted(holders)]
