"""At the door of the API: who calls, what may be sent, what is answered, and who sees nothing."""
# ruff: noqa: F811

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suqing.apps.complaints.models import Complaint
from suqing.apps.integration.models import ApiToken, IdempotencyRecord
from suqing.apps.integration.once import KEPT
from suqing.apps.integration.tasks import forget_answers
from suqing.apps.integration.tokens import revoke_token
from tests.cast import cn
from tests.web.api_world import BASE, World, call, world  # noqa: F401

# Who calls


def test_without_token_or_session_nothing_opens(world: World) -> None:
    for answer in (call(world.client, "GET", BASE), call(world.client, "POST", BASE, world.intake()), call(world.client, "GET", BASE, token="sq_falsch")):
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Complaint.objects.exists()


def test_a_token_ends_by_revoking_expiry_and_departure(world: World) -> None:
    assert world.get("li", BASE).status_code == 200
    assert world.at("2027-11-02 09:00").get("li", BASE).status_code == 401
    world.at("2026-11-23 09:15").house.li.is_active = False
    world.house.li.save()
    assert world.get("li", BASE).status_code == 401
    world.get("wang", BASE)
    revoke_token(ApiToken.objects.get(staff=world.house.wang), at=cn("2026-11-23 09:00"))
    assert world.get("wang", BASE).status_code == 401


def test_the_token_is_kept_as_a_hash_and_its_use_noted_once_a_minute(world: World) -> None:
    world.get("li", BASE)
    row = ApiToken.objects.get(staff=world.house.li)
    assert world.token("li") not in json.dumps([row.token_hash, row.name])
    assert row.last_used_at == cn("2026-11-23 09:15")
    world.at("2026-11-23 09:15:40").get("li", BASE)
    row.refresh_from_db()
    assert row.last_used_at == cn("2026-11-23 09:15")
    world.at("2026-11-23 09:16").get("li", BASE)
    row.refresh_from_db()
    assert row.last_used_at == cn("2026-11-23 09:16")


def test_a_session_needs_its_csrf_token_to_write(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.house.li)
    assert call(browser, "GET", BASE).status_code == 200
    refused = call(browser, "POST", BASE, world.intake())
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/docs#csrf")
    secret = "a" * 32
    browser.cookies[settings.CSRF_COOKIE_NAME] = secret
    assert call(browser, "POST", BASE, world.intake(), X_CSRFToken=secret).status_code == 201


def test_a_wrong_token_is_not_saved_by_a_session(world: World) -> None:
    browser = Client()
    browser.force_login(world.house.li)
    assert call(browser, "GET", BASE, token="sq_falsch").status_code == 401
    assert call(browser, "GET", BASE, Authorization="Basic bGk6bGk=").status_code == 401


# Who sees nothing


@pytest.mark.parametrize("who", ["stranger", "outsider"])
def test_others_see_empty_lists_and_nothing_there(world: World, who: str) -> None:
    ref = world.register()["ref"]
    assert [each["ref"] for each in world.get("li", BASE).json()["complaints"]] == [ref]
    assert world.get(who, BASE).json()["complaints"] == []
    hidden, absent = world.get(who, f"{BASE}/{ref}"), world.get(who, f"{BASE}/SQ20261123ABCDEF0")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    tried = world.post(who, f"{BASE}/{ref}/triage", {"classification": "major"}, If_Match='"1"')
    assert (tried.status_code, tried.content) == (404, hidden.content)
    assert world.post(who, f"{BASE}/{ref}/disclose", {"reason": "contact"}).status_code == 404
    stale = world.post(who, f"{BASE}/{ref}/triage", {"classification": "major"}, If_Match='"9"')
    assert stale.status_code == 404
    joined = world.post(who, BASE, world.intake(same_matter_as=ref, respondent_staff_id=None, unit_id="P0101-31" if who == "outsider" else "L0201"))
    assert (joined.status_code, joined.json()["errors"][0]["field"]) == (422, "same_matter_as")
    assert Complaint.objects.count() == 1


