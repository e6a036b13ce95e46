"""What registering stands on: units, officers, editions, the calendar, the matters joined. Read once for a whole batch."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from suqing.apps.complaints.access import OFFICERS
from suqing.apps.complaints.intake import BESIDE, Intake
from suqing.apps.complaints.models import Complaint, Matter
from suqing.apps.complaints.models.choices import Method
from suqing.apps.complaints.respondents import (
    Asked,
    asked_in,
    posts_held,
    respondents_from,
    units_asked,
)
from suqing.apps.complaints.same_matter import may_join
from suqing.apps.editions.models import StoredEdition
from suqing.apps.editions.queries import current_calendar, editions_in_force
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Post, Staff
from suqing.apps.organisations.queries import holders_upwards
from suqing.casework.respondents import Respondent
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, collect
from suqing.kernel.references import check_reference
from suqing.rulebook import Calendar


@dataclass
class MatterSoFar:
    """A matter that is joined; counts on while items of the same batch join it."""

    id: int
    last_no: int
    calls: int


@dataclass(frozen=True)
class Ground:
    units: Mapping[int, Organisation]
    officers: Mapping[int, Sequence[Post]]  # by unit, the nearest first
    editions: Mapping[date, Mapping[str, StoredEdition]]  # by day of receipt, then rulebook
    calendar: Calendar
    matters: Mapping[str, MatterSoFar]  # by the reference that was given
    respondents: Mapping[Asked, Respondent]

    def officer_of(self, unit_id: int, *, not_staff: Collection[int | None]) -> int | None:
        """The nearest complaint officer who is not the one complained of, nor sold the policy or surveyed the loss."""
        return next((post.staff_id for post in self.officers[unit_id] if post.staff_id not in not_staff), None)


def read_ground(intakes: Sequence[Intake], *, actor: Actor, at: datetime) -> Ground:
    """A handful of statements, however many items. BadInput(s) for units, staff or matters that are not this root's."""
    asked = [asked_in(intake) for intake in intakes]
    posts = posts_held({each for intake in intakes for each in _people(intake) if each is not None}, root_id=actor.root_id)
    units = _units(intakes, units_asked(asked, posts), actor.root_id)
    _refuse_strangers(intakes, units=units, staff=posts)
    taking = sorted({intake.unit_id for intake in intakes if intake.unit_id})
    days = {house(intake.received_at).date() for intake in intakes}
    return Ground(
        units=units,
        officers=holders_upwards(*OFFICERS, units=[units[each] for each in taking], on=house(at).date()),
        editions={day: editions_in_force(actor.root_id, day) for day in days},
        calendar=current_calendar(),
        matters=_matters(intakes, actor, at),
        respondents=respondents_from(asked, posts, units),
    )


def _units(intakes: Sequence[Intake], also: Q, root_id: int) -> dict[int, Organisation]:
    """Those who take it down, those complained of and what stands above them, in one statement."""
    wanted = {intake.unit_id for intake in intakes}
    asked = {each for each in wanted | {intake.respondent_unit_id for intake in intakes} if each}
    known = {unit.id: unit for unit in Organisation.objects.filter(Q(pk__in=asked) | also, root_id=root_id)}
    collect([BadInput("受理机构", str(each or ""), "本公司的一个机构", "从机构列表里选") for each in wanted if each not in known])
    return known


def check_respondents(additions: Intake, *, root_id: int) -> None:
    """Whom it is about must be of this root: a statement each for the unit and the person, none when nobody is named."""
    unit, people = additions.respondent_unit_id, [each for each in _people(additions) if each is not None]
    units = Organisation.objects.filter(root_id=root_id, pk=unit).values_list("pk", flat=True) if unit is not None else ()
    staff = Staff.objects.filter(root_id=root_id, pk__in=people).values_list("pk", flat=True) if people else ()
    _refuse_strangers([additions], units=set(units), staff=set(staff))


def _refuse_strangers(intakes: Sequence[Intake], *, units: Container[int], staff: Container[int]) -> None:
    collect(
        [
            BadInput("被投诉机构", str(each), "本公司的一个机构", "从列表里选，或只写名称")
            for each in dict.fromkeys(intake.respondent_unit_id for intake in intakes)
            if each is not None and each not in units
        ]
        + [
            BadInput("被投诉人员", str(each), "本公司的一位人员", "从列表里选，或只写姓名")
            for each in dict.fromkeys(intake.respondent_staff_id for intake in intakes)
            if each is not None and each not in staff
        ]
        + [
            BadInput(label, str(each), "本公司的一位人员", "写姓名或用户名；查不到的留空")
            for name, label in BESIDE.items()
            for each in dict.fromkeys(getattr(intake, name) for intake in intakes)
            if each is not None and each not in staff
        ]
    )


def _people(intake: Intake) -> tuple[int | None, ...]:
    """Everybody the item names: the one complained of, who sold and who surveyed."""
    return (intake.respondent_staff_id, *(getattr(intake, name) for name in BESIDE))


def _matters(intakes: Sequence[Intake], actor: Actor, at: datetime) -> dict[str, MatterSoFar]:
    """The matters of the references given, held until the end of the transaction: two who join one are numbered one by one."""
    root_id = actor.root_id
    refs = {intake.same_matter_as: check_reference(intake.same_matter_as) for intake in intakes if intake.same_matter_as}
    if not refs:
        return {}
    _check_door(refs, actor, at)
    held = Matter.objects.select_for_update(of=("self",)).filter(
        root_id=root_id, pk__in=Complaint.objects.filter(root_id=root_id, ref__in=refs.values()).values("matter_id")
    )
    ids = [matter.id for matter in held.order_by("id")]
    of_ref: dict[str, MatterSoFar] = {}
    by_id = {each: MatterSoFar(each, 0, 0) for each in ids}
    items = Complaint.objects.filter(matter_id__in=ids).values_list("matter_id", "ref", "item_no", "method", "source")
    for matter_id, ref, item_no, method, source in items:
        matter = of_ref[ref] = by_id[matter_id]
        matter.last_no = max(matter.last_no, item_no)
        matter.calls += is_call(method, source)
    collect(
        [
            _no_such_item(given)
            for given, ref in refs.items()
            if ref not in of_ref
        ]
    )
    return {given: of_ref[ref] for given, ref in refs.items()}


def _check_door(refs: Mapping[str, str], actor: Actor, at: datetime) -> None:
    """A person joins a matter through the door of its item, else a guess would tell which references exist."""
    if actor.staff_id is None:
        return
    on = house(at).date()
    standing = standing_of(Staff.objects.get(pk=actor.staff_id), on=on)
    known = {each.ref: each for each in Complaint.objects.filter(root_id=actor.root_id, ref__in=refs.values()).select_related("unit")}
    collect([_no_such_item(given) for given, ref in refs.items() if ref not in known or not may_join(known[ref], standing, on=on)])


def _no_such_item(given: str) -> BadInput:
    return BadInput("同一事项", given, "一件您能看到的投诉的编号", "核对编号，或作为新事项登记")


def is_call(method: str, source: str) -> bool:
    """A telephone item of the customer's own: what the repeat level counts (S4 第九条一)."""
    return method == Method.TELEPHONE and source == "own"
