"""The form of the bulletin as an official paper: what `Official` gives, and the red head, the number, counting headings and tables.

What a person must still write bears 【须填】 and is marked yellow.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from suqing.exchange.official import TO_WRITE, Official

NUMBERS = "一二三四五六七八九十"
RED = "E60012"
TEXT_WIDTH = 442  # points: 210 mm less the margins of 28 and 26
LARGEST = 42


class Paper(Official):
    """Parts are appended in the order of the paper. `title` is the subject, broken into lines as it shall stand."""

    def __init__(self, subject: str, title: str, issuer: str) -> None:
        super().__init__(subject)
        self._first = self._second = self._tables = 0
        if issuer:
            self._red_head(issuer)
        self.centred(f"{TO_WRITE}发文字号")
        if issuer:
            _rule_below(self._last())
        self.title(title)
        self._last().paragraph_format.space_before = Pt(28)

    def first(self, words: str) -> None:
        """一、"""
        self._first, self._second = self._first + 1, 0
        self.heading(f"{NUMBERS[self._first - 1]}、{words}")
        self._last().paragraph_format.keep_with_next = True

    def second(self, words: str) -> None:
        """（一）"""
        self._second += 1
        self.sub(f"（{NUMBERS[self._second - 1]}）{words}")
        self._last().paragraph_format.keep_with_next = True

    def centred(self, words: str) -> None:
        self.to(words)
        self._last().alignment = WD_ALIGN_PARAGRAPH.CENTER

    def captioned(self, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with its number and name above. Widths in mm."""
        self._tables += 1
        self.centred(f"表{self._tables} {caption}")
        self._last().paragraph_format.keep_with_next = True
        self.table(heads, rows, widths)
        for row in self.document.tables[-1].rows:
            row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # a row stays on one page
            for cell in row.cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def signature(self, issuer: str, day: date | None) -> None:
        self.signed(issuer or f"{TO_WRITE}发文机关署名", f"{day.year}年{day.month}月{day.day}日" if day else f"{TO_WRITE}成文日期")

    def save(self, target: Path | IO[bytes]) -> None:
        for paragraph in self.document.paragraphs:
            for run in paragraph.runs:
                if TO_WRITE in run.text:
                    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        super().save(target)

    def _red_head(self, issuer: str) -> None:
        """As large as one line takes."""
        self.title(issuer)
        paragraph = self._last()
        size = min(LARGEST, TEXT_WIDTH // len(issuer))
        paragraph.paragraph_format.line_spacing = Pt(size * 1.4)
        paragraph.runs[0].font.size = Pt(size)
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(RED)

    def _last(self) -> Any:
        return self.document.paragraphs[-1]


def _rule_below(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = paragraph._p.get_or_add_pPr()
    after = next((each for each in properties if each.tag in {qn(f"w:{name}") for name in AFTER_BORDERS}), None)
    properties.append(borders) if after is None else after.addprevious(borders)


# the schema is an order: pBdr stands before these
AFTER_BORDERS = ("shd", "tabs", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")