def test_a_respondent_of_another_insurer_is_not_known(world: World) -> None:
    answer = world.post("li", BASE, world.intake(respondent_staff_id="stranger"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "respondent_staff_id"


# What may be sent


def errors(answer: Any) -> dict[str, dict[str, str]]:
    assert answer.status_code == 422, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/problem+json"
    return {each["field"]: each for each in answer.json()["errors"]}


def test_unknown_names_are_refused_with_the_nearest(world: World) -> None:
    found = errors(world.post("li", BASE, world.intake(fcats="x", sum_claimed_fen=1, letter={"leter_no": "7"})))
    assert found["fcats"]["do"] == "最接近的是 facts"
    assert found["sum_claimed_fen"]["do"] == "最接近的是 sum_claimed_yuan"
    assert found["letter.leter_no"]["do"] == "最接近的是 letter_no"
    assert "view" in errors(world.get("li", f"{BASE}?veiw=open"))["veiw"]["do"]


def test_each_field_is_told_in_one_sentence(world: World) -> None:
    body = world.intake(method="telefone", only_venting="yes", facts=7, received_at="gestern")
    answer = world.post("li", BASE, body)
    found = errors(answer)
    assert found["method"]["do"] == "最接近的是 telephone"
    assert found["only_venting"]["expected"] == "true、false 或 null"
    assert found["facts"]["expected"] == "文字"
    assert "ISO 8601" in found["received_at"]["expected"]
    assert all(each["sentence"] in answer.json()["detail"] for each in found.values())
    missing = errors(world.post("li", BASE, {"method": "telephone"}))
    assert missing["received_at"]["do"] == "补上 received_at"


@pytest.mark.parametrize(
    ("sent", "fen"), [('"24,500.50"', 2450050), ("24500.5", 2450050), ("24500", 2450000), ("0.1", 10), ('"0.29"', 29), ("20000.00", 2000000), ("1e3", None), ("0.001", None), ("-5", None), ("true", None), ('"三万"', None)]
)  # fmt: skip
def test_money_is_exact(world: World, sent: str, fen: int | None) -> None:
    text = json.dumps(world.intake(possible_loss_yuan="@")).replace('"@"', sent)
    answer = world.post("li", BASE, text)
    if fen is None and sent != "1e3":
        assert "possible_loss_yuan" in errors(answer)
        return
    assert answer.status_code == 201
    assert Complaint.objects.get().possible_loss_fen == (100000 if sent == "1e3" else fen)


@pytest.mark.parametrize(
    ("sent", "read"), [("2026-11-23T09:12:00", "2026-11-23T09:12:00+08:00"), ("2026-11-23T01:12:00Z", "2026-11-23T09:12:00+08:00"), ("2026-11-22T20:12:00-05:00", "2026-11-23T09:12:00+08:00"), ("2026-11-23", None), ("2026-11-23T10:00:00", None)]
)  # fmt: skip
def test_times_are_of_the_house(world: World, sent: str, read: str | None) -> None:
    answer = world.post("li", BASE, world.intake(received_at=sent))
    if read is None:
        assert answer.status_code == 422  # without a time of day, or later than now
        return
    assert answer.json()["received_at"] == read


def test_what_is_no_json_or_too_much_is_refused_before_it_is_read(world: World) -> None:
    assert world.post("li", BASE, "{nonsense").json()["type"] == "/api/v1/docs#malformed"
    assert world.post("li", BASE, '{"facts": "a", "facts": "b"}').status_code == 400
    assert world.post("li", BASE, '{"possible_loss_yuan": NaN}').status_code == 400
    assert world.post("li", BASE, b"\xff\xfe").status_code == 400
    assert world.post("li", BASE, "[" * 100_000).status_code == 400
    assert world.post("li", BASE, "[]").status_code == 422
    assert world.post("li", BASE, json.dumps({"facts": "长" * 1_100_000}, ensure_ascii=False)).status_code == 413
    form = world.client.post(BASE, {"method": "telephone"}, HTTP_AUTHORIZATION=f"Bearer {world.token('li')}")
    assert form.status_code == 415
    put = world.client.put(BASE, "{}", content_type="application/json", HTTP_AUTHORIZATION=f"Bearer {world.token('li')}")
    assert (put.status_code, put.headers["Content-Type"]) == (405, "application/problem+json")
    assert put.headers["Allow"]


def test_other_addresses_are_problems_too(world: World) -> None:
    for path in ("/api/v1/", "/api/v1/nothing", f"{BASE}/", f"{BASE}/SQ1/urgent"):
        answer = world.post("li", path, {})
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json"), path


def test_nothing_is_cached_and_no_other_origin_is_let_in(world: World) -> None:
    for answer in (world.get("li", BASE), world.get("outsider", f"{BASE}/x"), world.post("li", BASE, {})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_unforeseen_failure_is_a_problem_with_a_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **given: object) -> None:
        raise ZeroDivisionError("陈女士 13800006621")

    monkeypatch.setattr("suqing.web.api.complaints.page_of", broken)
    answer = world.get("li", BASE)
    assert answer.status_code == 500
    assert re.search(r"E[0-9A-Z]{7}", answer.json()["detail"])
    assert "陈女士" not in answer.content.decode()


# Once


def test_a_retry_with_its_key_is_one_case(world: World) -> None:
    first = world.post("li", BASE, world.intake(), Idempotency_Key="k1")
    again = world.at("2026-11-23 11:00").post("li", BASE, world.intake(), Idempotency_Key="k1")
    assert (again.status_code, again.content, again.headers["Location"]) == (201, first.content, first.headers["Location"])
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert Complaint.objects.count() == 1
    world.post("li", BASE, world.intake(), Idempotency_Key="k2")
    world.post("han", BASE, world.intake(), Idempotency_Key="k1")  # another caller's key is another key
    assert Complaint.objects.count() == 3


def test_another_body_under_the_same_key_is_refused(world: World) -> None:
    world.post("li", BASE, world.intake(), Idempotency_Key="k1")
    answer = world.post("li", BASE, world.intake(facts="另一件事"), Idempotency_Key="k1")
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/docs#key-reused")
    assert Complaint.objects.count() == 1


def test_a_refused_call_leaves_its_key_free(world: World) -> None:
    assert world.post("li", BASE, world.intake(unit_id="none"), Idempotency_Key="k1").status_code == 422
    assert not IdempotencyRecord.objects.exists()
    assert world.post("li", BASE, world.intake(), Idempotency_Key="k1").status_code == 201


def test_an_act_retried_after_its_success_is_not_stale(world: World) -> None:
    path = f"{BASE}/{world.register()['ref']}/triage"
    body = {"classification": "major", "established": True}
    first = world.post("li", path, body, If_Match='"1"', Idempotency_Key="k1")
    again = world.post("li", path, body, If_Match='"1"', Idempotency_Key="k1")
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert again.headers["ETag"] == '"2"'


def test_the_answer_kept_holds_nobodys_words(world: World) -> None:
    world.post("li", BASE, world.intake(), Idempotency_Key="k1")
    kept = IdempotencyRecord.objects.get()
    assert not any(word in kept.text for word in ("陈女士", "13800006621", "剐蹭", "代步费", "PDAA2026310000883417"))


def test_answers_are_kept_for_seven_days(world: World) -> None:
    world.post("li", BASE, world.intake(), Idempotency_Key="k1")
    made = IdempotencyRecord.objects.get().at
    forget_answers(made + KEPT - timedelta(seconds=1))
    assert IdempotencyRecord.objects.count() == 1
    world.at("2026-11-30 09:15").post("li", BASE, world.intake(), Idempotency_Key="k1")  # forgotten though not yet swept
    assert Complaint.objects.count() == 2
    forget_answers(made + 2 * KEPT)
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize("key", ["x" * 201, "键", "a\tb"])
def test_a_key_that_cannot_be_kept(world: World, key: str) -> None:
    assert errors(world.post("li", BASE, world.intake(), Idempotency_Key=key))["Idempotency-Key"]


# Lists


def test_pages_follow_limit_and_id_without_gap_or_double(world: World) -> None:
    refs = {world.register(promise_at=f"2026-11-{24 + number % 3}T10:00", facts=f"第{number}件")["ref"] for number in range(7)}
    seen: list[dict[str, Any]] = []
    after = ""
    while True:
        page = world.get("li", f"{BASE}?limit=2{f'&after={after}' if after else ''}").json()
        assert len(page["complaints"]) <= 2
        seen += page["complaints"]
        after = page["after"]
        if not after:
            break
    assert [each["limit_at"] for each in seen] == sorted(each["limit_at"] for each in seen)
    assert {each["ref"] for each in seen} == refs
    assert len(seen) == 7
    assert all(each["complainant"] == {"name": "陈**", "phone": "138****6621"} for each in seen)


def test_filters_narrow_and_odd_ones_are_told(world: World) -> None:
    one = world.register(source="regulator_local")["ref"]
    world.register(method="visit")
    refs = [each["ref"] for each in world.get("li", f"{BASE}?view=forwarded&unit=P0101-31").json()["complaints"]]
    assert refs == [one]
    assert len(world.get("li", f"{BASE}?method=visit").json()["complaints"]) == 1
    assert world.get("li", f"{BASE}?handler=sun").json()["complaints"] == []
    for query, field in (("limit=201", "limit"), ("limit=0", "limit"), ("view=opne", "view"), ("after=xyz", "after"), ("stage=done", "stage"), ("handler=stranger", "handler")):
        assert field in errors(world.get("li", f"{BASE}?{query}")), query


def test_the_list_finds_any_piece_of_a_text_within_the_view(world: World) -> None:
    first, second = world.register()["ref"], world.register(source="media")["ref"]
    found = world.get("li", f"{BASE}?q=代步费").json()
    assert ([each["ref"] for each in found["complaints"]], found["after"]) == ([second, first], None)
    assert [each["ref"] for each in world.get("li", f"{BASE}?q=代步费&source=media").json()["complaints"]] == [second]
    assert world.get("li", f"{BASE}?q=代步费&view=ended").json()["complaints"] == []
    assert world.get("outsider", f"{BASE}?q=代步费").json()["complaints"] == []
    assert world.get("li", f"{BASE}?q={'费' * 81}").status_code == 422


def test_the_list_takes_as_many_statements_for_three_cases_as_for_one(world: World) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            world.register()
        world.get("li", BASE)
        with CaptureQueriesContext(connection, ) as queries:
            assert world.get("li", BASE).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 12


def test_registering_stays_small(world: World) -> None:
    world.register()
    with CaptureQueriesContext(connection) as queries:
        assert world.post("li", BASE, world.intake(), Idempotency_Key="k9").status_code == 201
    own = [each["sql"] for each in queries if not each["sql"].upper().startswith(("SAVEPOINT", "RELEASE"))]
    assert len(own) <= 25, own
