"""The assessment workbook (one sheet a source, S1 五(一)): read into Facts, or every problem at once. Also its empty template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from suqing.casework.assessment.checks import check_facts, check_figures, checklists, deductions
from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    MONEY,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.assessment.subjects import composition_of, types_of
from suqing.exchange.sheets import (
    Book,
    CellError,
    Column,
    count,
    day,
    money,
    one_of,
    open_book,
    text,
    unique,
)
from suqing.rulebook.edition import Edition

SHEETS = (DIRECTORY, BUSINESS, COMPLAINTS, MEDIATION, MARKS, EVENTS)
OPTIONAL = frozenset({"超期件数"})


@dataclass(frozen=True)
class Read:
    """`facts` holds what could be read; it is to be used only where no problem is an error. `counts`: rows by sheet."""

    facts: Facts
    problems: tuple[SheetProblem, ...]
    counts: Mapping[str, int]

    @property
    def errors(self) -> tuple[SheetProblem, ...]:
        return tuple(each for each in self.problems if not each.warning)


def read_workbook(source: Path | bytes, edition: Edition, period: Period, name: str = "") -> Read:
    """All sheets, with the checks across them. BadInput where the file is no workbook."""
    book = open_book(source, name)
    facts, counts = read_sheets(book, edition, SHEETS)
    problems = list(book.problems)
    if not facts.insurers and not problems:
        problems.append(SheetProblem("empty_directory", DIRECTORY, 0, "", "没有一行", "至少一家机构", "填写机构名录，再填其他各表"))
    if not any(not each.warning for each in problems):
        problems += check_facts(facts, edition, period)
    elif facts.insurers:  # what is readable is checked as well: all errors of a workbook in one go
        unsure = any(each.sheet == DIRECTORY for each in problems)  # then a code may be unknown only because its row was not read
        found = check_facts(facts, edition, period, marks_complete=not any(each.sheet == MARKS for each in problems))
        problems += [each for each in found if not (unsure and each.code == "unknown_insurer")]
    return Read(facts, in_order(problems), counts)


def read_sheets(book: Book, edition: Edition, sheets: Sequence[str]) -> tuple[Facts, dict[str, int]]:
    """The named sheets alone; problems gather in the book."""
    rows: dict[str, list[Any]] = {sheet: READERS[sheet](book, edition) if sheet in sheets else [] for sheet in SHEETS}
    figures = (*rows[BUSINESS], *rows[COMPLAINTS], *rows[MEDIATION])
    facts = Facts(tuple(rows[DIRECTORY]), figures, tuple(rows[MARKS]), tuple(rows[EVENTS]))
    book.problems += check_figures(_half_read(book), facts)
    return facts, {sheet: len(rows[sheet]) for sheet in sheets}


def _half_read(book: Book) -> list[Figures]:
    """Rows of figures with a bad cell: their other cells are checked against each other as well."""
    return [
        Figures(str(cells.get("机构代码") or ""), str(cells.get("期间") or ""), {fact: cells.get(column) for fact, (where, column, _) in COLUMNS.items() if where == sheet}, Place(sheet, number))
        for (sheet, number), cells in book.left_out.items()
        if sheet in (BUSINESS, COMPLAINTS, MEDIATION)
    ]  # fmt: skip


def in_order(problems: Sequence[SheetProblem]) -> tuple[SheetProblem, ...]:
    """Errors first, then by sheet and row."""
    place = {sheet: number for number, sheet in enumerate(SHEETS)}
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.warning, place.get(p.sheet, -1), p.row, p.column)))


def period_cell(cell: Any) -> str:
    """2018H1, 2018 or 2018Q1."""
    try:
        return str(parse_period(text(cell)))
    except ValueError:
        raise CellError("期间，例如 2018H1、2018 或 2018Q1", "按这个写法填写") from None


def _times(cell: Any) -> int:
    value = count(cell)
    if value < 1:
        raise CellError("1或以上的整数", "没有发生的不用填")
    return int(value)


def directory(book: Book, edition: Edition) -> list[Insurer]:
    sectors = {sector: sector for group in composition_of(edition).groups for sector in group.sectors}
    types = {label: label for label in types_of(edition)}
    rows = book.rows(
        DIRECTORY,
        [
            Column("机构代码", text, needed=True), Column("机构名称", text, needed=True), Column("类别", one_of(sectors), needed=True),
            Column("机构类型", one_of(types), needed=True), Column("归并至", text), Column("开业日期", day),
        ],
    )  # fmt: skip
    return [
        Insurer(row["机构代码"], row["机构名称"], row["类别"], row["机构类型"], row["归并至"], row["开业日期"], row.place)
        for row in unique(book, rows, ("机构代码",))
    ]


def _figures(sheet: str) -> Any:
    own = {fact: column for fact, (where, column, _) in COLUMNS.items() if where == sheet}

    def read(book: Book, edition: Edition) -> list[Figures]:
        columns = [Column("机构代码", text, needed=True), Column("期间", period_cell, needed=True)]
        columns += [Column(column, money if fact in MONEY else count, optional=column in OPTIONAL) for fact, column in own.items()]
        rows = unique(book, book.rows(sheet, columns), ("机构代码", "期间"))
        return [Figures(row["机构代码"], row["期间"], {fact: row[column] for fact, column in own.items()}, row.place) for row in rows]

    return read


def marks(book: Book, edition: Edition) -> list[Mark]:
    rules = checklists(edition)
    levels = {level.word: level.id for rule in rules.values() for level in rule.levels}
    columns = [
        Column("机构代码", text, needed=True), Column("期间", period_cell, needed=True), Column("指标", one_of({word: rule.id for word, rule in rules.items()}), needed=True),
        Column("项目", text, needed=True), Column("评定", one_of(levels), needed=True), Column("依据", text),
    ]  # fmt: skip
    rows = unique(book, book.rows(MARKS, columns), ("机构代码", "期间", "指标", "项目"))
    return [Mark(row["机构代码"], row["期间"], row["指标"], row["项目"], row["评定"], row["依据"] or "", row.place) for row in rows]


def events(book: Book, edition: Edition) -> list[Occurrence]:
    rules = deductions(edition)
    columns = [
        Column("机构代码", text, needed=True), Column("发生日期", day, needed=True), Column("指标", one_of({word: rule.id for word, rule in rules.items()}), needed=True),
        Column("情形", text, needed=True), Column("次数", _times), Column("人数", count), Column("说明", text), Column("提出人", text), Column("复核人", text),
        Column("来源", text, optional=True),
    ]  # fmt: skip
    rows = unique(book, book.rows(EVENTS, columns), [column.name for column in columns])
    return [
        Occurrence(
            row["机构代码"], row["发生日期"], row["指标"], row["情形"], row["次数"] or 1, None if row["人数"] is None else int(row["人数"]), row["说明"] or "",
            row["提出人"] or "", row["复核人"] or "", row["来源"] or "", row.place,
        )
        for row in rows
    ]  # fmt: skip


READERS: Mapping[str, Any] = {
    DIRECTORY: directory, BUSINESS: _figures(BUSINESS), COMPLAINTS: _figures(COMPLAINTS), MEDIATION: _figures(MEDIATION), MARKS: marks, EVENTS: events,
}  # fmt: skip

HEADS: Mapping[str, tuple[str, ...]] = {
    DIRECTORY: ("机构代码", "机构名称", "类别", "机构类型", "归并至", "开业日期"),
    **{
        sheet: ("机构代码", "期间", *(column for where, column, _ in COLUMNS.values() if where == sheet))
        for sheet in (BUSINESS, COMPLAINTS, MEDIATION)
    },
    MARKS: ("机构代码", "期间", "指标", "项目", "评定", "依据"),
    EVENTS: ("机构代码", "发生日期", "指标", "情形", "次数", "人数", "说明", "提出人", "复核人", "来源"),
}

__all__ = ["HEADS", "SHEETS", "Read", "read_sheets", "read_workbook"]
