"""What becomes of each row of a register: read, checked against what cannot be, known again. Nothing is written here."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from suqing.apps.complaints.intake import (
    Ended,
    FromRegister,
    Intake,
    Letter,
    check_intake,
    cleaned_intake,
    warnings_of,
)
from suqing.apps.complaints.models import RegisterEntry
from suqing.apps.complaints.models.choices import LineOfBusiness, Source
from suqing.apps.organisations.models import Organisation
from suqing.apps.registers.columns import CLOSED, KEY, SHEET, TERMINATED, sheet_columns
from suqing.apps.registers.models import RowVerdict
from suqing.casework.assessment.problems import SheetProblem, at, nearest
from suqing.casework.ways_in import REGULATOR
from suqing.exchange.sheets import Book, Row
from suqing.kernel.clock import house
from suqing.kernel.crypto import blind
from suqing.kernel.errors import BadInput, BadInputs

SOME = 500  # rows that are asked of the database at a time
FIELDS = {"phone": "联系电话", "agent_phone": "联系电话", "id_number": "证件号码"}
# what check_intake calls a field → the column
COLUMN_OF = {"姓名": "投诉人", "电话": "联系电话", "投诉谁或什么": "被投诉对象", "投诉人要什么": "诉求", "转出时间": "转办时间"}


@dataclass(frozen=True)
class Judged:
    """One row. `intake` where it can be registered; `ref` of the item that is there already."""

    row: int
    number: str
    verdict: RowVerdict
    intake: Intake | None = None
    ref: str = ""
    findings: tuple[SheetProblem, ...] = ()


@dataclass
class Ground:
    """Whose register it is: the root's units by code and short name, those the person may fill, where a row names none."""

    root_id: int
    units: Mapping[str, Organisation]
    may: Collection[int] | None
    unit: Organisation | None
    now: datetime
    keys: Sequence[str] = ()
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)  # number, or digest of a row without one → first row, its digest


@dataclass
class Unreadable:
    """A row with a cell that cannot be read."""

    number: str
    problems: list[SheetProblem]


def read_rows(book: Book) -> tuple[list[Row], dict[int, Unreadable], list[SheetProblem]]:
    """The readable rows; the others by their place in the sheet; the problems of the workbook as a whole."""
    rows = book.rows(SHEET, sheet_columns())
    single: dict[int, Unreadable] = {}
    for each in book.problems:
        if each.row > 1:
            single.setdefault(each.row, Unreadable(str(book.left_out.get((SHEET, each.row), {}).get(KEY) or ""), [])).problems.append(each)
    return rows, single, [each for each in book.problems if each.row <= 1]


def judge(rows: Sequence[Row], unreadable: Mapping[int, Unreadable], ground: Ground) -> Iterator[Judged]:
    """In the order of the sheet; the database is asked once for every few hundred rows."""
    ground.keys = list(RegisterEntry.objects.filter(root_id=ground.root_id).values_list("key_id", flat=True).distinct())
    by_row = {row.place.row: row for row in rows}
    order = sorted({*by_row, *unreadable})
    for first in range(0, len(order), SOME):
        numbers = order[first : first + SOME]
        told = {number: _read(by_row[number], ground) for number in numbers if number in by_row and number not in unreadable}
        known = _known(told.values(), ground.root_id, ground.keys)
        for number in numbers:
            if number in unreadable:
                yield Judged(number, unreadable[number].number, RowVerdict.REFUSED, findings=tuple(unreadable[number].problems))
            else:
                yield _verdict(told[number], known, ground)


@dataclass
class Told:
    row: Row
    number: str
    digests: Mapping[str, str]  # key id → digest of the row as read
    key_id: str
    intake: Intake | None
    findings: list[SheetProblem]

    @property
    def digest(self) -> str:
        return self.digests[self.key_id]


def _read(row: Row, ground: Ground) -> Told:
    cells = json.dumps([[name, _plain(value)] for name, value in sorted(row.cells.items()) if value is not None], ensure_ascii=False)
    key_id, digest = blind(root=ground.root_id, purpose="register", text=cells)
    digests = {each: blind(root=ground.root_id, purpose="register", text=cells, key_id=each)[1] for each in ground.keys if each != key_id} | {key_id: digest}
    told = Told(row, row[KEY] or "", digests, key_id, None, [])
    unit = _unit(row, ground, told.findings)
    ended = _ended(row, told.findings)
    if row["分类"] == "whistleblow":
        told.findings.append(at(row.place, "misconduct", "分类", "举报件", "普通投诉", "反映舞弊的请走举报专用通道，不进普通台账"))
    if any(not each.warning for each in told.findings) or unit is None:
        return told
    intake = cleaned_intake(_intake(row, unit, FromRegister(told.number, key_id, digest, row["处理结果"] or "", ended)))
    try:
        check_intake(intake, now=ground.now)
    except BadInputs as several:
        told.findings += [_problem(row, each) for each in several.items]
        return told
    for name, words in warnings_of(intake, on=house(ground.now).date()).items():
        told.findings.append(at(row.place, "doubtful", FIELDS.get(name, name), getattr(intake, name), "；".join(words), "照样导入，请核对", warning=True))
    told.intake = intake
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _problem(row: Row, wrong: BadInput) -> SheetProblem:
    return at(row.place, "bad_value", COLUMN_OF.get(wrong.field, wrong.field), wrong.found, wrong.expected, wrong.do)


