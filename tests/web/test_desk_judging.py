"""On the desk and over the API: a return is judged, headquarters receives and acts, an owner does what is theirs."""
# ruff: noqa: F811

import pytest

from suqing.apps.complaints.models import Dispatch, HqReceipt
from tests.apps.case_walk import forwarded_case, walked
from tests.cast import House
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import Office, text_of

pytestmark = pytest.mark.django_db
NOW = "2026-11-23 10:20"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def test_a_return_is_offered_for_judgement_and_judged_once(office: Office) -> None:
    case = walked(office.house, forwarded_case(office.house), until="judge_return")
    path = f"/desk/c/{case.ref}/"
    assert "认定是否推诿" in text_of(office.get("li", NOW, path))
    assert "认定是否推诿" not in text_of(office.get("zhao", NOW, path))
    waiting = Dispatch.objects.get(complaint=case)
    answer = office.post("li", NOW, f"{path}act/judge_return/", seen_version=case.version, dispatch_id=waiting.id, passing_on="yes", reason="保单在其名下")
    assert answer.status_code == 303
    assert Dispatch.objects.get(complaint=case).passing_on
    page = text_of(office.get("li", NOW, path))
    assert "小李专员认定健康险部的退回属推诿" in page
    assert "认定是否推诿" not in page


def test_headquarters_receives_and_acts(office: Office) -> None:
    case = walked(office.house, forwarded_case(office.house), until="note_contact")
    path = f"/desk/c/{case.ref}/"
    assert "总公司条线签收" in text_of(office.get("han", NOW, path))
    assert "总公司条线签收" not in text_of(office.get("li", NOW, path))
    assert office.post("han", NOW, f"{path}act/hq_receive/", seen_version=case.version).status_code == 303
    assert office.post("han", NOW, f"{path}act/hq_act/", seen_version=case.version + 1, words="派员核实").status_code == 303
    assert HqReceipt.objects.get().acted_by_id == office.house.han.id


def test_the_api_judges_too(world: World) -> None:
    house = world.house
    case = walked(house, forwarded_case(house), until="judge_return")
    given = {"passing_on": False, "reason": "确不属其管"}
    answer = world.at(NOW).post("li", f"{BASE}/{case.ref}/judge_return", given, If_Match=f'"{case.version}"')
    assert answer.status_code == 200, answer.content
    assert Dispatch.objects.get(complaint=case).judged_by_id == house.li.id
