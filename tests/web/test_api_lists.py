"""What the desk shows beside the cases, over the API: views, files, suggestions, figures, notices, calls. The same door: not yours is not there."""
# ruff: noqa: F811

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from suqing.apps.audit import reading
from suqing.apps.audit.models import Event, ReadTrace
from suqing.apps.audit.reading import flush_reads
from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Improvement, SavedView
from suqing.apps.notices.models import Notice
from suqing.web.lists.naming import NAMES
from suqing.web.lists.taking_out import HEAD
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import cn
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.test_api_procedure import Walk

API = "/api/v1"


@pytest.fixture(autouse=True)
def no_traces_of_other_tests() -> None:
    reading._buffer.clear()


def test_views_count_what_the_list_holds(world: World) -> None:
    world.register()
    world.register(source="platform")
    seen = world.get("li", f"{API}/views").json()
    assert [each["view"] for each in seen["views"]] == list(NAMES)
    for each in seen["views"]:
        assert each["count"] == len(world.get("li", f"{BASE}?view={each['view']}").json()["complaints"]), each
    assert {each["view"]: each["count"] for each in seen["views"]}["open"] == 2
    assert all(each["count"] == 0 for each in world.get("outsider", f"{API}/views").json()["views"])


def test_own_views_are_kept_renamed_and_thrown_away_by_their_owner_alone(world: World) -> None:
    world.register()
    world.register(source="platform")
    kept = world.post("li", f"{API}/views", {"name": "平台", "view": "open", "source": "platform", "unit": "P0101-31"}).json()
    assert kept == {"id": kept["id"], "name": "平台", "view": "open", "filters": {"source": "platform", "unit": str(world.house.branch.id)}}  # type: ignore[union-attr]
    own = world.get("li", f"{API}/views").json()["own"]
    assert [(each["name"], each["count"]) for each in own] == [("平台", 1)]
    path = f"{API}/views/{kept['id']}"
    for what in ("rename", "delete"):
        assert world.post("sun", f"{path}/{what}", {"name": "x"} if what == "rename" else None).status_code == 404
    assert world.post("li", f"{API}/views", {"name": "平台"}).status_code == 422
    assert world.post("li", f"{path}/rename", {"name": "平台件"}).json()["name"] == "平台件"
    assert world.post("li", f"{path}/delete").json()["name"] == "平台件"
    assert not SavedView.objects.exists()


def test_a_list_as_a_file_holds_the_rows_of_the_list(world: World) -> None:
    world.register()
    world.register(source="platform")
    answer = world.post("li", f"{API}/exports", {"view": "open"}, Idempotency_Key="k1")
    page = load_workbook(BytesIO(answer.content))["投诉件"]
    assert next(page.iter_rows(values_only=True)) == HEAD
    listed = [each["ref"] for each in world.get("li", f"{BASE}?view=open").json()["complaints"]]
    assert [row[0] for row in page.iter_rows(min_row=2, values_only=True)] == listed
    assert len(listed) == 2
    assert answer.headers["Suqing-Count"] == "2"
    assert "陈女士" not in str(list(page.iter_rows(values_only=True)))
    again = world.post("li", f"{API}/exports", {"view": "open"}, Idempotency_Key="k1")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json()["count"] == 2
    assert Event.objects.filter(verb="list_exported").count() == 1
    found = world.post("li", f"{API}/exports", {"q": "陈女士", "source": "platform"})
    assert load_workbook(BytesIO(found.content))["投诉件"].max_row == 2
    assert "陈女士" not in str([each.__dict__ for each in Event.objects.filter(verb="list_exported")])
    assert load_workbook(BytesIO(world.post("outsider", f"{API}/exports", {"scope": "all"}).content))["投诉件"].max_row == 1
    wrong = world.post("li", f"{API}/exports", {"view": "open", "scope": "all"})
    assert wrong.status_code == 422
    assert "中的一个" in wrong.json()["detail"]


