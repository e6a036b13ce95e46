"""7.1 Take it down. Number and receipt time at once; what is missing is named and chased, never a reason to refuse (C02)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, models, transaction

from suqing.apps.audit.record import Entry, record_many
from suqing.apps.clocks.models import Clock
from suqing.apps.complaints.actions.blocking import check_blockage
from suqing.apps.complaints.actions.ground import read_ground
from suqing.apps.complaints.actions.item import Item, plan_item
from suqing.apps.complaints.actions.visiting import check_representatives
from suqing.apps.complaints.events import ComplaintRegistered
from suqing.apps.complaints.intake import Intake, check_intake, check_method, cleaned_intake
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
)
from suqing.apps.complaints.models.choices import Origin
from suqing.apps.complaints.text_index import store_tokens
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.kernel.publish import publish

MOST = 50
TRIES = 3


def register_complaint(*, intake: Intake, actor: Actor, at: datetime, origin: str = "desk") -> Complaint:
    """One item taken down at `at`. BadInputs for what cannot be; Refused for misconduct, which goes to the sealed room."""
    return register_complaints(intakes=[intake], actor=actor, at=at, origin=origin)[0]


def register_complaints(*, intakes: Sequence[Intake], actor: Actor, at: datetime, origin: str = "desk") -> list[Complaint]:
    """At most fifty items in one transaction, each with its event; all or none. The statements hardly grow with the items."""
    if len(intakes) > MOST:
        raise ValueError(f"at most {MOST} items at a time, found {len(intakes)}")
    told = [cleaned_intake(intake) for intake in intakes]
    for intake in told:
        if intake.misconduct:
            raise Refused("反映人员舞弊、以权谋私的，只交总裁办公室，请走举报专用通道。", clause="property/5.2.4")
        check_intake(intake, now=at)
        check_method(intake)
        if intake.blockage:
            check_blockage(intake.claim_state, intake.blockage, today=house(at).date())
    for attempt in range(TRIES):
        try:
            return _register(told, actor, at, origin)
        except IntegrityError as problem:
            if not _reference_taken(problem) or attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _reference_taken(problem: IntegrityError) -> bool:
    """Two items drew the same random reference (one in 2³⁰ for each other item of the day): drawn anew."""
    return "complaints_complaint.ref" in str(problem) or "complaints_complaint_ref_" in str(problem)


def _register(told: Sequence[Intake], actor: Actor, at: datetime, origin: str) -> list[Complaint]:
    if not told:
        return []
    with transaction.atomic():
        ground = read_ground(told, actor=actor, at=at)
        for intake in told:
            check_representatives(ground.editions[house(intake.received_at).date()].get("cbirc2020"), len(intake.representatives))
        items = [plan_item(intake, ground, actor=actor, at=at, origin=origin) for intake in told]
        _write(items)
        record_many([_entry(item, origin, at) for item in items], actor=actor, at=at)
        for item in items if origin != Origin.IMPORT else ():  # thousands at a time: whoever brings them in tells the officers once
            complaint = item.complaint
            recipients = tuple(each for each in (complaint.officer_id,) if each and each != actor.staff_id)
            publish(ComplaintRegistered(complaint.id, complaint.root_id, complaint.ref, actor, at, recipients, repeat_level=complaint.repeat_level))
    return [item.complaint for item in items]


def _write(items: Sequence[Item]) -> None:
    """One statement a table, the referred-to first; none for a table without rows."""
    rows: list[tuple[type[models.Model], list[models.Model]]] = [
        (Matter, [item.new_matter for item in items if item.new_matter]),
        (Complaint, [item.complaint for item in items]),
        (Party, [row for item in items for row in item.parties]),
        (CaseEdition, [row for item in items for row in item.editions]),
        (IdentityToken, [row for item in items for row in item.tokens]),
        (Sight, [row for item in items for row in item.sights]),
        (ForwardedLetter, [item.letter for item in items if item.letter]),
        (Blockage, [item.blockage for item in items if item.blockage]),
        (Promise, [item.promise for item in items if item.promise]),
        (RegisterEntry, [item.entry for item in items if item.entry]),
        (Closure, [item.closure for item in items if item.closure]),
        (Termination, [item.termination for item in items if item.termination]),
        (Clock, [row for item in items for row in item.clocks]),
    ]
    for model, objects in rows:
        model._default_manager.bulk_create(objects)
    store_tokens([row for item in items for row in item.text_tokens])


def _entry(item: Item, origin: str, at: datetime) -> Entry:
    complaint = item.complaint
    extras = [row for row in (item.letter, item.blockage, item.promise, item.entry, item.closure, item.termination) if row is not None]
    return Entry(
        root_id=complaint.root_id,
        subject=("complaint", complaint.id),
        verb="registered",
        clause="property/7.1",
        refs={"ref": complaint.ref, "matter": complaint.matter_id, "item_no": complaint.item_no, "origin": origin, "stage": complaint.stage},
        records=[complaint, *item.parties, *extras],
        occurred_at=at,
        first=True,
    )
