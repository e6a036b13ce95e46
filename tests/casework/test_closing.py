"""The three grounds of S4 第七条四, with exactly what each needs, and who may close."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suqing.casework.case_facts import ClosingFacts
from suqing.casework.closing import grounds, may_close
from suqing.casework.verdict import Verdict
from suqing.rulebook import open_edition

CLAIMS, LAW, PROPERTY = (open_edition(each) for each in ("claims", "cbirc2020", "property"))
POST = ClosingFacts(actor_in_complaint_post=True)
NEEDS = {
    "accepted": {"reply_on_record", "response_on_record", "response_accepted"},
    "lawful": {"reply_on_record", "response_on_record", "law_cited", "facts_stated", "grounds_stated", "remedies_stated"},
    "found_invalid": {"finding_invalid", "found_by_complaint_unit", "explanation_given", "last_word_recorded"},
}
CLAUSES = {"accepted": "claims/7.4.1", "lawful": "claims/7.4.2", "found_invalid": "claims/7.4.3"}


def close(ground: str, facts: ClosingFacts) -> Verdict:
    return may_close(editions=[PROPERTY, CLAIMS, LAW], ground=ground, facts=facts)


def with_all(ground: str) -> ClosingFacts:
    return replace(POST, **dict.fromkeys(NEEDS[ground], True))


def test_there_are_three_grounds() -> None:
    assert [row.id for row in grounds([CLAIMS])] == list(NEEDS)


@pytest.mark.parametrize("ground", NEEDS)
def test_a_ground_with_all_it_needs_closes(ground: str) -> None:
    found = close(ground, with_all(ground))
    assert (found.allowed, found.clause, found.missing) == (True, CLAUSES[ground], ())


@pytest.mark.parametrize(("ground", "fact"), [(ground, fact) for ground, needed in NEEDS.items() for fact in sorted(needed)])
def test_each_thing_that_a_ground_needs_is_needed(ground: str, fact: str) -> None:
    found = close(ground, replace(with_all(ground), **{fact: False}))
    assert not found.allowed
    assert len(found.missing) == 1
    assert found.missing[0].clause
    assert found.reason.startswith("还不能结案：")


@pytest.mark.parametrize("ground", NEEDS)
def test_nothing_else_is_needed(ground: str) -> None:
    others = {each.name for each in fields(ClosingFacts)} - NEEDS[ground] - {"actor_in_complaint_post", "actor_is_handler"}
    facts = with_all(ground)
    assert all(getattr(facts, each) is False for each in others)
    assert close(ground, facts).allowed


def test_the_handler_never_closes_even_from_the_complaint_post() -> None:
    found = close("accepted", replace(with_all("accepted"), actor_is_handler=True))
    assert [each.code for each in found.missing] == ["not_the_handler"]
    assert found.clause == "claims/7.5"


def test_only_the_complaint_post_closes() -> None:
    found = close("accepted", replace(with_all("accepted"), actor_in_complaint_post=False))
    assert [each.code for each in found.missing] == ["complaint_post"]


def test_a_contract_term_alone_is_not_enough() -> None:
    found = close("lawful", replace(with_all("lawful"), law_cited=False))
    assert found.reason == "还不能结案：没有引用法律、法规的条文（只引合同条款不够）。补写支持公司意见的法律或法规条文。"


def test_what_the_decision_must_say_is_the_law() -> None:
    facts = replace(with_all("lawful"), remedies_stated=False)
    assert close("lawful", facts).clause == "cbirc2020/19"
    assert may_close(editions=[CLAIMS], ground="lawful", facts=facts).clause == "claims/7.4.2"


def test_editions_may_come_by_their_names() -> None:
    assert may_close(editions={"claims": CLAIMS}, ground="accepted", facts=with_all("accepted")).allowed


def test_an_unknown_ground_and_a_missing_rule_are_errors() -> None:
    with pytest.raises(LookupError, match="tired"):
        close("tired", POST)
    with pytest.raises(LookupError, match="claims"):
        may_close(editions=[PROPERTY], ground="accepted", facts=POST)


@given(st.sampled_from(sorted(NEEDS)), st.builds(ClosingFacts, **{each.name: st.booleans() for each in fields(ClosingFacts)}), st.data())
def test_more_on_file_never_closes_less(ground: str, facts: ClosingFacts, data: st.DataObject) -> None:
    gained = data.draw(st.sampled_from([each.name for each in fields(ClosingFacts) if each.name != "actor_is_handler"]))
    more = replace(facts, **{gained: True})
    assert close(ground, facts).allowed <= close(ground, more).allowed
    assert len(close(ground, more).missing) <= len(close(ground, facts).missing)
