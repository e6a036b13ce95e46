"""The office and an insurer at the API: a round from opening to a proof, who is answered nothing, one's own score."""

import base64
from typing import Any

import pytest

from tests.cast import found_cast
from tests.office_cast import (
    PERIOD,
    RULEBOOK,
    broken_workbook,
    found_office,
    market,
    names_of,
    workbook_of,
)
from tests.web.api_world import World

BASE = "/api/v1/assessment"
ROUND = f"{BASE}/rounds/{RULEBOOK}/{PERIOD}"
STEPS = ("qualitative", "quantitative", "review")


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(found_office(found_cast()), monkeypatch).at("2026-07-06 09:00")


def good(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def upload(world: World, content: bytes) -> Any:
    return world.post("kao", f"{ROUND}/sources", {"kind": "workbook", "name": "数据.xlsx", "content_base64": base64.b64encode(content).decode()})


def reviewed(world: World) -> None:
    good(world.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    assert good(upload(world, workbook_of()))["taken"]
    for step in STEPS:
        good(world.post("kao", f"{ROUND}/step", {"step": step, "seen_version": good(world.get("kao", ROUND))["version"]}))
    codes = [card["code"] for cards in good(world.get("kao", f"{ROUND}/scorecards"))["groups"].values() for card in cards]
    assert good(world.post("fu", f"{ROUND}/reviews", {"codes": codes, "passed": True}))["reviewed"] == codes
    good(world.post("kao", f"{ROUND}/step", {"step": "score", "seen_version": good(world.get("kao", ROUND))["version"]}))


def test_a_round_from_opening_to_its_proof(office: World) -> None:
    reviewed(office)
    assert good(office.get("kao", f"{ROUND}/scorecards"))["trial"] is True
    first = good(office.post("jiandu", f"{ROUND}/publish", {"seen_version": good(office.get("kao", ROUND))["version"]}))
    assert (first["number"], first["differences"]) == (1, [])
    proof = good(office.get("kao", f"{ROUND}/versions/1"))
    assert (proof["facts_agree"], proof["result_agrees"]) == (True, True)
    assert good(office.get("kao", f"{ROUND}/scorecards"))["facts"] == first["facts"]
    answer = upload(office, workbook_of())
    assert answer.status_code in (409, 422)
    assert "发布" in answer.content.decode()


def test_what_is_wrong_in_a_workbook_is_told_in_one_go_and_nothing_is_kept(office: World) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    told = good(upload(office, broken_workbook()))
    assert told["taken"] is False
    assert len(told["problems"]) >= 3
    assert good(office.get("kao", ROUND))["sources"] == []


def test_a_contact_is_named_and_ended(office: World) -> None:
    reviewed(office)
    assert office.post("kao", f"{BASE}/contacts/{good(office.get('kao', f'{BASE}/insurers/P01'))['contacts'][0]['id']}", {"last_day": "2026-07-06"}).status_code == 200
    again = office.post("kao", f"{BASE}/insurers/P03/contacts", {"staff_id": "jia", "from_day": "2026-07-07"})
    assert (good(again)["code"], good(again)["until_day"]) == ("P03", None)
    assert office.post("kao", f"{BASE}/insurers/P03/contacts", {"staff_id": "li", "from_day": "2026-07-07"}).status_code == 422
    assert office.post("jia", f"{BASE}/insurers/P03/contacts", {"staff_id": "jia", "from_day": "2026-07-07"}).status_code == 404


def test_nobody_reviews_what_they_entered(office: World) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    good(upload(office, workbook_of()))
    given = {"kind": "figure", "code": "P01", "target": f"motor_complaints@{PERIOD}", "value": "999", "reason": "少登记"}
    row = good(office.post("kao", f"{ROUND}/adjustments", given))
    own = office.post("kao", f"{BASE}/adjustments/{row['id']}", {"confirm": True})
    assert own.status_code in (403, 409, 422)
    assert "自己提的调整不能自己复核" in own.content.decode()
    assert good(office.post("fu", f"{BASE}/adjustments/{row['id']}", {"confirm": True}))["state"] == "confirmed"


def test_a_figure_that_contradicts_its_row_is_not_proposed(office: World) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    good(upload(office, workbook_of()))
    answer = office.post("kao", f"{ROUND}/adjustments", {"kind": "figure", "code": "P01", "target": f"withdrawn_before_forwarding@{PERIOD}", "value": "999", "reason": "试"})
    assert answer.status_code == 422
    assert "与同一行不矛盾的数（转办前撤诉件数 999 应不大于投诉件数的" in answer.content.decode()
    assert good(office.get("kao", ROUND))["adjustments"] == []


def test_what_a_contact_may_read_and_what_the_office_may_list(office: World) -> None:
    reviewed(office)
    assert office.get("jia", f"{BASE}/mine/{RULEBOOK}/{PERIOD}").status_code == 404  # not asked yet
    good(office.post("kao", f"{ROUND}/counts", {}))
    mine = good(office.get("jia", f"{BASE}/mine/{RULEBOOK}/{PERIOD}"))
    assert (mine["code"], mine["card"], mine["check"]["state"]) == ("P01", None, "asked")
    assert {row["whose"] for row in mine["counts"]} == {name for name in names_of() if any(i.name == name and "P01" in (i.code, i.rolls_into) for i in market().insurers)}
    good(office.post("jia", f"{ROUND}/counts/P01", {"agrees": True}))
    good(office.post("jiandu", f"{ROUND}/publish", {"seen_version": good(office.get("kao", ROUND))["version"]}))
    mine = good(office.get("jia", f"{BASE}/mine/{RULEBOOK}/{PERIOD}"))
    assert (mine["card"]["code"], mine["counts"]) == ("P01", [])
    assert good(office.get("jia", f"{BASE}/mine"))["rounds"][0]["period"] == PERIOD
    lodged = good(office.post("jia", f"{ROUND}/objections", {"code": "P01", "words": "少计", "indicator": "timeliness"}))
    assert [each["id"] for each in good(office.get("kao", f"{ROUND}/objections"))["objections"]] == [lodged["id"]]
    assert office.post("jia", f"{ROUND}/objections", {"code": "P01", "words": "少计", "indicator": "zzz"}).status_code == 422
    good(office.post("kao", f"{ROUND}/measures", {"code": "P03", "kind": "talk", "words": "约谈"}))
    assert good(office.get("kao", f"{ROUND}/measures"))["measures"][0]["code"] == "P03"
    assert office.get("kao", f"{ROUND}/files/bulletin.docx").content[:2] == b"PK"
    assert good(office.get("kao", f"{BASE}/filings"))["filings"][0]["due_on"]
    for path in (f"{ROUND}/objections", f"{ROUND}/measures", f"{ROUND}/files/ranking.xlsx", f"{BASE}/filings"):
        assert office.get("jia", path).status_code == 404, path
    for who in ("kao", "li"):
        assert office.get(who, f"{BASE}/mine/{RULEBOOK}/{PERIOD}").status_code == 404


def test_a_question_of_another_sector_is_told(office: World) -> None:
    reviewed(office)
    for question in ("forwarded", "zz"):
        answer = office.post("kao", f"{ROUND}/what-if/P01", {"asked": {question: 1}})
        assert answer.status_code == 422
        assert "财产险没有问题" in answer.content.decode()


@pytest.mark.parametrize("value", ["²", "-1", "1.5", "1" * 16, ""])
def test_a_figure_is_digits_only(office: World, value: str) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    good(upload(office, workbook_of()))
    answer = office.post("kao", f"{ROUND}/adjustments", {"kind": "figure", "code": "P01", "target": f"forwarded@{PERIOD}", "value": value, "reason": "试"})
    assert answer.status_code == 422, answer.content.decode()


@pytest.mark.parametrize("who", ["li", "zhao", "stranger", "jia", "bie"])
def test_others_are_not_told_that_there_is_a_round(office: World, who: str) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    for path in (ROUND, f"{ROUND}/scorecards", f"{BASE}/insurers/P01"):
        assert office.get(who, path).status_code in (403, 404), path
    assert office.post(who, f"{ROUND}/step", {"step": "qualitative", "seen_version": 1}).status_code in (403, 404)


def test_what_if_is_answered_and_nothing_is_written(office: World) -> None:
    reviewed(office)
    before = good(office.get("kao", ROUND))
    told = good(office.post("kao", f"{ROUND}/what-if/P01", {"asked": {"forwarded_motor": 1}}))
    assert told["lines"]
    assert {"indicator", "before", "after", "gain", "because"} == told["lines"][0].keys()
    assert good(office.get("kao", ROUND)) == before


def test_an_insurers_own_score(office: World) -> None:
    empty = good(office.get("li", f"{BASE}/own?period=2026H1"))
    assert empty["scorecard"] is None
    assert empty["missing"]
    assert office.get("kao", f"{BASE}/own?period=2026H1").status_code in (403, 404)
    assert office.get("li", f"{BASE}/own?period=2026Q9").status_code == 422


FIGURES = {"motor_premium": "420000000", "nonmotor_premium": "160000000", "nonmotor_policies": "180000", "mediation_sent": "6", "mediation_succeeded": "4"}


def published_round(office: World) -> None:
    reviewed(office)
    good(office.post("jiandu", f"{ROUND}/publish", {"seen_version": good(office.get("kao", ROUND))["version"]}))


def test_an_insurer_enters_its_own_deductions(office: World) -> None:
    published_round(office)
    first = good(office.post("li", f"{BASE}/own", {"period": PERIOD, "figures": FIGURES, "previous": {"motor_premium": "1"}}))
    assert first["scorecard"]["total"] > 0
    events = {"improper_handling/single_visit": 2, "execution/report_late": 1}
    second = good(office.post("li", f"{BASE}/own", {"period": PERIOD, "figures": FIGURES, "previous": {"motor_premium": "1"}, "events": events, "seen_version": first["version"]}))
    assert first["scorecard"]["total"] - second["scorecard"]["total"] == 4
    lines = {line["indicator"]: line["points"] for line in second["scorecard"]["lines"]}
    assert (lines["improper_handling"], lines["execution"]) == (-2, -2)


def test_the_industrys_value_is_of_a_period_as_long(office: World) -> None:
    published_round(office)
    half = good(office.post("li", f"{BASE}/own", {"period": PERIOD, "figures": FIGURES}))
    assert half["benchmarks_from"] == "2026年上半年"
    assert "2026年上半年已发布的行业水平" in str(half["scorecard"])
    year = good(office.post("li", f"{BASE}/own", {"period": "2026", "figures": FIGURES}))
    assert (year["benchmarks_from"], year["scorecard"]) == (None, None)
    assert any("行业水平" in each for each in year["missing"])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"figures": {"motr": "1"}}, "motr"), ({"events": {"execution/report_lat": 1}}, "execution/report_late"), ({"marks": {"institutions/zz": "missing"}}, "定性项目"),
        ({"benchmarks": {"zz": "1"}}, "zz"),
    ],
)  # fmt: skip
def test_a_name_that_there_is_not_is_refused(office: World, given: dict[str, Any], said: str) -> None:
    answer = office.post("li", f"{BASE}/own", {"period": PERIOD, **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("value", ["缺失", "missing"])
def test_a_mark_is_adjusted_by_its_word_or_its_id(office: World, value: str) -> None:
    good(office.post("kao", f"{BASE}/rounds", {"rulebook": RULEBOOK, "period": PERIOD}))
    good(upload(office, workbook_of()))
    given = {"kind": "mark", "code": "P01", "target": "institutions/handling", "value": value, "reason": "现场核查没有"}
    assert good(office.post("fu", f"{ROUND}/adjustments", given))["adjusted"] == "missing"
