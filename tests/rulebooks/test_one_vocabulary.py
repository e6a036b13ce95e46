"""Codes that stand in more than one place are the same codes: data, decisions and actions."""

import re
from pathlib import Path

import pytest

from suqing.casework.classes import CLASS_NAMES
from suqing.casework.next_step import STEPS
from suqing.casework.repeat import LEVELS
from suqing.casework.responsibility import ROLES, level_for
from suqing.casework.stages import ACTS, STAGE_NAMES, Stage
from suqing.casework.triage import TESTS
from suqing.casework.ways_in import REGULATOR, TELEPHONE, came_via
from suqing.rulebook import open_edition

SRC = Path(__file__).parent.parent.parent / "src" / "suqing"
METHODS = ("telephone", "visit", "letter", "forwarded", "fax", "web", "sms", "email", "app", "wechat", "counter", "media")
SOURCES = (
    "own", "headquarters", "regulator_local", "regulator_national", "other_department", "association", "platform",
    "hotline_12378", "hotline_12345", "media", "internet",
)  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_method_and_source_is_a_channel_that_the_rules_know(method: str, source: str) -> None:
    code = came_via(method=method, source=source)
    assert code in {row.id for row in open_edition("property").table("channels")}
    assert code in {row.id for row in open_edition("claims").table("ways_in")}


def test_a_call_passed_on_by_12378_without_a_letter_is_no_forwarded_complaint() -> None:
    for source in ("hotline_12378", "hotline_12345"):
        code = came_via(method="telephone", source=source)
        assert code == source
        assert code not in REGULATOR
        assert code not in TELEPHONE
        assert next(row for row in open_edition("property").table("channels") if row.id == code)["regulator"] is False
        assert next(row for row in open_edition("claims").table("ways_in") if row.id == code)["penalised"] is False
    assert "property/hotline_12378" in open_edition("property").gaps


def test_the_classes_of_the_table_have_names_and_tests() -> None:
    rows = open_edition("property").table("classes")
    assert {row["class"] for row in rows} == set(CLASS_NAMES)
    assert {row["test"] for row in rows} == set(TESTS)


def test_the_last_class_takes_all_the_rest() -> None:
    assert open_edition("property").table("classes")[-1]["test"] == "otherwise"


def test_the_repeat_levels_are_those_of_the_rule_and_leave_no_number_out() -> None:
    claims = open_edition("claims")
    assert tuple(row["level"] for row in claims.table("repeat_levels")) == LEVELS
    assert [level_for(claims, times)["level"] for times in (1, 2, 3, 4, 99)] == ["first", "second", *["third_or_more"] * 3]


def test_the_roles_of_the_fines_have_names() -> None:
    assert {rule.role for rule in open_edition("claims").rules("fine")} == set(ROLES)


def test_every_stage_has_a_name_and_a_next_step() -> None:
    assert set(STAGE_NAMES) == set(Stage) == set(STEPS)


def test_every_act_that_the_actions_ask_for_is_known() -> None:
    asked = {
        found
        for path in (SRC / "apps" / "complaints" / "actions").rglob("*.py")
        for found in re.findall(r"\baction=\"([a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert asked, "no action asks the lifecycle any more: this test has lost its subject"
    assert asked <= set(ACTS)


def test_every_clause_that_the_decisions_cite_is_there() -> None:
    known = {clause for book in ("property", "claims", "cbirc2020", "life2010", "insurancelaw") for clause in open_edition(book).clauses}
    cited = {
        (path.name, found)
        for path in (SRC / "casework").glob("*.py")
        for found in re.findall(r"\"((?:property|claims|cbirc2020|life2010|insurancelaw)/[0-9.]+)\"", path.read_text(encoding="utf-8"))
    }
    assert cited
    assert {each for each in cited if each[1] not in known} == set()
