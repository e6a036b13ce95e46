"""7.1 Take it down. Number and receipt time at once; what is missing is named and chased, never a reason to refuse (C02)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from suqing.apps.audit.record import Entry, record_many
from suqing.apps.clocks.actions import start_clocks
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.actions.clockwork import recompute_for
from suqing.apps.complaints.events import ComplaintRegistered
from suqing.apps.complaints.facts import clock_facts, way_in
from suqing.apps.complaints.identity import tokens_of
from suqing.apps.complaints.intake import Intake, check_intake, cleaned, title_from
from suqing.apps.complaints.models import (
    CaseEdition,
    Complaint,
    ForwardedLetter,
    IdentityToken,
    Matter,
    Party,
    Promise,
    Sight,
)
from suqing.apps.complaints.models.case import NO_LIMIT
from suqing.apps.complaints.models.choices import ItemKind, Method, PartyRole
from suqing.apps.complaints.texts import read, write
from suqing.apps.editions.queries import current_calendar, editions_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Role
from suqing.apps.organisations.queries import nearest_holder
from suqing.casework.applicability import CaseSubject, applicable
from suqing.casework.deadlines import Deadline, deadlines_for
from suqing.casework.lifecycle import Stage
from suqing.casework.repeat import repeat_level
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput, Refused, Stale
from suqing.kernel.publish import publish
from suqing.kernel.references import check_reference, new_reference
from suqing.kernel.sealedfields import give_key

MOST = 50


def register_complaint(*, intake: Intake, actor: Actor, at: datetime, origin: str = "desk") -> Complaint:
    """One item taken down at `at`. BadInputs for what cannot be; Refused for misconduct, which goes to the sealed room."""
    return register_complaints(intakes=[intake], actor=actor, at=at, origin=origin)[0]


def register_complaints(*, intakes: Sequence[Intake], actor: Actor, at: datetime, origin: str = "desk") -> list[Complaint]:
    """At most fifty items in one transaction, each with its event; all or none."""
    if len(intakes) > MOST:
        raise ValueError(f"at most {MOST} items at a time, found {len(intakes)}")
    cleaned_intakes = [_clean(intake) for intake in intakes]
    for intake in cleaned_intakes:
        if intake.misconduct:
            raise Refused("反映人员舞弊、以权谋私的，只交总裁办公室，请走举报专用通道。", clause="property/5.2.4")
        check_intake(intake, now=at)
    with transaction.atomic():
        return [_register(intake, actor, at, origin) for intake in cleaned_intakes]


def _clean(intake: Intake) -> Intake:
    texts = {name: cleaned(value) for name in intake.__slots__ if isinstance(value := getattr(intake, name), str)}
    return replace(intake, **texts)


def _unit(intake: Intake, actor: Actor) -> Organisation:
    unit = Organisation.objects.filter(root_id=actor.root_id, pk=intake.unit_id or 0).first()
    if unit is None:
        raise BadInput("受理机构", str(intake.unit_id or ""), "本公司的一个机构", "从机构列表里选")
    return unit


def _register(intake: Intake, actor: Actor, at: datetime, origin: str) -> Complaint:
    unit = _unit(intake, actor)
    matter, item_no, calls_before = _matter(intake, actor, at)
    received_day = house(intake.received_at).date()
    officer = nearest_holder(Role.COMPLAINT_OFFICER, unit=unit, on=house(at).date(), not_staff=_ids(intake.respondent_staff_id))
    complaint = Complaint(
        root_id=actor.root_id,
        ref=new_reference(received_day),
        matter=matter,
        item_no=item_no,
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
        conduct_day=intake.conduct_day,
        sum_claimed_fen=intake.sum_claimed_fen,
        actual_loss_fen=intake.actual_loss_fen,
        possible_loss_fen=intake.possible_loss_fen,
        exposed_by_media=intake.exposed_by_media,
        in_litigation=intake.in_litigation,
        in_arbitration=intake.in_arbitration,
        with_judicial_organs=intake.with_judicial_organs,
        only_venting=intake.only_venting,
        officer_id=officer.staff_id if officer else None,
        next_action="triage" if intake.kind == ItemKind.COMPLAINT else "",
        next_holder_id=officer.staff_id if officer and intake.kind == ItemKind.COMPLAINT else None,
    )
    key = give_key(complaint)
    write(
        complaint, key, title=title_from(intake), facts=intake.facts, demands=intake.demands,
        respondent_text=intake.respondent_text, policy_no=intake.policy_no, claim_no=intake.claim_no,
    )  # fmt: skip
    complaint.repeat_level = repeat_level(came_via=way_in(complaint), telephone_items_before=calls_before)
    letter = _letter(complaint, intake)
    ruling = _ruling_editions(complaint)
    deadlines = _deadlines(complaint, ruling, intake)
    earliest = min(deadlines, key=lambda each: each.limit_at, default=None)
    complaint.limit_at = earliest.limit_at if earliest else NO_LIMIT
    complaint.limit_kind = earliest.kind if earliest else ""
    parties = _parties(complaint, intake, key)
    promise = _promise(complaint, intake, key, actor, at)
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError as problem:
        raise Stale("同一事项刚登记了另一件。您填的内容还在，请再提交一次。") from problem
    Party.objects.bulk_create(parties)
    CaseEdition.objects.bulk_create(ruling)
    IdentityToken.objects.bulk_create(tokens_of(complaint, intake))
    _open_sight(complaint)
    for extra in (letter, promise):
        if extra is not None:
            extra.save(force_insert=True)
    start_deadlines(complaint, deadlines, ruling, at)
    extras = [each for each in (letter, promise) if each is not None]
    record_many(
        [
            Entry(
                root_id=complaint.root_id,
                subject=("complaint", complaint.id),
                verb="registered",
                clause="property/7.1",
                refs={"ref": complaint.ref, "matter": matter.id, "item_no": item_no, "origin": origin, "stage": complaint.stage},
                records=[complaint, *parties, *extras],
                occurred_at=at,
            )
        ],
        actor=actor,
        at=at,
    )
    recipients = tuple({each for each in (complaint.officer_id,) if each and each != actor.staff_id})
    publish(ComplaintRegistered(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients))
    return complaint


def _ids(*ids: int | None) -> tuple[int, ...]:
    return tuple(each for each in ids if each)


def _matter(intake: Intake, actor: Actor, at: datetime) -> tuple[Matter, int, int]:
    """The matter, this item's number in it, and the telephone items before it."""
    if not intake.same_matter_as:
        return Matter.objects.create(root_id=actor.root_id, opened_at=at), 1, 0
    known = Complaint.objects.filter(root_id=actor.root_id, ref=check_reference(intake.same_matter_as)).values("matter_id").first()
    if known is None:
        raise BadInput("同一事项", intake.same_matter_as, "本公司一件已登记投诉的编号", "核对编号，或作为新事项登记")
    counts = Complaint.objects.filter(matter_id=known["matter_id"]).aggregate(
        items=Count("id"), calls=Count("id", filter=Q(method=Method.TELEPHONE, source="own"))
    )
    return Matter(id=known["matter_id"], root_id=actor.root_id), counts["items"] + 1, counts["calls"]


