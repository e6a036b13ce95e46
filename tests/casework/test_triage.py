"""The class of a complaint (S5 3.2, 5.2): order, limits, and what unknown facts may and may not do."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suqing.casework.admissibility import in_scope
from suqing.casework.case_facts import TriageFacts
from suqing.casework.triage import Classification, classify
from suqing.rulebook import Edition, Line, open_edition

PROPERTY = open_edition("property")
FLAGS = (
    "exposed_by_media", "concerns_insider_misconduct", "only_venting", "in_litigation", "in_arbitration", "with_judicial_organs",
)  # fmt: skip
PLAIN = TriageFacts(Decimal("100"), "hotline", False, False, False, False, False, False)

maybe = st.sampled_from([None, True, False])
losses = st.none() | st.sampled_from([Decimal("0"), Decimal("19999.99"), Decimal("20000.00"), Decimal("99999999.99")])
ways = st.none() | st.sampled_from(["hotline", "regulator_local", "regulator_national", "association", "platform", "media"])
facts_of = st.builds(
    TriageFacts, company_loss_yuan=losses, came_via=ways, **dict.fromkeys(FLAGS, maybe)
)


def classed(facts: TriageFacts) -> Classification:
    return classify(edition=PROPERTY, facts=facts)


def test_a_complaint_about_a_result_is_general() -> None:
    found = classed(PLAIN)
    assert (found.classification, found.clause, found.provisional, found.in_scope) == ("general", "property/5.2.2", False, True)
    assert found.because == "对产品、服务或处理结果有意见，需查实后处理，定为一般投诉件。"


@pytest.mark.parametrize(("loss", "expected"), [("19999.99", "general"), ("20000", "major"), ("20000.00", "major"), ("20000.01", "major")])
def test_twenty_thousand_is_included(loss: str, expected: str) -> None:
    assert classed(replace(PLAIN, company_loss_yuan=Decimal(loss))).classification == expected


def test_a_loss_that_is_not_exact_to_the_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="不能精确到分"):
        classed(replace(PLAIN, company_loss_yuan=Decimal("19999.995")))


def test_an_unknown_way_in_is_refused_by_name() -> None:
    with pytest.raises(LookupError, match="carrier_pigeon"):
        classed(replace(PLAIN, came_via="carrier_pigeon"))


def test_whistleblow_comes_before_major() -> None:
    found = classed(replace(PLAIN, company_loss_yuan=Decimal("90000"), concerns_insider_misconduct=True))
    assert (found.classification, found.clause) == ("whistleblow", "property/5.2.4")


def test_what_lost_is_told_too() -> None:
    found = classed(replace(PLAIN, company_loss_yuan=Decimal("90000"), concerns_insider_misconduct=True))
    lost = next(each for each in found.line.children if each.clause == "property/5.2.3" and each.value is True)
    assert lost.because == "也成立，但先定了前面的一类"


def test_major_comes_before_venting() -> None:
    assert classed(replace(PLAIN, only_venting=True, came_via="regulator_local")).classification == "major"
    assert classed(replace(PLAIN, only_venting=True)).classification == "venting"


def test_the_explanation_says_the_sum_and_the_limit() -> None:
    found = classed(replace(PLAIN, company_loss_yuan=Decimal("24500.50")))
    assert found.because == "公司实际或可能的直接损失24,500.50元，达到20,000元，定为重大投诉件。"
    assert found.line.inputs["company_loss_fen"].value == 2450050


def test_missing_is_not_false_and_the_question_is_asked() -> None:
    found = classed(replace(PLAIN, concerns_insider_misconduct=None))
    assert found.provisional
    assert found.because.endswith("还不知道：是否涉及内部或关联人员弄虚作假、以职谋私（若是，就是举报件）。")


def test_out_of_scope_has_no_class_and_names_the_clause() -> None:
    found = classed(replace(PLAIN, in_litigation=True))
    assert (found.classification, found.in_scope, found.clause, found.provisional) == (None, False, "property/3.2", False)
    assert "客户已向法院起诉" in found.because


def test_scope_is_open_while_a_question_is_open() -> None:
    assert in_scope(edition=PROPERTY, facts=replace(PLAIN, in_arbitration=None)).in_scope is None
    assert in_scope(edition=PROPERTY, facts=PLAIN).in_scope is True


def test_the_explanation_survives_storage() -> None:
    line = classed(PLAIN).line
    assert Line.from_canonical(line.to_canonical()) == line


def test_another_limit_in_another_edition_gives_another_class() -> None:
    stricter = Edition.from_canonical(PROPERTY.canonical.replace('"threshold_fen":2000000', '"threshold_fen":10000'))
    assert stricter.content_hash != PROPERTY.content_hash
    assert classify(edition=stricter, facts=PLAIN).classification == "major"


@given(facts_of)
@settings(deadline=None)
def test_a_certain_class_survives_every_answer_to_what_is_unknown(facts: TriageFacts) -> None:
    found = classed(facts)
    if not found.provisional:
        for full in completions(facts):
            assert classed(full).classification == found.classification


@given(facts_of)
@settings(deadline=None)
def test_a_provisional_class_can_still_change(facts: TriageFacts) -> None:
    found = classed(facts)
    if found.provisional:
        assert {classed(full).classification for full in completions(facts)} > {found.classification}


@given(facts_of, st.sampled_from(("company_loss_yuan", "came_via", *FLAGS)))
@settings(deadline=None)
def test_losing_a_fact_never_makes_a_class_certain(facts: TriageFacts, lost: str) -> None:
    fewer: Any = replace(facts, **{lost: None})
    assert classed(facts).provisional <= classed(fewer).provisional or classed(facts).in_scope is False


@given(facts_of)
@settings(deadline=None)
def test_every_answer_has_a_clause_a_reason_and_an_explanation(facts: TriageFacts) -> None:
    found = classed(facts)
    assert found.clause in PROPERTY.clauses
    assert found.because.endswith("。")
    assert found.line.clause == found.clause


def completions(facts: TriageFacts) -> list[TriageFacts]:
    """Answers to every open question, the extremes of each: enough to reach every class."""
    options: dict[str, list[Any]] = {flag: [True, False] for flag in FLAGS}
    options["company_loss_yuan"] = [Decimal(0), Decimal(20000)]
    options["came_via"] = ["hotline", "regulator_local"]
    unknown = [name for name in options if getattr(facts, name) is None]
    return [replace(facts, **dict(zip(unknown, picked, strict=True))) for picked in product(*(options[name] for name in unknown))]
