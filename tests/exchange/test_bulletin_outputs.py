"""The three files, opened again by other readers: every number as it was computed, texts as texts, the paper in its form."""

import json
import re
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY, Figures, Insurer, Place
from suqing.casework.assessment.periods import parse_period
from suqing.casework.bulletin import Bulletin, BulletinFacts, Count, bulletin
from suqing.casework.bulletin.facts import DETAIL
from suqing.exchange import bulletin_outputs
from suqing.exchange.bulletin_document import write_document
from suqing.exchange.bulletin_outputs import FILES, bulletin_data, json_text, write_bulletin
from suqing.exchange.bulletin_sample import PERIOD, write_bulletin_sample
from suqing.exchange.bulletin_tables import write_tables
from suqing.exchange.bulletin_workbook import read_bulletin_workbook
from suqing.kernel.errors import BadInput

NASTY = "=HYPERLINK(\"http://x\",\"甲\")<b>&"


@pytest.fixture(scope="module")
def sample() -> Bulletin:
    made = BytesIO()
    write_bulletin_sample(made)
    return bulletin(read_bulletin_workbook(made.getvalue(), parse_period(PERIOD)).facts, parse_period(PERIOD))


def small(period: str = "2022Q1", *, name: str = "甲财险", policies: int | None = None, year: int | None = None) -> Bulletin:
    """One property insurer with six complaints."""
    insurers = (Insurer("P1", name, "财产险", "", None, None, Place(DIRECTORY, 2)),)
    values = {"premium": Fraction(7 * 10**8), "policies": None if policies is None else Fraction(policies)}
    counts = (Count("P1", period, "理赔纠纷", name, 6, None, year, Place(DETAIL, 2)),)
    facts = BulletinFacts(insurers, (Figures("P1", period, values, Place(BUSINESS, 2)),), counts)
    return bulletin(facts, parse_period(period))


def paper(found: Bulletin, **more: Any) -> Any:
    made = BytesIO()
    write_document(found, made, **more)
    return docx.Document(made)


def tables(found: Bulletin) -> Any:
    made = BytesIO()
    write_tables(found, made)
    return openpyxl.load_workbook(made)


