"""An insurer set up from one workbook: 机构, 人员, 任职, 汇报关系, and 小额限额 where it is used. All errors of the workbook at once; nothing half-written.

The same workbook again changes nothing; a longer one adds what is new. What ends (a post, a line) is ended by its own act.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from python_calamine import CalamineError, CalamineWorkbook

from suqing.apps.organisations.actions import (
    employ,
    found_organisation,
    give_post,
    limit_small_claims,
    report_to,
)
from suqing.apps.organisations.models import (
    Organisation,
    OrganisationKind,
    Post,
    ReportingLine,
    Role,
    SmallClaimLimit,
    Staff,
)
from suqing.kernel.errors import BadInput, BadInputs
from suqing.kernel.money import to_fen

SHEETS: Mapping[str, tuple[str, ...]] = {
    "机构": ("机构代码", "机构全称", "机构简称", "类型", "上级机构代码", "业务", "成立日期"),
    "人员": ("用户名", "姓名", "工号", "机构代码", "邮箱", "是否员工"),
    "任职": ("用户名", "机构代码", "岗位", "职务", "授权金额（元）", "起始日期"),
    "汇报关系": ("用户名", "上级用户名", "起始日期"),
    "小额限额": ("机构代码", "限额（元）", "起始日期"),
}
MAY_BE_LEFT_OUT = frozenset({"小额限额"})
KINDS = {str(kind.label): kind for kind in OrganisationKind}
ROLES = {str(role.label): role for role in Role}
BUSINESS = {"财产险": "property", "人身险": "life"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and where it stands, for the message."""

    sheet: str
    row: int
    column: str
    value: Any

    def bad(self, expected: str, do: str) -> BadInput:
        return BadInput(f"{self.sheet} 第{self.row}行 {self.column}", self.text or "（空）", expected, do)

    @property
    def text(self) -> str:
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return "" if self.value is None else str(self.value).strip()

    def needed(self) -> str:
        if not self.text:
            raise self.bad("有内容", "补填这一格")
        return self.text

    def one_of(self, table: Mapping[str, Any]) -> Any:
        if self.needed() not in table:
            raise self.bad("、".join(table) + "之一", "从中选一个")
        return table[self.text]

    def day(self) -> date:
        if isinstance(self.value, datetime):
            return self.value.date()
        if isinstance(self.value, date):
            return self.value
        try:
            return date.fromisoformat(self.needed().replace("/", "-"))
        except ValueError:
            raise self.bad("日期，例如 2026-01-01", "按年-月-日填写") from None

    def fen(self) -> int:
        if not self.text:
            return 0
        try:
            return to_fen(Decimal(str(self.value)) if isinstance(self.value, float | int) else self.text, field=f"{self.sheet} 第{self.row}行 {self.column}")
        except BadInput as problem:
            raise self.bad(problem.expected, problem.do) from None


Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Done:
    """How many of each were new."""

    organisations: int
    staff: int
    posts: int
    lines: int
    limits: int


def set_up(path: Path, *, password: str, at: datetime) -> Done:
    """Read the workbook and write what is new in it, all or nothing. Everybody new gets `password`, which the caller has checked."""
    sheets = _read(path)
    problems: list[BadInput] = []
    hashed = make_password(password)
    steps: Sequence[tuple[str, Callable[[Row], bool]]] = (
        ("机构", lambda row: _organisation(row, at)),
        ("人员", lambda row: _person(row, hashed, at)),
        ("任职", lambda row: _post(row, at)),
        ("汇报关系", lambda row: _line(row, at)),
        ("小额限额", lambda row: _limit(row, at)),
    )
    with transaction.atomic():
        counts = [sum(_each(sheets[name], step, problems)) for name, step in steps]
        if problems:
            raise BadInputs(problems)
    return Done(*counts)


def _each(rows: Sequence[Row], step: Callable[[Row], bool], problems: list[BadInput]) -> Iterator[bool]:
    for row in rows:
        try:
            with transaction.atomic():
                yield step(row)
        except BadInput as problem:
            problems.append(problem)


