"""What a deadline says of itself, and what the clocks depend on."""

import dataclasses
import json
from datetime import date, datetime, timedelta

import pytest

from suqing.casework.deadlines import deadlines_for, no_clocks_because
from suqing.casework.facts import ClockFacts, Promise
from suqing.rulebook import Edition, Line, open_calendar, open_edition
from suqing.rulebook.calendar import HOUSE

CN = open_calendar("cn")
MONDAY = datetime(2026, 11, 23, 9, 12, tzinfo=HOUSE)


def by_kind(rulebook: str, facts: ClockFacts) -> dict[str, object]:
    found = deadlines_for(edition=open_edition(rulebook), calendar=CN, facts=facts)
    return {each.kind: each for each in found}


def line_of(rulebook: str, kind: str, facts: ClockFacts) -> Line:
    found = deadlines_for(edition=open_edition(rulebook), calendar=CN, facts=facts)
    return next(each.line for each in found if each.kind == kind)


def test_plain_data_has_the_fixed_keys() -> None:
    found = deadlines_for(edition=open_edition("claims"), calendar=CN, facts=ClockFacts(MONDAY))
    assert found[0].data() == {
        "kind": "progress",
        "clause": "claims/7.3",
        "started_at": "2026-11-23T09:12:00+08:00",
        "target_at": "2026-11-23T21:12:00+08:00",
        "limit_at": "2026-11-24T09:12:00+08:00",
        "unit": "hour",
        "strength": "must",
        "provisional": False,
        "recurs": "until_resolved",
    }
    assert "recurs" not in found[1].data()


def test_the_explanation_names_clause_gist_facts_and_readings() -> None:
    line = line_of("property", "resolve", ClockFacts(MONDAY, "major"))
    assert line.clause == "property/8.2"
    assert line.gist == open_edition("property").clauses["property/8.2"].gist
    assert (line.inputs["received_at"].value, line.inputs["received_at"].source) == (
        "2026-11-23T09:12:00+08:00",
        "登记",
    )
    assert (line.inputs["classification"].value, line.inputs["classification"].source) == (
        "major",
        "定类",
    )
    assert line.value == "2026-11-30T17:30:00+08:00"
    assert line.because == "收到当日不计，数到第5个工作日，2026-11-30 17:30届满"
    assert (line.basis, line.gap) == ("quoted", "property/end_of_working_day")
    assert [(each.label, each.basis, each.gap) for each in line.children] == [
        ("期限", "quoted", None),
        ("约束", None, None),
        ("2026年工作日历", "quoted", None),
        ("营业时间", "assumed", "cn/business_hours"),
        ("读法", "assumed", "property/end_of_working_day"),
    ]


def test_the_strip_over_the_spring_festival() -> None:
    received = datetime(2026, 2, 13, 10, 0, tzinfo=HOUSE)
    strip = line_of("property", "resolve", ClockFacts(received, "general")).strip
    assert [(square.day[5:], square.kind, square.words, square.ordinal) for square in strip] == [
        ("02-13", "start", "收到", None),
        ("02-14", "make_up", "调休上班", 1),
        *[(f"02-{day}", "holiday", "春节", None) for day in range(15, 24)],
        ("02-24", "working", "第2", 2),
        ("02-25", "working", "第3", 3),
    ]


def test_an_unpublished_year_is_said_in_words() -> None:
    received = datetime(2026, 12, 30, 9, 0, tzinfo=HOUSE)
    line = line_of("property", "resolve", ClockFacts(received, "general"))
    assert "暂定，2027年放假安排未公布" in line.because
    assert [each.gap for each in line.children if each.label == "2027年工作日历"] == [
        "cn/unpublished_year"
    ]
    assert [square.provisional for square in line.strip] == [False, False, True, True, True, True]


def test_explanations_survive_storage() -> None:
    facts = ClockFacts(
        MONDAY, "general", "third_or_more", promises=(Promise(date(2026, 12, 1), words="回电"),)
    )
    for rulebook in ("property", "claims", "cbirc2020"):
        for each in deadlines_for(edition=open_edition(rulebook), calendar=CN, facts=facts):
            assert Line.from_canonical(each.line.to_canonical()) == each.line


def test_every_gap_that_is_named_can_be_looked_up() -> None:
    facts = ClockFacts(
        MONDAY, "general", "third_or_more", decision_received_at=MONDAY, crisis_opened_at=MONDAY
    )
    for rulebook in ("property", "claims", "cbirc2020"):
        edition = open_edition(rulebook)
        for each in deadlines_for(edition=edition, calendar=CN, facts=facts):
            for line in (each.line, *each.line.children):
                assert line.gap is None or line.gap in edition.gaps | CN.gaps
                assert line.basis != "assumed" or line.gap


def test_a_class_that_is_not_known_yet_has_no_property_clocks() -> None:
    assert by_kind("property", ClockFacts(MONDAY)) == {}


@pytest.mark.parametrize(
    ("classification", "clause"), [("whistleblow", "property/8.3"), ("venting", "property/5.2.1")]
)
def test_no_clocks_have_a_reason(classification: str, clause: str) -> None:
    assert by_kind("property", ClockFacts(MONDAY, classification)) == {}
    because = no_clocks_because(open_edition("property"), classification)
    assert because is not None
    assert because[0] == clause
    assert no_clocks_because(open_edition("property"), "general") is None
    assert no_clocks_because(open_edition("claims"), classification) is None


def test_neither_source_nor_level_changes_the_property_clocks() -> None:
    plain = deadlines_for(
        edition=open_edition("property"), calendar=CN, facts=ClockFacts(MONDAY, "general")
    )
    other = ClockFacts(MONDAY, "general", "third_or_more", "regulator_local")
    assert [
        e.data() for e in deadlines_for(edition=open_edition("property"), calendar=CN, facts=other)
    ] == [e.data() for e in plain]


def test_the_value_of_the_day_of_receipt_counts() -> None:
    """A limit that changes on a day: items received before keep the old one, whenever it is asked."""
    shipped = open_edition("property")
    data = json.loads(shipped.canonical)
    rules = data["files"]["deadlines.yaml"]["rules"]
    resolve = next(each for each in rules if each["id"] == "resolve_general")
    (old,) = resolve["limit"]
    resolve["limit"] = [old | {"until": "2026-11-23"}, old | {"from": "2026-11-24", "value": 2}]
    edition = Edition.from_canonical(json.dumps(data))
    limits = [
        deadlines_for(
            edition=edition, calendar=CN, facts=ClockFacts(MONDAY + timedelta(days=n), "general")
        )[-1].limit_at
        for n in (0, 1)
    ]
    assert [each.date() for each in limits] == [date(2026, 11, 26), date(2026, 11, 26)]


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without time zone"):
        by_kind("property", ClockFacts(datetime(2026, 11, 23, 9, 12), "general"))  # noqa: DTZ001


def test_facts_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ClockFacts(MONDAY).received_at = MONDAY  # type: ignore[misc]


def test_new_material_is_named_as_the_reason_for_counting_anew() -> None:
    facts = ClockFacts(MONDAY, new_material_received_at=MONDAY + timedelta(days=10))
    line = line_of("cbirc2020", "decide", facts)
    assert line.because.endswith("自收到新材料起重新计算")
    assert line.inputs["new_material_received_at"].value == "2026-12-03T09:12:00+08:00"
    assert (
        "new_material_received_at" not in line_of("cbirc2020", "decide", ClockFacts(MONDAY)).inputs
    )
