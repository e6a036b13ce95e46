"""Who is told about a case or a clock: only people who may see the case today; respondents never as superiors (C13, C31)."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from suqing.apps.complaints.access import LEADERS, OFFICERS, concerned_in, interested_staff, look_at
from suqing.apps.complaints.actions.sight import grant_sight
from suqing.apps.complaints.models import Complaint, Review
from suqing.apps.complaints.next_up import superior_up
from suqing.apps.organisations.access import standings_of
from suqing.apps.organisations.models import Organisation, Role, Staff
from suqing.apps.organisations.queries import holders_of, holders_upwards, nearest_holder
from suqing.apps.organisations.stand_ins import or_their_stand_ins
from suqing.kernel.errors import NotYours

FULL = frozenset({"full"})
HEARD = frozenset({"heard"})


def the_case(complaint_id: int, root_id: int) -> Complaint:
    """The case with what the door asks of it (one statement)."""
    return Complaint.objects.select_related("unit").get(pk=complaint_id, root_id=root_id)


def who_see(complaint: Complaint, staff_ids: Iterable[int | None], *, on: date, depths: Collection[str] = FULL) -> list[int]:
    """Those of `staff_ids`, and whoever stands in for one of them, to whom the door of the case opens on that day at one of these depths.

    Where one is heard in a case, nobody is heard in their stead.
    """
    wanted = {each for each in staff_ids if each}
    if not wanted:
        return []
    found, named = [], concerned_in(complaint)
    people = or_their_stand_ins(wanted, on=on) if depths == FULL else Q(pk__in=wanted)
    for standing in standings_of(Staff.objects.filter(people, root_id=complaint.root_id, is_active=True).order_by("id"), on=on):
        try:
            opened = look_at(standing, complaint, on=on, named=named)
        except NotYours:
            continue
        if opened.depth in depths:
            found.append(standing.staff_id)
    return found


def for_clock(complaint: Complaint, to: str, *, on: date, kind: str = "") -> list[int]:
    """Staff ids for a step of the ladder. Whoever it climbs to comes to see the case: they must be able to act.

    Where a step finds nobody (no superior on record, or all of them concerned in the case), the officer is told.
    """
    found = _of_review(complaint, to, on) if kind == "review_decide" else _of_step(complaint, to, on)
    return found or who_see(complaint, [complaint.officer_id], on=on)


def _of_review(complaint: Complaint, to: str, on: date) -> list[int]:
    """A review is the body's above: whoever looks into it, then the leaders there and above, not those of the branch."""
    review = Review.objects.filter(complaint=complaint, told_at=None).select_related("to_unit").first()
    if review is None:
        return []
    if to == "handler":
        return who_see(complaint, [review.handler_id], on=on)
    posts = holders_upwards(*LEADERS, *OFFICERS, units=[review.to_unit], on=on)[review.to_unit_id]
    return who_see(complaint, [post.staff_id for post in posts], on=on)


def leading_group(complaint: Complaint, *, on: date) -> list[int]:
    """The members of the group for this case, who come to see it; nobody where there is no group."""
    return _of_step(complaint, "leading_group", on)


def leader_in_charge(complaint: Complaint, *, on: date) -> list[int]:
    """The leader in charge of the case, who comes to see it; nobody where there is none free of interest."""
    return _of_step(complaint, "leader_in_charge", on)


def _of_step(complaint: Complaint, to: str, on: date) -> list[int]:
    if to == "handler":
        return who_see(complaint, [complaint.handler_id, complaint.first_contact_owner_id], on=on)
    interested = interested_staff(complaint)
    above = [each for each in ABOVE[to](complaint, interested, on) if each not in interested]
    grant_sight(complaint, above)
    return who_see(complaint, above, on=on)


def leaders_above(complaint: Complaint, *, on: date) -> list[int]:
    """Every leader of the unit and of the units above it up to headquarters, the nearest first; nobody interested (C34).

    Their posts let them see the case: it lies in or below their unit.
    """
    interested = interested_staff(complaint)
    posts = holders_upwards(*LEADERS, units=[complaint.unit], on=on)[complaint.unit_id]
    return list(dict.fromkeys(post.staff_id for post in posts if post.staff_id not in interested))


def _superior(complaint: Complaint, interested: frozenset[int], on: date) -> list[int]:
    """The next person up the reporting line of whoever has the case who is not concerned in it."""
    found = superior_up(complaint.handler_id or complaint.first_contact_owner_id or complaint.officer_id, on=on, barred=interested)
    return [found.id] if found else []


def _leader_in_charge(complaint: Complaint, interested: frozenset[int], on: date) -> list[int]:
    if complaint.leader_id and complaint.leader_id not in interested:
        return [complaint.leader_id]
    post = nearest_holder(Role.LEADER_IN_CHARGE, unit=complaint.unit, on=on, not_staff=interested)
    return [post.staff_id] if post else []


def _leading_group(complaint: Complaint, interested: frozenset[int], on: date) -> list[int]:
    """The group of the unit, or of the nearest unit above it that has one."""
    units = Organisation.objects.in_bulk(complaint.unit.ancestor_ids)
    for unit_id in reversed(complaint.unit.ancestor_ids):
        members = [post.staff_id for post in holders_of(Role.LEADING_GROUP, unit=units[unit_id], on=on)]
        if any(each not in interested for each in members):
            return members
    return []


ABOVE = {"superior": _superior, "leader_in_charge": _leader_in_charge, "leading_group": _leading_group}
