"""Lists of cases: read by index range, paged by key, counted to 1,000 at most. Who sees what is the involvement table's word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.queries import missed
from suqing.apps.complaints.access import holder_ids, standing_in_for
from suqing.apps.complaints.discontent import discontented
from suqing.apps.complaints.models import (
    Blockage,
    Complaint,
    Finding,
    FindingPerson,
    Hearing,
    IdentityToken,
    Lateness,
    Obstacle,
    Party,
    ProgressNote,
    Promise,
    Recusal,
    RegisterEntry,
    SavedView,
    Sight,
    Support,
    Urge,
)
from suqing.apps.complaints.models.choices import PartyRole
from suqing.apps.complaints.text_search import LOOK_AT, candidates, proven
from suqing.apps.organisations.access import Standing
from suqing.casework.causes import KINDS
from suqing.casework.ways_in import REGULATOR
from suqing.kernel.clock import HOUSE, house
from suqing.kernel.crypto import blind, query_tokens
from suqing.kernel.errors import BadInput
from suqing.kernel.references import check_reference

COUNT_UP_TO = 1000
PAGE = 50
AFTER = "after_closing"  # what is still to be done with closed cases
REDRESS = "redress"  # what was promised and not done by its day (C32)
UNEXPLAINED = "unexplained"  # a limit of ours was missed and nobody has said why (law 18)
UNSAID = "unsaid"  # the cause of a lateness that nobody has explained
STANDING = {"superseded_at": None, "cleared_at": None}  # a blockage that is the current one
OPEN = (True,)  # asked as IN (1): for `open = True` Django writes a bare column, which SQLite takes to no index


@dataclass(frozen=True, slots=True)
class Seer:
    """A person looking at lists: the ids under which they see, and those whose turn is theirs (their own and delegators')."""

    standing: Standing
    holder_ids: tuple[int, ...]
    own_ids: tuple[int, ...]
    concerned_in: tuple[int, ...]  # not theirs to look into: complained of, heard, named or stood back, they or those whose sight they borrow

    @property
    def root_id(self) -> int:
        return self.standing.root_id


def seer_of(standing: Standing, *, now: datetime) -> Seer:
    """One statement: whom the person stands in for today, and the few cases they are concerned in, asked once and not of each row."""
    staff_id = standing.staff_id
    absent = standing_in_for(standing, on=house(now).date()).values_list("from_staff_id", Value("for"))
    rows = list(absent.union(*_concerned([staff_id])))
    others = tuple(found for found, how in rows if how == "for")
    hidden = _seen_through_them_alone(standing, others) if others and standing.posts else ()
    return Seer(
        standing=standing,
        holder_ids=holder_ids(standing, others),
        own_ids=(staff_id, *others),
        concerned_in=(*(found for found, how in rows if how == "in"), *hidden),
    )


def _concerned(staff_ids: Sequence[int]) -> list[QuerySet[Any, tuple[int, str]]]:
    """The cases in which one of these is complained of, heard or named, or from which they stood back."""
    return [
        Complaint.objects.filter(respondent_staff_id__in=staff_ids).values_list("id", Value("in")),
        Hearing.objects.filter(staff_id__in=staff_ids).values_list("complaint_id", Value("in")),
        FindingPerson.objects.filter(staff_id__in=staff_ids, barred=True).values_list("finding__complaint_id", Value("in")),
        Recusal.objects.filter(staff_id__in=staff_ids).values_list("complaint_id", Value("in")),
    ]


def _seen_through_them_alone(standing: Standing, absent: Sequence[int]) -> tuple[int, ...]:
    """Cases that concern somebody absent open to a stand-in only in their own right (two statements, for stand-ins alone).

    Of several absent people, one who is not concerned still opens the case.
    """
    hidden: set[int] = set()
    for each in absent:
        first, *rest = _concerned([each])
        concerned = {found for found, _ in first.union(*rest)}
        others = (*standing.holder_ids, *(other for other in absent if other != each))
        seen = Sight.objects.filter(holder_id__in=others, complaint_id__in=concerned).values_list("complaint_id", flat=True)
        hidden |= concerned - set(seen)
    return tuple(sorted(hidden))


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; empty = not asked. Values are codes or ids, and stand in the address."""

    classification: str = ""
    source: str = ""
    method: str = ""
    stage: str = ""
    unit_id: int | None = None
    handler_id: int | None = None
    dispute_type: str = ""
    blockage: str = ""  # the cause of the blockage that stands
    repeat_level: str = ""
    care: str = ""  # "yes": the complainant is elderly, disabled or seriously ill, or wants to be visited
    cause: str = ""  # a branch or a leaf of the cause tree, by the newest finding
    priority: str = ""  # high, raised or normal
    late: str = ""  # the kind of a limit of ours that was missed
    late_cause: str = ""  # why (a LatenessCause), or UNSAID; with `late` of that limit, else of any
    since: date | None = None  # days of receipt, both included
    until: date | None = None

    def condition(self, now: datetime) -> Q:
        wanted = {
            "complaint__classification": self.classification,
            "complaint__source": self.source,
            "complaint__method": self.method,
            "complaint__stage": self.stage,
            "complaint__unit_id": self.unit_id,
            "complaint__handler_id": self.handler_id,
            "complaint__dispute_type": self.dispute_type,
            "complaint__repeat_level": self.repeat_level,
            "complaint__received_day__gte": self.since,
            "complaint__received_day__lte": self.until,
        }
        found = Q(**{name: value for name, value in wanted.items() if value})
        found &= Q(complaint__priority="" if self.priority == "normal" else self.priority) if self.priority else Q()
        found &= _caused_by(self.cause) if self.cause else Q()
        found &= _blocked_by(self.blockage) if self.blockage else Q()
        found &= Q(Exists(missed_clocks(now, self.late, self.late_cause).filter(subject_id=OuterRef("complaint_id")))) if self.late or self.late_cause else Q()
        return found & _cared_for() if self.care else found


def _blocked_by(cause: str) -> Q:
    return Q(Exists(Blockage.objects.filter(complaint_id=OuterRef("complaint_id"), stuck_on=cause, **STANDING)))


def missed_clocks(now: datetime, kind: str = "", cause: str = "") -> QuerySet[Clock]:
    """Clocks of cases that we missed, with `why` (empty: nobody said it yet); of one kind, of one cause (UNSAID: without one)."""
    said = Lateness.objects.filter(complaint_id=OuterRef("subject_id"), clock_kind=OuterRef("kind"), limit_at=OuterRef("limit_at"), superseded_at=None)
    rows = Clock.objects.filter(missed(now), subject_kind="complaint", **({"kind": kind} if kind else {})).annotate(why=Coalesce(Subquery(said.values("cause")[:1]), Value("")))
    return rows.filter(why="" if cause == UNSAID else cause) if cause else rows


def _newest_findings() -> QuerySet[Finding]:
    """The last version of each case: an earlier one says nothing any more."""
    later = Finding.objects.filter(complaint_id=OuterRef("complaint_id"), version__gt=OuterRef("version"))
    return Finding.objects.filter(~Exists(later))


def _caused_by(code: str) -> Q:
    wanted = {"cause_kind": code} if code in KINDS else {"cause_detail": code}
    return Q(Exists(_newest_findings().filter(complaint_id=OuterRef("complaint_id"), **wanted)))


def _cared_for() -> Q:
    wants = Q(elderly=True) | Q(disabled=True) | Q(seriously_ill=True) | Q(home_visit=True)
    return Q(Exists(Party.objects.filter(wants, complaint_id=OuterRef("complaint_id"), role=PartyRole.COMPLAINANT)))


def _waiting(model: type[Urge | Obstacle | Support], seer: Seer) -> Q:
    """Cases in which one of these waits for this person or somebody they stand in for."""
    return Q(Exists(model._default_manager.filter(root_id=seer.root_id, complaint_id=OuterRef("complaint_id"), to_staff_id__in=seer.own_ids, answered_at=None)))


def _day_end(now: datetime) -> datetime:
    return datetime.combine(house(now).date() + timedelta(days=1), time(), HOUSE)


def _with_clock(**of_clock: object) -> Q:
    return Q(Exists(Clock.objects.filter(subject_id=OuterRef("complaint_id"), subject_kind="complaint", **of_clock)))


def view_condition(view: str, seer: Seer, now: datetime) -> Q:
    """What a view of the workbench holds, said of Sight rows. LookupError for a view that is not there."""
    mine = Q(complaint__root_id=seer.root_id, complaint__next_holder_id__in=seer.own_ids, complaint__open__in=OPEN)
    conditions: dict[str, Callable[[], Q]] = {  # each made only when it is asked for
        "mine": lambda: mine,
        "to_contact": lambda: mine & Q(complaint__next_action="note_contact"),
        "due_today": lambda: Q(limit_at__lt=_day_end(now), limit_at__gte=now),
        "overdue": lambda: Q(limit_at__lt=now),
        "promises": lambda: Q(Exists(Promise.objects.filter(complaint_id=OuterRef("complaint_id"), answered_at=None))),
        "urged": lambda: _waiting(Urge, seer),
        "asked": lambda: _waiting(Obstacle, seer) | _waiting(Support, seer),
        "to_instruct": lambda: mine & Q(complaint__next_action="instruct_proposal"),
        "unassigned": lambda: Q(complaint__next_action__in=["triage", "dispatch", "accept_dispatch"]),
        "forwarded": lambda: Q(complaint__source__in=sorted(REGULATOR)) | Q(complaint__forwarded_later__in=sorted(REGULATOR)),
        "crisis": lambda: Q(complaint__crisis_item__in=OPEN),
        "major": lambda: Q(complaint__classification="major"),
        "lacking": lambda: Q(complaint__lacking__in=OPEN),
        "near": lambda: Q(limit_at__gte=now) & _with_clock(state=ClockState.RUNNING, warned_at__isnull=False),
        "paused": lambda: _with_clock(state=ClockState.PAUSED),
        AFTER: lambda: Q(complaint__root_id=seer.root_id, complaint__next_holder_id__in=seer.own_ids, complaint__open__in=[False]) & ~Q(complaint__next_action=""),
        REDRESS: lambda: Q(complaint__root_id=seer.root_id, complaint__redress_due__lt=house(now).date()),
        UNEXPLAINED: lambda: Q(complaint__root_id=seer.root_id, complaint__unexplained_from__lt=now),
        "open": lambda: Q(),
        "discontented": lambda: discontented(),
    }
    return conditions[view]()


VIEWS = (
    "mine", "to_contact", "due_today", "overdue", "promises", "urged", "asked", "to_instruct",
    AFTER, "unassigned", "forwarded", "crisis", "major", "lacking", "near", "paused", REDRESS, UNEXPLAINED, "open", "discontented",
)  # fmt: skip

OF_CLOSED = frozenset({AFTER, "discontented"})  # views that hold closed cases
OF_BOTH = frozenset({REDRESS, UNEXPLAINED})  # what was promised is owed, and what was missed explained, whether the case is open or not
ENDED = "ended"  # closed, archived or terminated: a list for the API; the desk has its register


def _open(view: str) -> tuple[bool, ...]:
    return (False, True) if view in OF_BOTH else (False,) if view in OF_CLOSED else OPEN


def no_part(seer: Seer) -> Q:
    """Leaves out what the person is complained of, heard in or named in: such a case is not theirs to look into (law 17)."""
    return ~Q(complaint_id__in=seer.concerned_in) if seer.concerned_in else Q()


def seen_by(seer: Seer) -> Q:
    """Of rows that belong to a case: the cases that the person may look into."""
    own = Sight.objects.filter(complaint_id=OuterRef("complaint_id"), root_id=seer.root_id, holder_id__in=seer.holder_ids)
    return Q(Exists(own)) & no_part(seer)


def promise_open(complaint: Complaint) -> bool:
    """A time was promised to the customer and no answer has been given since (C14)."""
    return Promise.objects.filter(complaint=complaint, answered_at=None).exists()


def promised_until(complaint: Complaint) -> datetime | None:
    """The time of a promise that is still open."""
    return Promise.objects.filter(complaint=complaint, answered_at=None).values_list("due_at", flat=True).first()


def promised_in_silence(complaint: Complaint) -> bool:
    """Since the open promise was made nobody noted any progress for the complainant."""
    made = Promise.objects.filter(complaint=complaint, answered_at=None).values_list("at", flat=True).first()
    return made is not None and not ProgressNote.objects.filter(complaint=complaint, at__gte=made).exists()


def hearings_waiting(staff_id: int) -> list[Hearing]:
    """Where this person is asked for their side and has not yet answered."""
    rows = Hearing.objects.filter(staff_id=staff_id, heard_at=None, declined=False, complaint__open=True)
    return list(rows.select_related("complaint").order_by("asked_at")[:PAGE])



def _rows(seer: Seer, holder_id: int, *, view: str | None, filters: Filters, now: datetime) -> QuerySet[Sight]:
    rows = Sight.objects.filter(no_part(seer), root_id=seer.root_id, holder_id=holder_id)
    if view == ENDED:
        rows = rows.filter(open=False)
    elif view is not None:
        rows = rows.filter(view_condition(view, seer, now), open__in=_open(view))
    return rows.filter(filters.condition(now))


Key = tuple[datetime, int]


def page_of(
    seer: Seer, *, view: str, filters: Filters, now: datetime, after: Key | None = None, limit: int = PAGE
) -> tuple[list[Complaint], Key | None]:
    """One page in the order (limit_at, id), and the key of the next one. One statement for the keys, two for the rows."""
    ranges = []
    for holder_id in seer.holder_ids:
        rows = _rows(seer, holder_id, view=view, filters=filters, now=now)
        if after is not None:
            rows = rows.filter(Q(limit_at__gt=after[0]) | Q(limit_at=after[0], complaint_id__gt=after[1]), limit_at__gte=after[0])
        ranges.append(rows.order_by("limit_at", "complaint_id").values("limit_at", "complaint_id")[: limit + 1])
    ids = _merged(ranges, column="complaint_id", order="limit_at, complaint_id", limit=limit + 1)
    complaints = _load(ids[:limit])
    more = (complaints[-1].limit_at, complaints[-1].id) if len(ids) > limit and complaints else None
    return complaints, more


def _merged(ranges: Sequence[Any], *, column: str, order: str, limit: int) -> list[int]:
    """One statement over several index ranges, each already cut to `limit`: never an OR, never a sort of a table."""
    if not ranges:  # who holds no post today sees nothing
        return []
    parts, params = [], []
    for number, rows in enumerate(ranges):
        sql, own = rows.query.sql_with_params()
        parts.append(f"SELECT * FROM ({sql}) range_{number}")
        params += list(own)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM ({' UNION '.join(parts)}) merged ORDER BY {order} LIMIT {limit:d}", params)
        return [row[0] for row in cursor.fetchall()]


def register_page(
    seer: Seer, *, filters: Filters, open_only: bool | None, now: datetime, before: int | None = None, limit: int = PAGE
) -> tuple[list[Complaint], int | None]:
    """The register, newest first by id (ids rise with entry), closed cases too; and the id to go on from."""
    ranges = []
    for holder_id in seer.holder_ids:
        rows = _rows(seer, holder_id, view=None, filters=filters, now=now)
        if open_only is not None:
            rows = rows.filter(open__in=[open_only])
        if before is not None:
            rows = rows.filter(complaint_id__lt=before)
        ranges.append(rows.order_by("-complaint_id").values("complaint_id")[: limit + 1])
    ids = _merged(ranges, column="complaint_id", order="complaint_id DESC", limit=limit + 1)
    more = ids[limit - 1] if len(ids) > limit else None
    return _load(ids[:limit]), more


def _load(ids: Sequence[int]) -> list[Complaint]:
    rows = (
        Complaint.objects.filter(id__in=ids)
        .select_related("unit", "department", "handler", "officer", "leader", "respondent_unit")
        .prefetch_related("parties")
    )
    by_id = {row.id: row for row in rows}
    return [by_id[each] for each in ids if each in by_id]


def complainant(complaint: Complaint) -> Party | None:
    """The complainant among prefetched parties, without a statement."""
    return next((each for each in complaint.parties.all() if each.role == PartyRole.COMPLAINANT), None)


def counts_of(seer: Seer, *, now: datetime, views: Sequence[str] = VIEWS) -> dict[str, int]:
    """How many cases each view holds, at most 1,000 each, in one statement: nothing counts a table."""
    return dict(zip(views, count_each(seer, [(view, Filters()) for view in views], now=now), strict=True))


def count_each(seer: Seer, asked: Sequence[tuple[str, Filters]], *, now: datetime) -> list[int]:
    """The same for views with filters, in the order asked."""
    if not seer.holder_ids:
        return [0] * len(asked)
    parts, params = [], []
    for view, filters in asked:
        rows = Sight.objects.filter(view_condition(view, seer, now), filters.condition(now), no_part(seer), root_id=seer.root_id, holder_id__in=seer.holder_ids, open__in=_open(view))
        sql, own = rows.order_by().values("complaint_id").distinct()[:COUNT_UP_TO].query.sql_with_params()
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted_{len(parts)})")
        params += list(own)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), params)
        return list(cursor.fetchone())


def saved_views_of(standing: Standing) -> list[SavedView]:
    """The person's own views, in the order of making."""
    return list(SavedView.objects.filter(root_id=standing.root_id, staff_id=standing.staff_id).order_by("id"))


@dataclass(frozen=True, slots=True)
class Blocked:
    """Open cases with this cause of blockage, and the day on which the oldest of them got stuck."""

    cause: str
    count: int
    since: date


def blockages_of(seer: Seer) -> list[Blocked]:
    """By cause, the most first, of open cases that the person may see (one statement)."""
    seen = Sight.objects.filter(complaint_id=OuterRef("complaint_id"), root_id=seer.root_id, holder_id__in=seer.holder_ids, open__in=OPEN)
    rows = Blockage.objects.filter(no_part(seer), Exists(seen), root_id=seer.root_id, **STANDING)
    found = rows.order_by().values("stuck_on").annotate(count=Count("id"), oldest=Min("since")).order_by("-count", "stuck_on")
    return [Blocked(each["stuck_on"], each["count"], each["oldest"]) for each in found]


@dataclass(frozen=True, slots=True)
class Caused:
    """Cases whose newest finding names this branch and leaf (empty: no leaf)."""

    kind: str
    detail: str
    count: int


def causes_of(seer: Seer, *, since: date | None = None, until: date | None = None) -> list[Caused]:
    """By branch and leaf, the most first, of the cases that the person may see, ended ones too (one statement)."""
    seen = Sight.objects.filter(complaint_id=OuterRef("complaint_id"), root_id=seer.root_id, holder_id__in=seer.holder_ids)
    days = {name: day for name, day in (("complaint__received_day__gte", since), ("complaint__received_day__lte", until)) if day}
    rows = _newest_findings().filter(no_part(seer), Exists(seen), root_id=seer.root_id, **days)
    found = rows.order_by().values("cause_kind", "cause_detail").annotate(count=Count("id")).order_by("-count", "cause_kind", "cause_detail")
    return [Caused(each["cause_kind"], each["cause_detail"], each["count"]) for each in found]


@dataclass(frozen=True, slots=True)
class Late:
    """Cases that missed a limit of this kind for this cause (UNSAID: nobody said why)."""

    kind: str
    cause: str
    count: int


def lateness_of(seer: Seer, *, since: date, until: date, now: datetime) -> list[Late]:
    """By nature and cause, of the cases that the person may see, by day of receipt, ended ones too (one statement): the very ones that the filters list."""
    seen = Sight.objects.filter(root_id=seer.root_id, holder_id__in=seer.holder_ids, complaint__received_day__gte=since, complaint__received_day__lte=until).filter(no_part(seer))
    rows = missed_clocks(now).filter(root_id=seer.root_id, subject_id__in=seen.values("complaint_id"))
    found = rows.order_by().values("kind", "why").annotate(count=Count("subject_id", distinct=True)).order_by("kind", "why")
    return [Late(each["kind"], each["why"] or UNSAID, each["count"]) for each in found]


def cause_codes(complaints: Sequence[Complaint]) -> dict[int, tuple[str, str]]:
    """Branch and leaf by case, of the newest findings (one statement)."""
    rows = Finding.objects.filter(complaint__in=complaints).order_by("version").values_list("complaint_id", "cause_kind", "cause_detail")
    return {case: (kind, detail) for case, kind, detail in rows}


def search(
    seer: Seer, words: str, *, now: datetime, limit: int = PAGE, view: str | None = None, filters: Filters | None = None
) -> list[Complaint]:
    """By reference, number in an older register, phone, ID, policy or claim number (whole), or by any piece of a name or text.

    Newest first, only what the person may see; `view` and `filters` narrow what was found.
    """
    words = words.strip()
    if not words:
        return []
    try:
        found = Complaint.objects.filter(root_id=seer.root_id, ref=check_reference(words)).values_list("id", flat=True)
    except BadInput:
        found = [*_by_tokens(seer, words, limit), *_by_register_number(seer, words), *_by_text(seer, words, limit)]
    visible = Sight.objects.filter(no_part(seer), root_id=seer.root_id, holder_id__in=seer.holder_ids, complaint_id__in=list(found))
    if view is not None:
        visible = visible.filter(open=False) if view == ENDED else visible.filter(view_condition(view, seer, now), open__in=_open(view))
    if filters is not None:
        visible = visible.filter(filters.condition(now))
    return _load(sorted(set(visible.values_list("complaint_id", flat=True)), reverse=True)[:limit])


def _by_text(seer: Seer, words: str, limit: int) -> list[int]:
    """Those whose opened texts hold the words."""
    return list(proven(seer, _load(candidates(seer, words, limit=limit * 4)), words))


def _by_register_number(seer: Seer, words: str) -> list[int]:
    return list(RegisterEntry.objects.filter(root_id=seer.root_id, number=words).values_list("complaint_id", flat=True))


def _by_tokens(seer: Seer, words: str, limit: int) -> list[int]:
    found: set[int] = set()
    for purpose in ("phone", "id", "policy", "claim"):
        _, token = blind(root=seer.root_id, purpose=purpose, text=words)
        if token:
            found |= set(_holding(seer, IdentityToken.objects.filter(root_id=seer.root_id, purpose=purpose, token=token), limit * 4))
    _, pieces = query_tokens(root=seer.root_id, purpose="name", text=words)
    if pieces:
        rows = IdentityToken.objects.filter(root_id=seer.root_id, purpose="name", token=pieces[0])
        for piece in pieces[1:]:
            rows = rows.filter(
                Exists(IdentityToken.objects.filter(complaint_id=OuterRef("complaint_id"), purpose="name", token=piece))
            )
        found |= set(_holding(seer, rows, limit * 4))
    return sorted(found, reverse=True)


def _holding(seer: Seer, rows: QuerySet[IdentityToken], most: int) -> list[int]:
    """Cases of these tokens, the newest first. Of a common token, like one surname, those among the newest cases that the person sees:
    whoever sees few would find none of theirs among the newest of all."""
    newest = rows.order_by("-complaint_id").values_list("complaint_id", flat=True)
    found = list(newest[:most])
    if len(found) < most:
        return found
    seen = Sight.objects.filter(root_id=seer.root_id, holder_id__in=seer.holder_ids).order_by("-complaint_id").values("complaint_id")[:LOOK_AT]
    return list(newest.filter(complaint_id__in=seen)[:most])
