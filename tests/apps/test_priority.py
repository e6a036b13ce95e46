"""The priority kept on a case follows its facts, whoever changes them, and moves no limit (C35)."""

from typing import Any

import pytest

from suqing.apps.audit.verify import verify
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.queries import clocks_of
from suqing.apps.clocks.tasks import wake_clocks
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.priority import priority_of
from tests.apps.case_walk import walk
from tests.cast import House, cn, found_cast
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-23 09:30")


@pytest.fixture
def house() -> House:
    return found_cast()


def limits(case: Complaint) -> list[Any]:
    return [(each.kind, each.rulebook, each.limit_at) for each in clocks_of(("complaint", case.id))]


def completed(house: House, case: Complaint, **given: Any) -> Complaint:
    return actions.complete_record(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, additions=house.intake(**given), given=frozenset(given))


def test_it_is_there_at_registration_and_follows_what_is_added(house: House) -> None:
    assert house.register().priority == ""
    case = house.register(elderly=True)
    assert case.priority == "raised"
    before = limits(case)
    case = completed(house, case, seriously_ill=True)
    assert Complaint.objects.get(pk=case.pk).priority == "high"
    case = completed(house, case, elderly=False, seriously_ill=False)
    assert Complaint.objects.get(pk=case.pk).priority == ""
    assert limits(case) == before
    assert verify() == []


def test_the_class_counts_and_the_end_of_the_case_ends_it(house: House) -> None:
    case = house.register(possible_loss_fen=2_400_000)
    assert case.priority == ""
    case = actions.triage_complaint(ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=NOW, classification="major", established=True)
    assert case.priority == "high"
    assert [each.id for each in priority_of(case).reasons] == ["major"]
    other = house.register(elderly=True)
    ended = actions.terminate_complaint(ref=other.ref, seen_version=other.version, actor=house.actor("li"), at=NOW, kind="withdrawn", reason="投诉人来电撤回", told_how="signed")
    assert (ended.open, ended.priority) == (False, "")


def test_a_limit_that_draws_near_raises_it_and_touches_neither_version_nor_limit(house: House) -> None:
    case = house.register()
    before = limits(case)
    wake_clocks(cn("2026-11-24 09:10"))
    now = Complaint.objects.get(pk=case.pk)
    assert Clock.objects.filter(subject_id=case.pk, warned_at__isnull=False).exists()
    assert (now.priority, now.version, limits(now)) == ("raised", case.version, before)
    assert verify() == []


def test_it_is_the_same_on_every_step_of_the_procedure_as_when_asked_anew(house: House) -> None:
    seen = set()
    for _, case in walk(house, house.register(disabled=True, address="上海市浦东新区")):
        kept = Complaint.objects.get(pk=case.pk)
        assert kept.priority == (priority_of(kept).level if kept.open else "")
        seen.add(kept.priority)
    assert seen == {"high", "raised", ""}


def test_the_desk_marks_it_narrows_by_it_and_says_why() -> None:
    office = Office()
    plain, urgent = office.house.register(), office.house.register(elderly=True, seriously_ill=True)
    html = office.get("li", "2026-11-23 10:00", "/desk/cases/?priority=high").content.decode()
    assert urgent.ref in html
    assert plain.ref not in html
    assert "优先" in text_of(office.get("li", "2026-11-23 10:00", f"/desk/c/{urgent.ref}/"))
    assert "为什么是优先" in text_of(office.get("li", "2026-11-23 10:00", f"/desk/c/{urgent.ref}/why/priority/now/"))
    normal = office.get("li", "2026-11-23 10:00", "/desk/cases/?priority=normal").content.decode()
    assert plain.ref in normal
    assert urgent.ref not in normal


def test_the_api_narrows_by_it_and_gives_the_reasons(world: World) -> None:  # noqa: F811
    plain, urgent = world.register(), world.register(elderly=True)
    found = world.get("li", f"{BASE}?priority=raised").json()["complaints"]
    assert [(each["ref"], each["priority"]) for each in found] == [(urgent["ref"], "raised")]
    assert [each["ref"] for each in world.get("li", f"{BASE}?priority=normal").json()["complaints"]] == [plain["ref"]]
    told = world.get("li", f"{BASE}/{urgent['ref']}").json()["priority"]
    assert (told["level"], [(each["words"], each["weight"]) for each in told["reasons"]]) == ("raised", [("老年人", 1)])
    assert world.get("li", f"{BASE}?priority=urgent").status_code == 422
