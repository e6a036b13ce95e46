"""Two of the bureau's cases are withdrawn of the complainants' own will, one before and one after the formal forwarding (S1 四(二)4; law 15).

First: the bureau has told us, no letter has been forwarded yet; withdrawn with a signature. It counts among those withdrawn before forwarding.
Second: forwarded on 20 November, withdrawn on the 24th on record. It counts as forwarded. Withdrawn before forwarding: 1 of 2.
"""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from suqing.apps.assessment.register import count_register
from suqing.casework.assessment.periods import parse_period
from tests.cast import cn
from tests.remembered import remembered
from tests.stories.office import take_down
from tests.web.desk_cast import Office, said, text_of

LODGED = {"method": "forwarded", "source": "regulator_local", "bureau": "上海监管局", "regulator_received_at": "2026-11-18T10:00"}
FORWARDED = {"letter_no": "沪消保转〔2026〕第0088号", "forwarded_at": "2026-11-20T09:00", "return_by": "2026-12-04T17:00"}
WITHDRAWN = {"kind": "withdrawn", "reason": "车已修好，投诉人自愿撤回。"}


@pytest.fixture
@remembered
def both(office: Office) -> tuple[str, str]:
    before = take_down(office, "2026-11-19 10:00", who="li", **LODGED)
    office.does("li", "2026-11-19 15:00", "terminate", told_how="signed", **WITHDRAWN)
    after = take_down(office, "2026-11-20 15:00", who="li", **LODGED, **FORWARDED)
    office.does("li", "2026-11-24 10:00", "terminate", told_how="recorded", **WITHDRAWN)
    return before, after


def test_neither_is_worked_on_any_more_and_each_page_says_why(office: Office, both: tuple[str, str]) -> None:
    for office.ref in both:
        page = text_of(office.get("li", "2026-11-25 09:00"))
        assert "已撤回" in page
        assert "车已修好，投诉人自愿撤回。" in page
        assert office.ref not in text_of(office.get("li", "2026-11-25 09:00", "/desk/?view=forwarded"))
        assert office.ref in text_of(office.get("li", "2026-11-25 09:00", "/desk/cases/?scope=all"))
        assert office.ref not in text_of(office.get("li", "2026-12-30 09:00", "/desk/?view=overdue"))


def test_the_export_names_both_as_withdrawn(office: Office, both: tuple[str, str]) -> None:
    answer = office.post("li", "2026-11-25 09:00", "/desk/export/?scope=all")
    head, *rows = load_workbook(BytesIO(answer.content))["投诉件"].iter_rows(values_only=True)
    found = {row[head.index("编号")]: (row[head.index("阶段")], row[head.index("办结时间")]) for row in rows}
    assert found == {both[0]: ("已撤回", "2026-11-19 15:00"), both[1]: ("已撤回", "2026-11-24 10:00")}


def test_one_counts_before_forwarding_and_one_as_forwarded(office: Office, both: tuple[str, str]) -> None:
    counted = count_register(unit=office.house.branch, period=parse_period("2026"), as_of=cn("2026-11-25 09:00"))
    known = {name: int(value) for name, value in counted.figures.items() if value}
    assert known == {"complaints": 2, "motor_complaints": 2, "withdrawn_before_forwarding": 1, "forwarded": 1}
    page = text_of(office.get("li", "2026-11-25 09:00", "/oversight/own/?period=2026"))
    assert "撤回而没有转办日期，按转办前撤诉" in page


def test_one_that_is_taken_up_again_is_withdrawn_no_more(office: Office, both: tuple[str, str]) -> None:
    office.ref = both[0]
    office.does("li", "2026-11-25 09:00", "reopen", reason="车又坏了，投诉人要求继续办理。")
    counted = count_register(unit=office.house.branch, period=parse_period("2026"), as_of=cn("2026-11-25 10:00"))
    assert (counted.figures["withdrawn_before_forwarding"], counted.figures["forwarded"]) == (0, 2)


@pytest.mark.parametrize("proof", ["none", "telephone", "letter"])
def test_there_is_no_withdrawal_without_a_signature_or_a_recording(office: Office, proof: str) -> None:
    take_down(office, "2026-11-20 15:00", who="li", **LODGED, **FORWARDED)
    answer = office.act("li", "2026-11-24 10:00", "terminate", told_how=proof, **WITHDRAWN)
    assert answer.status_code == 422
    assert "撤回凭证" in said(answer)
    assert office.case.open
