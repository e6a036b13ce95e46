"""What is owed on a day: places to look at, persons to name, changes to report. Always within the units of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, Max, OuterRef, Q

from suqing.apps.editions.queries import edition_in_force
from suqing.apps.editions.stored import open_stored
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation, Post
from suqing.apps.organisations.queries import in_force
from suqing.apps.supervision.access import PUBLISHERS, READ_PERSONS, need, units_for
from suqing.apps.supervision.models import ChangeReport, PublicationCheck, ResponsiblePerson
from suqing.casework.publishing import Check, Duty, Place, Rule, Unit, duties_of, rule_on
from suqing.casework.responsible import Change, Kind, Named, changes_of, holding, kinds_on
from suqing.kernel.errors import NotYours
from suqing.rulebook import Edition

LAW = "cbirc2020"


def law_on(root_id: int, on: date) -> Edition | None:
    """The measures as the insurer applies them on that day."""
    stored = edition_in_force(root_id, LAW, on)
    return open_stored(stored.content_hash) if stored else None


@dataclass(frozen=True)
class Publication:
    """`rule` None: the law is not applied, or an edition that does not list the places."""

    rule: Rule | None
    units: tuple[Organisation, ...]
    duties: tuple[Duty, ...]

    @property
    def owed(self) -> tuple[Duty, ...]:
        return tuple(each for each in self.duties if each.owed)


def publication_of(standing: Standing, *, on: date) -> Publication:
    """NotYours for whoever holds no such post."""
    need(standing, PUBLISHERS)
    units = units_for(standing, PUBLISHERS)
    return Publication(rule := rule_on(law_on(standing.root_id, on), on), tuple(units), _duties(rule, units, on) if rule else ())


def _duties(rule: Rule, units: Sequence[Organisation], on: date) -> tuple[Duty, ...]:
    own = PublicationCheck.objects.filter(root_id=_root(units), checked_on__lte=on)
    later = own.filter(Q(checked_on__gt=OuterRef("checked_on")) | Q(checked_on=OuterRef("checked_on"), at__gt=OuterRef("at")), unit=OuterRef("unit"), place=OuterRef("place"))
    rows = own.filter(~Exists(later), unit__in=[each.id for each in units]).order_by("at", "id")
    checks = [
        Check(unit_id, place, checked_on, tuple(shown.split(",")), unused)
        for unit_id, place, checked_on, shown, unused in rows.values_list("unit_id", "place", "checked_on", "shown", "unused")
    ]
    return duties_of(rule, [Unit(each.id, each.short_name, each.kind) for each in units], checks, day=on)


def _root(units: Sequence[Organisation]) -> int | None:
    return units[0].root_id if units else None


def owed_count(standing: Standing, *, on: date) -> int:
    """How many places wait for a look; 0 for whoever has no part in it."""
    return len(publication_of(standing, on=on).owed) if standing.has(*PUBLISHERS) else 0


@dataclass(frozen=True)
class OnePlace:
    rule: Rule
    place: Place
    unit: Organisation
    duty: Duty
    history: tuple[PublicationCheck, ...]


def place_of(standing: Standing, unit_id: int, place_id: str, *, on: date) -> OnePlace:
    """One place of one unit with all its checks, the newest first. NotYours where it is not owed there."""
    need(standing, PUBLISHERS)
    unit = next((each for each in units_for(standing, PUBLISHERS) if each.id == unit_id), None)
    rule = rule_on(law_on(standing.root_id, on), on)
    place = rule.place(place_id) if rule else None
    if unit is None or rule is None or place is None or unit.kind not in place.at:
        raise NotYours
    rows = PublicationCheck.objects.filter(root_id=unit.root_id, unit=unit, place=place_id).select_related("by").order_by("-checked_on", "-at", "-id")
    duty = next(each for each in _duties(rule, [unit], on) if each.place == place)
    return OnePlace(rule, place, unit, duty, tuple(rows[:100]))


@dataclass(frozen=True)
class Seat:
    """One kind at one unit: who holds it, and everybody who did, the newest first."""

    unit: Organisation
    kind: Kind
    row: ResponsiblePerson | None
    history: tuple[ResponsiblePerson, ...]


@dataclass(frozen=True)
class Waiting:
    change: Change
    row: ResponsiblePerson
    kind_words: str


@dataclass(frozen=True)
class Persons:
    kinds: tuple[Kind, ...]
    units: tuple[Organisation, ...]
    seats: tuple[Seat, ...]
    waiting: tuple[Waiting, ...]

    @cached_property
    def missing(self) -> tuple[Seat, ...]:
        return tuple(each for each in self.seats if each.row is None)


def persons_of(standing: Standing, *, on: date) -> Persons:
    """NotYours for whoever may not read the list."""
    need(standing, READ_PERSONS)
    units = units_for(standing, READ_PERSONS)
    kinds = kinds_on(law_on(standing.root_id, on), on)
    return _persons(kinds, units, on)


def _persons(kinds: tuple[Kind, ...], units: Sequence[Organisation], on: date) -> Persons:
    found = ResponsiblePerson.objects.filter(root_id=_root(units), unit__in=[each.id for each in units])
    rows = {each.id: each for each in found.select_related("staff", "unit").order_by("-from_day")}
    named = named_of(list(rows.values()), on)
    words = {kind.id: kind.words for kind in kinds}
    seats = tuple(
        Seat(unit, kind, next((rows[each.id] for each in named if (each.unit_id, each.kind) == (unit.id, kind.id) and holding(each, on)), None),
             tuple(each for each in rows.values() if (each.unit_id, each.kind) == (unit.id, kind.id)))
        for unit in units for kind in kinds if unit.kind in kind.at
    )  # fmt: skip
    changes = changes_of(named, reported_of(list(rows)), day=on)
    return Persons(kinds, tuple(units), seats, tuple(Waiting(each, rows[each.row_id], words.get(rows[each.row_id].kind, rows[each.row_id].kind)) for each in changes))


def named_of(rows: Sequence[ResponsiblePerson], on: date) -> list[Named]:
    """The rows as the decision takes them: with the day on which the person was left without a post."""
    left = _left_on({each.staff_id for each in rows}, on)
    return [Named(each.id, each.unit_id, each.kind, each.from_day, each.until_day, left.get(each.staff_id)) for each in rows]


def _left_on(staff_ids: set[int], on: date) -> dict[int, date]:
    """For those without any post on that day: the day after the last one ended."""
    if not staff_ids:
        return {}
    there = set(Post.objects.filter(in_force(on), staff_id__in=staff_ids).values_list("staff_id", flat=True))
    ended = Post.objects.filter(staff_id__in=staff_ids - there, until_day__lt=on).values_list("staff_id").annotate(last=Max("until_day"))
    return {staff_id: last + timedelta(days=1) for staff_id, last in ended}


def reported_of(ids: Sequence[int]) -> set[tuple[int, str]]:
    return set(ChangeReport.objects.filter(responsible__in=ids).values_list("responsible_id", "what"))


def responsible_for(standing: Standing, responsible_id: int) -> ResponsiblePerson:
    """One row within the units of whoever asks. NotYours otherwise."""
    need(standing, READ_PERSONS)
    units = {each.id for each in units_for(standing, READ_PERSONS)}
    row = ResponsiblePerson.objects.filter(pk=responsible_id, root_id=standing.root_id).select_related("staff", "unit", "by").first()
    if row is None or row.unit_id not in units:
        raise NotYours
    return row


def changes_waiting(row: ResponsiblePerson, on: date) -> list[Change]:
    """Those of this row; its successor is known from the rows of the same kind at the unit."""
    rows = list(ResponsiblePerson.objects.filter(root_id=row.root_id, unit_id=row.unit_id, kind=row.kind))
    found = changes_of(named_of(rows, on), reported_of([each.id for each in rows]), day=on)
    return [each for each in found if each.row_id == row.id]


def reports_of(row: ResponsiblePerson) -> list[ChangeReport]:
    return list(row.reports.select_related("by").order_by("-at", "-id"))