def _read(path: Path) -> dict[str, list[Row]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as problem:
        raise BadInput("工作簿", path.name, "能打开的 .xlsx 文件", f"核对文件（{problem}）") from problem
    missing = [name for name in SHEETS if name not in book.sheet_names and name not in MAY_BE_LEFT_OUT]
    if missing:
        raise BadInput("工作簿", "、".join(book.sheet_names), f"有工作表{'、'.join(each for each in SHEETS if each not in MAY_BE_LEFT_OUT)}", f"补上{'、'.join(missing)}")
    return {name: _rows(name, book.get_sheet_by_name(name).to_python()) if name in book.sheet_names else [] for name in SHEETS}


def _rows(sheet: str, found: Sequence[Sequence[Any]]) -> list[Row]:
    head = [str(cell).strip() for cell in found[0]] if found else []
    missing = [column for column in SHEETS[sheet] if column not in head]
    if missing:
        raise BadInput(f"{sheet} 第1行", "、".join(head), f"有列{'、'.join(SHEETS[sheet])}", f"补上{'、'.join(missing)}")
    return [
        {column: Cell(sheet, number, column, values[head.index(column)]) for column in SHEETS[sheet]}
        for number, values in enumerate(found[1:], start=2)
        if any(str(value).strip() for value in values)
    ]


def _unit(cell: Cell) -> Organisation:
    found = list(Organisation.objects.filter(code=cell.needed())[:2])
    if len(found) != 1:
        raise cell.bad("机构表里的一个机构代码", "先在机构表里登记，或核对代码")
    return found[0]


def _colleague(cell: Cell) -> Staff:
    found = Staff.objects.filter(username=cell.needed()).first()
    if found is None:
        raise cell.bad("人员表里的一个用户名", "先在人员表里登记，或核对用户名")
    return found


def _organisation(row: Row, at: datetime) -> bool:
    code = row["机构代码"].needed()
    parent = _unit(row["上级机构代码"]) if row["上级机构代码"].text else None
    known = Organisation.objects.filter(code=code)
    if (known.filter(root_id=parent.root_id) if parent else known.filter(parent=None)).exists():
        return False
    found_organisation(at=at,
        code=code,
        name=row["机构全称"].needed(),
        short_name=row["机构简称"].text or row["机构全称"].needed(),
        kind=row["类型"].one_of(KINDS),
        parent=parent,
        from_day=row["成立日期"].day(),
        business=row["业务"].one_of(BUSINESS) if row["业务"].text else "property",
    )
    return True


def _person(row: Row, hashed: str, at: datetime) -> bool:
    username = row["用户名"].needed()
    root_id = _unit(row["机构代码"]).root_id
    known = Staff.objects.filter(username=username).first()
    if known is not None:
        if known.root_id != root_id:
            raise row["用户名"].bad("还没有被别的公司使用的用户名", "换一个用户名")
        return False
    employ(
        root=Organisation.objects.get(pk=root_id),
        at=at,
        username=username,
        name=row["姓名"].needed(),
        staff_no=row["工号"].text,
        email=row["邮箱"].text,
        is_employee=row["是否员工"].text != "否",
        password=hashed,
    )
    return True


def _post(row: Row, at: datetime) -> bool:
    staff, unit, role = _colleague(row["用户名"]), _unit(row["机构代码"]), row["岗位"].one_of(ROLES)
    if unit.root_id != staff.root_id:
        raise row["机构代码"].bad("与本人同一家公司的机构", "核对代码")
    if Post.objects.filter(staff=staff, organisation=unit, role=role, until_day=None).exists():
        return False
    give_post(at=at,
        staff=staff, organisation=unit, role=role, from_day=row["起始日期"].day(), title=row["职务"].text, authority_fen=row["授权金额（元）"].fen()
    )
    return True


def _line(row: Row, at: datetime) -> bool:
    staff, superior = _colleague(row["用户名"]), _colleague(row["上级用户名"])
    if staff.root_id != superior.root_id or staff == superior:
        raise row["上级用户名"].bad("同一家公司的另一位同事", "核对用户名")
    if ReportingLine.objects.filter(staff=staff, superior=superior, until_day=None).exists():
        return False
    report_to(at=at, staff=staff, superior=superior, from_day=row["起始日期"].day())
    return True


def _limit(row: Row, at: datetime) -> bool:
    unit, amount, from_day = _unit(row["机构代码"]), row["限额（元）"].fen(), row["起始日期"].day()
    known = SmallClaimLimit.objects.filter(organisation=unit)
    if known.filter(amount_fen=amount, from_day=from_day).exists():
        return False
    if known.filter(from_day__gte=from_day).exists():
        raise row["起始日期"].bad("晚于已登记的限额的一天", "新限额从以后的一天起；旧的留在工作簿里不动")
    limit_small_claims(organisation=unit, amount_fen=amount, from_day=from_day, at=at)
    return True