def rows(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


# ---- bulletin.json ----


def test_the_documented_keys_hold_the_printed_figures(sample: Bulletin) -> None:
    data = json.loads(json_text(sample))
    assert data["period"] == "2022Q1"
    assert data["totals"] == {"industry": 26545, "property": 9373, "life": 17172}
    assert data["shares"] == {"property": 35.31, "life": 64.69}
    assert data["growth"]["property"] == {"qoq": -34.21, "yoy": -39.68}
    assert data["growth"]["life"]["yoy"] == -23.18
    assert data["medians"]["property"] == {"per_premium": 4.11, "per_policies": 0.43}
    assert set(data["medians"]["life"]) == {"per_premium", "per_policies", "per_person_times"}
    first = data["top"]["property"]["count"][0]
    assert first == {"rank": 1, "name": "人保财险", "code": "P001", "value": 2634, "share_pct": 28.1, "count": 2634}
    assert [each["value"] for each in data["top"]["life"]["count"]] == [3267, 1975, 1704, 1544, 1487, 1047, 829, 703, 550, 408]
    assert data["top"]["property"]["per_premium"][0]["value"] == 14.71  # 泰康在线财险, as printed
    assert data["two_largest"]["property"]["disputes"]["count"] == 7788
    assert data["two_largest"]["property"]["disputes"]["growth"] == {"qoq": -33.99, "yoy": -40.01}
    assert data["two_largest"]["life"]["disputes"]["growth"] == {"qoq": 1.14, "yoy": 4.5}
    assert data["disputes"]["property"][0]["name"] == "理赔纠纷"
    assert sum(each["count"] for each in data["lines"]["life"]) == 17172


def test_what_is_not_known_is_null_with_its_reason() -> None:
    data = json.loads(json_text(small()))
    assert data["medians"]["property"]["per_policies"] is None
    assert data["top"]["property"]["per_policies"] == []
    assert data["growth"]["industry"] == {"qoq": None, "yoy": None}
    assert data["growth_bases"]["property"]["qoq"]["because"] == "没有2021年第四季度的行，不作比较。"
    assert [each["ratio"] for each in data["findings"]] == ["per_policies"]


def test_a_restated_base_is_said() -> None:
    data = bulletin_data(small(year=8))
    assert data["growth"]["property"] == {"qoq": None, "yoy": -25.0}
    assert data["growth_bases"]["property"]["yoy"] == {
        "period": "2021Q1", "count": 8, "stored": None, "restated_rows": 1, "because": "2021年第一季度8件，其中1行用上年同期重述，没有存着的数。",
    }  # fmt: skip
    assert "上期重述写在本期的行上" in data["readings"]["growth"]


def test_every_number_has_at_most_two_decimals(sample: Bulletin) -> None:
    for text in re.findall(r": (-?\d+\.\d+)", json_text(sample)):
        assert len(text.partition(".")[2]) <= 2


# ---- bulletin.xlsx ----


def test_the_sheets_hold_the_same_figures(sample: Bulletin) -> None:
    book = tables(sample)
    assert book.sheetnames == ["总量", "中位数", "财产险前十", "人身险前十", "纠纷类型", "险种", "财产险公司", "人身险公司", "说明"]
    assert [row[:5] for row in rows(book["总量"])[1:]] == [
        ["合计", 26545, None, -29.49, -29.95], ["财产保险公司", 9373, 35.31, -34.21, -39.68], ["人身保险公司", 17172, 64.69, -26.61, -23.18],
    ]  # fmt: skip
    assert ["财产保险公司", "亿元保费投诉量", "件/亿元", 4.11, 13] in rows(book["中位数"])
    assert rows(book["财产险前十"])[1] == ["投诉量", "件", 1, "P001", "人保财险", 2634, 28.1, 2634]
    assert ["财产保险公司", "理赔纠纷与销售纠纷合计", 7788, 83.09, -33.99, -40.01] in rows(book["纠纷类型"])
    assert sum(row[2] for row in rows(book["人身险公司"])[1:]) == 17172
    assert any("缺数" in str(row[1]) for row in rows(book["说明"]))


def test_sheets_are_ready_to_read_and_print(sample: Bulletin) -> None:
    for page in tables(sample):
        assert page.freeze_panes == "A2"
        assert (int(page.page_setup.paperSize), page.sheet_properties.pageSetUpPr.fitToPage) == (9, True)
        assert all(page.column_dimensions[letter].width >= 8 for letter in "AB")
    page = tables(sample)["财产险前十"]
    shown = {row[0].value: row[5].number_format for row in page.iter_rows(min_row=2)}
    assert (shown["投诉量"], shown["亿元保费投诉量"]) == ("#,##0", "0.00")


def test_texts_stay_texts() -> None:
    """A name that starts with = is no formula, and none becomes a link."""
    made = BytesIO()
    write_tables(small(name=NASTY), made)
    book = openpyxl.load_workbook(made)
    found = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == NASTY]
    assert len(found) >= 3
    assert {cell.data_type for cell in found} == {"s"}
    with ZipFile(made) as parts:
        assert not [name for name in parts.namelist() if "sheet" in name and b"<f>" in parts.read(name)]


# ---- bulletin.docx ----


def test_the_paper_has_its_parts_in_order(sample: Bulletin) -> None:
    words = [each.text for each in paper(sample).paragraphs if each.text]
    assert words[:4] == ["【须填】发文字号", "关于2022年第一季度\n保险消费投诉情况的通报", "【须填】主送机关：", "现将2022年第一季度保险消费投诉情况通报如下。"]
    heads = [each for each in words if re.match(r"^[一二三四]、", each)]
    assert heads == ["一、总体情况", "二、财产保险公司投诉情况", "三、人身保险公司投诉情况", "四、数据说明"]
    assert [each for each in words if each.startswith("（")] == [
        "（一）投诉量", "（二）亿元保费投诉量", "（三）万张保单投诉量", "（四）纠纷类型", "（五）险种",
        "（一）投诉量", "（二）亿元保费投诉量", "（三）万张保单投诉量", "（四）万人次投诉量", "（五）纠纷类型", "（六）险种",
    ]  # fmt: skip
    assert words[-2:] == ["【须填】发文机关署名", "【须填】成文日期"]
    whole = "".join(words)
    assert "财产保险公司9373件，占投诉总量的35.31%，环比下降34.21%，同比下降39.68%；人身保险公司17172件" in whole
    assert "两者合计7788件，占财产保险公司投诉量的83.09%，环比下降33.99%，同比下降40.01%" in whole
    assert "补上后重新生成" not in whole
    assert "！" not in whole


