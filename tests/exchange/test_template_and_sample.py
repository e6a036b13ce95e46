"""The empty workbook asks for what the reader wants, in the edition's own words; the sample market holds every situation."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from suqing.casework.assessment import Assessment, assess, parse_period
from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    WORDS,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.exchange.assessment_workbook import HEADS, read_workbook
from suqing.exchange.sample import sample_facts, write_facts, write_sample
from suqing.exchange.template import write_template
from suqing.rulebook import Edition, open_edition

SH = open_edition("sh2018")
H1 = parse_period("2018H1")
PERIODS = ("2018H1", "2018", "2019H1", "2021", "2026H1", "2005H1")
OWN_WORDS = (("完备", "齐备"), ("电销中心", "电话中心"), ("财产险", "产险"), ("制度建设", "建章立制"), ("登记制度", "登记簿"))


def own_words() -> Edition:
    """The same rules in other words."""
    text = SH.canonical
    for old, new in OWN_WORDS:
        text = text.replace(old, new)
    return Edition.from_canonical(text)


def template(edition: Edition = SH) -> Any:
    file = BytesIO()
    write_template(file, edition)
    return openpyxl.load_workbook(file)


def rows(page: Any) -> list[tuple[Any, ...]]:
    return list(page.iter_rows(values_only=True))


def column(page: Any, number: int) -> Any:
    """Width and format of a column; openpyxl keeps equal neighbours under the first of them."""
    return next(each for each in page.column_dimensions.values() if each.min <= number <= each.max)


def lists(page: Any) -> dict[str, list[str]]:
    """Column → the words that its cells offer."""
    found = {}
    for each in page.data_validations.dataValidation:
        first = str(each.sqref).split(":")[0]
        assert each.type == "list"
        assert first.endswith("2")
        found[str(page[first[:-1] + "1"].value)] = each.formula1.strip('"').split(",")
    return found


# ---- the template ----


def test_template_has_the_heads_that_the_reader_wants() -> None:
    book = template()
    assert book.sheetnames == ["说明", *HEADS, "项目编号", "情形编号"]
    for sheet, columns in HEADS.items():
        assert rows(book[sheet]) == [columns]


def test_every_sheet_keeps_its_head_in_sight_and_is_wide_enough() -> None:
    for page in template().worksheets:
        assert page.freeze_panes == "A2"
        for cell in page[1]:
            assert column(page, cell.column).width >= 2 * len(cell.value)


def test_cells_are_formatted_by_what_they_hold() -> None:
    book = template()
    found = {(sheet, cell.value): column(book[sheet], cell.column).number_format for sheet in HEADS for cell in book[sheet][1]}
    assert {found[sheet, "机构代码"] for sheet in HEADS} == {"@"}
    assert {found[sheet, "期间"] for sheet in (BUSINESS, COMPLAINTS, MEDIATION, MARKS)} == {"@"}  # 2018 stays a word
    assert found[DIRECTORY, "开业日期"] == found[EVENTS, "发生日期"] == "yyyy-mm-dd"
    assert found[BUSINESS, "车险保费收入"] == "#,##0.00"
    assert found[BUSINESS, "非车险保单件数"] == found[COMPLAINTS, "投诉件数"] == "#,##0"


def test_lists_to_choose_from() -> None:
    book = template()
    assert lists(book[DIRECTORY])["类别"] == ["财产险", "人身险"]
    assert lists(book[DIRECTORY])["机构类型"] == [str(row["label"]) for row in SH.table("subject_types")]
    assert lists(book[MARKS]) == {"指标": ["制度建设", "机制建立"], "评定": ["完备", "不合规", "缺失"]}
    assert lists(book[EVENTS]) == {"指标": [rule.word for rule in SH.rules("deduction")]}
    assert lists(book[BUSINESS]) == lists(book[COMPLAINTS]) == lists(book[MEDIATION]) == {}


def test_each_column_is_explained_with_its_unit_and_what_empty_means() -> None:
    head, *told = rows(template()["说明"])
    assert head == ("工作表", "列", "单位", "填什么", "空着表示")
    columns = [(sheet, column) for sheet, known in HEADS.items() for column in known]
    assert [(sheet, column) for sheet, column, *_ in told[: len(columns)]] == columns
    assert all(what and empty for _, _, _, what, empty in told[: len(columns)])
    units = {column: unit for _, column, unit, *_ in told[: len(columns)] if unit}
    assert {column: units[column] for _, column, _ in COLUMNS.values()} == {column: unit for _, column, unit in COLUMNS.values()}
    assert units["发生日期"] == "日期"
    assert told[-1] == ("规则", SH.name, None, f"版本 {SH.content_hash[:12]}", None)


def test_code_lists_are_the_editions() -> None:
    book = template()
    items = [(rule.word, item.id, item.label, float(item.points.value)) for rule in SH.rules("checklist") for item in rule.items]
    assert rows(book["项目编号"]) == [("指标", "项目", "名称", "满分"), *items]
    head, *situations = rows(book["情形编号"])
    assert head == ("指标", "情形", "名称", "每次扣分", "限制", "指标上限")
    assert [row[:4] for row in situations] == [
        (rule.word, each.id, each.label, float(each.points.value)) for rule in SH.rules("deduction") for each in rule.situations
    ]
    by_id = {(row[0], row[1]): row for row in situations}
    assert by_id["制度执行", "report_item_missing"][4:] == ("一行最多3分", 30)
    assert by_id["制度执行", "case_handling_fault"][4:] == ("一期最多5分", 30)
    assert by_id["群体性事件", "visit_5_9"][4:] == ("5至9人", 30)
    assert by_id["群体性事件", "event_300"][4] == "300人及以上"
    assert by_id["处置不当", "single_visit"][4:] == ("1至4人", 10)
    assert by_id["违法违规", "warning"][4:] == (None, 20)


def test_template_speaks_the_words_of_its_edition() -> None:
    book = template(own_words())
    assert lists(book[DIRECTORY])["类别"] == ["产险", "人身险"]
    assert "电话中心" in lists(book[DIRECTORY])["机构类型"]
    assert lists(book[MARKS]) == {"指标": ["建章立制", "机制建立"], "评定": ["齐备", "不合规", "缺失"]}
    assert ("建章立制", "registration", "登记簿", 1.75) in rows(book["项目编号"])
    told = {(sheet, column): what for sheet, column, _, what, _ in rows(book["说明"])}
    assert "产险、人身险" in told[DIRECTORY, "类别"]
    assert "电话中心" in told[DIRECTORY, "归并至"]
    assert "齐备、不合规、缺失" in told[MARKS, "评定"]


def test_the_empty_template_gives_one_message(tmp_path: Path) -> None:
    file = tmp_path / "空表.xlsx"
    write_template(file, SH)
    (problem,) = read_workbook(file, SH, H1).problems
    assert str(problem) == "机构名录：读到“没有一行”，应为至少一家机构。填写机构名录，再填其他各表。"


def test_a_filled_in_template_reads_as_what_was_filled_in() -> None:
    filled, book = openpyxl.load_workbook(BytesIO(sample("2018H1"))), template()
    for sheet in HEADS:
        for row in rows(filled[sheet])[1:]:
            book[sheet].append(row)
    file = BytesIO()
    book.save(file)
    result = read_workbook(file.getvalue(), SH, H1)
    assert result.problems == ()
    assert result.facts.content_hash == sample_facts(SH, H1).content_hash


# ---- the sample ----


@cache
def sample(period: str) -> bytes:
    file = BytesIO()
    write_sample(file, SH, parse_period(period))
    return file.getvalue()


@cache
def scored(period: str) -> Assessment:
    return assess(sample_facts(SH, parse_period(period)), SH, parse_period(period))


@pytest.mark.parametrize("period", PERIODS)
def test_sample_reads_back_as_its_facts(period: str) -> None:
    result = read_workbook(sample(period), SH, parse_period(period))
    facts = sample_facts(SH, parse_period(period))
    assert result.errors == ()
    assert result.facts.content_hash == facts.content_hash
    assert [each.place for each in result.facts.figures] == [each.place for each in facts.figures]
    assert [each.place for each in result.facts.marks] == [each.place for each in facts.marks]


@pytest.mark.parametrize("period", PERIODS)
def test_sample_holds_every_situation(period: str) -> None:
    result = scored(period)
    flags = Counter(flag for card in result.cards() for flag in card.flags)
    assert {"floored", "capped", "not_written", "zero_exposure", "zero_complaints", "first_period", "small_base"} <= set(flags)
    assert [each.code for each in result.incomplete] == ["P0141"]
    assert result.incomplete[0].missing == ("业务量 非车险保单件数",)
    kinds = {each.code: each.type for each in sample_facts(SH, parse_period(period)).insurers}
    exempt = [str(row["label"]) for row in SH.table("subject_types") if row["treatment"] == "exempt"]
    excluded = {each.code: kinds[each.code] for each in result.excluded}
    assert sorted(kind for kind in excluded.values() if kind in exempt) == sorted(exempt)
    assert [code for code, kind in excluded.items() if kind not in exempt] == ["L0159", "P0159"]
    assert {kinds[each.code] for each in result.merged} == {"电销中心", "省级营业部"}
    assert {each.into for each in result.merged} == {f"{letter}{number:04d}" for letter in "PL" for number in (101, 104, 106, 108)}


@pytest.mark.parametrize("period", PERIODS)
def test_equal_figures_share_a_rank_and_the_next_one_skips(period: str) -> None:
    for group, letter in zip(scored(period).groups, "PL", strict=True):
        by_code = {card.code: card for card in group.cards}
        one, other = by_code[f"{letter}0130"], by_code[f"{letter}0131"]
        assert one.rank == other.rank
        assert [line.points for line in one.lines] == [line.points for line in other.lines]
        sharing = sum(1 for card in group.cards if card.rank == one.rank)
        after = [card.rank for card in group.cards if card.rank > one.rank]
        assert min(after) == one.rank + sharing


@pytest.mark.parametrize("period", PERIODS)
def test_deductions_reach_their_caps_and_totals_their_floor(period: str) -> None:
    result = scored(period)
    worst = result.card("P0109")
    assert worst is not None
    assert worst.raw_total < 0
    assert worst.total == 0
    execution = worst.line("execution")
    assert "capped" in execution.flags
    assert -execution.points == worst.line("institutions").points + worst.line("mechanisms").points < 30
    assert worst.sections["qualitative"] == 0
    assert "capped" in worst.line("mass_incidents").flags
    assert worst.line("mass_incidents").points == -30


@pytest.mark.parametrize("period", PERIODS)
def test_sample_is_a_plausible_market(period: str) -> None:
    for group in scored(period).groups:
        assert 58 <= len(group.cards) <= 59
        assert group.mean is not None
        assert 60 < group.mean < 85
        assert len({card.total for card in group.cards}) > 45
        on_time = [line.value for card in group.cards if (line := card.line("timeliness")).value is not None]
        assert sum(1 for value in on_time if value >= Fraction(9, 10)) > 0.7 * len(on_time)
        withdrawn = sorted(line.value for card in group.cards if (line := card.line("withdrawal_before_forwarding")).value is not None)
        assert Fraction(2, 5) < withdrawn[len(withdrawn) // 2] < Fraction(3, 5)
        (first,) = {line.benchmark for card in group.cards for line in card.lines if line.indicator == ("motor_per_premium" if group.group.id == "property" else "per_premium")}
        assert first is not None
        assert (4 < first < 9) if group.group.id == "property" else (1 < first < 2.5)
        motor_or_all = [sum(row.values[fact] or 0 for fact in ("motor_premium", "nonmotor_premium", "premium") if row.values.get(fact)) for row in own_rows(period, group.group.id)]
        ordered = sorted(motor_or_all)
        assert ordered[-1] > 10 * ordered[len(ordered) // 2]  # a few large, many small


def own_rows(period: str, group: str) -> list[Figures]:
    letter = "P" if group == "property" else "L"
    facts = sample_facts(SH, parse_period(period))
    return [each for each in facts.figures if each.place.sheet == BUSINESS and each.period == period and each.code.startswith(letter)]


def figures_of(period: str, when: str) -> dict[tuple[str, str], dict[str, Fraction | None]]:
    facts = sample_facts(SH, parse_period(period))
    return {(each.place.sheet, each.code): dict(each.values) for each in facts.figures if each.period == when}


def test_the_year_before_is_the_sample_of_that_year() -> None:
    then, now = figures_of("2018H1", "2018H1"), figures_of("2019H1", "2018H1")
    differing = {key for key in now if now[key] != then[key]}
    assert differing == {(BUSINESS, "P0141")}  # the figure that is missing at first has come in
    assert {code for _, code in then.keys() - now.keys()} == {"P0107", "L0107"}


def test_a_year_holds_its_first_half() -> None:
    half, year = figures_of("2018H1", "2018H1"), figures_of("2018", "2018")
    for (sheet, code), values in half.items():
        for fact, value in values.items():
            whole = year[sheet, code][fact]
            if value is None or whole is None:
                continue
            if fact.startswith("opening_"):
                assert whole == value
            elif sheet == BUSINESS or fact in ("motor_complaints", "nonmotor_complaints", "complaints"):
                assert whole >= value, (code, WORDS[fact])


def test_sample_is_the_same_every_time_and_names_nobody_real() -> None:
    facts = sample_facts(SH, H1)
    assert sample_facts(SH, H1) == facts
    assert len({each.code for each in facts.insurers}) == len({each.name for each in facts.insurers}) == len(facts.insurers)
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    assert all(each.name[0] in signs for each in facts.insurers)
    assert [each.name for each in facts.insurers if each.code in ("P0101", "P0112", "L0101", "L0113")] == [
        "甲财险上海分公司", "甲丑财险上海分公司", "子寿险上海分公司", "子甲寿险上海分公司",
    ]  # fmt: skip


def test_sample_follows_an_edition_that_knows_fewer_situations() -> None:
    edition = Edition.from_canonical(SH.canonical.replace('"escalated"', '"escalated_case"'))
    facts = sample_facts(edition, H1)
    assert len(facts.events) == len(sample_facts(SH, H1).events) - 1
    file = BytesIO()
    write_facts(file, facts, edition, H1)
    result = read_workbook(file.getvalue(), edition, H1)
    assert result.problems == ()
    assert result.facts.content_hash == facts.content_hash


# ---- any facts as a workbook ----


def test_words_that_look_like_formulas_or_addresses_stay_words() -> None:
    place = Place(DIRECTORY, 2)
    insurer = Insurer("0101", "=1+1", "财产险", "省级分公司", None, None, place)
    facts = Facts(
        (insurer, replace(insurer, code="+2", name="http://example.org", opened_on=date(1999, 12, 31)), replace(insurer, code="1e3", name="@SUM(A1)")),
        (
            Figures("0101", "2018H1", {"motor_premium": Fraction(123_456_789_012, 100), "nonmotor_premium": Fraction(1, 10), "nonmotor_policies": None}, Place(BUSINESS, 2)),
            Figures("0101", "2018", {"motor_complaints": Fraction(0)}, Place(COMPLAINTS, 2)),
        ),
        (Mark("0101", "2018H1", "institutions", "other", "missing", "{=1}", Place(MARKS, 2)),),
        (Occurrence("0101", date(2018, 2, 28), "violations", "fine", 3, 0, "-2+3", "甲", "", "mailto:a@example.org", Place(EVENTS, 2)),),
    )  # fmt: skip
    file = BytesIO()
    write_facts(file, facts, SH, H1)
    result = read_workbook(file.getvalue(), SH, H1)
    assert result.facts.content_hash == facts.content_hash
    book = openpyxl.load_workbook(file)
    assert book[DIRECTORY]["B2"].data_type == "s"
    assert all(cell.hyperlink is None for page in book.worksheets for row in page.iter_rows() for cell in row)


def test_a_workbook_says_what_it_is() -> None:
    page = dict(rows(openpyxl.load_workbook(BytesIO(sample("2018H1")))["说明"]))
    assert page["考评期间"] == "2018H1（2018年上半年）"
    assert page["规则版本"] == SH.content_hash[:12]
    assert "虚构" in page["备注"]
