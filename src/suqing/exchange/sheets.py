"""Sheets of a workbook with fixed heads, read strictly: each cell in its type, every problem with sheet, row and column.

The order of columns is free, further columns are ignored, empty cells are None. Nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from suqing.casework.assessment.facts import Place
from suqing.casework.assessment.problems import SheetProblem, at, nearest
from suqing.exchange.cells import Spot, doubtful_cells
from suqing.kernel.errors import BadInput

MOST_ROWS = 200_000
MOST_BYTES = 64 * 1024 * 1024
LARGEST = 10**15


class CellError(Exception):
    """expected, what to do."""

    def __init__(self, expected: str, do: str) -> None:
        super().__init__(expected)
        self.expected, self.do = expected, do


Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """`read` takes a cell that is not empty. `needed`: an empty cell is an error. `optional`: the column may be absent."""

    name: str
    read: Reader
    needed: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row, cells by column name; `place` says where it stands."""

    place: Place
    cells: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.cells[column]


@dataclass
class Book:
    """An opened workbook. Problems gather in `problems`."""

    name: str
    sheet_names: Sequence[str]
    _book: CalamineWorkbook
    _doubtful: Mapping[Spot, str]
    problems: list[SheetProblem] = field(default_factory=list)
    left_out: dict[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)  # what could be read of the rows with a bad cell

    def rows(self, sheet: str, columns: Sequence[Column], *, optional: bool = False) -> list[Row]:
        """The rows that can be read. A row with a bad cell is left out and told of."""
        found = self._named(sheet)
        if found is None:
            if not optional:
                near = nearest(sheet, self.sheet_names)
                self.problems.append(SheetProblem("no_sheet", sheet, 0, "", "、".join(self.sheet_names), f"有工作表“{sheet}”{near}", "改名或补上这张表"))
            return []
        page = self._book.get_sheet_by_name(found)
        if page.total_height > MOST_ROWS:
            self.problems.append(SheetProblem("too_long", sheet, 0, "", f"{page.total_height}行", f"至多{MOST_ROWS:,}行", "分开几本"))
            return []
        lines = page.to_python(skip_empty_area=False)
        places = self._head(sheet, lines, columns)
        self._merged(sheet, page, lines, set(places.values()))
        rows = [row for number, cells in enumerate(lines[1:], start=2) if _filled(cells) and (row := self._row(sheet, found, number, cells, columns, places))]
        return rows if all(column.name in places for column in columns if column.needed) else []

    def _named(self, sheet: str) -> str | None:
        return next((name for name in self.sheet_names if name.strip() == sheet), None)

    def _head(self, sheet: str, lines: Sequence[Sequence[Any]], columns: Sequence[Column]) -> dict[str, int]:
        """Where the columns stand. One that is missing is told; the others are read all the same, so that all errors come in one go."""
        head = ["".join(str(cell).split()) for cell in lines[0]] if lines else []
        places: dict[str, int] = {}
        for column in columns:
            where = [number for number, name in enumerate(head) if name == column.name]
            if len(where) == 1:
                places[column.name] = where[0]
                continue
            if where:
                self.problems.append(SheetProblem("column_twice", sheet, 1, column.name, f"{len(where)}列同名", "每列一个名字", "删去或改名其中一列"))
            elif not column.optional:
                unknown = [name for name in head if name and name not in {each.name for each in columns}]
                found = "、".join(name for name in head if name) or ("空的第一行" if any(_filled(line) for line in lines) else "空表")
                self.problems.append(SheetProblem("no_column", sheet, 1, column.name, found, f"有这一列{nearest(column.name, unknown)}", "第一行写列名，补上或改名"))
        return places

    def _merged(self, sheet: str, page: Any, lines: Sequence[Sequence[Any]], known: set[int]) -> None:
        for first, last in page.merged_cell_ranges or ():
            if last[0] >= 1 and first[0] < len(lines) and any(first[1] <= column <= last[1] for column in known):
                found = f"{_letters(first[1])}{first[0] + 1}:{_letters(last[1])}{last[0] + 1}"
                self.problems.append(SheetProblem("merged_cells", sheet, first[0] + 1, _letters(first[1]) + "列", f"合并单元格 {found}", "每格一个值", "取消合并，逐行填写"))

    def _row(self, sheet: str, real: str, number: int, cells: Sequence[Any], columns: Sequence[Column], places: Mapping[str, int]) -> Row | None:
        place = Place(sheet, number)
        values: dict[str, Any] = {}
        before = len(self.problems)
        for column in columns:
            at_column = places.get(column.name)
            if at_column is None:
                values[column.name] = None
                continue
            cell = cells[at_column] if at_column < len(cells) else ""
            doubt = self._doubtful.get((real, number, at_column + 1))
            if doubt is not None:
                self._tell_doubt(place, column, doubt)
                continue
            if isinstance(cell, str):
                cell = cell.strip()
            if cell == "" or cell is None:
                values[column.name] = None
                if column.needed:
                    self.problems.append(at(place, "empty", column.name, "空", "有内容", "补填这一格"))
                continue
            try:
                values[column.name] = column.read(cell)
            except CellError as wrong:
                self.problems.append(at(place, "bad_cell", column.name, shown(cell), wrong.expected, wrong.do))
        if len(self.problems) == before:
            return Row(place, values)
        self.left_out[sheet, number] = values
        return None

    def _tell_doubt(self, place: Place, column: Column, doubt: str) -> None:
        if doubt == "formula":
            self.problems.append(at(place, "formula", column.name, "没有算出结果的公式", "算好的值", "在Excel里打开、重算并保存，或粘贴为数值"))
        else:
            self.problems.append(at(place, "formula", column.name, doubt, "算好的值", "更正公式，或粘贴为数值"))


