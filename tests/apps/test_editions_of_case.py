"""A case is ruled by the editions of its day of receipt, whatever is adopted or published later."""

import json
from datetime import date

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.tasks import follow_the_calendar
from suqing.apps.editions.actions import adopt_edition, store_calendar
from suqing.apps.editions.models import StoredEdition
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.apps.organisations.actors import system_actor
from suqing.kernel.canonical import canonical
from suqing.rulebook import Calendar, open_calendar, open_edition
from tests.apps.test_editions import five_days_instead_of_three
from tests.cast import House, cn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cold_caches() -> None:
    open_stored.cache_clear()
    open_stored_calendar.cache_clear()


def adopt_five_days(house: House, day: date) -> str:
    edition = five_days_instead_of_three()
    adopt_edition(root=house.root, edition=edition, from_day=day, reason="总经理室会议决定", actor=system_actor(house.root.id), at=cn("2026-11-20 09:00"))
    return edition.content_hash


def triaged(house: House, case: Complaint, when: str) -> Complaint:
    return actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn(when), classification="general", established=True, reason="按现有材料"
    )


def resolve(case: Complaint) -> Clock:
    return Clock.objects.get(subject_id=case.id, rulebook="property", kind="resolve", state=ClockState.RUNNING)


def test_an_open_case_keeps_the_edition_of_its_receipt(house: House) -> None:
    old = house.register()
    new_hash = adopt_five_days(house, date(2026, 11, 24))
    new = house.register(received_at=cn("2026-11-24 09:00"), at=cn("2026-11-24 09:10"))
    late = house.register(received_at=cn("2026-11-23 16:00"), at=cn("2026-11-24 09:20"))  # received the day before, entered after
    hashes = {case.id: case.editions.get(rulebook="property").edition_hash for case in (old, new, late)}
    assert hashes == {old.id: open_edition("property").content_hash, new.id: new_hash, late.id: open_edition("property").content_hash}
    old, new, late = (triaged(house, case, "2026-11-24 10:00") for case in (old, new, late))
    assert (resolve(old).limit_at, resolve(old).edition_id) == (cn("2026-11-26 17:30"), hashes[old.id])
    assert (resolve(late).limit_at, resolve(late).edition_id) == (cn("2026-11-26 17:30"), hashes[old.id])
    assert (resolve(new).limit_at, resolve(new).edition_id) == (cn("2026-12-01 17:30"), new_hash)


def test_a_later_edition_does_not_reach_a_class_changed_after_it(house: House) -> None:
    case = triaged(house, house.register(), "2026-11-23 09:40")
    adopt_five_days(house, date(2026, 11, 24))
    case = actions.reclassify_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-25 09:00"), classification="major", reason="损失两万六"
    )
    assert resolve(case).edition_id == open_edition("property").content_hash


def test_who_adopted_nothing_of_ours_still_has_the_law(house: House) -> None:
    """The life insurer applies the law only: no class is proposed, the law's clocks run."""
    root = house.stranger.root
    case = actions.register_complaint(
        intake=house.intake(unit_id=root.id, respondent_staff_id=None), actor=house.actor("stranger"), at=cn("2026-11-23 09:15")
    )
    assert list(case.editions.values_list("rulebook", flat=True)) == ["cbirc2020"]
    assert set(Clock.objects.filter(subject_id=case.id).values_list("rulebook", flat=True)) == {"cbirc2020"}


def published_with_a_long_new_year(year: int) -> Calendar:
    """The calendar with one year more, as it might be published: the first to the eighth of January off."""
    data = json.loads(open_calendar("cn").canonical)
    new = data["years"][-1] | {
        "year": year, "holidays": [{"from": f"{year}-01-01", "until": f"{year}-01-08", "name": "元旦"}], "make_up_days": [],
    }  # fmt: skip
    return Calendar.from_canonical(canonical(data | {"years": [*data["years"], new]}))


def test_a_calendar_published_later_makes_provisional_limits_final(house: House) -> None:
    last = max(open_calendar("cn").published_years)
    received = f"{last}-12-30 10:00"
    case = house.register(received_at=cn(received), at=cn(f"{last}-12-30 10:05"), conduct_day=None)
    provisional = Clock.objects.filter(subject_id=case.id, provisional=True, state=ClockState.RUNNING)
    assert provisional.exists()
    before = {clock.kind + clock.rulebook: clock.limit_at for clock in provisional}
    version = case.version
    calendar = published_with_a_long_new_year(last + 1)
    store_calendar(calendar, at=cn(f"{last}-12-31 09:00"))
    assert follow_the_calendar(cn(f"{last}-12-31 09:10")) == 1
    case = Complaint.objects.get(pk=case.pk)
    assert case.version == version, "a form that is open stays good"
    running = Clock.objects.filter(subject_id=case.id, state=ClockState.RUNNING)
    assert not running.filter(provisional=True).exists()
    assert {clock.calendar_id for clock in running if clock.kind + clock.rulebook in before} == {calendar.content_hash}
    assert any(clock.limit_at != before.get(clock.kind + clock.rulebook, clock.limit_at) for clock in running)
    earliest = running.order_by("limit_at").first()
    assert earliest is not None
    assert case.limit_at == earliest.limit_at
    assert set(Sight.objects.filter(complaint=case).values_list("limit_at", flat=True)) == {earliest.limit_at}
    assert follow_the_calendar(cn(f"{last}-12-31 09:20")) == 0, "a second run finds nothing more"
    assert verify() == []


def test_the_editions_of_every_open_case_are_kept(house: House) -> None:
    case = house.register()
    hashes = set(case.editions.values_list("edition_hash", flat=True))
    assert set(StoredEdition.objects.filter(content_hash__in=hashes).values_list("content_hash", flat=True)) == hashes
