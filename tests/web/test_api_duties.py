"""公布渠道 and 责任人 over the API: the same door and the same acts as on the desk."""
# ruff: noqa: F811

import pytest

from suqing.apps.audit.models import Event
from suqing.apps.supervision.models import PublicationCheck, ResponsiblePerson
from tests.web.api_world import World, world  # noqa: F401

pytestmark = pytest.mark.django_db
PLACES, PERSONS = "/api/v1/publication", "/api/v1/responsible-persons"
CHECK = {"unit": "P0101-31", "place": "premises", "checked_on": "2026-11-23", "shown": ["phone", "address", "process", "no_online"], "where": "大厅", "proof": "照片两张"}
NAMED = {"unit": "P0101-31", "kind": "contact", "staff": "li", "from_day": "2026-11-20"}
REPORT = {"what": "named", "reported_on": "2026-11-23", "report_no": "东财沪〔2026〕31号", "addressee": "上海监管局"}


def test_a_check_is_noted_once_for_its_key_and_read_again(world: World) -> None:
    before = world.get("li", f"{PLACES}?view=owed").json()
    assert [(each["unit"]["code"], each["place"], each["state"]) for each in before["places"]] == [("P0101-31", "premises", "missing")]
    assert (before["owed"], before["days"], before["clause"]) == (1, 180, "cbirc2020/8")
    for _ in range(2):
        answer = world.post("li", f"{PLACES}/checks", CHECK, Idempotency_Key="k-1")
        assert answer.status_code == 200, answer.content.decode()
    assert PublicationCheck.objects.count() == 1
    after = world.get("li", f"{PLACES}/P0101-31/premises").json()
    assert (after["state"], after["next_by"], after["checks"][0]["by"]["username"]) == ("ok", "2027-05-22", "li")
    assert world.get("li", f"{PLACES}?view=owed").json()["places"] == []


def test_the_door_of_the_places(world: World) -> None:
    for who in ("outsider", "wang", "qin"):
        assert world.get(who, PLACES).status_code == 404
        assert world.post(who, f"{PLACES}/checks", CHECK).status_code == 404
    assert world.post("stranger", f"{PLACES}/checks", CHECK).status_code == 422
    assert world.get("stranger", f"{PLACES}/P0101-31/premises").status_code == 422
    assert world.get("li", f"{PLACES}/P0101/website").status_code == 404
    assert world.get("han", f"{PLACES}/P0101/website").status_code == 200
    for wrong in ({"place": "moon"}, {"shown": ["moon"]}, {"checked_on": "2026-11-24"}, {"unused": True}, {"where": ""}, {"proof_url": "ftp://x"}):
        answer = world.post("li", f"{PLACES}/checks", CHECK | wrong)
        assert answer.status_code == 422, wrong
    assert PublicationCheck.objects.count() == 0


def test_named_reported_ended(world: World) -> None:
    row = world.post("zhao", PERSONS, NAMED).json()
    assert (row["staff"]["username"], row["version"], row["until_day"]) == ("li", 1, None)
    found = world.get("zhao", PERSONS).json()
    assert found["missing"] == 2
    assert [(each["what"], each["days"], each["clause"]) for each in found["waiting"]] == [("named", 3, "cbirc2020/35")]
    here = f"{PERSONS}/{row['id']}"
    assert world.post("zhao", f"{here}/reports", REPORT | {"what": "left"}).status_code == 409
    assert world.post("zhao", f"{here}/reports", REPORT).status_code == 200
    assert world.get("zhao", PERSONS).json()["waiting"] == []
    assert world.get("li", here).json()["reports"][0]["report_no"] == "东财沪〔2026〕31号"
    assert world.post("zhao", f"{here}/end", {"version": 3, "last_day": "2026-11-22"}).status_code in (409, 412)
    ended = world.post("zhao", f"{here}/end", {"version": 1, "last_day": "2026-11-22"}).json()
    assert (ended["until_day"], ended["version"]) == ("2026-11-22", 2)
    assert [(each["what"], each["days"]) for each in world.get("zhao", PERSONS).json()["waiting"]] == [("ended", 0)]
    assert list(Event.objects.filter(subject_kind="responsible").order_by("seq").values_list("verb", flat=True)) == ["responsible.named", "responsible.reported", "responsible.ended"]


def test_the_door_of_the_persons(world: World) -> None:
    row = world.post("qin", PERSONS, NAMED).json()
    here = f"{PERSONS}/{row['id']}"
    for who in ("outsider", "wang", "zhang"):
        assert world.get(who, PERSONS).status_code == 404
        assert world.get(who, here).status_code == 404
    assert world.get("stranger", here).status_code == 404
    assert world.get("li", here).status_code == 200
    assert {each["unit"]["code"] for each in world.get("li", PERSONS).json()["seats"]} == {"P0101-31"}
    assert {each["unit"]["code"] for each in world.get("han", PERSONS).json()["seats"]} == {"P0101", "P0101-31"}
    assert {each["unit"]["code"] for each in world.get("stranger", PERSONS).json()["seats"]} == {"L0201"}
    for who in ("li", "stranger"):
        assert world.post(who, f"{here}/reports", REPORT).status_code == 404, who
        assert world.post(who, f"{here}/end", {"version": 1, "last_day": "2026-11-23"}).status_code == 404, who
    assert world.post("li", PERSONS, NAMED | {"kind": "complaint_head"}).status_code == 404
    assert world.post("stranger", PERSONS, NAMED).status_code == 422
    assert world.get("han", f"{PERSONS}/{2**64}").status_code == 404
    assert ResponsiblePerson.objects.count() == 1
