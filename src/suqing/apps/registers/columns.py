"""The columns of a complaint register (投诉台账) and how each cell is read. The words are those of the desk."""

from collections.abc import Mapping
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from suqing.apps.complaints.models.choices import (
    ClosingGround,
    DisputeType,
    LineOfBusiness,
    Method,
    Source,
    TerminationKind,
)
from suqing.casework.classes import CLASS_NAMES
from suqing.exchange.sheets import CellError, Column, exact_number, one_of, text
from suqing.kernel.clock import HOUSE
from suqing.kernel.errors import BadInput
from suqing.kernel.money import to_fen

SHEET = "投诉台账"
OPEN, CLOSED, TERMINATED = "open", "closed", "terminated"
STATES = {"在办": OPEN, "已结案": CLOSED, "已终止": TERMINATED}
VALID = {"有效": True, "无效": False}
KEY = "登记编号"
MOST_KEY = 60
_UNTOLD = {TerminationKind.MERGED}  # merging needs the other item


def words_of(choices: Any, without: Any = ()) -> dict[str, str]:
    """Label → value, as people write it into the sheet."""
    return {str(each.label): each.value for each in choices if each not in without}


METHODS, SOURCES = words_of(Method, {Method.OTHER}), words_of(Source)  # which other way has no column
LINES, DISPUTES = words_of(LineOfBusiness), words_of(DisputeType)
GROUNDS, ENDS = words_of(ClosingGround), words_of(TerminationKind, _UNTOLD)
CLASSES = {words: code for code, words in CLASS_NAMES.items()}


def moment(cell: Any) -> datetime:
    """A date with or without time, in the house; a day alone means its beginning: no limit comes out later than it is."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=HOUSE)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), HOUSE)
    try:
        return _spelt(str(cell).strip().replace("/", "-"))
    except ValueError:
        raise CellError("日期和时间，例如 2026-03-05 09:30", "按年-月-日 时:分填写；不知道时间的只填日期") from None


def _spelt(words: str) -> datetime:
    day, _, clock = words.partition(" ")
    year, month, number = (int(part) for part in day.split("-"))
    return datetime.combine(date(year, month, number), time.fromisoformat(clock.strip().zfill(5)) if clock.strip() else time(), HOUSE)


def yuan(cell: Any) -> int:
    """Fen."""
    try:
        if isinstance(cell, str):
            return to_fen(cell)
        value: Fraction = exact_number(cell) * 100
    except BadInput as wrong:
        raise CellError(wrong.expected, wrong.do) from None
    if value.denominator != 1 or value < 0:
        raise CellError("不小于0、至多两位小数的数字，单位元", "精确到分，去掉负号")
    return int(value)


def key(cell: Any) -> str:
    found = text(cell)
    if len(found) > MOST_KEY:
        raise CellError(f"不超过{MOST_KEY}个字的编号", "核对这一格")
    return found


# column → (reader, what to fill in, words to choose from). The first two are needed.
COLUMNS: Mapping[str, tuple[Any, str, Mapping[str, Any]]] = {
    "收到时间": (moment, "公司收到的日期和时间；不知道时间的只填日期，按当日零点", {}),
    "投诉方式": (one_of(METHODS), "从列表选", METHODS),
    KEY: (key, "原台账的编号；再次导入时凭它认出同一件。没有编号的，凭整行内容认", {}),
    "投诉来源": (one_of(SOURCES), "从列表选；空着是自收", SOURCES),
    "受理机构": (text, "机构代码或简称；空着是导入时选的机构", {}),
    "投诉人": (text, "", {}),
    "联系电话": (text, "", {}),
    "证件号码": (text, "", {}),
    "地址": (text, "", {}),
    "被投诉对象": (text, "机构、部门、人员或产品", {}),
    "险种": (one_of(LINES), "从列表选；空着是未明", LINES),
    "纠纷类型": (one_of(DISPUTES), "从列表选", DISPUTES),
    "保单号": (text, "", {}),
    "报案号": (text, "", {}),
    "事实经过": (text, "", {}),
    "诉求": (text, "", {}),
    "涉及金额": (yuan, "元", {}),
    "来函文号": (text, "监管转办的填", {}),
    "来函机关": (text, "监管转办的填", {}),
    "监管收到时间": (moment, "监管转办的填", {}),
    "转办时间": (moment, "监管转办的填", {}),
    "反馈期限": (moment, "监管转办的填，只填日期的到当日24时", {}),
    "分类": (one_of(CLASSES), "从列表选；在办的导入后在工作台分类，这一格不用", CLASSES),
    "办理状态": (one_of(STATES), "从列表选；空着是在办", STATES),
    "办结时间": (moment, "已结案、已终止的必填", {}),
    "结案标准": (one_of(GROUNDS), "已结案的填", GROUNDS),
    "终止事由": (one_of(ENDS), "已终止的必填", ENDS),
    "是否有效": (one_of(VALID), "从列表选", VALID),
    "处理结果": (text, "怎么处理的、投诉人怎么说", {}),
}
NEEDED = ("收到时间", "投诉方式")


def sheet_columns() -> list[Column]:
    return [Column(name, read, needed=name in NEEDED, optional=name not in NEEDED) for name, (read, _, _) in COLUMNS.items()]
