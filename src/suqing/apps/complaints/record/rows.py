"""All rows of one case, each table read once, with the case's opened key at hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, Exists, Model, OuterRef, Q, QuerySet

from suqing.apps.audit.models import Event
from suqing.apps.clocks.models import Clock, Pause
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.complaints.models import (
    Acknowledgement,
    Amendment,
    ArchiveVolume,
    Blockage,
    Closure,
    Complaint,
    ContactNote,
    Crisis,
    CrisisOpinion,
    Direction,
    Dispatch,
    DocumentRequest,
    DocumentSeen,
    EmergencyEntry,
    EmergencyPlan,
    Evaluation,
    Finding,
    FindingPerson,
    FollowUp,
    HeadCount,
    Hearing,
    HqReceipt,
    Improvement,
    ImprovementStep,
    Inquiry,
    Instruction,
    Lateness,
    MatterMove,
    Mediation,
    MediationOpinion,
    NewFacts,
    Obstacle,
    PaperRequest,
    Party,
    ProgressNote,
    Prolongation,
    Promise,
    Proposal,
    PutThrough,
    Recusal,
    RegisterEntry,
    Reopening,
    Reply,
    ReportBack,
    Response,
    Review,
    Settlement,
    Support,
    Survey,
    Termination,
    Triage,
    Undertaking,
    Urge,
    Visit,
)
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.models import Staff
from suqing.apps.papers.models import Paper
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.prepared import STAND_IN, rows_of

LEDGER_VERBS = ("record_completed", "disclose", "escalated", "matter_renumbered")  # acts that leave no record of their own


@dataclass(frozen=True, slots=True)
class Rows:
    """One case's records, oldest first. `text(row, name)` opens a sealed column."""

    complaint: Complaint
    key: DataKey
    parties: list[Party]
    triages: list[Triage]
    dispatches: list[Dispatch]
    contacts: list[ContactNote]
    progress: list[ProgressNote]
    promises: list[Promise]
    hearings: list[Hearing]
    recusals: list[Recusal]
    findings: list[Finding]
    persons: list[FindingPerson]
    proposals: list[Proposal]
    instructions: list[Instruction]
    directions: list[Direction]
    undertakings: list[Undertaking]
    replies: list[Reply]
    responses: list[Response]
    report_backs: list[ReportBack]
    closures: list[Closure]
    terminations: list[Termination]
    reopenings: list[Reopening]
    follow_ups: list[FollowUp]
    improvements: list[Improvement]
    improvement_steps: list[ImprovementStep]
    surveys: list[Survey]
    evaluations: list[Evaluation]
    volumes: list[ArchiveVolume]
    papers: list[Paper]
    clocks: list[Clock]
    urges: list[Urge]
    obstacles: list[Obstacle]
    supports: list[Support]
    blockages: list[Blockage]
    emergency_plans: list[EmergencyPlan]
    emergency_entries: list[EmergencyEntry]
    crises: list[Crisis]
    crisis_opinions: list[CrisisOpinion]
    prolongations: list[Prolongation]
    inquiries: list[Inquiry]
    put_throughs: list[PutThrough]
    settlements: list[Settlement]
    mediations: list[Mediation]
    mediation_opinions: list[MediationOpinion]
    acknowledgements: list[Acknowledgement]
    documents_seen: list[DocumentSeen]
    document_requests: list[DocumentRequest]
    reviews: list[Review]
    new_facts: list[NewFacts]
    visits: list[Visit]
    head_counts: list[HeadCount]
    pauses: list[Pause]
    latenesses: list[Lateness]
    paper_requests: list[PaperRequest]
    hq_receipts: list[HqReceipt]
    register_entries: list[RegisterEntry]
    matter_moves: list[MatterMove]
    amendments: list[Amendment]
    events: list[Event]
    stood_in: Mapping[tuple[int, datetime], str]  # (whoever was absent, moment of the act) -> the name of who did it in theirs

    def text(self, row: Model, name: str) -> str:
        return read(row, self.key, name)


@cache
def _tables() -> tuple[type[Model], ...]:
    """All that hold rows of a case."""
    return tuple(each for each in apps.get_app_config("complaints").get_models() if any(field.name == "complaint" for field in each._meta.fields))


def _filled() -> "QuerySet[Complaint, Any]":
    held = {f"of_{each._meta.model_name}": Exists(each._default_manager.filter(complaint=OuterRef("pk"))) for each in _tables()}
    return Complaint.objects.filter(pk=STAND_IN).annotate(**held).values(*held)