def _unit(row: Row, ground: Ground, findings: list[SheetProblem]) -> Organisation | None:
    name = row["受理机构"] or ""
    unit = ground.units.get(name) if name else ground.unit
    if unit is None:
        expected = f"本公司的机构代码或简称{nearest(name, ground.units)}" if name else "机构代码或简称（导入时没有选机构）"
        findings.append(at(row.place, "unknown_unit", "受理机构", name or "空", expected, "核对机构"))
    elif ground.may is not None and unit.id not in ground.may:
        findings.append(at(row.place, "not_your_unit", "受理机构", name or unit.short_name, "您负责的机构", "请该机构的投诉专员导入"))
        return None
    return unit


def _ended(row: Row, findings: list[SheetProblem]) -> Ended | None:
    """Only what the register says. Closed without a ground is taken, and told."""
    state, ended_at = row["办理状态"], row["办结时间"]
    if state not in (CLOSED, TERMINATED):
        for column in ("办结时间", "结案标准", "终止事由"):
            if row[column] is not None:
                findings.append(at(row.place, "not_ended", "办理状态", "在办" if state else "空", f"已结案或已终止（{column}已填）", f"改状态，或清空{column}"))
        return None
    if ended_at is None:
        findings.append(at(row.place, "no_end", "办结时间", "空", "办结的日期", "补填；不知道日期的，状态填在办"))
        return None
    if state == TERMINATED and row["终止事由"] is None:
        findings.append(at(row.place, "no_reason", "终止事由", "空", "终止的事由", "从列表里选"))
        return None
    if state == CLOSED and row["结案标准"] is None:
        findings.append(at(row.place, "no_ground", "结案标准", "空", "三项结案标准之一", "照样导入，案卷里写明台账没有记载", warning=True))
    how = "closed" if state == CLOSED else row["终止事由"]
    return Ended(ended_at, how, row["结案标准"] or "" if state == CLOSED else "", row["分类"] or "", row["是否有效"])


def _intake(row: Row, unit: Organisation, register: FromRegister) -> Intake:
    source = row["投诉来源"] or Source.OWN
    return Intake(
        method=row["投诉方式"], source=source, received_at=row["收到时间"], unit_id=unit.id, name=row["投诉人"] or "", phone=row["联系电话"] or "",
        id_number=row["证件号码"] or "", address=row["地址"] or "", respondent_text=row["被投诉对象"] or "", line_of_business=row["险种"] or LineOfBusiness.UNKNOWN,
        dispute_type=row["纠纷类型"] or "", policy_no=row["保单号"] or "", claim_no=row["报案号"] or "", facts=row["事实经过"] or "", demands=row["诉求"] or "",
        sum_claimed_fen=row["涉及金额"], letter=_letter(row) if source in REGULATOR else None, register=register,
    )  # fmt: skip


def _letter(row: Row) -> Letter:
    due = row["反馈期限"]
    if due is not None and (due.hour, due.minute) == (0, 0):
        due = due + timedelta(days=1) - timedelta(seconds=1)
    return Letter(row["来函文号"] or "", row["来函机关"] or "", row["监管收到时间"], row["转办时间"], due)


# ── known again ──


@dataclass(frozen=True)
class Known:
    ref: str
    digest: str
    key_id: str


def _known(told: Collection[Told], root_id: int, keys: Sequence[str]) -> dict[str, Known]:
    """By number, or by digest where the row has none."""
    if not keys:
        return {}
    numbers = [each.number for each in told if each.number]
    digests = [digest for each in told if not each.number for digest in each.digests.values()]
    rows = RegisterEntry.objects.filter(root_id=root_id)
    columns = ("number", "digest", "key_id", "complaint__ref")
    found = [*rows.filter(number__in=numbers).values_list(*columns), *rows.filter(number="", digest__in=digests).values_list(*columns)]
    return {number or digest: Known(ref, digest, key_id) for number, digest, key_id, ref in found}


def _verdict(told: Told, known: Mapping[str, Known], ground: Ground) -> Judged:
    row, findings = told.row.place.row, tuple(told.findings)
    if told.intake is None:
        return Judged(row, told.number, RowVerdict.REFUSED, findings=findings)
    there = known.get(told.number) if told.number else next((known[each] for each in told.digests.values() if each in known), None)
    if there is not None:
        same = told.digests.get(there.key_id) == there.digest
        return Judged(row, told.number, RowVerdict.THERE if same else RowVerdict.DIFFERING, ref=there.ref, findings=() if same else (_differs(told, f"{there.ref}已有这个编号"),))
    first = ground.seen.setdefault(told.number or told.digest, (row, told.digest))
    if first[0] != row:
        if first[1] == told.digest:
            return Judged(row, told.number, RowVerdict.THERE, findings=(at(told.row.place, "row_twice", KEY, told.number or "整行", f"不重复的行（与第{first[0]}行相同）", "只导入一次", warning=True),))
        return Judged(row, told.number, RowVerdict.DIFFERING, findings=(_differs(told, f"第{first[0]}行也是这个编号"),))
    return Judged(row, told.number, RowVerdict.READY, intake=told.intake, findings=findings)


def _differs(told: Told, there: str) -> SheetProblem:
    return at(told.row.place, "differing", KEY, told.number, f"没有用过的编号，或与原来相同的内容（{there}，内容不同）", "不覆盖；确要改的，在那一件里补填")

