"""Who stands in for whom while they are absent (X03): asked always on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Delegation, Post, ReportingLine
from suqing.apps.organisations.queries import in_force


def _holding(on: date) -> QuerySet[Delegation]:
    """Delegations of that day that were not ended early, of people who still hold a post."""
    posts = Post.objects.filter(in_force(on), staff_id=OuterRef("from_staff_id"))
    return Delegation.objects.filter(Exists(posts), from_day__lte=on, until_day__gte=on, ended_at=None, from_staff__is_active=True)


def stood_in_for(staff_id: int, *, root_id: int, on: date) -> QuerySet[Delegation]:
    """Those for whom this person stands in on that day."""
    return _holding(on).filter(to_staff_id=staff_id, root_id=root_id)


def or_their_stand_ins(staff_ids: Iterable[int], *, on: date) -> Q:
    """Asked of Staff: these people and whoever stands in for one of them on that day."""
    asked = list(staff_ids)
    return Q(pk__in=asked) | Q(pk__in=_holding(on).filter(from_staff_id__in=asked).values("to_staff_id"))


def people_below(staff_id: int, *, on: date) -> set[int]:
    """Everybody who reports to the person, through others too (one statement a level)."""
    found: set[int] = set()
    level = {staff_id}
    while level:
        lines = ReportingLine.objects.filter(in_force(on), superior_id__in=level)
        level = set(lines.values_list("staff_id", flat=True)) - found - {staff_id}
        found |= level
    return found


def delegations_seen(standing: Standing, *, on: date) -> list[Delegation]:
    """Not yet over: the person's own, those they hold, and those of people below them; the earliest first."""
    given_by = {standing.staff_id, *people_below(standing.staff_id, on=on)}
    mine = Q(from_staff_id__in=given_by) | Q(to_staff_id=standing.staff_id)
    rows = Delegation.objects.filter(mine, root_id=standing.root_id, until_day__gte=on, ended_at=None)
    return list(rows.select_related("from_staff", "to_staff").order_by("from_day", "id"))


def may_arrange(standing: Standing, staff_id: int, *, on: date) -> bool:
    """Whether the person may say who stands in for that one: for oneself, and for people below along the reporting line."""
    return bool(standing.posts) and (staff_id == standing.staff_id or staff_id in people_below(standing.staff_id, on=on))
