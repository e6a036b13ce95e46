"""A civil claim inside a report is split off into an ordinary complaint, with words of its own and its clocks from receipt (S5 5.2, C05).

What the office writes for it is all that leaves the room; the complaint says nothing of the report, the report names the complaint.
"""

from datetime import datetime

from django.db import transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, OrganisationKind
from suqing.apps.sealed.access import access_report, standing_of_actor
from suqing.apps.sealed.events import ClaimSplitOff
from suqing.apps.sealed.models import MisconductReport, NoteKind, ReportNote
from suqing.kernel.clock import house
from suqing.kernel.errors import Refused
from suqing.kernel.publish import publish
from suqing.kernel.sealedfields import key_of, reveal, seal_into
from suqing.kernel.swap import swap

CLAUSE = "property/5.2.4"
RECEIVE = (OrganisationKind.HEADQUARTERS, OrganisationKind.BRANCH, OrganisationKind.SUB_BRANCH)


def receiving_units(root_id: int) -> list[Organisation]:
    """Where the complaint may be registered, from the top."""
    return list(Organisation.objects.filter(root_id=root_id, kind__in=RECEIVE, closed_on=None).order_by("path"))


def split_claim(
    *, ref: str, seen_version: int, unit_id: int | None, facts: str, demands: str, with_contact: bool, actor: Actor, at: datetime
) -> MisconductReport:
    """`facts` and `demands` as the handlers shall read them; `with_contact` only where the reporter agreed to be named there."""
    with transaction.atomic():
        report = access_report(standing_of_actor(actor, on=house(at).date()), ref)
        if not demands.strip():
            raise Refused("还缺1项：诉求。写明投诉人要什么，例如赔款、退保。", clause=CLAUSE, missing=("demands",))
        if unit_id not in {each.id for each in receiving_units(report.root_id)}:
            raise Refused("还缺1项：受理机构。从列表里选。", clause=CLAUSE, missing=("unit_id",))
        contact = {name: reveal(report, key_of(report), f"reporter_{name}") for name in ("name", "phone", "email")} if with_contact else {}
        if with_contact and not any(contact.values()):
            raise Refused("举报人没有留下姓名和联系方式，不能带上。去掉勾选，或先问清。", clause=CLAUSE, missing=("with_contact",))
        swap(report, seen_version=seen_version)
        plain = {"facts": facts.strip(), "demands": demands.strip(), **contact}
        publish(ClaimSplitOff(report.id, report.root_id, actor, at, report.received_at, report.method, int(unit_id or 0), plain))
        if not ReportNote.objects.filter(report=report, kind=NoteKind.SPLIT, at=at).exists():
            raise RuntimeError("nobody took the claim that was split off")
    return report


def note_split(*, report_id: int, complaint_ref: str, actor: Actor, at: datetime) -> None:
    """Within the split: the report keeps which complaint came of it, and the one event is written."""
    report = MisconductReport.objects.get(pk=report_id)
    note = ReportNote(root_id=report.root_id, report=report, kind=NoteKind.SPLIT, by_id=actor.staff_id, at=at)
    seal_into(note, key_of(report), text=f"民事诉求另立投诉件 {complaint_ref}，时限从收到举报之时起算。")
    note.save(force_insert=True)
    record(
        root_id=report.root_id, subject=("report", report.id), verb="report.claim_split", actor=actor, at=at, clause=CLAUSE,
        refs={"stage": str(report.stage), "version": report.version}, records=[report, note],
    )  # fmt: skip
