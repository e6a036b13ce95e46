"""Bad workbooks, each a real .xlsx: what is wrong is told with sheet, row, column, what was found, what belongs there and what to do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

from suqing.casework.assessment import parse_period
from suqing.casework.assessment.facts import (
    BUSINESS,
    COLUMNS,
    COMPLAINTS,
    DIRECTORY,
    EVENTS,
    MARKS,
    MEDIATION,
    Facts,
    Figures,
    Insurer,
    Mark,
    Occurrence,
    Place,
)
from suqing.casework.assessment.subjects import types_of
from suqing.exchange.assessment_workbook import Read, read_workbook
from suqing.exchange.sample import write_facts
from suqing.rulebook import open_edition

SH = open_edition("sh2018")
PERIOD = parse_period("2018H1")
PROPERTY, LIFE = "财产险", "人身险"

Sheets = Any  # an openpyxl workbook
Told = tuple[str, int, str, str, str, str]  # sheet, row, column, found, expected, what to do


def insurer(code: str, name: str, sector: str, kind: str, row: int, into: str | None = None) -> Insurer:
    return Insurer(code, name, sector, kind, into, date(2010, 3, 1), Place(DIRECTORY, row))


def figures(sheet: str, row: int, code: str, period: str = "2018H1", **values: int) -> Figures:
    return Figures(code, period, dict(values), Place(sheet, row))  # type: ignore[arg-type]


# Two insurers of property with a unit, one that is exempt, one of life. Rows as they stand in the sheets.
FACTS = Facts(
    (
        insurer("P0101", "甲财险上海分公司", PROPERTY, "省级分公司", 2),
        insurer("P0102", "乙财险上海分公司", PROPERTY, "省级分公司", 3),
        insurer("P0901", "甲财险上海电销中心", PROPERTY, "电销中心", 4, "P0101"),
        insurer("X0001", "戊午自保公司", PROPERTY, "自保", 5),
        insurer("L0101", "子寿险上海分公司", LIFE, "省级分公司", 6),
    ),
    (
        figures(BUSINESS, 2, "P0101", motor_premium=800_000_000, nonmotor_premium=250_000_000, nonmotor_policies=200_000),
        figures(BUSINESS, 3, "P0101", "2017H1", motor_premium=500_000_000, nonmotor_premium=500_000_000, nonmotor_policies=190_000),
        figures(BUSINESS, 4, "P0102", motor_premium=400_000_000, nonmotor_premium=100_000_000, nonmotor_policies=60_000),
        figures(BUSINESS, 5, "P0901", motor_premium=90_000_000, nonmotor_premium=10_000_000, nonmotor_policies=20_000),
        figures(BUSINESS, 6, "L0101", premium=900_000_000, opening_policies=600_000, new_policies=200_000, opening_persons=900_000, new_persons=300_000),
        figures(COMPLAINTS, 2, "P0101", motor_complaints=12, nonmotor_complaints=6, complaints=18, withdrawn_before_forwarding=8, forwarded=10, on_time=9, overdue=1),
        figures(COMPLAINTS, 3, "P0101", "2017H1", motor_complaints=9, nonmotor_complaints=9, complaints=18, withdrawn_before_forwarding=8, forwarded=10, on_time=9, overdue=1),
        figures(COMPLAINTS, 4, "P0102", motor_complaints=10, nonmotor_complaints=1, withdrawn_before_forwarding=6, forwarded=5, on_time=5, overdue=0),
        figures(COMPLAINTS, 5, "P0901", motor_complaints=2, nonmotor_complaints=0, withdrawn_before_forwarding=1, forwarded=1, on_time=1, overdue=0),
        figures(COMPLAINTS, 6, "L0101", complaints=14, withdrawn_before_forwarding=7, forwarded=7, on_time=7, overdue=0),
        figures(MEDIATION, 2, "P0101", mediation_sent=4, mediation_succeeded=3),
        figures(MEDIATION, 3, "L0101", mediation_sent=3, mediation_succeeded=2),
    ),
    tuple(
        Mark(code, "2018H1", rule.id, item.id, "complete", "", Place(MARKS))
        for code in ("P0101", "P0102", "L0101")
        for rule in SH.rules("checklist")
        for item in rule.items
    ),
    (
        Occurrence("P0101", date(2018, 3, 1), "execution", "report_late", 1, None, "迟报3日", "经办甲", "复核乙", "", Place(EVENTS, 2)),
        Occurrence("P0102", date(2018, 4, 2), "mass_incidents", "visit_5_9", 1, 6, "六人来访", "经办甲", "复核乙", "", Place(EVENTS, 3)),
    ),
)
MARK_ROWS = len(FACTS.marks)


@cache
def good() -> bytes:
    file = BytesIO()
    write_facts(file, FACTS, SH, PERIOD)
    return file.getvalue()


def changed(*edits: Callable[[Sheets], object]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(good()))
    for edit in edits:
        edit(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(*edits: Callable[[Sheets], object]) -> Read:
    return read_workbook(changed(*edits), SH, PERIOD)


def put(sheet: str, row: int, column: str, value: object) -> Callable[[Sheets], None]:
    """One cell changed."""

    def edit(book: Sheets) -> None:
        page = book[sheet]
        head = [cell.value for cell in page[1]]
        page.cell(row, head.index(column) + 1).value = value

    return edit


def add(sheet: str, **cells: object) -> Callable[[Sheets], None]:
    """One more row."""

    def edit(book: Sheets) -> None:
        page = book[sheet]
        page.append([cells.get(cell.value) for cell in page[1]])

    return edit
