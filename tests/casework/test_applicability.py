"""Which rulebooks cover a case: by subject, unit, and line of the one complained of (C26)."""

import pytest

from suqing.casework.applicability import Applies, CaseSubject, applicable
from suqing.casework.respondents import PostHeld, Respondent, respondent
from suqing.rulebook import open_edition

EDITIONS = {each: open_edition(each) for each in ("property", "claims", "cbirc2020")}


def answer(rulebook: str, **given: object) -> Applies:
    subject = CaseSubject(**{"unit_kind": "branch", "dispute_type": "service", **given})  # type: ignore[arg-type]
    return next(each for each in applicable(EDITIONS, subject) if each.rulebook == rulebook)


def post(*units: str, role: str = "employee", title: str = "", level: str = "branch") -> PostHeld:
    return PostHeld(role=role, title=title, units=units, level=level)


@pytest.mark.parametrize(
    ("held", "line", "place"),
    [
        (post("车险理赔部"), "claims", "车险理赔部"),
        (post("三组", "理赔中心"), "claims", "理赔中心"),
        (post("追偿科"), "claims", "追偿科"),
        (post("客户服务部", title="定损员"), "claims", "定损员"),
        (post(role="claims_head"), "claims", "理赔负责人"),
        (post("健康险部"), "", "健康险部"),
        (post("客户服务部", title="柜面主任"), "", "客户服务部"),
    ],
)
def test_the_line_of_a_post(held: PostHeld, line: str, place: str) -> None:
    assert respondent([held]) == Respondent(line, "branch", place)


def test_one_of_several_posts_is_enough_and_none_is_unknown() -> None:
    assert respondent([post("健康险部"), post("理赔部", level="sub_branch")]) == Respondent("claims", "sub_branch", "理赔部")
    assert not respondent([]).known


def test_a_service_complaint_against_claims_staff_falls_under_the_claims_rule() -> None:
    found = answer("claims", respondent=respondent([post("车险理赔部", title="定损员")]))
    assert (found.applies, found.clause) == (True, "claims/2")
    assert "车险理赔部，分公司" in found.because
    other = answer("claims", respondent=respondent([post("健康险部")]))
    assert not other.applies
    assert "健康险部，分公司" in other.because
    assert answer("claims").because == "投诉内容不是理赔，理赔细则只管理赔条线"


def test_a_claims_matter_does_not_ask_who() -> None:
    assert answer("claims", dispute_type="claim", respondent=respondent([post("健康险部")])).applies


def test_the_level_of_the_respondent_is_told_and_moves_nothing() -> None:
    above = respondent([post("产品部", level="headquarters")])
    assert answer("property", respondent=above).applies
    assert "被投诉人在总公司" in answer("property", respondent=above).because
    assert not answer("property", unit_kind="headquarters", respondent=respondent([post("健康险部")])).applies
