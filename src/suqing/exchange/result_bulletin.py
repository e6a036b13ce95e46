"""`bulletin.docx`: the result of a round as an official document, for the office to finish and issue within the industry (S1 五(三)1).

What a person must still write is marked. Deductions are told by kind and number; no person is named.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import percent, plain, words
from suqing.casework.assessment.scoring import OUTSIDE, Assessment, GroupResult, Scorecard
from suqing.casework.assessment.subjects import composition_of
from suqing.exchange.official import BODY, HEADING, TO_WRITE, Official
from suqing.exchange.scorecards import notices, summary
from suqing.exchange.words import FLAGS

TEXT_WIDTH = 156.0  # mm: A4 less the margins of 28 and 26
MOST_NAMED = 10
NUMBERS = "一二三四五六七八九十"
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_result_bulletin(target: Path | IO[bytes], assessment: Assessment) -> None:
    period = assessment.period.words
    paper = Paper(f"关于{period}保险公司", "消费投诉处理工作考评情况的通报")
    groups = [group for group in assessment.groups if group.cards]
    paper.to("各保险公司：")
    paper.plain(f"根据《{assessment.edition.name}》，对{assessment.edition.scope}{period}的消费投诉处理工作进行了考评。现将考评情况通报如下。")
    paper.first("总体情况")
    _overall(paper, groups, assessment)
    for group in groups:
        paper.first(f"{group.group.label}公司考评结果")
        _group(paper, group, assessment)
    paper.first("有关说明")
    for number, (sentence, more) in enumerate(_notes(groups, assessment), start=1):
        paper.plain(f"{number}.{sentence}")
        for part, each in enumerate(more, start=1):
            paper.plain(f"（{part}）{each}")
    paper.first("工作要求")
    paper.plain(f"{TO_WRITE}对失分较多的公司的要求、整改期限和报送方式。")
    paper.signed(f"{TO_WRITE}发文机关署名", f"{TO_WRITE}成文日期")
    paper.save(target)


class Paper(Official):
    """Counts its headings and tables. A title of two lines is broken where its sense allows."""

    def __init__(self, *title: str) -> None:
        super().__init__("".join(title))
        self._first = self._second = self._tables = 0
        self.document.core_properties.author = self.document.core_properties.comments = ""
        self.title("\n".join(title))

    def first(self, words: str) -> None:
        self._first, self._second = self._first + 1, 0
        self.heading(f"{NUMBERS[self._first - 1]}、{words}")
        self._last().paragraph_format.keep_with_next = True

    def second(self, words: str) -> None:
        self._second += 1
        self.sub(f"（{NUMBERS[self._second - 1]}）{words}")
        self._last().paragraph_format.keep_with_next = True

    def plain(self, words: str) -> None:
        super().plain(_clean(words))

    def captioned(self, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Widths by proportion. Written as XML at once: a ranking of two hundred takes no time."""
        self._tables += 1
        self._paragraph(f"表{self._tables} {_clean(caption)}", HEADING, 12, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False)
        last = self._last()
        last.paragraph_format.keep_with_next = True
        twips = [int(Mm(width * TEXT_WIDTH / sum(widths)).twips) for width in widths]
        lines = [_row(heads, twips, HEADING, head=True), *(_row(cells, twips, BODY) for cells in rows)]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        form = f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        last._p.addnext(parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr>{form}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"))
        self._paragraph("", BODY, 10.5, indent=False)

    def save(self, target: Path | IO[bytes]) -> None:
        """What a person must still write is yellow."""
        for paragraph in self.document.paragraphs:
            for run in paragraph.runs:
                if TO_WRITE in run.text:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        super().save(target)

    def _page_numbers(self, section: Any) -> None:
        """— 1 — towards the outer edge: odd pages at the right, even ones at the left."""
        self.document.settings.odd_and_even_pages_header_footer = True
        for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.right_indent = paragraph.paragraph_format.left_indent = Pt(14)
            font = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:sz w:val="28"/></w:rPr>'
            text = f'<w:r {nsdecls("w")}>{font}<w:t xml:space="preserve">{{}}</w:t></w:r>'
            paragraph._p.append(parse_xml(text.format("— ")))
            paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r>{font}<w:t>1</w:t></w:r></w:fldSimple>'))
            paragraph._p.append(parse_xml(text.format(" —")))

    def _last(self) -> Any:
        return self.document.paragraphs[-1]


def _row(cells: Sequence[str], twips: Sequence[int], font: str, *, head: bool = False) -> str:
    """The first column with words (a name) stands at the left, everything else in the middle."""
    form = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="21"/></w:rPr>'
    made = []
    for cell, width in zip(cells, twips, strict=True):
        side = "center" if head or width < 3000 else "left"
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="340" w:lineRule="exact"/>'
            f'<w:jc w:val="{side}"/></w:pPr><w:r>{fonts}<w:t xml:space="preserve">{escape(_clean(cell))}</w:t></w:r></w:p></w:tc>'
        )
    return f"<w:tr>{form}{''.join(made)}</w:tr>"


