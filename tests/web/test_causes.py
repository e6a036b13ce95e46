"""The cause tree: taken down with the finding, filtered, counted with drill-down, exported; never the topic of the dispute."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from suqing.apps.complaints import actions
from suqing.apps.complaints.models import Complaint, Finding
from suqing.apps.complaints.models.choices import CauseKind
from suqing.casework.causes import DETAILS, KIND_OF, KINDS, TREE, cause_words
from suqing.kernel.errors import BadInput
from tests.apps.case_walk import walked
from tests.cast import House, cn
from tests.web.api_world import BASE, World, world  # noqa: F401
from tests.web.desk_cast import Office, at, statements, text_of, transactions

pytestmark = pytest.mark.django_db
DAY = "2026-11-28 12:00"


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def found(house: House, kind: str, detail: str = "", case: Complaint | None = None, **given: Any) -> Complaint:
    case = case or walked(house, house.register(**given), until="record_finding")
    return actions.record_finding(
        ref=case.ref, seen_version=case.version, actor=house.actor("sun"), at=cn("2026-11-27 10:00"), cause_kind=kind, cause_detail=detail, cause="排期失误", evidence="", valid=True,
    )  # fmt: skip


def test_the_tree_has_the_branches_of_the_record_and_no_leaf_twice() -> None:
    assert {each.value: each.label for each in CauseKind} == KINDS
    assert set(TREE) == set(KINDS)
    assert len(DETAILS) == sum(len(leaves) for leaves in TREE.values()) == len(KIND_OF)
    assert not set(DETAILS) & set(KINDS)
    assert cause_words("claim", "claim_survey") == "理赔：查勘定损"
    assert cause_words("claim", "") == "理赔"


def test_a_leaf_of_another_branch_is_refused(office: Office) -> None:
    with pytest.raises(BadInput) as refused:
        found(office.house, "claim", "sale_misleading")
    assert refused.value.field == "原因细项"
    assert not Finding.objects.exists()


def test_counts_lead_to_as_many_rows_and_the_newest_finding_counts(office: Office) -> None:
    first = found(office.house, "sale", "sale_misleading")
    found(office.house, "claim", "claim_survey", case=first)
    found(office.house, "claim", "claim_slow", policy_no="9")
    found(office.house, "claim", policy_no="8")
    client = office.browser("li")
    with at(DAY):
        page = client.get("/desk/causes/")
        text = text_of(page)
        assert "有调查结论的3件" in text
        assert "理赔 3件" in text
        assert "误导或夸大" not in text
        links = dict(re.findall(r'<a href="([^"]+cause=[^"]+)">(\d+)件</a>', page.content.decode()))
        assert sorted(links.values()) == ["1", "1", "3"]
        for url, count in links.items():
            rows = client.get(url.replace("&amp;", "&"))
            assert rows.content.decode().count("<tr data-row") == int(count)
            assert "原因：理赔" in text_of(rows)
        assert "还没有查明原因的投诉" in text_of(client.get("/desk/causes/?until=2026-11-20"))


def test_those_who_oversee_nothing_do_not_find_the_page_and_what_concerns_one_is_not_counted(office: Office) -> None:
    found(office.house, "claim", "claim_slow")
    for who in ("sun", "zhang", "outsider"):
        assert office.get(who, DAY, "/desk/causes/").status_code == 404, who
    assert "还没有查明原因的投诉" in text_of(office.get("stranger", DAY, "/desk/causes/"))


def test_it_takes_as_many_statements_for_three_as_for_one(office: Office) -> None:
    asked = []
    for kinds in (("claim",), ("sale", "system")):
        for number, kind in enumerate(kinds):
            found(office.house, kind, policy_no=f"{kind}{number}")
        client = office.browser("li")
        statements(client, "/desk/causes/", DAY)
        _, sql = statements(client, "/desk/causes/", DAY)
        assert transactions(sql) == []
        asked.append(len(sql))
    assert asked[0] == asked[1] <= 12


def test_the_form_takes_it_and_the_file_and_the_page_tell_it(office: Office) -> None:
    case = walked(office.house, office.house.register(), until="record_finding")
    with at("2026-11-27 10:00"):
        answer = office.browser("sun").post(f"/desk/c/{case.ref}/act/record_finding/", {"seen_version": case.version, "cause_kind": "claim", "cause_detail": "claim_survey", "cause": "排期失误", "valid": "yes"})
    assert answer.status_code == 303
    assert "理赔：查勘定损" in text_of(office.get("li", DAY, f"/desk/c/{case.ref}/"))
    answer = office.post("li", DAY, "/desk/export/?scope=")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content) if answer.streaming else answer.content))["投诉件"]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(min_row=1, max_row=2))
    assert dict(zip(head, row, strict=True))["原因"] == "理赔：查勘定损"


def test_the_api_takes_filters_and_shows_it(world: World) -> None:  # noqa: F811
    case = found(world.house, "claim", "claim_survey")
    for code, refs in (("claim", [case.ref]), ("claim_survey", [case.ref]), ("claim_slow", []), ("sale", [])):
        assert [each["ref"] for each in world.get("li", f"{BASE}?cause={code}").json()["complaints"]] == refs
    assert world.get("li", f"{BASE}?cause=weather").status_code == 422
    told = world.get("li", f"{BASE}/{case.ref}").json()["findings"][0]
    assert (told["cause_kind"], told["cause_detail"]) == ("claim", "claim_survey")
