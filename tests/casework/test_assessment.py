"""The edges of the assessment, each with the sentence that explains it: what the random worlds do not say aloud."""

from datetime import date
from fractions import Fraction

import pytest

from suqing.casework.assessment import (
    Assessment,
    Facts,
    Scorecard,
    assess,
    check_facts,
    parse_period,
)
from suqing.casework.assessment.lines import Scored
from tests.casework.assessment_worlds import (
    EDITION,
    H1,
    ITEMS,
    YI,
    Row,
    business,
    complaints,
    event,
    facts,
    insurer,
    marks,
    mediation,
    property_insurer,
    worked_example,
    zero_insurer,
)

F = Fraction
NOTHING = {f"{rule}__{item}": "missing" for rule in ITEMS for item in ITEMS[rule]}


def score(*rows: object, period: str = "2018H1") -> Assessment:
    known = facts(*rows)
    wrong = [str(each) for each in check_facts(known, EDITION, parse_period(period)) if not each.warning]
    assert not wrong
    return assess(known, EDITION, parse_period(period))


def card(found: Assessment, code: str = "A") -> Scorecard:
    wanted = found.card(code)
    assert wanted is not None, found.incomplete
    return wanted


def others() -> list[list[Row]]:
    return [property_insurer("B"), property_insurer("C")]


# ---- the worked example ------------------------------------------------------------------------------------------------------

LINES = {
    "institutions": ("13.25", "档案管理制度缺失，少得1.75分。15－1.75＝13.25分。"),
    "mechanisms": ("15.00", "9项齐全，15.00分。"),
    "execution": ("-2.00", "合计2.00分，不超过上限30.00分，扣2.00分。"),
    "motor_per_premium": ("14.00", "车险投诉件数12件÷车险保费收入8亿元＝1.50件/亿元。为行业水平2.00的0.75倍，在0.00（100%）与2.00（60%）之间按直线得70.00%，20×70.00%＝14.00分。"),
    "nonmotor_per_premium": ("1.50", "非车险投诉件数6件÷非车险保费收入2.5亿元＝2.40件/亿元。为行业水平1.60的1.50倍，在1.60（60%）与3.20（0%）之间按直线得30.00%，5×30.00%＝1.50分。"),
    "nonmotor_per_policies": ("2.40", "非车险投诉件数6件÷非车险保单件数20万张＝0.30件/万张。为行业水平0.25的1.20倍，在0.25（60%）与0.50（0%）之间按直线得48.00%，5×48.00%＝2.40分。"),
    "premium_rate_change": ("6.63", "本期投诉件数18件÷保费收入10.5亿元＝1.7143，上年同期1.8000，变化−4.76%。在−30.00%（100%）与0.00%（60%）之间按直线得66.35%，10×66.35%＝6.63分。"),
    "timeliness": ("5.00", "按时处理并反馈件数9件÷到期的转办件数10件＝90.00%。在80.00%（0%）与100.00%（100%）之间按直线得50.00%，10×50.00%＝5.00分。"),
    "withdrawal_before_forwarding": ("8.00", "转办前撤诉件数8件÷投诉件数18件＝44.44%。为行业水平50.00%的0.89倍，在0.00%（0%）与50.00%（60%）之间按直线得53.33%，15×53.33%＝8.00分。"),
    "mediation_success": ("3.75", "调解成功件数3件÷需调解件数4件＝75.00%。为行业水平60.00%的1.25倍，在60.00%（60%）与100.00%（100%）之间按直线得75.00%，5×75.00%＝3.75分。"),
    "improper_handling": ("-1.00", "合计1.00分，不超过上限10.00分，扣1.00分。"),
    "violations": ("0.00", "没有扣分事件。"),
    "mass_incidents": ("0.00", "没有扣分事件。"),
    "negative_publicity": ("0.00", "没有扣分事件。"),
}


@pytest.fixture(scope="module")
def example() -> Assessment:
    return assess(worked_example(), EDITION, H1)


@pytest.mark.parametrize("indicator", LINES)
def test_a_line_of_the_worked_example(example: Assessment, indicator: str) -> None:
    line = card(example).line(indicator)
    points, because = LINES[indicator]
    assert (line.points, line.because) == (F(points), because)


def test_the_worked_example_in_sum(example: Assessment) -> None:
    found = card(example)
    assert [line.indicator for line in found.lines] == list(LINES)
    assert found.sections == {"qualitative": F("26.25"), "quantitative": F("40.28")}
    assert (found.raw_total, found.total, found.rank) == (F("66.53"), F("66.53"), 3)
    assert example.group_of("A").mean == sum(each.total for each in example.cards()) / 3  # type: ignore[union-attr]


