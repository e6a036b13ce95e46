"""What another edition would have given: every case of a root asked again, nothing written (limits, class, consequences; each with its reason)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_values
from datetime import datetime

from suqing.apps.clocks.queries import pauses_of
from suqing.apps.complaints.facts import clock_facts, later_facts, triage_facts, way_in
from suqing.apps.complaints.models import CaseEdition, Complaint, Prolongation, Promise
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.editions.queries import current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.deadlines import deadlines_for
from suqing.casework.facts import ClockFacts, PenaltyFacts
from suqing.casework.repeat import times_of
from suqing.casework.responsibility import consequences
from suqing.casework.triage import classify
from suqing.kernel.clock import house
from suqing.rulebook import Calendar, Edition

CHUNK = 200
NONE = "没有"
ROLES = {"direct": "直接责任人", "indirect": "间接责任人", "claims_head": "理赔负责人"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one case: `what` (limit, class, consequence), which one, the two answers as people read them, and why the second."""

    ref: str
    what: str
    name: str
    clause: str
    before: str
    after: str
    because: str


@dataclass
class Tally:
    cases: int = 0


def replay(*, root_id: int, edition: Edition, open_only: bool = False, tally: Tally) -> Iterator[Difference]:
    """In the order of receipt. Cases that `edition` ruled already, or that its rulebook does not cover, have no difference."""
    calendar = current_calendar()
    rows = CaseEdition.objects.filter(root_id=root_id, rulebook=edition.id, applies=True, complaint__kind=ItemKind.COMPLAINT)
    if open_only:
        rows = rows.filter(complaint__open__in=[True])
    last: tuple[object, int] | None = None
    while True:
        page = rows.select_related("complaint", "complaint__letter", "complaint__unit").order_by("complaint__received_day", "complaint_id")
        if last is not None:
            page = page.filter(complaint__received_day__gte=last[0]).exclude(complaint__received_day=last[0], complaint_id__lte=last[1])
        found = list(page[:CHUNK])
        for each in found:
            tally.cases += 1
            if each.edition_hash != edition.content_hash:
                yield from _of_case(each.complaint, open_stored(each.edition_hash), edition, calendar)
        if len(found) < CHUNK:
            return
        last = found[-1].complaint.received_day, found[-1].complaint_id


def _of_case(complaint: Complaint, old: Edition, new: Edition, calendar: Calendar) -> Iterator[Difference]:
    if old.rules("deadline") or new.rules("deadline"):
        yield from _limits(complaint, old, new, calendar)
    if "classes" in old.tables() and "classes" in new.tables():
        yield from _class(complaint, old, new)
    if "ways_in" in old.tables() and "ways_in" in new.tables() and complaint.found_valid:
        yield from _consequences(complaint, old, new)


def _facts(complaint: Complaint) -> ClockFacts:
    """As the case stands: what a recomputation today would take."""
    longer = {row.kind: row for row in Prolongation.objects.filter(complaint=complaint, round=complaint.round)}
    complex_, extended = longer.get("complex"), longer.get("extended")
    promises = Promise.objects.filter(complaint=complaint, answered_at=None).values_list("due_at", flat=True)
    return with_values(
        clock_facts(complaint, promises=promises), complexity_recorded_at=complex_.at if complex_ else None,
        extension_approved_at=extended.at if extended else None, extension_notified_at=extended.told_at if extended else None,
        pauses=pauses_of(("complaint", complaint.id)), **later_facts(complaint),
    )  # fmt: skip


def _limits(complaint: Complaint, old: Edition, new: Edition, calendar: Calendar) -> Iterator[Difference]:
    facts = _facts(complaint)
    before, after = (
        {(each.kind, each.clause.partition("/")[2]): each for each in deadlines_for(edition=edition, calendar=calendar, facts=facts)} for edition in (old, new)
    )
    for kind, clause in dict.fromkeys([*before, *after]):
        was, now = before.get((kind, clause)), after.get((kind, clause))
        if (was and was.limit_at) == (now and now.limit_at):
            continue
        because = now.line.because if now else "这一版没有这个时限"
        yield Difference(complaint.ref, "limit", kind, f"{new.id}/{clause}", _moment(was.limit_at) if was else NONE, _moment(now.limit_at) if now else NONE, because)


def _class(complaint: Complaint, old: Edition, new: Edition) -> Iterator[Difference]:
    facts = triage_facts(complaint)
    was, now = classify(edition=old, facts=facts), classify(edition=new, facts=facts)
    if was.classification != now.classification:
        names = [CLASS_NAMES.get(each.classification or "", "不属投诉") for each in (was, now)]
        yield Difference(complaint.ref, "class", "建议类别", now.clause, names[0], names[1], now.because)


def _consequences(complaint: Complaint, old: Edition, new: Edition) -> Iterator[Difference]:
    facts = PenaltyFacts(came_via=way_in(complaint), times_complained=times_of(complaint.repeat_level), valid=True, verified=True, received_on=complaint.received_day)
    before, after = ({each.role: each for each in consequences(edition=edition, facts=facts).lines} for edition in (old, new))
    for role in dict.fromkeys([*before, *after]):
        was, now = before.get(role), after.get(role)
        answers = [f"罚款{each.amount_fen // 100}元" if each and each.amount_fen else "提醒" if each else NONE for each in (was, now)]
        if answers[0] != answers[1]:
            told = now or was
            yield Difference(complaint.ref, "consequence", ROLES.get(role, role), told.clause if told else "", answers[0], answers[1], now.line.because if now else "这一版没有这一项")


def _moment(at: datetime) -> str:
    return f"{house(at):%Y-%m-%d %H:%M}"


def by_kind(found: Sequence[Difference]) -> dict[str, int]:
    """How many of each kind."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.what] = counts.get(each.what, 0) + 1
    return counts
