"""Kinds of values: money exact to the fen, times with the house's zone, staff and units by code or id."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, StrictBool, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from suqing.apps.organisations.models import Organisation, Staff
from suqing.kernel.clock import HOUSE
from suqing.kernel.errors import BadInput
from suqing.kernel.money import to_fen
from suqing.web.api.caller import Caller

LARGEST_ID = 2**63 - 1
Flag = StrictBool


class Body(Schema):
    model_config = ConfigDict(extra="forbid", use_enum_values=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_not_given(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {name: value for name, value in data.items() if value is not None}

    def given(self, caller: Caller) -> dict[str, Any]:
        """The arguments of the action."""
        return self.model_dump()


def told(read: Callable[[Any], Any]) -> BeforeValidator:
    """A reader that raises BadInput, told by pydantic beside all other findings."""

    def reader(value: Any) -> Any:
        try:
            return read(value)
        except BadInput as bad:
            raise PydanticCustomError("bad_input", "{found}", {"found": bad.found, "expected": bad.expected, "do": bad.do}) from bad

    return BeforeValidator(reader)


def read_money(value: Any) -> int:
    """Yuan, a string or a number with at most two decimals, to fen."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadInput("", str(value), "金额，单位元", "写成数字或带引号的数字，例如 20000.00")
    return to_fen(format(value, "f") if isinstance(value, Decimal) else value)


def read_moment(value: Any) -> datetime:
    """ISO 8601 with a time of day; without offset it is Asia/Shanghai."""
    expected = "ISO 8601 的日期和时刻，如 2026-09-30T17:31:00+08:00"
    if not isinstance(value, str):
        raise BadInput("", str(value), expected, "加上引号")
    text = value.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput("", value, expected, "改写成这种样子") from None
    if len(text) <= 10:
        raise BadInput("", value, expected, "补上时刻")
    if not 1990 <= moment.year < 2200:
        raise BadInput("", value, "1990年到2199年之间的时间", "核对年份")
    return moment if moment.tzinfo else moment.replace(tzinfo=HOUSE)


def read_day(value: Any) -> date:
    expected = "ISO 8601 的日期，如 2026-09-30"
    if not isinstance(value, str):
        raise BadInput("", str(value), expected, "加上引号")
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        raise BadInput("", value, expected, "只写日期，不写时刻") from None
    if not 1990 <= day.year < 2200:
        raise BadInput("", value, "1990年到2199年之间的日期", "核对年份")
    return day


def read_id(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).isascii() or not str(value).isdigit() or len(str(value)) > 19 or int(value) > LARGEST_ID:
        raise BadInput("", str(value), "编号，写成带引号的数字", "从读到的记录里抄")
    return int(value)


def read_code(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not 1 <= len(str(value).strip()) <= 80 or "\x00" in str(value):
        raise BadInput("", str(value), "代码或编号", "写成带引号的文字")
    return str(value).strip()


Money = Annotated[int, told(read_money), WithJsonSchema({"type": ["string", "number"], "description": "元，至多两位小数 / yuan, at most two decimals", "examples": ["24500.00"]})]
Moment = Annotated[datetime, told(read_moment), WithJsonSchema({"type": "string", "format": "date-time", "description": "不写时区即北京时间 / without offset: Asia/Shanghai"})]
Day = Annotated[date, told(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[int, told(read_id), WithJsonSchema({"type": ["string", "integer"], "description": "编号 / id, better as a string"})]
UnitKey = Annotated[str, told(read_code), WithJsonSchema({"type": ["string", "integer"], "description": "机构代码或编号 / the unit's code or id"})]
StaffKey = Annotated[str, told(read_code), WithJsonSchema({"type": ["string", "integer"], "description": "用户名或编号 / user name or id"})]


def unit_id(caller: Caller, field: str, key: str | None) -> int | None:
    """The caller's own insurer's unit by code, else by id; another insurer's is not there."""
    return _found(Organisation, "code", caller, field, key, "本公司的一个机构（代码或编号）")


def staff_id(caller: Caller, field: str, key: str | None) -> int | None:
    return _found(Staff, "username", caller, field, key, "本公司的一位人员（用户名或编号）")


def _found(model: Any, column: str, caller: Caller, field: str, key: str | None, expected: str) -> int | None:
    if key is None:
        return None
    rows = model.objects.filter(root_id=caller.staff.root_id)
    found: int | None = None
    if key.isprintable():  # PostgreSQL takes no NUL in a text
        found = rows.filter(**{column: key}).values_list("id", flat=True).first()
    if found is None and key.isascii() and key.isdigit() and len(key) < 20 and int(key) <= LARGEST_ID:
        found = rows.filter(pk=int(key)).values_list("id", flat=True).first()
    if found is None:
        raise BadInput(field, key, expected, "核对后重填")
    return found
