"""Official documents (公文) as Word: fonts, margins and paragraphs of GB/T 9704; what a person must still write is marked."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TITLE, BODY, HEADING, SUB = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
TO_WRITE = "【须填】"


class Official:
    """Paragraph by paragraph; nothing is markup, names with & and < stay as they are."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
        normal = self.document.styles["Normal"]
        _font(normal.font, normal.element, BODY, 16)
        self.document.core_properties.title = title
        self._page_numbers(section)

    def title(self, words: str) -> None:
        self._paragraph(words, TITLE, 22, align=WD_ALIGN_PARAGRAPH.CENTER, indent=False, after=16)

    def plain(self, words: str) -> None:
        self._paragraph(words, BODY, 16)

    def to(self, words: str) -> None:
        """The addressees: from the margin."""
        self._paragraph(words, BODY, 16, indent=False)

    def heading(self, words: str) -> None:
        self._paragraph(words, HEADING, 16)

    def sub(self, words: str) -> None:
        self._paragraph(words, SUB, 16)

    def signed(self, *lines: str) -> None:
        self._paragraph("", BODY, 16)
        for words in lines:
            self._paragraph(words, BODY, 16, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Ten and a half points; the head row is repeated on each page."""
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for number, words in enumerate(heads):
            _cell(table.rows[0].cells[number], words, HEADING, widths[number])
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)
        for row in rows:
            cells = table.add_row().cells
            for number, words in enumerate(row):
                _cell(cells[number], words, BODY, widths[number])
        self._paragraph("", BODY, 10.5, indent=False)

    def save(self, target: Path | IO[bytes]) -> None:
        self.document.save(str(target) if isinstance(target, Path) else target)

    def _paragraph(self, words: str, font: str, size: float, *, align: Any = WD_ALIGN_PARAGRAPH.JUSTIFY, indent: bool = True, after: float = 0) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.line_spacing, form.space_before, form.space_after = Pt(28) if size >= 14 else Pt(16), Pt(0), Pt(after)
        if indent:
            form.first_line_indent = Pt(size * 2)
        run = paragraph.add_run(words)
        _font(run.font, run._element, font, size)

    def _page_numbers(self, section: Any) -> None:
        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
            run = paragraph.add_run()
            if kind:
                part = OxmlElement("w:fldChar")
                part.set(qn("w:fldCharType"), kind)
            else:
                part = OxmlElement("w:instrText")
                part.text = text
            run._r.append(part)
            _font(run.font, run._element, "宋体", 14)


def _font(font: Any, element: Any, name: str, size: float) -> None:
    font.name, font.size = name, Pt(size)
    properties = element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.append(fonts)
    for side in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(side), name)


def _cell(cell: Any, words: str, font: str, width: float) -> None:
    cell.width = Mm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    _font(run.font, run._element, font, 10.5)
