"""The bulletin workbook (机构名录, 业务量, 投诉明细统计): read into facts, or every problem at once."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from suqing.casework.assessment.facts import BUSINESS, DIRECTORY, MONEY, Figures, Insurer
from suqing.casework.assessment.periods import Period, parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.bulletin.checks import check_facts
from suqing.casework.bulletin.facts import (
    BUSINESS_FACTS,
    DETAIL,
    POLICIES,
    RESTATED,
    RESTATED_YEAR,
    SECTORS,
    BulletinFacts,
    Count,
)
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

SHEETS = (DIRECTORY, BUSINESS, DETAIL)
MOST_COUNT, MOST_MONEY, LEAST_MONEY = 10**12, 10**16, Fraction(1, 100)  # wider than any real figure; beyond is a slip

HEADS: Mapping[str, tuple[str, ...]] = {
    DIRECTORY: ("机构代码", "机构名称", "类别", "机构类型", "归并至", "开业日期"),
    BUSINESS: ("机构代码", "期间", *BUSINESS_FACTS.values()),
    DETAIL: ("机构代码", "期间", "纠纷类型", "险种", "投诉件数", RESTATED, RESTATED_YEAR),
}
OPTIONAL = frozenset({"机构类型", "开业日期", BUSINESS_FACTS[POLICIES], RESTATED, RESTATED_YEAR})


@dataclass(frozen=True)
class Read:
    """`facts` holds what could be read; it is to be used only where no problem is an error. `counts`: rows by sheet."""

    facts: BulletinFacts
    problems: tuple[SheetProblem, ...]
    counts: Mapping[str, int]

    @property
    def errors(self) -> tuple[SheetProblem, ...]:
        return tuple(each for each in self.problems if not each.warning)

    @property
    def warnings(self) -> tuple[SheetProblem, ...]:
        return tuple(each for each in self.problems if each.warning)


def read_bulletin_workbook(source: Path | bytes, period: Period, name: str = "") -> Read:
    """All sheets, with the checks across them. BadInput where the file is no workbook."""
    book = open_book(source, name)
    facts = BulletinFacts(tuple(directory(book)), tuple(business(book)), tuple(detail(book)))
    problems = list(book.problems)
    found = check_facts(facts, period)
    if problems:  # a row that could not be read must not be told of again as a code or a period that is not there
        unsure = {each.sheet for each in problems}
        found = [each for each in found if not (each.code == "no_rows" and each.sheet in unsure) and not (each.code == "unknown_insurer" and DIRECTORY in unsure)]
    counts = {DIRECTORY: len(facts.insurers), BUSINESS: len(facts.business), DETAIL: len(facts.counts)}
    return Read(facts, in_order([*problems, *found]), counts)


def in_order(problems: Sequence[SheetProblem]) -> tuple[SheetProblem, ...]:
    """Errors first, then by sheet and row."""
    place = {sheet: number for number, sheet in enumerate(SHEETS)}
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.warning, place.get(p.sheet, -1), p.row, p.column)))


def directory(book: Book) -> list[Insurer]:
    readers = {"机构名称": words, "类别": one_of({word: word for word in SECTORS}), "机构类型": words, "归并至": words, "开业日期": day}
    rows = book.rows(DIRECTORY, _columns(DIRECTORY, readers, needed=("机构名称", "类别")))
    return [
        Insurer(row["机构代码"], row["机构名称"], row["类别"], row["机构类型"] or "", row["归并至"], row["开业日期"], row.place)
        for row in unique(book, rows, ("机构代码",))
    ]


def business(book: Book) -> list[Figures]:
    readers = {column: amount if fact in MONEY else number for fact, column in BUSINESS_FACTS.items()}
    rows = book.rows(BUSINESS, _columns(BUSINESS, {"期间": period, **readers}, needed=("期间",)))
    return [
        Figures(row["机构代码"], row["期间"], {fact: row[column] for fact, column in BUSINESS_FACTS.items()}, row.place)
        for row in unique(book, rows, ("机构代码", "期间"))
    ]


def detail(book: Book) -> list[Count]:
    readers = {"期间": period, "纠纷类型": words, "险种": words, "投诉件数": number, RESTATED: number, RESTATED_YEAR: number}
    rows = book.rows(DETAIL, _columns(DETAIL, readers, needed=("期间", "纠纷类型", "险种", "投诉件数")))
    return [
        Count(
            row["机构代码"], row["期间"], row["纠纷类型"], row["险种"], int(row["投诉件数"]),
            None if row[RESTATED] is None else int(row[RESTATED]), None if row[RESTATED_YEAR] is None else int(row[RESTATED_YEAR]), row.place,
        )
        for row in unique(book, rows, ("机构代码", "期间", "纠纷类型", "险种"))
    ]  # fmt: skip


def _columns(sheet: str, readers: Mapping[str, Any], needed: Sequence[str]) -> list[Column]:
    every = {"机构代码": words, **readers}
    return [Column(name, every[name], needed=name in ("机构代码", *needed), optional=name in OPTIONAL) for name in HEADS[sheet]]


# ---- readers of one cell, beside those of `sheets` ----


def words(cell: Any) -> str:
    """One line of text. What cannot be seen would make two alike words differ, and has no place in the files we write."""
    found = text(cell)
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") or sign in "\ufffe\uffff" for sign in found):
        raise CellError("一行文字，不含换行和看不见的字符", "重新输入这一格，不要粘贴")
    return found


def period(cell: Any) -> str:
    try:
        return str(parse_period(text(cell)))
    except ValueError:
        raise CellError("期间，例如 2022Q1", "按这个写法填写") from None


def number(cell: Any) -> Fraction:
    found = count(cell)
    if found > MOST_COUNT:
        raise CellError(f"不大于{MOST_COUNT:,}的整数", "核对位数")
    return found


def amount(cell: Any) -> Fraction:
    found = money(cell)
    if found > MOST_MONEY or 0 < found < LEAST_MONEY:
        raise CellError(f"0，或0.01至{MOST_MONEY:,}之间的金额，单位元", "核对单位和位数")
    return found
