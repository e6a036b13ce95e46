"""代行 over the API: listed, named, ended; the acts of a stand-in over the API bear both names too (X03)."""
# ruff: noqa: F811

import pytest

from suqing.apps.audit.models import Event
from tests.web.api_world import World, world  # noqa: F401
from tests.web.test_api_procedure import Walk

pytestmark = pytest.mark.django_db
DAYS = {"from_day": "2026-11-23", "until_day": "2026-11-24"}


def test_named_listed_and_ended(world: World) -> None:
    world.at("2026-11-23 09:00")
    answer = world.post("zhao", "/api/v1/stand-ins", {"to_staff": "zhou", "reason": "出差", **DAYS})
    assert answer.status_code == 200, answer.content
    row = answer.json()
    assert (row["from_staff"]["username"], row["to_staff"]["username"], row["ended_at"]) == ("zhao", "zhou", None)
    for who, seen in (("zhao", 1), ("zhou", 1), ("zhang", 0)):
        assert len(world.get(who, "/api/v1/stand-ins").json()["stand_ins"]) == seen, who
    again = world.post("zhao", "/api/v1/stand-ins", {"to_staff": "han", "reason": "出差", **DAYS})
    assert again.status_code == 409
    assert "已由法务周代行" in again.content.decode()
    assert world.post("zhang", f"/api/v1/stand-ins/{row['id']}/end", {}).status_code == 404
    ended = world.post("zhao", f"/api/v1/stand-ins/{row['id']}/end", {})
    assert ended.json()["ended_at"] == "2026-11-23T09:00:00+08:00"
    assert world.get("zhou", "/api/v1/stand-ins").json() == {"stand_ins": []}


def test_who_handles_is_away_and_another_notes_the_progress(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "dispatch", department_id="P0101-31-C")
    walk.do("wang", "2026-11-23 09:55", "accept_dispatch", handler_id="sun")
    world.at("2026-11-23 10:00")
    assert world.post("sun", "/api/v1/stand-ins", {"to_staff": "zhou", "reason": "病假", **DAYS}).status_code == 200
    walk.do("zhou", "2026-11-23 10:10", "note_progress", sayable="下午定损。")
    event = Event.objects.get(verb="progress_noted")
    assert (event.actor_id, event.on_behalf_of_id) == (world.house.people["zhou"].id, world.house.people["sun"].id)
    heads = [each["head"] for each in walk.read("li")["timeline"]]
    assert any(each.startswith("法务周（代小孙）") for each in heads), heads
