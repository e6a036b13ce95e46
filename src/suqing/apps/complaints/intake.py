"""What is taken down: the record form as a value, checked for what cannot be (S5 7.1). Doubts are warnings, not errors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from suqing.apps.complaints.models.choices import (
    DisputeType,
    LineOfBusiness,
    Method,
    PartyRole,
    Source,
)
from suqing.apps.complaints.texts import MAX_TEXT
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs
from suqing.kernel.identity import id_warnings, phone_warnings

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
MAX_SHORT = 200
LABELS: Mapping[str, str] = {
    "facts": "事实经过", "demands": "投诉人要什么", "respondent_text": "投诉谁或什么", "title": "标题", "name": "姓名",
    "phone": "电话", "id_number": "证件号码", "address": "地址", "email": "邮箱", "policy_no": "保单号", "claim_no": "报案号",
    "agent_name": "受托人姓名", "agent_phone": "受托人电话", "promise_words": "承诺内容",
}  # fmt: skip
_LONG = frozenset({"facts", "demands"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What the regulator's letter says (C25)."""

    letter_no: str = ""
    bureau: str = ""
    regulator_received_at: datetime | None = None
    forwarded_at: datetime | None = None
    return_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """One item as told. Texts as spoken; money in fen; None = not asked or not known."""

    method: str
    received_at: datetime
    source: str = Source.OWN
    unit_id: int | None = None
    title: str = ""
    facts: str = ""
    demands: str = ""
    respondent_text: str = ""
    respondent_unit_id: int | None = None
    respondent_staff_id: int | None = None
    conduct_day: date | None = None
    line_of_business: str = LineOfBusiness.UNKNOWN
    dispute_type: str = ""
    policy_no: str = ""
    claim_no: str = ""
    sum_claimed_fen: int | None = None
    actual_loss_fen: int | None = None
    possible_loss_fen: int | None = None
    exposed_by_media: bool | None = None
    in_litigation: bool | None = None
    in_arbitration: bool | None = None
    with_judicial_organs: bool | None = None
    only_venting: bool | None = None
    name: str = ""
    phone: str = ""
    id_number: str = ""
    address: str = ""
    email: str = ""
    elderly: bool = False
    disabled: bool = False
    seriously_ill: bool = False
    agent_role: str = ""
    agent_name: str = ""
    agent_phone: str = ""
    same_matter_as: str = ""
    promise_at: datetime | None = None
    promise_words: str = ""
    letter: Letter | None = None
    kind: str = "complaint"
    misconduct: bool = field(default=False)

    @property
    def present(self) -> dict[str, bool]:
        """What of the needed fields is there (casework.intake)."""
        return {
            "facts": bool(self.facts),
            "demands": bool(self.demands),
            "dispute_type": bool(self.dispute_type),
            "respondent": bool(self.respondent_text or self.respondent_unit_id or self.respondent_staff_id),
            "name": bool(self.name),
            "contact": bool(self.phone or self.address or self.email),
        }


def cleaned(text: str) -> str:
    """As typed, without characters that no database or letter can hold, and without blanks around it."""
    return _UNWRITABLE.sub("", text).strip()


def title_from(intake: Intake) -> str:
    """The one line of the lists: the title, or the beginning of facts or demands."""
    text = intake.title or intake.facts or intake.demands
    first = re.split(r"[。！？!?\n]", text.strip(), maxsplit=1)[0]
    if not first:
        return f"{Method(intake.method).label}投诉，事由待补"
    return first if len(first) <= 40 else first[:39] + "…"


def _choice(field_name: str, value: str, choices: type[Method] | type[Source] | type[LineOfBusiness] | type[DisputeType] | type[PartyRole]) -> BadInput | None:
    if value in choices.values:
        return None
    return BadInput(field_name, value, "、".join(str(label) for label in choices.labels) + "之一", "从列表里选")


def check_intake(intake: Intake, *, now: datetime) -> None:
    """Raise BadInput(s) for what cannot be; never for what is only missing."""
    problems = [
        _choice("投诉方式", intake.method, Method),
        _choice("投诉来源", intake.source, Source),
        _choice("险种", intake.line_of_business, LineOfBusiness),
        _choice("纠纷类型", intake.dispute_type, DisputeType) if intake.dispute_type else None,
        _choice("由谁投诉", intake.agent_role, PartyRole) if intake.agent_role else None,
        _received(intake, now),
        _promise(intake, now),
        _conduct(intake, now),
        *(_length(each.name, getattr(intake, each.name)) for each in fields(intake)),
    ]
    found = [each for each in problems if each]
    if found:
        raise BadInputs(found)


def _shown(moment: datetime) -> str:
    return f"{house(moment):%Y-%m-%d %H:%M}"


def _received(intake: Intake, now: datetime) -> BadInput | None:
    if intake.received_at > now:
        return BadInput("收到时间", _shown(intake.received_at), f"不晚于现在（{_shown(now)}）的时间", "填实际收到的时间")
    if house(intake.received_at).year < 2000:
        return BadInput("收到时间", _shown(intake.received_at), "2000年以后的时间", "核对年份")
    return None


def _promise(intake: Intake, now: datetime) -> BadInput | None:
    if intake.promise_at is not None and intake.promise_at <= now:
        return BadInput("承诺答复时间", _shown(intake.promise_at), "晚于现在的时间", "重新与投诉人约定")
    return None


def _conduct(intake: Intake, now: datetime) -> BadInput | None:
    if intake.conduct_day is not None and intake.conduct_day > house(now).date():
        return BadInput("行为发生日", f"{intake.conduct_day}", "不晚于今天的日期", "填事情发生的那一天")
    return None


def _length(name: str, value: object) -> BadInput | None:
    if not isinstance(value, str) or name not in LABELS:
        return None
    most = MAX_TEXT if name in _LONG else MAX_SHORT
    if len(value) <= most:
        return None
    return BadInput(LABELS[name], f"{len(value):,}个字", f"不超过{most:,}个字的文字", "长材料请作为附件上传")


def warnings_of(intake: Intake, *, on: date) -> dict[str, tuple[str, ...]]:
    """What looks doubtful, by field: shown in amber, saved all the same."""
    found = {
        "phone": phone_warnings(intake.phone),
        "agent_phone": phone_warnings(intake.agent_phone),
        "id_number": id_warnings(intake.id_number, on=on),
    }
    return {name: words for name, words in found.items() if words}
