"""The other items that a case has to do with, through the door: what another person's item is, or that one was moved, is not told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from suqing.apps.complaints.access import look_at, open_other, reads_in_full
from suqing.apps.complaints.identity import WORDS
from suqing.apps.complaints.models import (
    Complaint,
    IdentityToken,
    ItemLink,
    MatterMove,
    Sight,
    Termination,
)
from suqing.apps.complaints.models.choices import MoveKind
from suqing.apps.complaints.queries import no_part, seer_of
from suqing.apps.complaints.texts import case_key, read
from suqing.apps.organisations.access import Standing
from suqing.casework.repeat import LEVELS
from suqing.kernel.clock import house
from suqing.kernel.errors import NotYours

LIKELY = 8
Numbers = Mapping[str, frozenset[tuple[str, str]]]  # by purpose: (key id, token)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of two items' numbers (phone, id, policy, claim): which agree and which differ; the rest one of them lacks."""

    same: tuple[str, ...]
    different: tuple[str, ...]

    @property
    def words(self) -> str:
        told = [("相同", self.same), ("不同", self.different), ("没有可比的", [each for each in WORDS if each not in (*self.same, *self.different)])]
        return "；".join(f"{label}：{'、'.join(WORDS[each] for each in found)}" for label, found in told if found)


@dataclass(frozen=True, slots=True)
class Likely:
    complaint: Complaint
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Linked:
    complaint: Complaint
    reason: str


@dataclass(frozen=True, slots=True)
class Related:
    """What this person may see in full: where the item was merged into, what was merged into it, plain links."""

    merged_into: Complaint | None
    merged_here: tuple[Complaint, ...]
    links: tuple[Linked, ...]


def same_matter_seen(case: Complaint, standing: Standing, *, now: datetime) -> tuple[Complaint, ...]:
    """The items that this person may look into, in their order (one statement and the delegations)."""
    seer = seer_of(standing, now=now)
    seen = Sight.objects.filter(no_part(seer), root_id=case.root_id, holder_id__in=seer.holder_ids, complaint__matter_id=case.matter_id)
    others = Complaint.objects.filter(root_id=case.root_id, matter_id=case.matter_id, pk__in=seen.values("complaint_id")).exclude(pk=case.pk)
    return tuple(others.order_by("item_no"))


def may_join(complaint: Complaint, standing: Standing, *, on: date) -> bool:
    """Whether a further item may be laid to this one's matter: whoever may look into it or answer on it, but not the respondent."""
    try:
        return look_at(standing, complaint, on=on).depth != "heard"
    except NotYours:
        return False


def related_seen(case: Complaint, standing: Standing, *, now: datetime) -> Related:
    """Two statements, and three more where there is something."""
    merged = list(
        Termination.objects.filter(Q(complaint=case) | Q(merged_into=case), merged_into__isnull=False, complaint__open=False, round=F("complaint__round"))
        .order_by("at", "id").values_list("complaint_id", "merged_into_id")
    )  # fmt: skip
    links = list(ItemLink.objects.filter(Q(complaint=case) | Q(other=case), ended_at=None).select_related("complaint").order_by("at", "id"))
    seen = seen_in_full({*(each for pair in merged for each in pair), *(_far(link, case) for link in links)} - {case.id}, standing, now)
    into = next((seen.get(target) for item, target in merged if item == case.id), None)
    return Related(
        merged_into=into,
        merged_here=tuple(seen[item] for item, target in merged if target == case.id and item in seen),
        links=tuple(Linked(seen[_far(each, case)], read(each, case_key(each.complaint), "reason")) for each in links if _far(each, case) in seen),
    )


def _far(link: ItemLink, case: Complaint) -> int:
    return link.other_id if link.complaint_id == case.id else link.complaint_id


def seen_in_full(ids: Iterable[int], standing: Standing, now: datetime) -> dict[int, Complaint]:
    """Those of these cases that the person reads in full, by id (no statement where there are none)."""
    wanted = set(ids)
    if not wanted:
        return {}
    seer = seer_of(standing, now=now)
    seen = Sight.objects.filter(no_part(seer), root_id=standing.root_id, holder_id__in=seer.holder_ids, complaint_id__in=wanted)
    rows = Complaint.objects.filter(root_id=standing.root_id, pk__in=seen.values("complaint_id")).select_related("unit")
    return {each.id: each for each in rows if reads_in_full(standing, each)}


def kept_level_on_leaving(case: Complaint) -> bool:
    """Whether its level is one that it brought along when it left a matter."""
    last = MatterMove.objects.filter(complaint=case).order_by("-at", "-id").first()
    return last is not None and last.kind == MoveKind.LEFT and last.level_after == last.level_before == case.repeat_level != LEVELS[0]


def likely_same(case: Complaint, standing: Standing, *, now: datetime) -> tuple[Likely, ...]:
    """Items of other matters that share a number with this one and that the person sees in full, the newest first."""
    own = _numbers([case.id])[case.id]
    wanted = {token for tokens in own.values() for _, token in tokens}
    if not wanted:
        return ()
    rows = IdentityToken.objects.filter(root_id=case.root_id, purpose__in=list(WORDS), token__in=wanted).exclude(complaint__matter_id=case.matter_id)
    ids = rows.order_by("-complaint__received_at", "-complaint_id").values_list("complaint_id", flat=True)[: LIKELY * 4]
    seen = seen_in_full(ids, standing, now)
    newest = sorted(seen.values(), key=lambda each: (each.received_at, each.id), reverse=True)[:LIKELY]
    numbers = _numbers([each.id for each in newest])
    return tuple(Likely(each, _compared(own, numbers[each.id])) for each in newest)


def compared_with(case: Complaint, ref: str, standing: Standing, *, now: datetime) -> Agreement | None:
    """The same for a reference that was typed; None where there is no such item for this person."""
    try:
        return agreement(case, open_other(standing, ref, on=house(now).date()))
    except NotYours:
        return None


def agreement(one: Complaint, other: Complaint) -> Agreement:
    """One statement. Numbers are compared by their tokens; nothing is opened."""
    numbers = _numbers([one.id, other.id])
    return _compared(numbers[one.id], numbers[other.id])


def _numbers(ids: list[int]) -> dict[int, Numbers]:
    found: dict[int, dict[str, set[tuple[str, str]]]] = {each: {} for each in ids}
    for case_id, purpose, key_id, token in IdentityToken.objects.filter(complaint_id__in=ids, purpose__in=list(WORDS)).values_list("complaint_id", "purpose", "key_id", "token"):
        found[case_id].setdefault(purpose, set()).add((key_id, token))
    return {case_id: {purpose: frozenset(tokens) for purpose, tokens in each.items()} for case_id, each in found.items()}


def _compared(one: Numbers, other: Numbers) -> Agreement:
    """Tokens under different keys cannot be compared: such a number neither agrees nor differs."""
    same, different = [], []
    for purpose in WORDS:
        mine, theirs = one.get(purpose, frozenset()), other.get(purpose, frozenset())
        if mine & theirs:
            same.append(purpose)
        elif {key for key, _ in mine} & {key for key, _ in theirs}:
            different.append(purpose)
    return Agreement(tuple(same), tuple(different))