def open_book(source: Path | bytes, name: str = "") -> Book:
    """BadInput where the file is no workbook."""
    called = name or (source.name or str(source) if isinstance(source, Path) else "工作簿")
    if isinstance(source, Path):
        if source.is_dir():
            raise BadInput(called, "文件夹", "一个 .xlsx 文件", "给出文件的路径")
        if not source.is_file():
            raise FileNotFoundError(2, "no such file", str(source))
        source = source.read_bytes()
    if not source:
        raise BadInput(called, "空文件", "能打开的 .xlsx 文件", "核对文件，重新导出")
    if len(source) > MOST_BYTES:
        raise BadInput(called, f"{len(source) // 1024 // 1024} MB", f"至多{MOST_BYTES // 1024 // 1024} MB的文件", "拆成几本")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source))
        doubtful = doubtful_cells(BytesIO(source))
    except (CalamineError, KeyError, SyntaxError, OSError, ValueError) as problem:
        raise BadInput(called, "打不开的内容", "能打开的 .xlsx 文件", "另存为 .xlsx 后重试") from problem
    return Book(called, book.sheet_names, book, doubtful)


def unique(book: Book, rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Row]:
    """The rows whose `columns` no earlier row has; the others are told of."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            found = " ".join("空" if part is None else str(part) for part in key)
            book.problems.append(at(row.place, "duplicate_row", "、".join(columns), found[:80], f"不重复的行（第{seen[key]}行已有）", "删去其中一行"))
            continue
        seen[key] = row.place.row
        yield row


def _filled(cells: Sequence[Any]) -> bool:
    return any(str(cell).strip() for cell in cells)


def _letters(column: int) -> str:
    """0 → A."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def shown(cell: Any) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)[:60]


# ---- readers of one cell ----


def text(cell: Any) -> str:
    """Words; a code that Excel keeps as a number loses nothing but its point."""
    if isinstance(cell, date | bool):
        raise CellError("文字", "把这一格设为文本格式后重填")
    return shown(cell) if isinstance(cell, float) else str(cell)


def exact_number(cell: Any) -> Fraction:
    """A number as its shortest decimal form shows it."""
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        near = _as_number(cell)
        raise CellError("数字", f"改为 {near}" if near else "只填数字，不带单位、逗号和文字")
    return Fraction(Decimal(repr(cell)))


def money(cell: Any) -> Fraction:
    """Yuan, not negative."""
    try:
        value = exact_number(cell)
    except CellError as wrong:
        raise CellError("数字，单位元", wrong.do) from None
    if value < 0:
        raise CellError("不小于0的金额，单位元", "核对正负号")
    return _sensible(value)


def count(cell: Any) -> Fraction:
    """A whole number, not negative."""
    try:
        value = exact_number(cell)
    except CellError as wrong:
        raise CellError("整数", wrong.do) from None
    if value < 0:
        raise CellError("不小于0的整数", "核对正负号")
    if value.denominator != 1:
        raise CellError("整数", "不带小数")
    return _sensible(value)


def _sensible(value: Fraction) -> Fraction:
    if value > LARGEST:
        raise CellError("不大于一千万亿的数", "核对单位和位数")
    return value


def day(cell: Any) -> date:
    """A date cell, or text like 2018-03-05 or 2018/3/5."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        year, month, number = (int(part) for part in str(cell).replace("/", "-").split("-"))
        return date(year, month, number)
    except ValueError:
        raise CellError("日期，例如 2018-03-05", _as_day(str(cell))) from None


def _as_day(text: str) -> str:
    """What 2018年3月1日 or 2018.3.1 most likely means; for the message only."""
    parts = [int(part) for part in re.findall(r"\d+", text)]
    try:
        return f"改为 {date(*parts).isoformat()}" if len(parts) == 3 else "按年-月-日填写"
    except ValueError:
        return "按年-月-日填写"


def one_of(words: Mapping[str, Any]) -> Reader:
    """A word of the table, turned into its value."""

    def read(cell: Any) -> Any:
        found = shown(cell)
        if found not in words:
            raise CellError(f"{'、'.join(words)}之一{nearest(found, words)}", "从中选一个")
        return words[found]

    return read


def _as_number(cell: Any) -> str:
    """What "3.2亿" or "1,200" most likely means; for the message only."""
    plain = str(cell).replace(",", "").replace("，", "").replace(" ", "").removesuffix("元").removesuffix("件")
    for unit, times in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4), ("", 1)):
        if unit and not plain.endswith(unit):
            continue
        try:
            value = Decimal(plain.removesuffix(unit)) * times
        except ArithmeticError:
            return ""
        if value.is_finite() and abs(value) < 10**18:
            return format(value.to_integral_value() if value == value.to_integral_value() else value.normalize(), "f")
    return ""