def test_what_rests_on_assumptions_is_said(example: Assessment) -> None:
    """Every line names the weakest origin that decided it; the card adds up what so rests, deductions by their size."""
    found = card(example)
    assumed = [line for line in found.lines if line.basis == "assumed"]
    assert found.points_on_assumption == sum(abs(line.points) for line in assumed) == F("57.53")
    assert all(line.gap in EDITION.gaps for line in assumed), "each assumption has its gap"
    # full marks of a list, and a schedule without events, rest on the rule's own words
    assert [line.indicator for line in found.lines if line.basis == "quoted"] == ["mechanisms", "violations", "mass_incidents", "negative_publicity"]


def test_inputs_name_their_rows(example: Assessment) -> None:
    inputs = card(example).line("motor_per_premium").inputs
    assert (inputs["车险投诉件数"].value, inputs["车险投诉件数"].source) == ("12件", "投诉量 第3行")
    assert inputs["行业水平"].value == "2.00"


# ---- the industry ------------------------------------------------------------------------------------------------------------------


def motor(*rows: object) -> Scored:
    return card(score(*rows)).line("motor_per_premium")


def test_two_companies_are_compared_with_the_year_before() -> None:
    line = motor(property_insurer("A", motor=(8 * YI, 12), before=(5 * YI, 10)), property_insurer("B", before=(5 * YI, 20)))
    assert (line.points, line.benchmark_words) == (F(16), "3.00")
    assert "small_group" in line.flags
    assert line.inputs["行业水平"].source.startswith("组内不足三家，上年同期合计30÷合计1,000,000,000")


def test_two_companies_without_a_year_before_are_compared_with_each_other() -> None:
    line = motor(property_insurer("A", motor=(8 * YI, 16)), property_insurer("B", motor=(8 * YI, 16)))
    assert (line.points, line.benchmark_words) == (F(12), "2.00")
    assert "small_group" in line.flags
    assert line.inputs["行业水平"].source.startswith("组内不足三家，同期合计")


def test_a_year_before_without_complaints_leaves_nothing_to_earn() -> None:
    """r = v / 0 is beyond twice the benchmark; it must not turn into full marks."""
    line = motor(property_insurer("A", motor=(8 * YI, 12), before=(5 * YI, 0)), property_insurer("B", before=(5 * YI, 0)))
    assert (line.points, line.benchmark_words) == (F(0), "0.00")


def test_a_company_of_zeros_makes_no_group() -> None:
    line = motor(property_insurer("A"), property_insurer("B"), zero_insurer("C", "property"))
    assert "small_group" in line.flags


def test_cases_sent_to_mediation_are_neither_exposure_nor_complaint() -> None:
    third = [row for row in zero_insurer("C", "property") if getattr(getattr(row, "place", None), "sheet", "") != "调解"]
    line = motor(property_insurer("A"), property_insurer("B"), third, mediation("C", sent=3, succeeded=1))
    assert "small_group" in line.flags


def test_the_groups_are_small_apart() -> None:
    life = [insurer("L", sector="life"), marks("L"), complaints("L", total=5), business("L", premium=YI, opening_policies=1, new_policies=1, opening_persons=1, new_persons=1)]
    found = score(property_insurer("A"), others(), life)
    assert "small_group" not in card(found).flags
    assert "small_group" in card(found, "L").flags
    assert [group.group.id for group in found.groups] == ["property", "life"]


def test_an_incomplete_insurer_is_not_part_of_the_industry() -> None:
    gone = [insurer("D"), marks("D"), complaints("D", motor=900, nonmotor=0), business("D", motor_premium=YI, nonmotor_premium=0, nonmotor_policies=None)]
    found = score(property_insurer("A"), others(), gone)
    assert card(found).line("motor_per_premium").benchmark_words == "2.50"
    assert [(each.code, each.missing) for each in found.incomplete] == [("D", ("业务量 非车险保单件数",))]
    assert found.card("D") is None


# ---- zero, nothing, unknown ----------------------------------------------------------------------------------------------------------


def test_complaints_without_premium_earn_nothing_and_ask_for_a_look() -> None:
    found = card(score(property_insurer("A", motor=(0, 5), nonmotor=(0, 0), policies=0), others()))
    line = found.line("motor_per_premium")
    assert (line.points, line.flags) == (F(0), ("zero_exposure",))
    assert line.because == "车险保费收入0元而有5件投诉，须人工核对：20×0.00%＝0.00分。"
    assert found.line("premium_rate_change").because == "保费为零而有5件投诉，须人工核对：10×0.00%＝0.00分。"


def test_a_line_that_is_not_written_is_full_and_says_so() -> None:
    line = card(score(property_insurer("A", motor=(0, 0)), others())).line("motor_per_premium")
    assert line.points == 20
    assert {"not_written", "zero_complaints"} <= set(line.flags)
    assert line.because == "没有这类业务，也没有投诉，不适用：20×100.00%＝20.00分。"


