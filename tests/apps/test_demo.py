"""The demo loads through the real actions, at any hour, and puts every story where it belongs."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from subprocess import CompletedProcess

import pytest

from suqing import demo
from suqing.apps.audit.verify import verify
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import Filters, page_of, seer_of
from suqing.apps.organisations.access import standing_of
from suqing.apps.organisations.models import Organisation, Staff
from suqing.demo.year_calls import SHOP, Call, calls, near_spring_festival
from suqing.demo.year_paths import beats_of
from suqing.kernel.clock import house, now
from suqing.kernel.crypto import new_keys
from suqing.kernel.errors import Refused
from suqing.rulebook import open_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings: object, keys_folder: object) -> None:
    new_keys(keys_folder)  # type: ignore[arg-type]
    demo.load()


def seen(login: str, view: str = "open") -> int:
    moment = now()
    staff = Staff.objects.get(username=login)
    seer = seer_of(standing_of(staff, on=house(moment).date()), now=moment)
    return len(page_of(seer, view=view, filters=Filters(), now=moment)[0])


def test_every_stage_and_every_world(loaded: None) -> None:
    stages = Counter(Complaint.objects.values_list("stage", flat=True))
    assert {"registered", "dispatched", "investigating", "proposed", "approved", "replied", "closed", "archived", "not_admitted"} <= set(stages)
    assert Staff.objects.count() >= 40
    kinds = Counter(Complaint.objects.values_list("kind", flat=True))
    assert (kinds["improvement"], kinds["advice"]) == (3, 1)
    assert seen("wairen") == 0
    assert seen("li") > seen("wang") > 0
    assert seen("zhao", "to_instruct") == 1
    assert seen("li", "overdue") >= 1
    with pytest.raises(Refused):
        demo.load()


def a_year(seed: int = 5, items: int = 3000) -> list[Call]:
    return list(calls(Random(seed), items=items, until=date(2026, 11, 25), calendar=open_calendar("cn")))


def test_the_same_dice_throw_the_same_year() -> None:
    assert a_year(items=200) == a_year(items=200) != a_year(seed=6, items=200)
    one, other = ([list(beats_of(call, Random(call.number), at_once=False)) for call in a_year(items=200)] for _ in range(2))
    assert one == other


def test_a_year_has_its_seasons_its_week_and_its_hot_spots() -> None:
    year, calendar = a_year(), open_calendar("cn")
    days = Counter(call.received_at.date() for call in year)
    assert (min(days), max(days)) >= (date(2025, 11, 25), date(2026, 11, 1))
    assert max(days) < date(2026, 11, 25)

    def mean(which: Callable[[date], bool]) -> float:
        of = [day for day in (date(2025, 11, 25) + timedelta(days=n) for n in range(365)) if which(day)]
        return sum(days[day] for day in of) / len(of)

    assert mean(lambda day: day.month in (7, 8, 9)) > 1.3 * mean(lambda day: day.month in (4, 5, 6))
    assert mean(lambda day: near_spring_festival(day, calendar) and calendar.is_working_day(day)) > 1.2 * mean(lambda day: day.month in (4, 5) and calendar.is_working_day(day))
    assert mean(lambda day: day.weekday() == 0) > 2 * mean(lambda day: day.weekday() == 6)
    assert sum(call.story == SHOP for call in year) > 100
    assert {call.received_at.month for call in year if call.story == SHOP and call.again is None} == {7, 8, 9}


def test_a_year_that_is_broken_off_leaves_nothing(keys_folder: Path) -> None:
    new_keys(keys_folder)

    def stop_at_two(done: int) -> None:
        if Complaint.objects.count() == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.load(year=5, progress=stop_at_two)
    assert not Organisation.objects.exists()
    assert not Complaint.objects.exists()


def test_the_year_comes_before_the_stories_in_the_register_and_the_ledger_holds(keys_folder: Path) -> None:
    new_keys(keys_folder)
    taken: list[int] = []
    demo.load(year=6, progress=taken.append)
    assert len(taken) == 6
    oldest = Complaint.objects.filter(root__code="donghai").order_by("id")
    assert [row.entered_at for row in oldest[:6]] == sorted(row.entered_at for row in oldest[:6])
    assert oldest.count() > 6
    assert all(house(row.entered_at).date() < house(now()).date() for row in oldest[:6])
    assert verify() == []


def test_so_many_items_are_items_of_a_year(suqing: Callable[..., CompletedProcess[str]]) -> None:
    said = suqing("demo", "--items", "5")
    assert said.returncode == 2
    assert "--items 要和 --year 一起用" in said.stderr
