"""The pages: every point opens, nothing is fetched, markup in a name stays text."""

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from suqing.casework.assessment import Assessment, assess, parse_period
from suqing.exchange.pages import card_page, page_name, page_names, pages
from suqing.exchange.sample import sample_facts
from suqing.rulebook import open_edition
from suqing.rulebook.places import rulebook_ids
from tests.casework.assessment_worlds import EDITION, H1
from tests.exchange.test_scorecards import WORKED, worked

NASTY = """<script>alert(1)</script>"' onload=x & ]]> {{ 7*7 }}"""


def made(assessment: Assessment) -> dict[str, str]:
    return dict(pages(assessment))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return made(worked())


@pytest.fixture(scope="module")
def page(files: dict[str, str]) -> Any:
    return html.fromstring(files["pages/A.html"])


@pytest.fixture(scope="module")
def market() -> Assessment:
    return assess(sample_facts(EDITION, H1), EDITION, H1)


def line(page: Any, indicator: str) -> Any:
    return page.xpath(f"//details[@id='{indicator}']")[0]


def words(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


def test_a_page_for_everybody_with_points_and_an_index(files: dict[str, str]) -> None:
    assert set(files) == {"index.html", "pages/A.html", "pages/B.html", "pages/C.html"}


def test_the_worked_example(page: Any) -> None:
    assert words(page.xpath("//*[@class='v big']")[0]) == "66.53"
    assert [each.get("id") for each in page.xpath("//details[@id]")] == list(WORKED)
    for indicator, (points, *_) in WORKED.items():
        summary = line(page, indicator).xpath("./summary/span")
        assert summary[5].text == f"{points:.2f}".replace("-", "−")
    assert [words(each) for each in page.xpath("//*[contains(@class, 'sum')]/span[1]")] == ["定性小计", "基础分小计", "定量小计", "总分"]
    assert [words(each) for each in page.xpath("//*[contains(@class, 'sum')]/span[4]")] == ["26.25", "41.28", "40.28", "66.53"]


def test_a_point_opens_to_value_arithmetic_clause_origin_and_rows(page: Any) -> None:
    opened = words(line(page, "motor_per_premium"))
    clause = EDITION.clauses["sh2018/4.2.1.1"]
    gap = EDITION.gaps["sh2018/annex_curves"]
    for said in (
        "1.50", "2.00", "车险投诉件数12件÷车险保费收入8亿元＝1.50件/亿元", "20×70.00%＝14.00分", f"{clause.place}：{clause.gist}", "公式 原 原文写明", "换算 设 原文未公布，本产品设定",
        gap.question, gap.reading, "投诉量 第3行", "业务量 第3行", "同期合计32÷合计1,600,000,000，3家。", "0.00得100%，2.00得60%，4.00得0%，其间按直线",
    ):  # fmt: skip
        assert said in opened, said


def test_items_and_events_are_listed(page: Any) -> None:
    items = [[cell.text for cell in row] for row in line(page, "institutions").xpath(".//tbody/tr")]
    assert len(items) == 9
    assert ["档案管理制度", "1.75", "0.00", "缺失", "定性评定 第5行"] in items
    (event,) = [[cell.text for cell in row] for row in line(page, "execution").xpath(".//tbody/tr")]
    assert event[0] == "2018-03-01 工作情况报告迟报"
    assert event[1] == "−2.00"
    assert event[4:] == ["已由第二人复核", "扣分事件 第6行"]


def test_who_proposed_and_reviewed_stays_in_the_office(files: dict[str, str]) -> None:
    assert "年度报告迟报3日" in files["pages/A.html"]
    assert not any(name in text for text in files.values() for name in ("经办甲", "复核乙"))


def test_a_deduction_that_nobody_reviewed_says_so() -> None:
    found = worked()
    group = found.groups[0]
    card = next(each for each in group.cards if each.code == "A")
    lines = tuple(replace(each, parts=tuple(replace(part, judgement_by="经办甲") for part in each.parts)) for each in card.lines)
    text = card_page(replace(card, lines=lines), group, found)
    assert "尚未复核" in text
    assert "经办甲" not in text


def test_the_drawings(page: Any) -> None:
    band = line(page, "motor_per_premium").xpath("./summary//svg")[0]
    assert band.xpath(".//*[@class='f']")[0].get("width") == "92.4"  # 14 of 20, drawn 132 wide
    assert band.xpath(".//*[@class='k']")[0].get("d") == "M79.2 0v14"  # the industry earns 60 %
    assert line(page, "premium_rate_change").xpath("./summary//*[@class='k']")[0].get("d") == "M79.2 0v14"
    assert not line(page, "timeliness").xpath("./summary//*[@class='k']")
    assert line(page, "execution").xpath("./summary//*[@class='n']")[0].get("width") == "8.8"
    fall = page.xpath("//*[contains(@class, 'fall')]/svg")[0]
    assert fall.get("aria-label") == "从100分到66.53分，失分最多的是撤诉率，7.00分"
    assert len(fall.xpath(".//*[@class='lost']")) == 10
    assert "横轴自50分起" in words(page)


def test_nothing_is_fetched_and_nothing_runs(files: dict[str, str]) -> None:
    for name, text in files.items():
        found = html.fromstring(text)
        assert not found.xpath("//script | //link | //img | //iframe | //object | //@src | //@onload | //@style")
        assert "url(" not in text
        assert "@import" not in text
        links = {str(each) for each in found.xpath("//a/@href")}
        assert links == (set() if name != "index.html" else {"ranking.xlsx", "bulletin.docx", "scorecards.json", "pages/A.html", "pages/B.html", "pages/C.html"})


def test_it_is_made_for_dark_screens_phones_and_paper(files: dict[str, str]) -> None:
    for text in files.values():
        assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in text
        assert '<html lang="zh-CN">' in text
        for rule in ("prefers-color-scheme: dark", "max-width: 800px", "@media print", "size: A4"):
            assert rule in text


def test_a_period_outside_the_validity_is_said(files: dict[str, str]) -> None:
    assert all("的有效期内（2018-10-01至2021-09-30），按采用这一规则计算。" in text for text in files.values())


def test_the_index_says_who_is_not_ranked(files: dict[str, str]) -> None:
    text = words(html.fromstring(files["index.html"]))
    for said in ("缺数公司 D 缺 业务量 非车险保费收入、业务量 非车险保单件数", "东港再保险公司 X 再保险不纳入考评。", "庚财险电销中心 T 并入 庚财险上海分公司 A"):
        assert said in text
    assert "人身险 0家" not in text


def test_markup_in_names_and_notes_stays_text() -> None:
    found = worked(NASTY)
    for name in ("index.html", "pages/A.html"):
        text = made(found)[name]
        parsed = html.fromstring(text)
        assert not parsed.xpath("//script | //@onload")
        assert "<script" not in text
        assert NASTY in "".join(parsed.itertext())


def test_markup_in_a_sheet_stays_text() -> None:
    """What was typed into 依据 and 说明 comes out in the tables."""
    found = worked()
    group = found.groups[0]
    card = next(each for each in group.cards if each.code == "A")
    lines = tuple(
        replace(
            each, because=NASTY, inputs={f"{name}{'' if each.unit == '项' else NASTY}": replace(given, value=NASTY, source=NASTY) for name, given in each.inputs.items()},
            parts=tuple(replace(part, because=NASTY, label=NASTY) for part in each.parts),
        )
        for each in card.lines
    )  # fmt: skip
    text = card_page(replace(card, lines=lines), group, found)
    parsed = html.fromstring(text)
    assert not parsed.xpath("//script | //@onload")
    assert "".join(parsed.itertext()).count(NASTY) > 30


@pytest.mark.parametrize(
    ("code", "name"),
    [("P0169", "P0169.html"), ("a/b", "a_2f_b.html"), ("../x", "_2e_._2f_x.html"), ("P_1", "P_5f_1.html"), ("-r", "_2d_r.html"), ("沪1", "_6caa_1.html"), ("P 1", "P_20_1.html")],
)
def test_a_page_has_a_safe_name(code: str, name: str) -> None:
    assert page_name(code) == name


@pytest.mark.parametrize("code", ["CON", "nul.x", "x" * 400, "沪" * 60])
def test_a_name_that_a_file_system_refuses_is_changed(code: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_.-]{1,100}_[0-9a-f]{12}\.html", page_name(code))


def test_two_codes_never_meet() -> None:
    codes = ["p1", "P1", "P_1", "P 1", "P/1", "..", ".", "_2e_", "沪1", "x" * 400, "x" * 401]
    names = page_names(codes)
    assert len({name.lower() for name in names.values()}) == len(codes)


def test_the_pages_of_a_market(market: Assessment) -> None:
    """Every situation of the sample: floored, capped, not written, zero exposure, first period, ties."""
    files = made(market)
    assert len(files) == 1 + sum(1 for _ in market.cards())
    for group in market.groups:
        for card in group.cards:
            parsed = html.fromstring(files[f"pages/{card.code}.html"])
            assert len(parsed.xpath("//details[@id]")) == len(card.lines)
            for number in (float(each) for each in parsed.xpath("//svg//@width | //rect/@x") if each):
                assert 0 <= number <= 364
    low = next(card for card in market.cards() if card.total != card.raw_total)
    text = files[f"pages/{low.code}.html"]
    assert words(html.fromstring(text).xpath("//*[@class='v big']")[0]).startswith("0.00 合计−")
    assert "显示不低于零" in text
    assert "没有一分靠设定" not in text


@pytest.mark.parametrize("rulebook", [each for each in rulebook_ids() if open_edition(each).rules("composition")])
def test_other_rulebooks_have_pages_too(rulebook: str) -> None:
    edition = open_edition(rulebook)
    row = edition.table("periods")[0]
    period = parse_period(f"{(edition.valid.from_day or '2018')[:4]}{row['code']}")
    result = assess(sample_facts(edition, period), edition, period)
    files = made(result)
    labels = [section.label for section in edition.rules("composition")[0].sections]
    for name, text in files.items():
        assert all(label in text for label in labels), name
        assert "nan" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)
