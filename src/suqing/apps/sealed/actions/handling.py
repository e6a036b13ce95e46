"""The office's own steps: accept, note, conclude, hand over (S5 8.3). How long each may take is said by petition rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.actors import Actor
from suqing.apps.sealed.access import access_report, standing_of_actor
from suqing.apps.sealed.models import MisconductReport, NoteKind, ReportNote, Stage
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.kernel.sealedfields import key_of, seal_into
from suqing.kernel.swap import swap

CLAUSE = "property/8.3"


@dataclass(frozen=True, slots=True)
class Step:
    """`then` maps the stages from which the step may be taken to the stage after it."""

    verb: str
    kind: NoteKind
    then: Mapping[Stage, Stage]
    refused: str
    lacks: str
    clause: str = CLAUSE


ACCEPT = Step(
    verb="report.accepted",
    kind=NoteKind.ACCEPTANCE,
    then={Stage.RECEIVED: Stage.ACCEPTED},
    refused="已经受理过了。接着写办理记录。",
    lacks="还缺1项：受理意见。写明由谁办、怎样告知举报人。",
)
NOTE = Step(
    verb="report.noted",
    kind=NoteKind.NOTE,
    then={  # the first note after acceptance is the start of the inquiry; later stages stay where they are
        Stage.RECEIVED: Stage.RECEIVED,
        Stage.ACCEPTED: Stage.INVESTIGATING,
        Stage.INVESTIGATING: Stage.INVESTIGATING,
        Stage.CONCLUDED: Stage.CONCLUDED,
        Stage.HANDED_OVER: Stage.HANDED_OVER,
    },
    refused="",
    lacks="还缺1项：记录内容。写做了什么、查到什么。",
)
CONCLUDE = Step(
    verb="report.concluded",
    kind=NoteKind.CONCLUSION,
    then={Stage.ACCEPTED: Stage.CONCLUDED, Stage.INVESTIGATING: Stage.CONCLUDED},
    refused="现在不能写结论：先受理；已办结或已移送的不再改结论，补写办理记录。",
    lacks="还缺1项：结论。写明是否属实、依据、怎样处理。",
)
HAND_OVER = Step(
    verb="report.handed_over",
    kind=NoteKind.HAND_OVER,
    then=dict.fromkeys((Stage.ACCEPTED, Stage.INVESTIGATING, Stage.CONCLUDED), Stage.HANDED_OVER),
    refused="现在不能移送：先受理；已移送的不再移送。",
    lacks="还缺1项：移送给哪个机关、文号、移交了哪些材料。",
)
STEPS: Mapping[str, Step] = {"accept": ACCEPT, "note": NOTE, "conclude": CONCLUDE, "hand_over": HAND_OVER}


def accept_report(*, ref: str, seen_version: int, text: str, actor: Actor, at: datetime) -> MisconductReport:
    """Take the report up; `text` says who deals with it and how the reporter is told."""
    return _take(ACCEPT, ref=ref, seen_version=seen_version, text=text, actor=actor, at=at)


def note_report(*, ref: str, seen_version: int, text: str, actor: Actor, at: datetime) -> MisconductReport:
    """Add an entry; the first one after acceptance starts the inquiry."""
    return _take(NOTE, ref=ref, seen_version=seen_version, text=text, actor=actor, at=at)


def conclude_report(*, ref: str, seen_version: int, text: str, actor: Actor, at: datetime) -> MisconductReport:
    """End the inquiry with a conclusion."""
    return _take(CONCLUDE, ref=ref, seen_version=seen_version, text=text, actor=actor, at=at)


def hand_over_report(*, ref: str, seen_version: int, text: str, actor: Actor, at: datetime) -> MisconductReport:
    """Hand the report over to judicial organs; `text` names the organ, the letter and the material."""
    return _take(HAND_OVER, ref=ref, seen_version=seen_version, text=text, actor=actor, at=at)


def may(step: Step, stage: str) -> bool:
    """Whether the step can be taken in this stage."""
    return stage in step.then


def _take(
    step: Step, *, ref: str, seen_version: int, text: str, actor: Actor, at: datetime
) -> MisconductReport:
    with transaction.atomic():
        report = access_report(standing_of_actor(actor, on=house(at).date()), ref)
        if not may(step, report.stage):
            raise Refused(step.refused, clause=step.clause)
        if not text.strip():
            raise Refused(step.lacks, clause=step.clause, missing=("text",))
        swap(report, seen_version=seen_version, stage=step.then[Stage(report.stage)])
        note = ReportNote(root_id=report.root_id, report=report, kind=step.kind, by_id=actor.staff_id, at=at)
        seal_into(note, key_of(report), text=text.strip())
        note.save(force_insert=True)
        record(
            root_id=report.root_id,
            subject=("report", report.id),
            verb=step.verb,
            actor=actor,
            at=at,
            clause=step.clause,
            refs={"stage": str(report.stage), "version": report.version},
            records=[report, note],
        )
    return report
