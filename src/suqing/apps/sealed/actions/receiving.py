"""Taking a report down: sealed at once, told to its readers, unreadable for the taker from then on (S5 5.2.4, 8.3)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from suqing.apps.audit.record import record
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation
from suqing.apps.sealed.access import accused_tokens, holds_the_office, named_in, readers_of
from suqing.apps.sealed.events import ReportReceived
from suqing.apps.sealed.models import AccusedToken, Circle, Method, MisconductReport, Origin
from suqing.kernel.clock import house
from suqing.kernel.crypto import the_ring
from suqing.kernel.errors import BadInput, NotYours, Refused
from suqing.kernel.ids import new_id
from suqing.kernel.publish import publish
from suqing.kernel.references import new_reference
from suqing.kernel.sealedfields import give_key, seal_into

CLAUSE = "property/8.3"


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The plain words, in memory only. All but the story may be empty; without reporter fields it is anonymous."""

    story: str = field(repr=False)
    demands: str = field(default="", repr=False)
    accused: str = field(default="", repr=False)
    reporter_name: str = field(default="", repr=False)
    reporter_phone: str = field(default="", repr=False)
    reporter_email: str = field(default="", repr=False)
    particulars: str = field(default="", repr=False)
    came_from: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that the taker keeps. `readers`: how many may read it today; nobody = a post has to be filled."""

    ref: str
    received_at: datetime
    readers: int


@transaction.atomic
def receive_report(
    *,
    root: Organisation,
    texts: ReportTexts,
    received_at: datetime,
    method: str,
    taken_by: int | None,
    actor: Actor,
    at: datetime,
    origin: str = Origin.DESK,
    accused_staff: Iterable[int] = (),
    about_the_office: bool = False,
    report_id: int | None = None,
) -> tuple[MisconductReport, Receipt]:
    """Seal a report and tell its readers that one arrived.

    Staff whose ids are in `accused_staff`, or whose names stand in `texts.accused`, never read it; if one of them holds
    the president's office post, discipline inspection reads it too. `about_the_office` (the office itself is accused) leaves it to discipline
    inspection alone. `report_id` makes a form sent twice one report. Show callers outside the room the receipt only.
    """
    _check(texts, received_at=received_at, method=method, at=at)
    day = house(at).date()
    known = _known(report_id)
    if known is not None:
        return _again(known, root=root, taken_by=taken_by, day=day)
    accused = sorted({*accused_staff, *named_in(texts.accused, root_id=root.id)})
    report = MisconductReport(
        id=report_id or new_id(),
        root=root,
        ref=new_reference(house(received_at).date()),
        circle=_circle(accused, about_the_office, root_id=root.id, day=day),
        origin=origin,
        method=method,
        received_at=received_at,
        entered_at=at,
        taken_by_id=taken_by,
    )
    seal_into(report, give_key(report), **{name: words.strip() for name, words in asdict(texts).items()})
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:
        known = _known(report_id)
        if known is None:
            raise
        return _again(known, root=root, taken_by=taken_by, day=day)  # the same form, a moment earlier
    tokens = _keep_out(report, accused)
    readers = readers_of(report, on=day)
    record(
        root_id=root.id,
        subject=("report", report.id),
        verb="report.received",
        actor=actor,
        at=at,
        occurred_at=received_at,
        clause=CLAUSE,
        refs={"ref": report.ref, "origin": str(origin)},
        records=[report, *tokens],
    )
    publish(
        ReportReceived(report_id=report.id, root_id=root.id, ref=report.ref, actor=actor, at=at, recipients=readers)
    )
    return report, Receipt(report.ref, report.received_at, len(readers))


def _known(report_id: int | None) -> MisconductReport | None:
    return MisconductReport.objects.filter(pk=report_id).first() if report_id else None


def _check(texts: ReportTexts, *, received_at: datetime, method: str, at: datetime) -> None:
    if not texts.story.strip():
        raise Refused("还缺1项：发生了什么。听到多少先写多少，其余都可以空着。", clause="property/7.1", missing=("story",))
    if received_at > at:
        raise Refused("收到时间晚于现在。请填实际收到的时间。", clause="property/7.1", missing=("received_at",))
    if method not in Method.values:
        raise BadInput("收到方式", method, "、".join(Method.labels) + "之一")


def _again(known: MisconductReport, *, root: Organisation, taken_by: int | None, day: date) -> tuple[MisconductReport, Receipt]:
    if known.root_id != root.id or known.taken_by_id != taken_by:
        raise NotYours
    return known, Receipt(known.ref, known.received_at, len(readers_of(known, on=day)))


def _circle(accused: list[int], about_the_office: bool, *, root_id: int, day: date) -> Circle:
    if about_the_office:
        return Circle.DISCIPLINE
    return Circle.BOTH if holds_the_office(accused, root_id=root_id, on=day) else Circle.OFFICE


def _keep_out(report: MisconductReport, accused: list[int]) -> list[AccusedToken]:
    key_id = the_ring().current("blind").id
    made = [
        AccusedToken(root_id=report.root_id, report=report, key_id=key_id, token=token)
        for staff_id in accused
        for token in accused_tokens(report.root_id, staff_id, key_ids=[key_id])
    ]
    return AccusedToken.objects.bulk_create(made)