def _clean(text: str) -> str:
    """One line, without the characters that no XML can hold."""
    return " ".join(NO_XML.sub("", text).split())


def _some(names: Iterable[str]) -> str:
    found = list(names)
    return "、".join(found[:MOST_NAMED]) + (f"等{len(found)}家" if len(found) > MOST_NAMED else "")


# ---- parts ----


def _overall(paper: Paper, groups: Sequence[GroupResult], assessment: Assessment) -> None:
    paper.second("考评范围")
    count = sum(len(group.cards) for group in groups)
    each = "、".join(f"{group.group.label}公司{len(group.cards)}家" for group in groups)
    paper.plain(f"本期计分排名的公司{count}家{f'，其中{each}' if len(groups) > 1 else ''}。{''.join(_left_out(assessment))}")
    paper.second("得分情况")
    rows = []
    for group in groups:
        told = summary(group)
        below = f"低于平均分的{told['below_mean']}家" if told["below_mean"] else "没有低于平均分的公司"
        paper.plain(f"{group.group.label}公司平均{words(group.mean)}分，中位数{words(group.median)}分，{below}；最高{words(group.cards[0].total)}分，最低{words(group.cards[-1].total)}分。")
        rows.append((f"{group.group.label}公司", str(told["count"]), words(group.mean), words(group.median), words(group.cards[0].total), words(group.cards[-1].total), str(told["below_mean"])))
    if rows:
        paper.captioned("各组得分", ("组别", "家数", "平均分", "中位数", "最高分", "最低分", "低于平均家数"), rows, (30, 16, 22, 22, 22, 22, 22))
    else:
        paper.plain("没有可以计分的公司。")


def _left_out(assessment: Assessment) -> Iterator[str]:
    clauses = assessment.edition.clauses
    by_rule = [each for each in assessment.excluded if not each.aside]
    for each in assessment.excluded:
        if each.aside:
            yield f"{each.name}（{each.code}）{each.because}。"
    if by_rule:
        places = Counter(clauses[each.clause].place if each.clause in clauses else each.clause for each in by_rule)
        yield f"按规定不纳入考评的{len(by_rule)}家（{'、'.join(f'依据{place}的{count}家' for place, count in places.items())}）。"
    if assessment.merged:
        yield f"数据并入其他机构考评的{len(assessment.merged)}家。"
    if assessment.incomplete:
        yield f"数据不全、没有计分的{len(assessment.incomplete)}家：{_some(each.name for each in assessment.incomplete)}。"


def _group(paper: Paper, group: GroupResult, assessment: Assessment) -> None:
    label, sections = group.group.label, composition_of(assessment.edition).sections
    paper.second("得分与排名")
    rows = [(str(card.rank), card.name, words(card.total), *(words(card.sections[each.id]) for each in sections)) for card in group.cards]
    paper.captioned(f"{label}公司得分与排名", ("名次", "公司", "总分", *(each.label for each in sections)), rows, (14, 78, 20, *(20 for _ in sections)))
    paper.second("各项指标")
    told = summary(group)["lines"]
    rows = [_indicator(line, each) for line, each in zip(group.cards[0].lines, told, strict=True)]
    paper.captioned(f"{label}公司各项指标", ("指标", "满分", "平均得分", "满分家数", "零分家数"), rows, (62, 22, 24, 24, 24))
    paper.second("主要失分")
    paper.plain(_losses(group))
    paper.second("扣分情况")
    for sentence in _deductions(group):
        paper.plain(sentence)


def _indicator(line: Scored, told: dict[str, Any]) -> tuple[str, ...]:
    full = f"扣≤{words(line.full, 0)}" if line.deducts else words(line.full, 0)
    return line.label, full, words(Fraction(str(told["mean"]))), str(told["full"]), "—" if line.deducts else str(told["zero"])


