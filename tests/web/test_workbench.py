"""The workbench: everybody sees their own world, sorted by what is due first, in few statements."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suqing.apps.complaints import actions
from suqing.apps.complaints.queries import (
    Filters,
    counts_of,
    page_of,
    register_page,
    search,
    seer_of,
)
from suqing.apps.organisations.access import standing_of
from tests.cast import House, cn

pytestmark = pytest.mark.django_db
NOW = cn("2026-11-24 10:42")


def seer(house: House, name: str):  # type: ignore[no-untyped-def]
    return seer_of(standing_of(house.people[name], on=NOW.date()), now=NOW)


def refs(house: House, name: str, view: str = "open") -> list[str]:
    found, _ = page_of(seer(house, name), view=view, filters=Filters(), now=NOW)
    return [each.ref for each in found]


def client_of(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_only_those_with_a_part_see_a_case(house: House) -> None:
    ref = house.register(respondent_staff_id=None).ref
    assert {name for name in house.people if ref in refs(house, name)} == {"li", "han", "zhao", "qian", "liao"}


def test_a_superior_who_is_complained_of_does_not_see_it(house: House) -> None:
    ref = house.register(respondent_staff_id=house.zhao.id).ref
    assert ref not in refs(house, "zhao")
    assert counts_of(seer(house, "zhao"), now=NOW)["open"] == 0
    assert search(seer(house, "zhao"), ref, now=NOW) == []
    assert search(seer(house, "qian"), ref, now=NOW) != []


def test_my_turn_comes_and_goes_with_the_procedure(house: House) -> None:
    case = house.register()
    assert refs(house, "li", "mine") == [case.ref]
    case = actions.triage_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:40"), classification="general", established=True, reason="损失未满两万"
    )
    case = actions.dispatch_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 09:45"), department_id=house.claims.id
    )
    assert refs(house, "li", "mine") == []
    assert refs(house, "wang", "mine") == [case.ref]


def test_sorted_by_what_is_due_first_and_paged_by_key(house: House) -> None:
    late = house.register(received_at=cn("2026-11-20 09:00"))
    house.register(received_at=cn("2026-11-23 09:00"))
    new = house.register(received_at=cn("2026-11-23 09:10"))
    first, more = page_of(seer(house, "li"), view="open", filters=Filters(), now=NOW, limit=2)
    rest, end = page_of(seer(house, "li"), view="open", filters=Filters(), now=NOW, limit=2, after=more)
    assert [each.ref for each in first][0] == late.ref
    assert [each.ref for each in rest] == [new.ref]
    assert end is None
    everything, _ = register_page(seer(house, "li"), filters=Filters(), open_only=None, now=NOW)
    assert len(everything) == 3


@pytest.mark.parametrize("path", ["/desk/", "/desk/?view=open", "/desk/cases/", "/desk/find/?q=陈", "/desk/notices/"])
def test_a_list_page_asks_a_dozen_questions_whatever_the_number_of_rows(house: House, path: str) -> None:
    client, asked = client_of(house, "li"), []
    for rows in (1, 2):
        for _ in range(rows):
            house.register()
        client.get(path)
        with CaptureQueriesContext(connection, ) as captured:
            response = client.get(path)
        assert response.status_code == 200
        statements = [each["sql"] for each in captured]
        assert not [each for each in statements if each.startswith(("BEGIN", "SAVEPOINT"))]
        asked.append(len(statements))
    assert asked[0] == asked[1] <= (14 if "find" in path else 13), statements  # the texts are asked by two of their own


def test_search_finds_numbers_whole_and_names_from_one_character(house: House) -> None:
    ref = house.register(name="文浩坚", phone="13800001234", policy_no="PDAA1").ref
    house.register(name="文华", phone="13900000000")
    for words in ("文浩", "浩坚", "浩", "138 0000 1234", "pdaa1", ref.lower()):
        assert [each.ref for each in search(seer(house, "li"), words, now=NOW)] == [ref], words
    assert search(seer(house, "stranger"), "浩", now=NOW) == []
    assert search(seer(house, "outsider"), "浩", now=NOW) == []


def test_what_is_ended_has_a_list_of_its_own(house: House) -> None:
    case = house.register(in_litigation=True)
    actions.terminate_complaint(
        ref=case.ref, seen_version=case.version, actor=house.actor("li"), at=cn("2026-11-23 10:00"), kind="in_court", reason="已起诉", told_how="telephone", proof="录音2026112301"
    )
    assert refs(house, "li", "open") == []
    assert refs(house, "li", "ended") == [case.ref]
    assert refs(house, "outsider", "ended") == []


def test_the_find_page_shows_where_the_words_stand(house: House) -> None:
    house.register(name="文浩坚", facts="文浩坚来电：理赔员两次改期。" * 2)
    html = client_of(house, "li").get("/desk/find/?q=两次改期").content.decode()
    assert "<mark>两次改期</mark>" in html
    assert "投诉：" in html.replace("</span>", "")
    assert "文**来电" in html
    assert "一个字起就能找" in client_of(house, "li").get("/desk/find/").content.decode()
    assert "<mark>" not in client_of(house, "outsider").get("/desk/find/?q=两次改期").content.decode()