def test_nothing_forwarded_and_nothing_sent_to_mediation() -> None:
    found = card(score(property_insurer("A"), others()))
    assert found.line("timeliness").because == "到期的转办件数0件，没有可比的件：10×100.00%＝10.00分。"
    assert found.line("mediation_success").because == "需调解件数0件，没有可比的件：5×100.00%＝5.00分。"


def test_an_industry_where_nobody_withdraws() -> None:
    line = card(score(property_insurer("A"), others())).line("withdrawal_before_forwarding")
    assert (line.points, line.benchmark_words) == (F(9), "0.00%")


def test_first_assessed() -> None:
    line = card(score(property_insurer("A"), others())).line("premium_rate_change")
    assert (line.points, line.flags) == (F(6), ("first_period",))
    assert "没有上年同期可比，按首次考评：10×60.00%＝6.00分。" in line.because


@pytest.mark.parametrize("before", [None, (0, 7)], ids=["no rows", "no premium"])
def test_a_company_without_complaints_needs_no_year_before(before: tuple[int, int] | None) -> None:
    line = card(score(property_insurer("A", motor=(YI, 0), nonmotor=(YI, 0), before=before), others())).line("premium_rate_change")
    assert line.points == 10
    assert "first_period" in line.flags


def test_no_complaints_a_year_before() -> None:
    line = card(score(property_insurer("A", before=(5 * YI, 0)), others())).line("premium_rate_change")
    assert line.points == 6
    assert line.because == "上年同期没有投诉，本期2.80，不高于行业同期2.80：10×60.00%＝6.00分。"
    worse = card(score(property_insurer("A", motor=(4 * YI, 11), before=(5 * YI, 0)), others())).line("premium_rate_change")
    assert (worse.points, worse.gap) == (F(0), "sh2018/previous_zero")
    assert "，本期3.00，高于行业同期2.87：" in worse.because


def test_life_insurers_are_counted_by_their_own_column() -> None:
    """Zeros in the columns of motor and non-motor, which are not theirs, do not make 30 complaints none."""

    def life(code: str) -> list[object]:
        return [
            insurer(code, sector="life"), marks(code), complaints(code, motor=0, nonmotor=0, total=30),
            business(code, premium=20 * YI, motor_premium=0, nonmotor_premium=0, opening_policies=100, new_policies=0, opening_persons=100, new_persons=0),
        ]  # fmt: skip

    line = card(score(life("A"), life("B"), life("C"))).line("per_premium")
    assert (line.points, line.value_words) == (F(6), "1.50")


# ---- caps, floor, rank ------------------------------------------------------------------------------------------------------------------


def test_a_cap_is_flagged_where_it_binds() -> None:
    found = card(score(zero_insurer("A", "property"), event("A", "violations", "licence_revoked"), event("A", "violations", "warning", times=2)))
    line = found.line("violations")
    assert (line.points, line.flags) == (F(-20), ("capped",))
    assert line.because == "合计28.00分，上限20.00分，扣20.00分。"
    assert "capped" in found.flags
    exactly = card(score(zero_insurer("A", "property"), event("A", "violations", "licence_revoked"))).line("violations")
    assert (exactly.points, exactly.flags) == (F(-20), ())


def test_execution_takes_no_more_than_was_earned() -> None:
    poor = {name: level for name, level in NOTHING.items() if name != "mechanisms__other"}
    found = card(score(property_insurer("A", **poor), event("A", "execution", "report_late")))
    line = found.line("execution")
    assert (line.points, line.flags) == (F(-1), ("capped",))
    assert line.because == "合计2.00分，不多于已得的1.00分，扣1.00分。"
    assert found.sections["qualitative"] == 0


def test_half_points_of_a_list_are_rounded_once() -> None:
    found = card(score(property_insurer("A", institutions__archives="noncompliant", institutions__other="missing")))
    assert found.line("institutions").points == F("13.13")


def test_a_total_below_zero_is_shown_as_zero_and_ranked_as_it_is() -> None:
    worst = [event(code, "mass_incidents", "event_300", persons=300) for code in "AB"] + [event(code, "negative_publicity", "central", times=2) for code in "AB"]
    rows = [property_insurer(code, motor=(0, 9), nonmotor=(0, 9), policies=0, forwarded=5, on_time=0, **NOTHING) for code in "AB"]
    found = score(rows, worst, event("B", "violations", "talk_or_risk_notice"), zero_insurer("C", "property"))
    first, second = card(found, "A"), card(found, "B")
    # withdrawal and mediation as the industry's: 9 and 5 points
    assert (first.raw_total, first.total, first.rank) == (F(-46), F(0), 2)
    assert (second.raw_total, second.total, second.rank) == (F(-47), F(0), 3)
    assert "floored" in first.flags