def test_the_addressed_head_reads_the_suggestion_without_who_complained_and_answers_it(world: World) -> None:
    case = walked(world.house, forwarded_case(world.house), until="suggest_improvement")  # type: ignore[arg-type]
    for number in range(2):
        case = actions.suggest_improvement(
            ref=case.ref, seen_version=case.version, actor=world.house.actor("li"), at=cn(f"2026-11-27 10:3{number}"), to_unit_id=world.house.health.id,  # type: ignore[union-attr]
            problem="排期没有预警，陈女士13800006621两次被改期", suggestion=f"改期须报备{number}", due_day=date(2026, 12, 15),
        )  # fmt: skip
    world.at("2026-11-28 09:00")
    first = world.get("feng", f"{API}/improvements?limit=1").json()
    second = world.get("feng", f"{API}/improvements?limit=1&after={first['after']}").json()
    assert [each["suggestion"] for each in (*first["improvements"], *second["improvements"])] == ["改期须报备1", "改期须报备0"]
    assert (first["waiting"], second["after"]) == (2, None)
    path = f"{API}/improvements/{first['improvements'][0]['id']}"
    seen = world.get("feng", path)
    assert "13800006621" not in seen.content.decode() + str(first)
    assert "13800006621" in world.get("li", path).content.decode()
    assert (world.get("sun", path).status_code, world.get("stranger", path).status_code, world.get("feng", f"{BASE}/{case.ref}").status_code) == (404, 404, 404)
    flush_reads()
    assert ReadTrace.objects.filter(staff=world.house.people["feng"], subject_id=case.id).count() == 1
    told = seen.json()
    answered = world.post(
        "feng", f"{BASE}/{told['ref']}/answer_improvement", {"improvement_id": told["id"], "accepted": True, "words": "属实", "plan": "每日提示", "plan_day": "2026-12-10"}, If_Match=seen.headers["ETag"]
    )  # fmt: skip
    assert answered.status_code == 200, answered.content.decode()
    steps = world.get("feng", path).json()["steps"]
    assert (steps["answered"]["words"], steps["answered"]["day"], steps["done"]) == ("属实", "2026-12-10", None)
    assert Improvement.objects.filter(answered_at=None).count() == 1


def test_visits_blockages_and_promises_are_counted_where_one_oversees(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "receive_visit", arrived_at="2026-11-23T09:30:00+08:00", place="柜面", persons=2, recording_told=True)
    walk.do("li", "2026-11-23 09:50", "note_blockage", state="documents", stuck_on="documents", since="2026-11-20", with_whom="客户", way_out="上门取")
    walk.do("li", "2026-11-23 09:55", "promise", due_at="2026-11-23T12:00:00+08:00", words="中午前回电")
    world.at("2026-11-24 09:00")
    (visit,) = world.get("li", f"{API}/visits").json()["visits"]
    assert (visit["ref"], visit["place"], visit["persons"]) == (walk.seen["ref"], "柜面", 2)
    assert world.get("outsider", f"{API}/visits").json()["visits"] == []
    stuck = world.get("li", f"{API}/blockages").json()
    assert (stuck["total"], stuck["blockages"][0]["cause"], stuck["blockages"][0]["days"]) == (1, "documents", 4)
    assert world.get("li", f"{API}/satisfaction").json()["promises"] == {"kept": 0, "broken": 1, "ahead": 0, "rate": 0.0}
    assert world.get("li", f"{API}/satisfaction?since=2026-11-24").json()["promises"]["broken"] == 0
    for path in ("blockages", "satisfaction"):
        assert world.get("zhang", f"{API}/{path}").status_code == 404, path
    assert world.get("li", f"{API}/satisfaction?since=2026-11-24&until=2026-11-23").status_code == 422
    assert "until" in world.get("li", f"{API}/satisfaction?untill=2026-11-23").json()["detail"]
    assert world.get("li", f"{API}/calendar/changes").json() == {"changes": [], "after": None}


