"""What another edition would have given: every case of a root asked again, nothing written (limits, class, consequences; each with its reason)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from suqing.apps.clocks.words import KIND_WORDS
from suqing.apps.complaints.facts import recorded_facts, triage_facts, way_in
from suqing.apps.complaints.models import CaseEdition, Complaint, Finding
from suqing.apps.complaints.models.choices import ItemKind
from suqing.apps.complaints.queries import Seer, seen_by
from suqing.apps.editions.queries import current_calendar
from suqing.apps.editions.stored import open_stored
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.deadlines import deadlines_for
from suqing.casework.facts import PenaltyFacts
from suqing.casework.repeat import times_of
from suqing.casework.responsibility import FineProposal, consequences
from suqing.casework.triage import classify
from suqing.casework.yuan import yuan
from suqing.kernel.clock import house
from suqing.rulebook import Calendar, Edition

CHUNK = 200
NONE = "没有"
WHAT = {"limit": "时限", "class": "类别", "consequence": "后果"}
ROLES = {"direct": "直接责任人", "indirect": "间接责任人", "claims_head": "理赔负责人"}


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one case: `what` (limit, class, consequence), which one, the two answers as people read them, and why the second.

    `assumed`: what the record does not tell and both answers take for granted; empty where they rest on the record alone.
    """

    ref: str
    what: str
    name: str
    clause: str
    before: str
    after: str
    because: str
    assumed: str = ""

    @property
    def kind(self) -> str:
        return WHAT[self.what]

    @property
    def label(self) -> str:
        """The words of a clock's kind; other names as they are."""
        return KIND_WORDS.get(self.name, self.name)


@dataclass
class Tally:
    cases: int = 0


def register_of(*, root_id: int, rulebook: str, open_only: bool = False, seer: Seer | None = None) -> QuerySet[CaseEdition]:
    """The cases that a replay asks again: those that the rulebook covers; of a person's, those that they see."""
    rows = CaseEdition.objects.filter(root_id=root_id, rulebook=rulebook, applies=True, complaint__kind=ItemKind.COMPLAINT)
    if open_only:
        rows = rows.filter(complaint__open__in=[True])
    return rows if seer is None else rows.filter(seen_by(seer))


def replay(*, root_id: int, edition: Edition, open_only: bool = False, seer: Seer | None = None, tally: Tally) -> Iterator[Difference]:
    """In the order of receipt. Cases that `edition` ruled already, or that its rulebook does not cover, have no difference."""
    calendar = current_calendar()
    rows = register_of(root_id=root_id, rulebook=edition.id, open_only=open_only, seer=seer)
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


def _limits(complaint: Complaint, old: Edition, new: Edition, calendar: Calendar) -> Iterator[Difference]:
    facts = recorded_facts(complaint)  # what a recomputation today would take
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
    confirmed = Finding.objects.filter(complaint=complaint, confirmed_valid=True).exists()
    facts = PenaltyFacts(
        came_via=way_in(complaint), times_complained=times_of(complaint.repeat_level), valid=True, verified=True, received_on=complaint.received_day
    )  # no grave influence, no cost: nobody records them (`_assumed` says so)
    before, after = ({each.role: each for each in consequences(edition=edition, facts=facts).lines} for edition in (old, new))
    for role in dict.fromkeys([*before, *after]):
        was, now = before.get(role), after.get(role)
        answers = [_consequence(each) for each in (was, now)]
        if answers[0] == answers[1]:
            continue
        told = now or was
        because = now.line.because if now else "这一版没有这一项"
        yield Difference(
            complaint.ref, "consequence", ROLES.get(role, role), told.clause if told else "", *answers, because, _assumed((old, new), facts, confirmed=confirmed)
        )


def _consequence(proposal: FineProposal | None) -> str:
    if proposal is None:
        return NONE
    return f"罚款{yuan(proposal.amount_fen)}" if proposal.amount_fen else "提醒"


def _assumed(editions: tuple[Edition, Edition], facts: PenaltyFacts, *, confirmed: bool) -> str:
    """Where the rule asks for what the record does not tell (S4 第九条二3)."""
    found = []
    asked = any(way.id == facts.came_via and way["needs_verified"] for edition in editions for way in edition.table("ways_in"))
    if asked and not confirmed:
        found.append("查实：没有认定过的调查结论，按原台账的有效算已查实")
    if any(rule.instead_of is not None and facts.came_via in rule.via for edition in editions for rule in edition.rules("fine")):
        found.append("影响重大与公关费用：没有登记，按没有算")
    return "；".join(found)


def _moment(at: datetime) -> str:
    return f"{house(at):%Y-%m-%d %H:%M}"


def by_kind(found: Sequence[Difference]) -> dict[str, int]:
    """How many of each kind."""
    counts: dict[str, int] = {}
    for each in found:
        counts[each.what] = counts.get(each.what, 0) + 1
    return counts
