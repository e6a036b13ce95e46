"""bulletin.docx: an official document that says what was found, and marks what a person must still write."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from suqing.casework.assessment import Assessment, assess, parse_period
from suqing.exchange.result_bulletin import write_result_bulletin
from suqing.exchange.sample import sample_facts
from tests.casework.assessment_worlds import EDITION
from tests.exchange.test_scorecards import worked


def opened(assessment: Assessment) -> Document:
    made = BytesIO()
    write_result_bulletin(made, assessment)
    made.seek(0)
    return Document(made)


def text_of(document: Document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def paper() -> Document:
    return opened(worked())


@pytest.fixture(scope="module")
def market() -> Assessment:
    period = parse_period("2018H1")
    return assess(sample_facts(EDITION, period), EDITION, period)


def test_title_addressees_and_numbered_parts(paper: Document) -> None:
    lines = [each.text for each in paper.paragraphs]
    assert lines[0].replace("\n", "") == "关于2018年上半年保险公司消费投诉处理工作考评情况的通报"
    assert lines[1] == "各保险公司："
    assert [line for line in lines if line[:2] in ("一、", "二、", "三、", "四、", "五、")] == ["一、总体情况", "二、财产险公司考评结果", "三、有关说明", "四、工作要求"]


def test_the_form_of_an_official_document(paper: Document) -> None:
    section = paper.sections[0]
    found = [round(each / Mm(1)) for each in (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)]
    assert found == [210, 297, 37, 35, 28, 26]
    faces = {run._element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for each in paper.paragraphs for run in each.runs}
    assert faces == {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"}
    title, body = paper.paragraphs[0].runs[0], paper.paragraphs[2].runs[0]
    assert (title.font.size.pt, body.font.size.pt) == (22, 16)
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in footer._element.xml


def test_what_a_person_must_write_is_marked(paper: Document) -> None:
    marked = [each for each in paper.paragraphs if "【须填】" in each.text]
    assert [each.text for each in marked][-2:] == ["【须填】发文机关署名", "【须填】成文日期"]
    assert all(run.font.highlight_color is not None for each in marked for run in each.runs)


def test_what_was_found(paper: Document) -> None:
    text = text_of(paper)
    for words in (
        "本期计分排名的公司3家", "按规定不纳入考评的2家", "并入其他机构考评的1家", "没有计分的1家：缺数公司",
        "财产险公司平均71.96分，中位数74.06分，低于平均分的1家；最高75.30分，最低66.53分。", "失分较多的指标依次是", "有扣分事件的公司1家，合计扣3.00分。",
        "“工作情况报告迟报”1次", "不在《上海保险公司消费投诉处理工作考评实施细则》的有效期内", "小基数：3家公司", "按设定计算，平均每家",
    ):  # fmt: skip
        assert words in text, words


def test_the_tables(paper: Document) -> None:
    whole, ranking, lines = paper.tables
    assert [cell.text for cell in ranking.rows[0].cells] == ["名次", "公司", "总分", "定性", "定量"]
    assert [cell.text for cell in ranking.rows[3].cells] == ["3", "庚财险上海分公司", "66.53", "26.25", "40.28"]
    assert [cell.text for cell in lines.rows[1].cells] == ["制度建设", "15", "14.42", "2", "0"]
    assert [cell.text for cell in whole.rows[1].cells] == ["财产险公司", "3", "71.96", "74.06", "75.30", "66.53", "1"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in paper.tables)


def test_no_person_is_named(paper: Document, market: Assessment) -> None:
    for text in (text_of(paper), text_of(opened(market))):
        assert not any(name in text for name in ("经办甲", "复核乙", "迟报3日", "长期缠访，"))


def test_the_numbers_of_a_market(market: Assessment) -> None:
    document = opened(market)
    text = text_of(document)
    counts = {group.group.label: len(group.cards) for group in market.groups}
    assert f"财产险公司{counts['财产险']}家、人身险公司{counts['人身险']}家" in text
    assert "财产险公司、人身险公司分别排名。" in text
    assert [len(table.rows) - 1 for table in document.tables[1::2]] == list(counts.values())
    assert "“登记、答复、归档等办理差错”14次" in text
    assert "家扣到上限" in text


@pytest.mark.parametrize(("name", "shown"), [("甲 & 乙<公司>", "甲 & 乙<公司>"), ("甲\x0b乙\x00公司", "甲乙公司"), ("甲\n公司", "甲 公司"), ("]]> &amp;", "]]> &amp;")])
def test_any_name_survives(name: str, shown: str) -> None:
    assert shown in [row.cells[1].text for row in opened(worked(name)).tables[1].rows]


def test_a_market_without_a_scored_insurer_says_so() -> None:
    made = worked()
    text = text_of(opened(replace(made, groups=tuple(replace(group, cards=(), mean=None, median=None) for group in made.groups))))
    assert "没有可以计分的公司。" in text
    assert "没有计分的1家" in text


def test_without_losses_nothing_is_divided_by_nothing() -> None:
    made = worked()
    group = made.groups[0]
    lines = tuple(replace(line, points=line.points * 0 if line.deducts else line.full, parts=()) for line in group.cards[0].lines)
    perfect = replace(group, cards=(replace(group.cards[0], lines=lines),))
    text = text_of(opened(replace(made, groups=(perfect, *made.groups[1:]))))
    assert "各公司均没有失分。" in text
    assert "本期没有扣分事件。" in text