def test_equal_totals_share_a_rank_the_next_one_skips() -> None:
    rows = [zero_insurer(code, "property") for code in "ABCD"]
    found = score(rows, event("C", "violations", "fine"), event("D", "violations", "warning"))
    assert [(each.code, each.rank) for each in found.cards()] == [("A", 1), ("B", 1), ("D", 3), ("C", 4)]


def test_within_a_tie_fewer_risk_deductions_stand_first() -> None:
    """Display only: execution belongs to the qualitative part and is not counted here."""
    rows = [zero_insurer(code, "property") for code in "BC"]
    poorer = [row for row in zero_insurer("A", "property") if not hasattr(row, "item")]
    found = score(
        rows, poorer, marks("A", institutions__other="missing"), event("A", "violations", "fine", times=1), event("A", "improper_handling", "single_visit"),
        event("B", "execution", "report_late", times=4), event("C", "violations", "fine_half_million"),
    )  # fmt: skip
    assert {each.rank for each in found.cards()} == {1}
    assert [each.code for each in found.cards()] == ["B", "A", "C"]


def test_the_units_rows_and_events_count_with_the_insurer() -> None:
    unit = [insurer("U", kind="电销中心", into="A", opened=None), complaints("U", motor=2, nonmotor=0), event("U", "violations", "warning")]
    found = score(property_insurer("A"), others(), unit)
    assert card(found).line("motor_per_premium").inputs["车险投诉件数"].value == "12件"
    assert card(found).line("violations").points == -4
    assert [each.code for each in found.merged] == ["U"]
    assert found.card("U") is None


@pytest.mark.parametrize(
    ("last_year", "flags"),
    [([], ()), ([business("U", "2017H1", motor_premium=None, nonmotor_premium=0, nonmotor_policies=0)], ("first_period",))],
    ids=["no row adds nothing", "an empty cell leaves the sum unknown"],
)
def test_a_units_year_before(last_year: list[Row], flags: tuple[str, ...]) -> None:
    unit = [insurer("U", kind="电销中心", into="A"), *last_year]
    line = card(score(property_insurer("A", before=(5 * YI, 14)), others(), unit)).line("premium_rate_change")
    assert (line.points, line.flags) == (F(6), flags)


# ---- the period ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "flags"),
    [("2018H1", ("outside_validity",)), ("2018", ("outside_validity",)), ("2019H1", ()), ("2020", ()), ("2021H1", ()), ("2021", ("outside_validity",))],
)
def test_a_period_outside_the_rules_validity_is_computed_and_flagged(period: str, flags: tuple[str, ...]) -> None:
    assert score(zero_insurer("A", "property", parse_period(period)), period=period).flags == flags


@pytest.mark.parametrize("period", ["2018Q1", "2018H2"])
def test_a_period_that_the_rulebook_does_not_assess(period: str) -> None:
    with pytest.raises(ValueError, match=period):
        assess(Facts(), EDITION, parse_period(period))


@pytest.mark.parametrize(("opened", "assessed"), [(date(2017, 1, 1), True), (date(2017, 1, 2), False)])
def test_a_full_accounting_year(opened: date, assessed: bool) -> None:
    rows = [row for row in property_insurer("A") if not hasattr(row, "opened_on")]
    found = score(rows, insurer("A", opened=opened))
    assert [each.code for each in found.cards()] == (["A"] if assessed else [])
    if not assessed:
        assert found.excluded[0].because == "2017年1月2日开业，到2018年上半年未满一个会计年度（2017年1月1日及以前开业的才考评）。"


def test_the_same_facts_have_the_same_hash_whatever_their_rows() -> None:
    known = worked_example()
    turned = Facts(known.insurers[::-1], known.figures[::-1], known.marks[::-1], known.events[::-1])
    assert turned.content_hash == known.content_hash
    less = Facts(known.insurers, known.figures, known.marks, known.events[:1])
    assert less.content_hash != known.content_hash


def test_a_mark_that_is_missing_names_the_insurer_and_the_item() -> None:
    known = worked_example()
    gone = tuple(each for each in known.marks if (each.code, each.item) != ("B", "archives"))
    found = [str(each) for each in check_facts(Facts(known.insurers, known.figures, gone, known.events), EDITION, H1)]
    assert len(found) == 1
    assert "B公司 制度建设" in found[0]
    assert "archives（档案管理制度）" in found[0]


def test_a_workbook_of_another_period_is_told_in_one_sentence() -> None:
    told = check_facts(facts(property_insurer("A"), others()), EDITION, parse_period("2020H1"))
    assert [each.code for each in told] == ["period_absent"]
    assert "2018H1" in str(told[0])
    assert "2020H1" in str(told[0])
