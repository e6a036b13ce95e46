"""Workbooks as this house writes them: texts are texts, heads frozen, widths set, printed on A4."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import xlsxwriter

HEAD = "#e3eeef"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | int | float | Fraction | date | None


class Sheet:
    """Rows are appended; numbers may have a format by column."""

    def __init__(self, book: Any, page: Any, formats: dict[str, Any]) -> None:
        self._book, self._page, self._formats = book, page, formats
        self._row = 0
        self.page = page

    def head(self, columns: Sequence[str], widths: Sequence[float]) -> None:
        for number, (name, width) in enumerate(zip(columns, widths, strict=True)):
            self._page.write_string(self._row, number, name, self._formats["head"])
            self._page.set_column(number, number, width)
        self._row += 1
        self._page.freeze_panes(self._row, 0)
        self._page.repeat_rows(0, self._row - 1)

    def row(self, cells: Sequence[Cell], style: str = "") -> None:
        for number, cell in enumerate(cells):
            self._write(number, cell, style)
        self._row += 1

    def _write(self, column: int, cell: Cell, style: str) -> None:
        form = self._formats.get(style)
        if cell is None or cell == "":
            self._page.write_blank(self._row, column, None, form)
        elif isinstance(cell, str):
            self._page.write_string(self._row, column, cell, self._formats.get(style or "text"))
        elif isinstance(cell, date):
            self._page.write_datetime(self._row, column, cell, self._formats["day"])
        elif isinstance(cell, Fraction):
            self._page.write_number(self._row, column, int(cell) if cell.denominator == 1 else float(cell), self._formats["sum" if cell.denominator != 1 or cell >= 10**6 else "whole"])
        elif isinstance(cell, int):
            self._page.write_number(self._row, column, cell, self._formats["whole"])
        else:
            self._page.write_number(self._row, column, cell, self._formats["points"])


class Workbook:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats = {
            "head": book.add_format({"bold": True, "bg_color": HEAD, "border": 1, "border_color": "#b8c7ca", "text_wrap": True, "valign": "vcenter"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "sum": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
            "points": book.add_format({"num_format": "0.00", "valign": "top"}),
            "bold": book.add_format({"bold": True}),
        }

    def column_format(self, num_format: str) -> Any:
        """For a column that is still to be filled in."""
        return self._book.add_format({"num_format": num_format})

    def sheet(self, name: str, *, landscape: bool = True) -> Sheet:
        """A sheet for printing on A4, one page wide."""
        page = self._book.add_worksheet(name[:31])
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")
        return Sheet(self._book, page, self._formats)


@contextmanager
def workbook(target: Path | IO[bytes]) -> Iterator[Workbook]:
    """Written when the block ends."""
    made = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, OPTIONS)
    try:
        yield Workbook(made)
    finally:
        made.close()


def write_problems(target: Path | IO[bytes], problems: Iterable[Mapping[str, Any]]) -> None:
    """A list of SheetProblem.data() to send back to whoever filled the sheets in."""
    with workbook(target) as book:
        page = book.sheet("检查结果")
        page.head(("级别", "工作表", "行", "列", "读到", "应为", "怎么改"), (8, 14, 8, 20, 30, 44, 44))
        for each in problems:
            page.row(("错误" if each["level"] == "error" else "提醒", each["sheet"], each["row"] or None, each["column"], each["found"], each["expected"], each["do"]))