def _losses(group: GroupResult) -> str:
    count = len(group.cards)
    means = {line.label: sum((card.lines[place].lost for card in group.cards), Fraction(0)) / count for place, line in enumerate(group.cards[0].lines)}
    whole = sum(means.values(), Fraction(0))
    if not whole:
        return "各公司均没有失分。"
    worst = sorted(((label, lost) for label, lost in means.items() if lost), key=lambda found: -found[1])[:3]
    told = "、".join(f"{label}（平均失{words(lost)}分，占{percent(lost / whole)}）" for label, lost in worst)
    return f"平均每家失{words(whole)}分。失分较多的指标依次是{told}。"


def _deductions(group: GroupResult) -> Iterator[str]:
    """By indicator: how many companies, how much, for what. Neither companies nor persons by name."""
    places = [place for place, line in enumerate(group.cards[0].lines) if line.deducts]
    cut = [card for card in group.cards if any(card.lines[place].parts for place in places)]
    if not cut:
        yield "本期没有扣分事件。"
        return
    whole = sum((card.lines[place].lost for card in cut for place in places), Fraction(0))
    yield f"有扣分事件的公司{len(cut)}家，合计扣{words(whole)}分。"
    for place in places:
        own = [card.lines[place] for card in cut if card.lines[place].parts]
        if own:
            kinds: Counter[str] = Counter()
            for line in own:
                for part, given in zip(line.parts, line.inputs.values(), strict=False):
                    kinds[_situation(part.label)] += int(str(given.value).removesuffix("次"))
            capped = sum(1 for line in own if "capped" in line.flags)
            what = "、".join(f"“{label}”{times}次" for label, times in kinds.most_common())
            yield f"{own[0].label}：{len(own)}家公司，共扣{words(sum((line.lost for line in own), Fraction(0)))}分（{what}）{f'，其中{capped}家扣到上限' if capped else ''}。"


def _situation(label: str) -> str:
    """Without its day and what the person who fills in the sheet is told."""
    return re.sub(r"^\d{4}-\d{2}-\d{2} |（次数[^）]*）", "", label)


def _notes(groups: Sequence[GroupResult], assessment: Assessment) -> Iterator[tuple[str, list[str]]]:
    """Sentences, each with what belongs under it."""
    cards = [card for group in groups for card in group.cards]
    composition = composition_of(assessment.edition)
    if len(groups) > 1:
        yield f"{'、'.join(f'{group.group.label}公司' for group in groups)}分别排名。", []
    yield "名次按各项得分合计从高到低，合计相同的名次并列，其后的名次顺延；合计低于零的，总分显示为零。各项得分四舍五入保留两位小数。", []
    for sentence in notices(assessment):
        yield sentence, []
    whole = sum((card.points_on_assumption for card in cards), Fraction(0))
    if whole:
        yield f"原文没有公布的换算和分档按设定计算，平均每家{words(whole / len(cards))}分由此得出，逐项注明在各公司的记分卡上。所作设定如下。", list(_assumed(cards, assessment))
    for flag in FLAGS:
        own = [card for card in cards if flag in card.flags]
        if own and flag not in (OUTSIDE, "small_base"):
            yield f"{FLAGS[flag][0]}：{len(own)}家公司，{FLAGS[flag][1]}。", []
    small = [card for card in cards if "small_base" in card.flags]
    if small:
        few, little = composition.small_complaints_below.value, composition.small_premium_below_yuan.value / 10**8
        yield f"小基数：{len(small)}家公司有指标的件数不足{plain(few)}件或保费不足{plain(little)}亿元，一件之差影响较大，得分照算，比较时请留意。涉及{_lines_with('small_base', small)}。", []
    yield f"规则版本{assessment.edition.content_hash[:12]}，数据校验值{assessment.facts_hash[:12]}；同样的规则和数据重新计算，结果相同。", []


def _lines_with(flag: str, cards: Sequence[Scorecard]) -> str:
    found = Counter(line.label for card in cards for line in card.lines if flag in line.flags)
    return "、".join(f"{label}{count}家" for label, count in found.most_common())


def _assumed(cards: Sequence[Scorecard], assessment: Assessment) -> Iterator[str]:
    """The readings that decided points, the most frequent first."""
    gaps = Counter(line.gap for card in cards for line in card.lines if line.gap and line.basis == "assumed" and (line.points or line.lost))
    for gap, count in gaps.most_common():
        known = assessment.edition.gaps.get(gap)
        if known is not None:
            yield f"{known.question.rstrip('。？')}：{known.reading.rstrip('。')}（涉及{count}项得分）。"


__all__ = ["write_result_bulletin"]
