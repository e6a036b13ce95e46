"""Odd numbers, halves of characters and huge values: answered in words, at once, and never with a server error."""

import time
from urllib.parse import quote

import pytest

from suqing.apps.complaints.models import Complaint
from suqing.commands._facts import money_fen
from suqing.kernel.errors import BadInput
from tests.cast import House
from tests.web.api_world import BASE, World, world
from tests.web.desk_cast import Office, text_of

__all__ = ["world"]
pytestmark = pytest.mark.django_db
HEAD = '"method": "telephone", "received_at": "2026-11-23T09:00:00", "unit_id": "P0101-31"'
LONG = "9" * 5000


@pytest.mark.parametrize("number", ["1e999999999", "0e999999999", "-1e-999999999", "1e99999999999999999999", LONG, f"0.{LONG}", f"{LONG}e1"])
def test_a_short_number_that_is_a_billion_digits_long_is_refused_before_it_is_written_out(world: World, number: str) -> None:
    world.get("li", BASE)  # the first call loads the room
    began = time.monotonic()
    answer = world.post("li", BASE, f'{{{HEAD}, "sum_claimed_yuan": {number}}}')
    assert (answer.status_code, time.monotonic() - began < 2) == (400, True)
    assert answer.json()["type"].endswith("#malformed")


@pytest.mark.parametrize("field", ["proposal_version", "satisfaction"])
def test_nor_where_a_whole_number_is_wanted(world: World, field: str) -> None:
    ref = world.register()["ref"]
    act = "instruct_proposal" if field == "proposal_version" else "follow_up"
    assert world.post("li", f"{BASE}/{ref}/{act}", f'{{"{field}": 1e999999999}}', If_Match='"1"').status_code == 400


@pytest.mark.parametrize("body", [
    '"facts": "\\ud800"', '"method": "\\udfff"', '"unit_id": "\\uD800"', '"\\ud800": 1', '"same_matter_as": "SQ\\udc00"', '"letter": {"bureau": "\\ud800"}',
])  # fmt: skip
def test_half_a_character_is_refused_and_whole_ones_are_not(world: World, body: str) -> None:
    answer = world.post("li", BASE, f"{{{HEAD.rpartition(',')[0]}, {body}}}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/docs#malformed")
    assert world.post("li", BASE, f'{{{HEAD}, "facts": "笑脸 \\ud83d\\ude00"}}').status_code == 201


@pytest.mark.parametrize("query", [f"unit={LONG}", f"handler={LONG}", "unit=%00", "handler=%C2%B2", "after=%C2%B2", f"limit={LONG}"])
def test_the_list_refuses_ids_that_are_none(world: World, query: str) -> None:
    assert world.get("li", f"{BASE}?{query}").status_code == 422


def test_a_facts_file_with_such_a_number_is_refused_too() -> None:
    from decimal import Decimal

    with pytest.raises(BadInput):
        money_fen("company_loss_yuan", Decimal("1e999999999"))


def test_why_panels_and_people_of_a_unit_take_any_text(house: House) -> None:
    office = Office(house)
    office.ref = office.house.register().ref
    for key in (LONG, "9" * 25, "²", "-1"):
        for kind in ("clock", "class", "closing", "consequence"):
            assert office.get("li", "2026-11-23 09:20", f"why/{kind}/{quote(key)}/").status_code == 404, (kind, key[:5])
    for unit in (LONG, "²", "9" * 19):
        assert office.get("li", "2026-11-23 09:20", f"/desk/new/people/?respondent_unit_id={quote(unit)}").status_code == 200
        assert office.post("li", "2026-11-23 09:20", "/desk/new/look/", misconduct="no", respondent_unit_id=unit).status_code == 200
    assert Complaint.objects.count() == 1


def test_units_and_people_of_the_other_insurer_are_not_named_by_an_id_in_the_address(house: House) -> None:
    office = Office(house)
    stranger = office.house.stranger
    for path in (f"/desk/?handler_id={stranger.id}", f"/desk/cases/?handler_id={stranger.id}", f"/desk/?unit_id={stranger.root_id}"):
        page = text_of(office.get("li", "2026-11-23 09:20", path))
        assert stranger.name not in page
        assert stranger.root.short_name not in page
    assert "王经理" in text_of(office.get("li", "2026-11-23 09:20", f"/desk/?handler_id={office.house.wang.id}"))
