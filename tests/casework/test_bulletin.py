"""The bulletin, pure: printed figures come out as printed, and a second, slower route gives the same for any facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY, Figures, Insurer, Place
from suqing.casework.assessment.numbers import decimal_text
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.bulletin import BulletinFacts, Count, bulletin, check_facts
from suqing.casework.bulletin.compute import Bulletin
from suqing.casework.bulletin.facts import DETAIL
from suqing.casework.bulletin.ranking import Placed

NOW, BEFORE, YEAR = "2022Q1", "2021Q4", "2021Q1"
Q1 = Period(2022, "Q1")
YI = 10**8

# 国家监管通报 银保监消保发〔2022〕8号 (http://bioenter.cn/sys/93913.html): counts and shares of 2022Q1, complaints per 亿元 with their order
PROPERTY_COUNTS = (2634, 824, 640, 510, 487, 463, 399, 329, 277, 249)
LIFE_COUNTS = (3267, 1975, 1704, 1544, 1487, 1047, 829, 703, 550, 408)
PER_YI = (
    ("阳光信保", "112.94"), ("众惠相互保险", "23.90"), ("阳光农险", "14.74"), ("泰康在线财险", "14.71"), ("史带财险", "12.99"),
    ("安达保险", "12.97"), ("渤海财险", "11.97"), ("鑫安车险", "10.46"), ("国泰财险", "9.85"), ("长安责任保险", "9.09"),
)  # fmt: skip


def insurer(code: str, sector: str = "财产险", name: str = "", into: str | None = None) -> Insurer:
    return Insurer(code, name or f"{code}公司", sector, "", into, None, Place(DIRECTORY, 2))


def rows(code: str, count: int, period: str = NOW, dispute: str = "理赔纠纷", line: str = "车险", restated: int | None = None, year: int | None = None) -> Count:
    return Count(code, period, dispute, line, count, restated, year, Place(DETAIL, 2))


def business(code: str, period: str = NOW, **values: int | Fraction) -> Figures:
    return Figures(code, period, {name: Fraction(value) for name, value in values.items()}, Place(BUSINESS, 2))


def made(insurers: Sequence[Insurer], counts: Iterable[Count], figures: Iterable[Figures] = (), period: Period = Q1) -> Bulletin:
    facts = BulletinFacts(tuple(insurers), tuple(figures), tuple(counts))
    assert [each for each in check_facts(facts, period) if not each.warning] == []
    return bulletin(facts, period)


def pct(value: Fraction | None) -> str:
    return "—" if value is None else decimal_text(value * 100)


# ---- what is printed ----


def published() -> Bulletin:
    """2022Q1; what the ten largest leave of the printed totals lies with smaller ones, which are ours."""
    insurers, counts = [], []
    for letter, sector, printed, total in (("P", "财产险", PROPERTY_COUNTS, 9373), ("L", "人身险", LIFE_COUNTS, 17172)):
        left = total - sum(printed)
        own = [*printed, *(left // 20 for _ in range(19)), left - 19 * (left // 20)]
        for number, count in enumerate(own):
            insurers.append(insurer(f"{letter}{number:02d}", sector))
            counts.append(rows(f"{letter}{number:02d}", count))
    counts += [rows("P00", 14247, BEFORE), rows("L00", 23399, BEFORE)]  # 2021年第四季度通报
    return made(insurers, counts)


def test_totals_and_shares_come_out_as_printed() -> None:
    found = published()
    assert (found.total, found.sectors["property"].total, found.sectors["life"].total) == (26545, 9373, 17172)
    assert (pct(found.sectors["property"].share), pct(found.sectors["life"].share)) == ("35.31", "64.69")


def test_the_ten_largest_come_out_as_printed() -> None:
    for sector, printed in (("property", PROPERTY_COUNTS), ("life", LIFE_COUNTS)):
        assert [(each.rank, each.company.count) for each in published().sectors[sector].top["count"]] == list(enumerate(printed, start=1))
    assert pct(published().sectors["property"].top["count"][0].share) == "28.10"


def test_growth_on_the_quarter_before() -> None:
    found = published()
    assert (pct(found.growth.qoq), pct(found.sectors["property"].growth.qoq)) == ("-29.49", "-34.21")
    assert found.growth.yoy is None


def test_ratios_come_out_in_the_printed_order() -> None:
    insurers = [insurer(f"P{number}", name=name) for number, (name, _) in enumerate(PER_YI)]
    figures = [business(f"P{number}", premium=Fraction(100 * YI) / Fraction(value)) for number, (_, value) in enumerate(PER_YI)]
    placed = made(insurers, [rows(each.code, 100) for each in insurers], figures).sectors["property"].top["per_premium"]
    assert [(each.rank, each.company.name, decimal_text(each.value)) for each in placed] == [(n, name, value) for n, (name, value) in enumerate(PER_YI, 1)]


def test_claims_and_sales_disputes_together_as_printed() -> None:
    """2022年一季度保险投诉数据分析: 7788 together, −33.99 % on the 10506 and 1293 of 2021Q4, −40.01 % on the year before."""
    own = [
        rows("P1", 6880), rows("P1", 908, dispute="销售纠纷"), rows("P1", 900, dispute="承保纠纷"),
        rows("P1", 10506, BEFORE), rows("P1", 1293, BEFORE, "销售纠纷"), rows("P1", 1000, BEFORE, "承保纠纷"),
        rows("P1", 12982, YEAR), rows("P1", 0, YEAR, "销售纠纷"),
    ]  # fmt: skip
    two = made([insurer("P1")], own).sectors["property"].disputes.two_largest
    assert two is not None
    assert (two.names, two.count, pct(two.growth.qoq), pct(two.growth.yoy)) == (("理赔纠纷", "销售纠纷"), 7788, "-33.99", "-40.01")


# ---- growth ----


def test_a_restated_base_takes_the_place_of_the_stored_one() -> None:
    """9373 against 15539 is the printed −39.68 %; the stored figure of that quarter is another."""
    stored = rows("P1", 15000, YEAR)
    plain = made([insurer("P1")], [rows("P1", 9373), stored]).sectors["property"].growth
    told = made([insurer("P1")], [rows("P1", 9373, year=15539), stored]).sectors["property"].growth
    assert (pct(plain.yoy), pct(told.yoy)) == ("-37.51", "-39.68")
    base = told.bases["yoy"]
    assert (base.count, base.stored, base.restated) == (15539, 15000, 1)
    assert base.because == "2021年第一季度15539件，其中1行用上年同期重述，存着的数是15000件。"
    assert plain.bases["yoy"].restated == 0
    assert "重述" not in plain.bases["yoy"].because


def test_a_restated_quarter_before() -> None:
    growth = made([insurer("P1")], [rows("P1", 9373, restated=15539), rows("P1", 15000, BEFORE)]).sectors["property"].growth
    assert (pct(growth.qoq), growth.yoy) == ("-39.68", None)


def test_only_the_restated_cells_are_replaced() -> None:
    """What is gone since stays in the base, what is not restated counts as stored."""
    own = [rows("P1", 10, restated=40), rows("P1", 20, line="非车险"), rows("P1", 50, BEFORE), rows("P1", 60, BEFORE, line="非车险"), rows("P1", 7, BEFORE, line="旧险")]
    sector = made([insurer("P1")], own).sectors["property"]
    assert sector.growth.bases["qoq"].count == 40 + 60 + 7
    assert sector.growth.bases["qoq"].stored == 117
    assert {each.names[0]: (each.count, each.growth.bases["qoq"].count) for each in sector.lines.categories} == {"车险": (10, 40), "非车险": (20, 60), "旧险": (0, 7)}
    assert pct(next(each for each in sector.lines.categories if each.names == ("旧险",)).growth.qoq) == "-100.00"


def test_restated_rows_alone_are_a_base_only_when_all_rows_have_one() -> None:
    whole = made([insurer("P1")], [rows("P1", 30, restated=20), rows("P1", 0, line="旧险", restated=4)])
    assert pct(whole.growth.qoq) == "25.00"
    assert whole.growth.bases["qoq"].stored is None
    part = made([insurer("P1")], [rows("P1", 30, restated=20), rows("P1", 1, line="新险")])
    assert part.growth.qoq is None
    assert part.sectors["property"].growth.bases["qoq"].because == "没有2021年第四季度的行，上期重述只填了1行、共2行，不作比较。"


def test_no_rows_no_growth_and_a_base_of_zero_none_either() -> None:
    growth = made([insurer("P1")], [rows("P1", 3), rows("P1", 0, YEAR)]).growth
    assert (growth.qoq, growth.yoy) == (None, None)
    assert growth.bases["yoy"].because == "2021年第一季度0件，为0，不作比较。"


def test_the_industry_needs_every_sectors_base() -> None:
    found = made([insurer("P1"), insurer("L1", "人身险")], [rows("P1", 3), rows("L1", 4), rows("P1", 2, BEFORE)])
    assert (found.growth.qoq, found.sectors["property"].growth.qoq) == (None, Fraction(1, 2))
    assert "没有全部公司" in found.growth.bases["qoq"].because


def test_a_whole_year_is_compared_once() -> None:
    """上期 and 上年同期 are then the same: either column serves both, and two that differ are an error."""
    year = parse_period("2022")
    growth = made([insurer("P1")], [rows("P1", 8, "2022", restated=10), rows("P1", 9, "2021")], period=year).growth
    assert (growth.qoq, growth.yoy) == (Fraction(-1, 5), Fraction(-1, 5))
    facts = BulletinFacts((insurer("P1"),), (), (rows("P1", 8, "2022", restated=10, year=11),))
    assert [each.code for each in check_facts(facts, year)] == ["restated_differs"]


# ---- ranks and medians ----


def counted(*counts: int) -> Bulletin:
    insurers = [insurer(f"P{number:02d}") for number in range(len(counts))]
    return made(insurers, [rows(each.code, count) for each, count in zip(insurers, counts, strict=True)])


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    assert [each.rank for each in counted(9, 9, 8, 7, 7, 7, 1).sectors["property"].top["count"]] == [1, 1, 3, 4, 4, 4, 7]


def test_a_tie_at_rank_ten_lengthens_the_list() -> None:
    placed = counted(*range(30, 21, -1), 5, 5, 5, 4).sectors["property"].top["count"]
    assert [each.rank for each in placed] == [*range(1, 10), 10, 10, 10]
    assert len(counted(*range(30, 22, -1), 5, 5, 4).sectors["property"].top["count"]) == 10  # a tie at nine fills the tenth place


def test_zero_is_no_place() -> None:
    assert [each.company.count for each in counted(3, 0, 0).sectors["property"].top["count"]] == [3]


def test_ranks_are_of_unrounded_values() -> None:
    """Both print as 4.11, and are not a tie; code order would have them the other way round."""
    insurers = [insurer("P1"), insurer("P2")]
    figures = [business("P1", premium=Fraction(10**12) / Fraction("4.1110")), business("P2", premium=Fraction(10**12) / Fraction("4.1111"))]
    placed = made(insurers, [rows("P1", 10**4), rows("P2", 10**4)], figures).sectors["property"].top["per_premium"]
    assert [(each.rank, each.company.code, decimal_text(each.value)) for each in placed] == [(1, "P2", "4.11"), (2, "P1", "4.11")]


@pytest.mark.parametrize(("per_yi", "middle"), [((1, 2, 9), 2), ((1, 2, 4, 9), 3), ((5,), 5)])
def test_medians_odd_and_even(per_yi: tuple[int, ...], middle: int) -> None:
    insurers = [insurer(f"P{number}") for number in range(len(per_yi))]
    found = made(insurers, [rows(each.code, count) for each, count in zip(insurers, per_yi, strict=True)], [business(each.code, premium=YI) for each in insurers])
    assert found.sectors["property"].medians["per_premium"].value == middle


def test_medians_take_companies_with_exposure_only() -> None:
    """No row and an empty cell are not zero, and zero is no exposure; a company without complaints counts with 0."""
    codes = ("P1", "P2", "P3", "P4", "P5")
    figures = [business("P1", premium=YI), business("P2", premium=0), business("P3", motor_premium=YI), business("P5", premium=YI)]
    found = made([insurer(code) for code in codes], [rows(code, 6) for code in codes[:4]], figures)
    median = found.sectors["property"].medians["per_premium"]
    assert (median.value, median.companies) == (3, 2)
    told = {each.code: each for each in found.findings if each.ratio == "per_premium"}
    assert told["exposure_missing"].companies == ("P3", "P4")
    assert "非车险保费收入、业务量没有这一家的行" in told["exposure_missing"].sentence
    assert told["zero_exposure"].companies == ("P2",)
    assert "财产保险公司：P5公司（P5）有业务量而没有投诉明细，按0件计。" in found.notes


# ---- exposures ----


def test_premium_of_property_is_motor_and_nonmotor_or_the_whole() -> None:
    figures = [business("P1", motor_premium=YI, nonmotor_premium=YI), business("P2", premium=2 * YI)]
    found = made([insurer("P1"), insurer("P2")], [rows("P1", 6), rows("P2", 6)], figures).sectors["property"]
    assert [each.value for each in found.top["per_premium"]] == [3, 3]


def test_policies_of_property_come_from_their_own_column_only() -> None:
    """非车险保单件数 is a part of them: without 保单件数 the ratio is not given, and it is said why."""
    without = made([insurer("P1")], [rows("P1", 6)], [business("P1", premium=YI, nonmotor_policies=10**4, opening_policies=10**4, new_policies=1)])
    sector = without.sectors["property"]
    assert (sector.medians["per_policies"].value, sector.top["per_policies"]) == (None, ())
    (said,) = without.findings
    assert (said.code, said.ratio) == ("ratio_not_given", "per_policies")
    assert said.sentence == "财产保险公司万张保单投诉量没有给出：每一家都缺数（保单件数；非车险保单件数只是其中一部分，不能代替）。补上后重新生成。"
    given_ = made([insurer("P1")], [rows("P1", 6)], [business("P1", premium=YI, policies=3 * 10**4)])
    assert given_.sectors["property"].medians["per_policies"].value == 2
    assert given_.findings == ()


def test_ratios_of_life_add_opening_and_new() -> None:
    figures = business("L1", premium=2 * YI, opening_policies=10**4, new_policies=10**4, opening_persons=3 * 10**4, new_persons=10**4)
    found = made([insurer("L1", "人身险")], [rows("L1", 8)], [figures])
    assert {name: each.value for name, each in found.sectors["life"].medians.items()} == {"per_premium": 4, "per_policies": 4, "per_person_times": 2}
    assert found.findings == ()


def test_merged_units_count_with_their_target() -> None:
    insurers = [insurer("P1"), insurer("P2", into="P1"), insurer("P3", into="P1")]
    figures = [business("P1", premium=YI, policies=10**4), business("P2", premium=YI, policies=10**4)]
    found = made(insurers, [rows("P1", 4), rows("P2", 6), rows("P3", 2), rows("P2", 24, BEFORE)], figures)
    (company,) = found.sectors["property"].companies
    assert (company.count, company.exposures["per_premium"].value) == (12, 2 * YI)
    assert found.sectors["property"].growth.qoq == Fraction(-1, 2)
    assert found.sectors["property"].medians["per_premium"].value == 6
    assert "财产保险公司：2家归并机构的件数和业务量并入P1公司（P1）。" in found.notes


def test_an_empty_cell_of_a_merged_unit_leaves_the_sum_unknown() -> None:
    figures = [business("P1", premium=YI), business("P2")]
    found = made([insurer("P1"), insurer("P2", into="P1")], [rows("P1", 4)], figures)
    assert found.sectors["property"].medians["per_premium"].value is None


# ---- sectors ----


def test_a_sector_with_insurers_and_no_row_is_not_known() -> None:
    found = made([insurer("P1"), insurer("L1", "人身险")], [rows("P1", 3), rows("L1", 4, BEFORE)])
    assert (found.total, found.sectors["life"].total, found.sectors["property"].share) == (None, None, None)
    assert [each.code for each in found.findings if each.sector == "life"] == ["no_rows"]


def test_a_workbook_of_one_sector_says_so() -> None:
    found = made([insurer("P1")], [rows("P1", 3)])
    assert (found.total, found.sectors["life"].total, found.sectors["property"].share) == (3, 0, 1)
    assert "机构名录没有人身保险公司，按0件计。" in found.notes


def test_an_insurer_of_other_periods_only_is_no_company() -> None:
    found = made([insurer("P1"), insurer("P9")], [rows("P1", 3), rows("P9", 6, BEFORE)])
    assert [each.code for each in found.sectors["property"].companies] == ["P1"]
    assert found.sectors["property"].growth.qoq == Fraction(-1, 2)


def test_the_hash_is_of_the_facts_not_of_their_order() -> None:
    counts = (rows("P1", 3), rows("P1", 4, line="非车险"))
    one = BulletinFacts((insurer("P1"),), (business("P1", premium=1),), counts)
    assert one.content_hash == replace(one, counts=counts[::-1]).content_hash
    assert one.content_hash != replace(one, counts=counts[:1]).content_hash


# ---- a second, slow route ----

CODES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "Q1", "Q2", "Q3", "Q4", "L1", "L2", "L3")
MERGED = {"P9": "P1", "L3": "L2"}
CELLS = [(dispute, line) for dispute in ("理赔", "销售", "退保") for line in ("甲", "乙")]


@st.composite
def any_facts(draw: st.DrawFn) -> BulletinFacts:
    insurers = [insurer(code, "人身险" if code[0] == "L" else "财产险", into=MERGED.get(code)) for code in CODES]
    counts = []
    for code in CODES:
        for period in (NOW, BEFORE, YEAR):
            for dispute, line in draw(st.lists(st.sampled_from(CELLS), unique=True, max_size=3)):
                extra = st.none() | st.integers(0, 6)
                restated, year = (draw(extra), draw(extra)) if period == NOW else (None, None)
                counts.append(rows(code, draw(st.integers(0, 6)), period, dispute, line, restated, year))
    if not any(each.period == NOW for each in counts):
        counts.append(rows("P1", 1, NOW, *CELLS[0]))
    amounts = st.sampled_from([0, 1, 2, 3, 7]).map(lambda n: n * YI)
    figures = [business(code, premium=draw(amounts), policies=draw(amounts)) for code in CODES if draw(st.booleans())]
    return BulletinFacts(tuple(insurers), tuple(figures), tuple(counts))


def half_up(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def slow_growth(facts: BulletinFacts, letters: str, then: str, restated: str, **only: str) -> Fraction | None:
    """Cell by cell over everything that could be there."""
    mine = [row for row in facts.counts if row.code[0] in letters]
    now = {row.cell: row for row in mine if row.period == NOW}
    old = {row.cell: row for row in mine if row.period == then}
    if not old and (not now or any(getattr(row, restated) is None for row in now.values())):
        return None
    count = base = 0
    for code in CODES:
        for dispute, line in CELLS:
            if only.get("dispute", dispute) != dispute or only.get("line", line) != line:
                continue
            cell = (code, dispute, line)
            count += now[cell].count if cell in now else 0
            again = getattr(now[cell], restated) if cell in now else None
            base += again if again is not None else old[cell].count if cell in old else 0
    return None if base == 0 else Fraction(count) / base - 1


@settings(max_examples=150, deadline=None)
@given(any_facts())
def test_a_slow_route_finds_the_same(facts: BulletinFacts) -> None:
    assert [each for each in check_facts(facts, Q1) if not each.warning] == []
    found = bulletin(facts, Q1)
    now = [row for row in facts.counts if row.period == NOW]
    for sector, letters in (("property", "PQ"), ("life", "L")):
        own = found.sectors[sector]
        mine = [row for row in now if row.code[0] in letters]
        if not mine:
            assert own.total is None
            continue
        total = sum(row.count for row in mine)
        assert own.total == total
        assert own.growth.qoq == slow_growth(facts, letters, BEFORE, "restated")
        assert own.growth.yoy == slow_growth(facts, letters, YEAR, "restated_year")
        for each in own.disputes.categories:
            assert each.count == sum(row.count for row in mine if row.dispute == each.names[0])
            assert each.growth.yoy == slow_growth(facts, letters, YEAR, "restated_year", dispute=each.names[0])
        for each in own.lines.categories:
            assert each.growth.qoq == slow_growth(facts, letters, BEFORE, "restated", line=each.names[0])
        assert sum(each.count for each in own.disputes.categories) == sum(each.count for each in own.lines.categories) == total
        slow_ranks(own.top["count"], slow_companies(mine), total)
        slow_ratio(facts, found, sector, letters, slow_companies(mine))


def slow_companies(mine: list[Count]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in mine:
        target = MERGED.get(row.code, row.code)
        found[target] = found.get(target, 0) + row.count
    return found


def slow_ranks(placed: Sequence[Placed], values: Mapping[str, int | Fraction], total: int | None) -> None:
    """Rank = one more than how many are larger."""
    expected = {}
    for code, value in values.items():
        rank = 1 + sum(1 for other in values.values() if other > value)
        if rank <= 10 and value > 0:
            expected[code] = (rank, value)
    assert {each.company.code: (each.rank, each.value) for each in placed} == expected
    assert [each.rank for each in placed] == sorted(each.rank for each in placed)
    for each in placed:
        share = each.share
        assert (share is None) == (total is None)
        assert share is None or Decimal(pct(share)) == half_up(Fraction(values[each.company.code]) * 100 / (total or 1))


def slow_ratio(facts: BulletinFacts, found: Bulletin, sector: str, letters: str, counts: dict[str, int]) -> None:
    written = {row.code: row.values["premium"] for row in facts.business if row.code[0] in letters}
    ratios = {}
    for code in CODES:
        if code[0] in letters and code not in MERGED and code in written:
            premium = sum((written.get(part) or Fraction(0) for part in (code, *(unit for unit, target in MERGED.items() if target == code))), Fraction(0))
            if premium:
                ratios[code] = Fraction(counts.get(code, 0)) / premium * YI
    slow_ranks(found.sectors[sector].top["per_premium"], ratios, None)
    ordered = sorted(ratios.values())
    middle = None if not ordered else (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    assert found.sectors[sector].medians["per_premium"].value == middle
    assert found.sectors[sector].medians["per_premium"].companies == len(ratios)