def load_rows(complaint: Complaint) -> Rows:
    """One statement a table, of those that hold something: most are empty, and to ask which takes less than to ask three of them.

    KeyDestroyed when the case was erased or moved to the sealed room.
    """
    held = {model for model, there in zip(_tables(), rows_of(_filled, {STAND_IN: complaint.pk})[0], strict=True) if there}

    def of(model: Any, *order: str, also: tuple[str, ...] = ("by",)) -> list[Any]:
        return list(model.objects.filter(complaint=complaint).select_related(*also).order_by(*order)) if model in held else []

    subject = ("complaint", complaint.id)
    parties = list(Party.objects.filter(complaint=complaint).order_by("role", "id"))
    told = list(
        Event.objects.filter(Q(verb__in=LEDGER_VERBS) | Q(on_behalf_of__isnull=False), subject_kind=subject[0], subject_id=subject[1])
        .select_related("actor", "on_behalf_of")
        .order_by("seq")
    )
    rows = Rows(
        complaint=complaint,
        key=case_key(complaint),
        parties=parties,
        triages=of(Triage, "number"),
        dispatches=of(Dispatch, "at", "id", also=("by", "department", "to_staff", "handler", "judged_by")),
        contacts=of(ContactNote, "at", "id"),
        progress=of(ProgressNote, "at", "id"),
        promises=of(Promise, "at", "id"),
        hearings=of(Hearing, "asked_at", "id", also=("staff", "asked_by")),
        recusals=of(Recusal, "at", "id", also=("staff", "passed_to")),
        findings=of(Finding, "version", also=("by", "confirmed_by")),
        persons=list(
            FindingPerson.objects.filter(finding__complaint=complaint).select_related("staff", "unit").order_by("finding", "id")
        )
        if Finding in held
        else [],
        proposals=of(Proposal, "version", also=("by", "submitted_to")),
        instructions=of(Instruction, "at", "id", also=("by", "on_behalf_of", "proposal")),
        directions=of(Direction, "at", "id", also=("by", "took_from")),
        undertakings=of(Undertaking, "due_day", "id", also=("owner", "proposal")),
        replies=of(Reply, "sent_at", "id", also=("by", "proposal")),
        responses=of(Response, "at", "id"),
        report_backs=of(ReportBack, "at", "id"),
        closures=of(Closure, "round"),
        terminations=of(Termination, "round", also=("by", "told_by")),
        reopenings=of(Reopening, "round"),
        follow_ups=of(FollowUp, "at", "id"),
        improvements=of(Improvement, "at", "id", also=("by", "to_unit")),
        improvement_steps=of(ImprovementStep, "at", "id", also=("by", "improvement__to_unit")),
        surveys=of(Survey, "at", "id"),
        evaluations=of(Evaluation, "round"),
        volumes=of(ArchiveVolume, "number"),
        papers=list(
            Paper.objects.filter(root_id=complaint.root_id, subject_kind=subject[0], subject_id=subject[1])
            .select_related("added_by")
            .order_by("added_at", "id")
        ),
        clocks=clocks_of(subject),
        inquiries=of(Inquiry, "at", "id"),
        put_throughs=of(PutThrough, "at", "id", also=("by", "to_staff")),
        mediations=of(Mediation, "at", "id", also=("by", "ended_by")),
        mediation_opinions=of(MediationOpinion, "given_at", "id", also=("by", "answered_by")),
        acknowledgements=of(Acknowledgement, "at", "id"),
        documents_seen=of(DocumentSeen, "at", "id"),
        document_requests=of(DocumentRequest, "at", "id"),
        reviews=of(Review, "applied_at", "id", also=("by", "to_unit", "handler", "decided_by", "told_by")),
        new_facts=of(NewFacts, "received_at", "id"),
        visits=of(Visit, "arrived_at", "id"),
        head_counts=of(HeadCount, "at", "id"),
        settlements=of(Settlement, "id", also=("by", "seen_by")),
        prolongations=of(Prolongation, "at", "id"),
        pauses=list(Pause.objects.filter(clock__subject_id=complaint.id, clock__subject_kind="complaint").select_related("by").order_by("from_at", "id")),
        paper_requests=of(PaperRequest, "at", "id"),
        latenesses=of(Lateness, "at", "id"),
        hq_receipts=of(HqReceipt, "at", "id", also=("by", "acted_by")),
        crises=of(Crisis, "at", "id", also=("by", "fed_back_by")),
        crisis_opinions=of(CrisisOpinion, "at", "id"),
        emergency_plans=of(EmergencyPlan, "at", "id", also=("by", "ended_by")),
        emergency_entries=of(EmergencyEntry, "at", "id"),
        urges=of(Urge, "at", "id", also=("by", "to_staff")),
        obstacles=of(Obstacle, "at", "id", also=("by", "to_staff", "answered_by")),
        supports=of(Support, "at", "id", also=("by", "to_staff")),
        blockages=of(Blockage, "at", "id", also=("by", "cleared_by")),
        matter_moves=of(MatterMove, "at", "id"),
        amendments=of(Amendment, "at", "id"),
        register_entries=of(RegisterEntry, "id", also=()),
        events=[each for each in told if each.verb in LEDGER_VERBS],
        stood_in={(each.on_behalf_of.id, each.recorded_at): each.actor.name for each in told if each.on_behalf_of and each.actor},
    )
    name_the_absent(rows, told)
    return rows


def name_the_absent(rows: Rows, events: Sequence[Event]) -> None:
    """Where an act was done in somebody's name, the person on its record carries that name too: the ledger alone keeps it.

    A record is the act's when its person and one of its moments are those of the event.
    """
    absent = {(each.actor_id, each.recorded_at): each.on_behalf_of.name for each in events if each.on_behalf_of}
    if not absent:
        return
    for table in fields(rows):
        held = getattr(rows, table.name)
        for row in held if isinstance(held, list) else ():
            if isinstance(row, Event):
                people, moments = [row.actor], [row.recorded_at]
            else:
                people = [getattr(row, each.name) for each in row._meta.fields if each.related_model is Staff]
                moments = [getattr(row, each.attname) for each in row._meta.fields if isinstance(each, DateTimeField)]
            for person in people:
                names = [absent[person.id, each] for each in moments if person and (person.id, each) in absent]
                if names:
                    person.stood_in_for = names[0]
