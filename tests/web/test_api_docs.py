"""The schema and the readable pages made from it; the rules and the pure questions."""
# ruff: noqa: F811

import re
from pathlib import Path
from typing import Any

import pytest

from suqing.web.api.acts import BY_NAME
from suqing.web.api.bodies.intake import MONEY, Register
from suqing.web.api.problems import KINDS
from tests.web.api_world import World, call, world  # noqa: F401

METHODS = {"get", "post"}


@pytest.fixture
def schema(world: World) -> dict[str, Any]:
    answer = call(world.client, "GET", "/api/v1/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(schema: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, each) for path, methods in schema["paths"].items() for method, each in methods.items()]


def test_the_schema_names_every_route_with_a_summary(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1")
    found = operations(schema)
    assert {method for _, method, _ in found} == METHODS
    names = [each["operationId"] for _, _, each in found]
    assert len(names) == len(set(names))
    for path, method, each in found:
        assert re.search(r"[一-鿿]", each["summary"]), (path, method)
        assert " · " in each["summary"]
        assert each["tags"]
        assert {"Bearer"} <= {name for one in each["security"] for name in one}
        declared = {one["name"] for one in each["parameters"] if one["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path)), path
    assert {f"/api/v1/complaints/{{ref}}/{name}" for name in BY_NAME} <= set(schema["paths"])


UNSWAPPED = ("/disclose", "/note_inquiry", "/put_through", "/count_heads", "/end_visit", "/papers", "/letter", "/caller")  # these leave the case and its version alone


def test_every_post_takes_a_key_and_every_act_a_version(schema: dict[str, Any]) -> None:
    for path, method, each in operations(schema):
        headers = {one["name"] for one in each["parameters"] if one["in"] == "header"}
        if method == "post":
            assert "Idempotency-Key" in headers, path
            assert ("If-Match" in headers) == ("{ref}" in path and not path.endswith(UNSWAPPED)), path


def test_every_reference_of_the_schema_leads_somewhere(schema: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [node["$ref"], *(one for each in node.values() for one in references(each))] if "$ref" in node else [one for each in node.values() for one in references(each)]
        return [one for each in node for one in references(each)] if isinstance(node, list) else []

    found = references(schema)
    assert found
    assert {each.removeprefix("#/components/schemas/") for each in found} <= set(schema["components"]["schemas"])


def test_every_field_of_the_record_form_can_be_sent() -> None:
    from dataclasses import fields

    from suqing.apps.complaints.intake import Intake

    sent = {MONEY.get(name, name) for name in Register.model_fields}
    assert sent == {each.name for each in fields(Intake)} - {"register"}  # said by an older register alone


def test_the_pages_need_no_script_and_no_other_host(world: World) -> None:
    answer = call(world.client, "GET", "/api/v1/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", text) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
    for name in BY_NAME:
        assert f"/api/v1/complaints/{{ref}}/{name}" in text
    for kind in KINDS:
        assert f'id="{kind}"' in text
    assert "sum_claimed_yuan" in text
    assert "letter.letter_no" in text
    assert "persons[].role" in text


def test_the_rules_come_with_values_gaps_and_adoption(world: World) -> None:
    found = world.get("li", "/api/v1/rulebooks").json()["rulebooks"]
    assert {"property", "claims", "cbirc2020"} <= {each["id"] for each in found}
    book = world.get("li", "/api/v1/rulebooks/property").json()
    assert book["adopted"][0]["reason"] == "总经理室会议决定"
    clauses = {each["id"]: each for each in book["clauses"]}
    assert clauses["property/8.1"]["values"]
    assert book["gaps"]
    assert world.get("stranger", "/api/v1/rulebooks/property").json()["adopted"] == []
    assert world.get("li", "/api/v1/rulebooks/nothing").status_code == 404


def test_deadlines_answers_as_the_command_does(world: World) -> None:
    body = {"rulebook": "property", "class": "general", "received": "2026-11-20T16:00"}
    found = world.post("li", "/api/v1/deadlines", body).json()["deadlines"]
    assert [(each["kind"], each["limit_at"]) for each in found] == [("contact", "2026-11-23T17:30:00+08:00"), ("resolve", "2026-11-25T17:30:00+08:00")]
    none = world.post("li", "/api/v1/deadlines", body | {"class": "venting"}).json()
    assert none["deadlines"] == []
    assert none["because"]["clause"].startswith("property/")
    missing = world.post("li", "/api/v1/deadlines", {"rulebook": "property", "received": "2026-11-20T16:00"})
    assert (missing.status_code, missing.json()["errors"][0]["field"]) == (422, "class")
    odd = world.post("li", "/api/v1/deadlines", body | {"came_via": "regulator_locl"}).json()
    assert odd["errors"][0]["do"] == "最接近的是 regulator_local"


def test_classify_and_penalties_answer_as_the_commands_do(world: World) -> None:
    major = world.post("li", "/api/v1/classify", {"company_loss_yuan": "20000.00", "concerns_insider_misconduct": False}).json()
    assert major["class"] == "major"
    assert major["clause"].startswith("property/5.2")
    outside = world.post("li", "/api/v1/classify", {"in_litigation": True}).json()
    assert (outside["class"], outside["in_scope"]) == (None, False)
    fines = world.post("li", "/api/v1/penalties", {"came_via": "hotline", "times_complained": 3, "valid": True}).json()["penalties"]
    assert [(each["role"], each["amount_yuan"]) for each in fines] == [("direct", "100.00"), ("indirect", "50.00")]
    assert world.post("li", "/api/v1/penalties", {"came_via": "hotline", "times_complained": True}).status_code == 422


def test_a_question_takes_a_key_too(world: World) -> None:
    body = {"came_via": "hotline", "times_complained": 1, "valid": True}
    first = world.post("li", "/api/v1/penalties", body, Idempotency_Key="q1")
    assert world.post("li", "/api/v1/penalties", body, Idempotency_Key="q1").content == first.content
    assert world.post("li", "/api/v1/penalties", body | {"valid": False}, Idempotency_Key="q1").status_code == 422


def test_no_part_of_the_api_touches_the_clock_but_through_the_caller() -> None:
    folder = Path(__file__).parents[2] / "src" / "suqing" / "web" / "api"
    readers = {path.name for path in folder.rglob("*.py") if "clock.now()" in path.read_text()}
    assert readers == {"caller.py"}


def test_every_refusal_of_the_actions_names_its_clause() -> None:
    """At the source: no `Refused(…)` of an action without a clause."""
    import ast

    folder = Path(__file__).parents[2] / "src" / "suqing" / "apps" / "complaints"
    calls = [
        (path.name, node)
        for path in [*folder.glob("actions/*.py"), folder / "access.py"]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
    ]
    assert len(calls) > 20
    assert [(name, call.lineno) for name, call in calls if "clause" not in {each.arg for each in call.keywords}] == []