def _letter(complaint: Complaint, intake: Intake) -> ForwardedLetter | None:
    if intake.letter is None:
        return None
    given = intake.letter
    letter = ForwardedLetter(
        root_id=complaint.root_id,
        complaint=complaint,
        letter_no=given.letter_no,
        bureau=given.bureau,
        regulator_received_at=given.regulator_received_at,
        forwarded_at=given.forwarded_at,
        return_by=given.return_by,
    )
    complaint.letter = letter
    return letter


def _ruling_editions(complaint: Complaint) -> list[CaseEdition]:
    adopted = editions_in_force(complaint.root_id, complaint.received_day)
    opened = {rulebook: open_stored(stored.content_hash) for rulebook, stored in adopted.items()}
    subject = CaseSubject(unit_kind=complaint.unit.kind, dispute_type=complaint.dispute_type, is_civil_claim=complaint.kind == ItemKind.COMPLAINT)
    return [
        CaseEdition(
            root_id=complaint.root_id,
            complaint=complaint,
            rulebook=each.rulebook,
            edition_hash=adopted[each.rulebook].content_hash,
            applies=each.applies,
            because=each.because,
        )
        for each in applicable(opened, subject)
    ]


def _deadlines(complaint: Complaint, ruling: Sequence[CaseEdition], intake: Intake) -> list[Deadline]:
    if complaint.kind != ItemKind.COMPLAINT:
        return []
    promises = (intake.promise_at,) if intake.promise_at else ()
    facts = clock_facts(complaint, promises=promises)
    calendar = current_calendar()
    return [
        deadline
        for each in ruling
        if each.applies
        for deadline in deadlines_for(edition=open_stored(each.edition_hash), calendar=calendar, facts=facts)
    ]