def test_notices_are_read_by_their_recipient(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "dispatch", department_id="P0101-31-C")
    seen = world.get("wang", f"{API}/notices?unread=true").json()
    assert seen["unread"] == len(seen["notices"]) >= 1
    assert seen["notices"][0]["subject"]["ref"] == walk.seen["ref"]
    newest = seen["notices"][0]["id"]
    assert world.post("zhao", f"{API}/notices/read", {"ids": [newest]}).json()["marked"] == 0
    assert world.post("wang", f"{API}/notices/read", {"up_to": newest}).json() == {"marked": seen["unread"], "unread": 0}
    assert not Notice.objects.filter(recipient=world.house.people["wang"], read_at=None).exists()
    assert world.post("wang", f"{API}/notices/read", {}).status_code == 422


def test_only_a_caller_who_proves_who_they_are_is_told(world: World) -> None:
    walk = Walk(world)
    walk.do("li", "2026-11-23 09:40", "triage", classification="major", established=True)
    walk.do("li", "2026-11-23 09:45", "note_progress", sayable="明天上午定损", internal="内部话")
    path = f"{walk.path}/caller"
    told = world.post("zhang", path, {"name": "陈女士", "number": "6621"})
    assert told.status_code == 200, told.content.decode()
    assert (told.json()["progress"]["sayable"], told.json()["stage_words"]) == ("明天上午定损", "您的投诉已受理，正在安排专人办理。")
    assert "内部话" not in told.content.decode()
    for wrong in ({"name": "王女士", "number": "6621"}, {"name": "陈女士", "number": "6622"}, {"name": "陈女士", "number": "621"}):
        refused = world.post("zhang", path, wrong)
        assert (refused.status_code, refused.json()["clause"]) == (409, "property/9.1")
        assert "明天上午定损" not in refused.content.decode()
    assert [world.post(who, path, {"name": "陈女士", "number": "6621"}).status_code for who in ("outsider", "stranger", "ding")] == [404, 404, 404]
    flush_reads()
    assert ReadTrace.objects.filter(staff=world.house.people["zhang"], subject_id=world_case(walk)).exists()


def world_case(walk: Walk) -> int:
    from suqing.apps.complaints.models import Complaint

    return Complaint.objects.get(ref=walk.seen["ref"]).id


def test_what_is_known_while_a_record_is_typed(world: World) -> None:
    first = world.register()
    typed = world.intake(same_matter_as=first["ref"], source="regulator_local")
    seen = world.post("li", f"{API}/intake/look", typed).json()
    assert [(each["ref"], each["full"]) for each in seen["earlier"]] == [(first["ref"], True)]
    assert (seen["level"], seen["items_before"], seen["proposed"]["class"]) == ("first", 1, "major")
    assert {"contact", "resolve"} <= {each["kind"] for each in seen["clocks"]}
    assert {"field": "line_of_business", "value": "motor", "words": "险种 机动车辆保险"} in seen["earlier"][0]["policy"]
    hotline = world.post("zhang", f"{API}/intake/look", world.intake()).json()
    assert [(each["ref"], each["full"], each["title"]) for each in hotline["earlier"]] == [(first["ref"], False, None)]
    assert (world.post("outsider", f"{API}/intake/look", typed).json()["earlier"], world.post("outsider", f"{API}/intake/look", typed).json()["elsewhere"]) == ([], 1)
    assert world.post("li", f"{API}/intake/look", world.intake(misconduct=True)).status_code == 204
    assert len(world.get("li", BASE).json()["complaints"]) == 1


def test_a_session_needs_its_csrf_token_here_too(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.house.people["li"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"{API}/views").status_code == 200
    assert client.post(f"{API}/exports", "{}", content_type="application/json").status_code == 403


@pytest.mark.parametrize("path", ["views", "improvements", "visits", "blockages", "emergencies", "satisfaction", "notices", "calendar/changes"])
def test_without_a_token_nothing_is_read(world: World, path: str) -> None:
    assert world.client.get(f"{API}/{path}").status_code == 401
