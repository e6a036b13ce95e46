"""What if: which line moves, by how much, and what cannot be."""

from dataclasses import replace
from fractions import Fraction

import pytest

from suqing.casework.assessment.what_if import QUESTIONS, Impossible, changes_of, what_if
from tests.casework.assessment_worlds import EDITION, H1, worked_example

F = Fraction


def moved(**asked: int) -> dict[str, Fraction]:
    answer = what_if(worked_example(), EDITION, H1, "A", asked)
    assert answer.gain == sum((each.gain for each in answer.lines), F(0))
    return {each.indicator: each.gain for each in answer.lines}


def test_nothing_asked_moves_nothing():
    assert moved() == {}


def test_an_overdue_case_on_time_moves_timeliness_only():
    assert moved(on_time=1) == {"timeliness": F(5)}


def test_one_more_forwarded_case_costs_points_on_the_lines_that_count_it():
    found = moved(forwarded_nonmotor=1)
    assert all(found[each] < 0 for each in ("nonmotor_per_premium", "nonmotor_per_policies", "premium_rate_change", "withdrawal_before_forwarding"))
    assert found["timeliness"] > 0
    assert "motor_per_premium" not in found


def test_one_more_success_in_mediation_gains():
    assert moved(mediated=1).keys() == {"mediation_success"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"on_time": 2}, "超期件数只有1件"), ({"mediated": 2}, "调解成功件数5件会多于需调解件数4件"), ({"forwarded_motor": -13}, "车险投诉件数只有12件")],
)
def test_what_cannot_be_is_told(asked, said):
    with pytest.raises(Impossible, match=said):
        moved(**asked)


@pytest.mark.parametrize("question", ["forwarded", "forwarded_moto", "zz"])
def test_a_question_of_another_sector_or_of_nobody_is_told(question):
    with pytest.raises(Impossible, match="财产险没有问题"):
        moved(**{question: 1})


def test_a_question_about_a_figure_that_is_not_there_is_told():
    facts = worked_example()
    without = replace(facts, figures=tuple(each for each in facts.figures if each.place.sheet != "调解"), _index={})
    with pytest.raises(Impossible, match="没有调解成功件数的数"):
        what_if(without, EDITION, H1, "A", {"mediated": 1})


def test_an_unknown_insurer():
    with pytest.raises(LookupError):
        what_if(worked_example(), EDITION, H1, "没有", {})


def test_opposite_questions_cancel():
    assert changes_of({"forwarded_motor": 2, "withdrawn": 2}, "财产险") == {"motor_complaints": 2, "withdrawn_before_forwarding": 2}
    assert {each.id for each in QUESTIONS} == {"forwarded_motor", "forwarded_nonmotor", "forwarded", "on_time", "withdrawn", "mediated", "mediation_sent"}