def start_deadlines(complaint: Complaint, deadlines: Sequence[Deadline], ruling: Sequence[CaseEdition], at: datetime) -> list[Clock]:
    """The running clocks of a fresh item, in one statement."""
    if not deadlines:
        return []
    return start_clocks(
        root_id=complaint.root_id,
        subject=("complaint", complaint.id),
        deadlines=deadlines,
        edition_hashes={each.rulebook: each.edition_hash for each in ruling},
        calendar_hash=current_calendar().content_hash,
        at=at,
    )


def _parties(complaint: Complaint, intake: Intake, key: DataKey) -> list[Party]:
    flags = {"elderly": intake.elderly, "disabled": intake.disabled, "seriously_ill": intake.seriously_ill}
    own = Party(root_id=complaint.root_id, complaint=complaint, role=PartyRole.COMPLAINANT, **flags)
    write(own, key, name=intake.name, phone=intake.phone, id_number=intake.id_number, address=intake.address, email=intake.email)
    if not (intake.agent_name or intake.agent_phone):
        return [own]
    agent = Party(root_id=complaint.root_id, complaint=complaint, role=intake.agent_role or PartyRole.AGENT)
    write(agent, key, name=intake.agent_name, phone=intake.agent_phone)
    return [own, agent]


def _promise(complaint: Complaint, intake: Intake, key: DataKey, actor: Actor, at: datetime) -> Promise | None:
    if intake.promise_at is None:
        return None
    promise = Promise(root_id=complaint.root_id, complaint=complaint, due_at=intake.promise_at, by_id=actor.staff_id, at=at)
    write(promise, key, words=intake.promise_words or "约定时间给投诉人答复")
    return promise


def _open_sight(complaint: Complaint) -> None:
    holders = {*complaint.unit.ancestor_ids, *_ids(complaint.taken_by_id, complaint.officer_id)}
    Sight.objects.bulk_create(
        [Sight(root_id=complaint.root_id, complaint=complaint, holder_id=each, limit_at=complaint.limit_at) for each in sorted(holders)]
    )


_COMPLETABLE = ("facts", "demands", "respondent_text", "policy_no", "claim_no")
_COMPLETABLE_PLAIN = (
    "line_of_business", "dispute_type", "respondent_unit_id", "respondent_staff_id", "conduct_day", "sum_claimed_fen",
    "actual_loss_fen", "possible_loss_fen", "exposed_by_media", "in_litigation", "in_arbitration", "with_judicial_organs",
    "only_venting",
)  # fmt: skip
_PARTY = ("name", "phone", "id_number", "address", "email")


def complete_record(*, ref: str, seen_version: int, actor: Actor, at: datetime, additions: Intake, given: frozenset[str]) -> Complaint:
    """Fill in or correct what the record form lacked; `given` names the fields that were typed. Receipt never changes."""
    additions = _clean(additions)
    check_intake(additions, now=at)
    with changing(ref=ref, action="complete_record", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        plain = {name: getattr(additions, name) for name in _COMPLETABLE_PLAIN if name in given}
        write(complaint, change.key, **{name: getattr(additions, name) for name in _COMPLETABLE if name in given})
        sealed = {name: getattr(complaint, name) for name in _COMPLETABLE if name in given}
        party = complaint.parties.get(role=PartyRole.COMPLAINANT)
        write(party, change.key, **{name: getattr(additions, name) for name in _PARTY if name in given})
        party.save()
        _renew_tokens(complaint, party, change.key, additions, given)
        for name, value in plain.items():
            setattr(complaint, name, value)
        recompute_for(complaint, at=at)
        return change.finish(
            verb="record_completed",
            clause="property/7.1",
            refs={"fields": ",".join(sorted(given))[:80]},
            records=[party],
            **sealed,
            **plain,
        )


def _renew_tokens(complaint: Complaint, party: Party, key: DataKey, additions: Intake, given: frozenset[str]) -> None:
    if not given & {"name", "phone", "id_number", "policy_no", "claim_no"}:
        return
    now = {name: read(party, key, name) for name in ("name", "phone", "id_number")}
    numbers = {name: read(complaint, key, name) for name in ("policy_no", "claim_no")}
    known = Intake(method=complaint.method, received_at=complaint.received_at, **now, **numbers)
    IdentityToken.objects.bulk_create(tokens_of(complaint, known), ignore_conflicts=True)

