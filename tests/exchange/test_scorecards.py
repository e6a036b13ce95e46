"""scorecards.json: exactly as documented, numbers equal to two decimals, and what stands beside."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from suqing.casework.assessment import Assessment, Facts, assess, check_facts, parse_period
from suqing.casework.assessment.facts import Place
from suqing.exchange.sample import sample_facts
from suqing.exchange.scorecards import scorecards, scorecards_text
from suqing.rulebook import open_edition
from suqing.rulebook.places import rulebook_ids
from tests.casework.assessment_worlds import (
    EDITION,
    H1,
    YI,
    business,
    complaints,
    facts,
    insurer,
    marks,
    worked_example,
)

# indicator → points, value, unit, benchmark of the worked example
WORKED = {
    "institutions": (13.25, 1, "项", None), "mechanisms": (15.0, 0, "项", None), "execution": (-2.0, 1, "次", None),
    "motor_per_premium": (14.0, 1.5, "件/亿元", 2.0), "nonmotor_per_premium": (1.5, 2.4, "件/亿元", 1.6), "nonmotor_per_policies": (2.4, 0.3, "件/万张", 0.25),
    "premium_rate_change": (6.63, -4.7619, "%", None), "timeliness": (5.0, 90.0, "%", None), "withdrawal_before_forwarding": (8.0, 44.4444, "%", 50.0),
    "mediation_success": (3.75, 75.0, "%", 60.0), "improper_handling": (-1.0, 1, "次", None), "violations": (0, 0, "次", None),
    "mass_incidents": (0, 0, "次", None), "negative_publicity": (0, 0, "次", None),
}  # fmt: skip
LINE = ("indicator", "full", "points", "value", "unit", "benchmark", "clause", "basis", "flags", "because", "inputs")
CARD = ("code", "name", "rank", "total", "raw_total", "qualitative", "quantitative", "points_on_assumption", "lines")


def worked_facts(name: str = "庚财险上海分公司") -> Facts:
    """The worked example (66.53) under a name, with one of each who is not ranked. Its events were entered by 经办甲 and reviewed by 复核乙."""
    base = worked_example()
    more = facts(
        insurer("D", name="缺数公司"), business("D", motor_premium=1 * YI), complaints("D", motor=1, nonmotor=0), marks("D"),
        insurer("T", name="庚财险电销中心", kind="电销中心", into="A"),
        insurer("X", name="东港再保险公司", kind="再保险"),
        insurer("N", name="新开公司", opened=date(2018, 2, 1)),
    )  # fmt: skip
    named = tuple(replace(each, name=name) if each.code == "A" else each for each in base.insurers)
    events = tuple(replace(each, note="年度报告迟报3日", proposed_by="经办甲", reviewed_by="复核乙") for each in base.events)
    return Facts((*named, *more.insurers), (*base.figures, *more.figures), (*base.marks, *more.marks), events)


def worked(name: str = "庚财险上海分公司") -> Assessment:
    found = worked_facts(name)
    assert not [each for each in check_facts(found, EDITION, H1) if not each.warning]
    return assess(found, EDITION, H1)


@pytest.fixture(scope="module")
def data() -> dict:
    return json.loads(scorecards_text(scorecards(worked())))


def the_card(data: dict) -> dict:
    return next(card for card in data["groups"]["property"] if card["code"] == "A")


def test_the_documented_keys_are_there(data: dict) -> None:
    assert data["rulebook"] == "sh2018"
    assert (data["edition"], data["period"]) == (EDITION.content_hash, "2018H1")
    assert data["facts"] == worked_facts().content_hash
    assert set(data["groups"]) == {"property", "life"}
    for card in data["groups"]["property"]:
        assert set(CARD) <= set(card)
        assert all(set(LINE) <= set(line) for line in card["lines"])


def test_the_worked_example(data: dict) -> None:
    card = the_card(data)
    assert (card["total"], card["raw_total"], card["qualitative"], card["quantitative"]) == (66.53, 66.53, 26.25, 40.28)
    assert {line["indicator"]: (line["points"], line["value"], line["unit"], line["benchmark"]) for line in card["lines"]} == WORKED
    assert (card["rank"], card["rolled_up"]) == (3, ["T"])


def test_a_deduction_has_no_full_points_but_a_cap(data: dict) -> None:
    lines = {line["indicator"]: line for line in the_card(data)["lines"]}
    assert (lines["execution"]["full"], lines["execution"]["cap"]) == (0, 30)
    assert (lines["motor_per_premium"]["full"], lines["motor_per_premium"]["cap"]) == (20, None)
    assert [part["points"] for part in lines["execution"]["parts"]] == ["−2.00"]


def test_each_figure_names_its_row(data: dict) -> None:
    motor = next(line for line in the_card(data)["lines"] if line["indicator"] == "motor_per_premium")
    assert motor["inputs"]["车险投诉件数"] == {"value": "12件", "source": "投诉量 第3行"}
    assert motor["sources"] == ["投诉量 第3行", "业务量 第3行"]
    assert data["benchmarks"]["property"]["motor_per_premium"] == {"value": 2.0, "unit": "件/亿元", "because": "同期合计32÷合计1,600,000,000，3家。"}


def test_a_period_outside_the_validity_is_flagged_everywhere(data: dict) -> None:
    assert data["flags"] == ["outside_validity"]
    for card in data["groups"]["property"]:
        assert "outside_validity" in card["flags"]
        assert all("outside_validity" in line["flags"] for line in card["lines"])
    inside = scorecards(assess(sample_facts(EDITION, parse_period("2019H1")), EDITION, parse_period("2019H1")))
    assert inside["flags"] == []
    assert not any("outside_validity" in line["flags"] for cards in inside["groups"].values() for card in cards for line in card["lines"])


def test_who_is_not_ranked(data: dict) -> None:
    assert [(each["code"], each["missing"]) for each in data["incomplete"]] == [("D", ["业务量 非车险保费收入", "业务量 非车险保单件数"])]
    assert [each["code"] for each in data["excluded"]] == ["N", "X"]
    assert all(each["clause"].startswith("sh2018/") and each["because"] for each in data["excluded"])
    assert [(each["code"], each["into"]) for each in data["merged"]] == [("T", "A")]


def test_the_summary_of_a_group(data: dict) -> None:
    told = data["groups_summary"]["property"]
    totals = sorted(card["total"] for card in data["groups"]["property"])
    assert (told["count"], told["median"], told["below_mean"]) == (3, totals[1], 1)
    assert told["mean"] == pytest.approx(sum(totals) / 3, abs=0.005)
    institutions = told["lines"][0]
    assert (institutions["mean"], institutions["full"], institutions["zero"]) == (14.42, 2, 0)
    assert data["groups_summary"]["life"]["mean"] is None


def test_what_is_not_known_is_null() -> None:
    """No business and a complaint: a line without a value, and zero points."""
    rows = worked_facts()
    changed = tuple(replace(row, values={**row.values, "motor_premium": Fraction(0)}) if row.code == "B" and row.place.sheet == "业务量" else row for row in rows.figures)
    found = scorecards(assess(replace(rows, figures=changed, _index={}), EDITION, H1))
    card = next(card for card in found["groups"]["property"] if card["code"] == "B")
    line = next(line for line in card["lines"] if line["indicator"] == "motor_per_premium")
    assert (line["value"], line["points"]) == (None, 0)
    assert "zero_exposure" in line["flags"]


@pytest.mark.parametrize("rulebook", [each for each in rulebook_ids() if open_edition(each).rules("composition")])
def test_every_number_has_two_decimals_and_the_lines_add_up(rulebook: str) -> None:
    """For every rulebook that scores, whatever its sections are called."""
    edition = open_edition(rulebook)
    row = edition.table("periods")[0]
    period = parse_period(f"{(edition.valid.from_day or '2018')[:4]}{row['code']}")
    found = json.loads(scorecards_text(scorecards(assess(sample_facts(edition, period), edition, period))))
    sections = [section.id for section in edition.rules("composition")[0].sections]
    cards = [card for cards in found["groups"].values() for card in cards]
    assert cards
    for card in cards:
        cents = [round(line["points"] * 100) for line in card["lines"]]
        assert sum(cents) == round(card["raw_total"] * 100) == sum(round(card[section] * 100) for section in sections)
        for value in (card["total"], card["points_on_assumption"], *(line["points"] for line in card["lines"])):
            assert value == round(value, 2)
        assert card["total"] == max(0, card["raw_total"])


def test_the_text_has_a_line_for_each_insurer() -> None:
    found = scorecards(worked("甲\n“乙”<b>&公司"))
    text = scorecards_text(found)
    assert json.loads(text) == json.loads(json.dumps(found))
    assert sum(line.startswith('{"code"') and '"lines"' in line for line in text.splitlines()) == 3


def test_places_do_not_change_the_hash() -> None:
    rows = worked_facts()
    moved = replace(rows, figures=tuple(replace(row, place=Place(row.place.sheet, row.place.row + 7)) for row in rows.figures), _index={})
    assert scorecards(assess(moved, EDITION, H1))["facts"] == scorecards(assess(rows, EDITION, H1))["facts"]