def test_the_tables_of_the_paper(sample: Bulletin) -> None:
    made = paper(sample)
    assert len(made.tables) == 11
    first = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert first[:2] == [["位次", "公司", "投诉量（件）", "占比"], ["1", "人保财险", "2634", "28.10%"]]
    assert len(first) == 11
    disputes = [[cell.text for cell in row.cells] for row in made.tables[3].rows]
    assert disputes[0] == ["纠纷类型", "投诉量（件）", "占比", "环比", "同比"]
    assert disputes[1][3] == "−34.51%"
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in made.tables[0].rows]
    assert marks == [True, *[False] * 10]


def test_the_form_of_an_official_paper(sample: Bulletin) -> None:
    made = paper(sample, issuer="某某监管局", day=date(2022, 6, 8))
    section = made.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height, section.top_margin, section.left_margin)] == [210, 297, 37, 28]
    head, number, title = made.paragraphs[:3]
    assert (head.text, str(head.runs[0].font.color.rgb)) == ("某某监管局", "E60012")
    assert number._p.pPr.find(qn("w:pBdr")) is not None
    order = [each.tag for each in number._p.pPr]
    assert order.index(qn("w:pBdr")) < min(order.index(qn(f"w:{name}")) for name in ("spacing", "jc"))
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert (face(title.runs[0]), title.runs[0].font.size) == ("方正小标宋简体", Pt(22))
    body = next(each for each in made.paragraphs if each.text.startswith("现将"))
    assert (face(body.runs[0]), body.runs[0].font.size, body.paragraph_format.first_line_indent) == ("仿宋_GB2312", Pt(16), Pt(32))
    assert face(next(each for each in made.paragraphs if each.text == "一、总体情况").runs[0]) == "黑体"
    assert [each.text for each in made.paragraphs if each.text][-2:] == ["某某监管局", "2022年6月8日"]
    assert {face(run) for row in made.tables[0].rows for cell in row.cells for run in cell.paragraphs[0].runs} == {"黑体", "仿宋_GB2312"}
    assert made.core_properties.title == "关于2022年第一季度保险消费投诉情况的通报"
    assert "PAGE" in made.sections[0].footer._element.xml


def face(run: Any) -> str | None:
    found: str | None = run._element.rPr.rFonts.get(qn("w:eastAsia"))
    return found


def test_what_a_person_must_write_is_marked(sample: Bulletin) -> None:
    marked = [run.text for each in paper(sample).paragraphs for run in each.runs if run.font.highlight_color is not None]
    assert marked == ["【须填】发文字号", "【须填】主送机关：", "【须填】发文机关署名", "【须填】成文日期"]
    marked = [run.text for each in paper(small()).paragraphs for run in each.runs if run.font.highlight_color is not None]
    assert any("万张保单投诉量未能给出" in each for each in marked)


def test_a_whole_year_is_compared_with_the_year_before_only() -> None:
    whole = "".join(each.text for each in paper(small("2022", year=8)).paragraphs)
    assert "同比下降25.00%" in whole
    assert "环比" not in whole.replace("环比以它代替", "")
    assert "关于2022年度" in whole


def test_names_are_no_markup() -> None:
    assert any(cell.text == NASTY for table in paper(small(name=NASTY)).tables for row in table.rows for cell in row.cells)


# ---- the folder ----


def test_three_files_and_nothing_else(sample: Bulletin, tmp_path: Path) -> None:
    out = tmp_path / "一" / "通报"
    assert [each.name for each in write_bulletin(sample, out)] == list(FILES)
    assert sorted(each.name for each in out.iterdir()) == sorted(FILES)
    assert [each.name for each in out.parent.iterdir()] == ["通报"]


def test_a_folder_that_is_there_keeps_what_else_lies_in_it(sample: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("留着")
    (tmp_path / "bulletin.json").write_text("旧")
    write_bulletin(sample, tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "留着"
    assert json.loads((tmp_path / "bulletin.json").read_text(encoding="utf-8"))["totals"]["industry"] == 26545


def test_a_failure_leaves_what_was_there(sample: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_bulletin(small(), out)
    before = {each.name: each.read_bytes() for each in out.iterdir()}

    def fails(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bulletin_outputs, "write_document", fails)
    with pytest.raises(OSError, match="No space"):
        write_bulletin(sample, out)
    assert {each.name: each.read_bytes() for each in out.iterdir()} == before
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_place_of_the_folder_is_refused(sample: Bulletin, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("文件")
    with pytest.raises(BadInput, match="文件夹"):
        write_bulletin(sample, tmp_path / "out")
