"""What is taken down: the record form as a value, checked for what cannot be (S5 7.1). Doubts are warnings, not errors."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import TextChoices

from suqing.apps.complaints.models.choices import (
    ClaimState,
    DisputeType,
    ItemKind,
    LineOfBusiness,
    Method,
    PartyRole,
    PolicyKind,
    ServiceTier,
    Source,
)
from suqing.apps.complaints.texts import MAX_TEXT, cleaned
from suqing.casework.claim_limits import DATES, ClaimDates, problems_of
from suqing.casework.intake import MissingField, missing_fields
from suqing.casework.ways_in import REGULATOR
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs
from suqing.kernel.identity import id_warnings, phone_warnings
from suqing.kernel.money import LARGEST_FEN, yuan_short

MAX_SHORT = 200
MAX_LETTER = 80
LONGEST_PROMISE = timedelta(days=3660)
AGENTS = (PartyRole.AGENT, PartyRole.HEIR)
SUMS: Mapping[str, str] = {"sum_claimed_fen": "涉及金额", "actual_loss_fen": "公司实际损失", "possible_loss_fen": "公司可能损失"}
LABELS: Mapping[str, str] = {
    "facts": "事实经过", "demands": "投诉人要什么", "respondent_text": "投诉谁或什么", "title": "标题", "name": "姓名",
    "phone": "电话", "id_number": "证件号码", "address": "地址", "email": "邮箱", "policy_no": "保单号", "claim_no": "报案号",
    "agent_name": "受托人姓名", "agent_phone": "受托人电话", "promise_words": "承诺内容", "call_back": "回电时间", "customer_manager": "客户经理",
    "method_words": "哪种方式",
}  # fmt: skip
BESIDE = {"sold_by_id": "保单由谁销售", "surveyed_by_id": "由谁查勘定损"}  # named so that they leave it to others (law 17)
_LONG = frozenset({"facts", "demands"})
MOST_PERSONS = 10_000


_Told = TypeVar("_Told", "Letter", "FromRegister", "StuckOn", "Representative", "Intake")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the regulator's letter says (C25)."""

    letter_no: str = ""
    bureau: str = ""
    regulator_received_at: datetime | None = None
    forwarded_at: datetime | None = None
    return_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How an item had ended before it was brought in: `how` is "closed" or a TerminationKind; `ground` empty = not said."""

    at: datetime
    how: str
    ground: str = ""
    classification: str = ""
    found_valid: bool | None = None


@dataclass(frozen=True, slots=True)
class FromRegister:
    """The row of an older register (C22). With `ended` it is history: no clock starts and nobody's turn comes."""

    number: str
    key_id: str
    digest: str
    result: str = ""
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """One of those who speak for a group (2020 measures Art. 12)."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class StuckOn:
    """Where the claim or policy is stuck, as told on the way (C30); its state is told beside it."""

    stuck_on: str = ""
    with_whom: str = ""
    since: date | None = None
    way_out: str = ""


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
    sold_by_id: int | None = None
    surveyed_by_id: int | None = None
    conduct_day: date | None = None
    line_of_business: str = LineOfBusiness.UNKNOWN
    dispute_type: str = ""
    policy_no: str = ""
    claim_no: str = ""
    claim_state: str = ""
    policy_kind: str = ""
    claim_applied_on: date | None = None
    claim_documents_on: date | None = None
    claim_assessed_on: date | None = None
    claim_agreed_on: date | None = None
    claim_paid_on: date | None = None
    claim_refused_on: date | None = None
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
    home_visit: bool = False
    call_back: str = ""
    customer_manager: str = ""
    service_tier: str = ""  # a ServiceTier; empty = none
    agent_role: str = ""
    agent_name: str = ""
    agent_phone: str = ""
    proof_seen: bool = False
    same_matter_as: str = ""
    promise_at: datetime | None = None
    promise_words: str = ""
    method_words: str = ""
    letter: Letter | None = None
    blockage: StuckOn | None = None
    persons: int | None = None
    representatives: tuple[Representative, ...] = ()
    register: FromRegister | None = None
    kind: str = "complaint"
    misconduct: bool = field(default=False)

    @property
    def by_another(self) -> bool:
        """Whether an agent or an heir speaks."""
        return bool(self.agent_role or self.agent_name or self.agent_phone)

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
            "proof": self.proof_seen or not self.by_another,
            "letter": self.source not in REGULATOR or bool(self.letter and self.letter.letter_no and self.letter.bureau),
            "return_by": self.source not in REGULATOR or bool(self.letter and self.letter.return_by),
        }

    @property
    def missing(self) -> tuple[MissingField, ...]:
        """What is to be chased: only of a complaint, which has steps that need it."""
        return missing_fields(self.present) if self.kind == ItemKind.COMPLAINT else ()


def cleaned_intake(intake: Intake) -> Intake:
    """Every text of it cleaned, also of the letter, the blockage and the representatives."""
    letter = _cleaned_texts(intake.letter) if intake.letter else None
    register = _cleaned_texts(intake.register) if intake.register else None
    blockage = _cleaned_texts(intake.blockage) if intake.blockage else None
    representatives = tuple(_cleaned_texts(each) for each in intake.representatives)
    return replace(_cleaned_texts(intake), letter=letter, register=register, blockage=blockage, representatives=representatives)


def _cleaned_texts(given: _Told) -> _Told:
    return replace(given, **{each.name: cleaned(value) for each in fields(given) if isinstance(value := getattr(given, each.name), str)})


def title_from(intake: Intake) -> str:
    """The one line of the lists: the title, or the beginning of facts or demands."""
    text = intake.title or intake.facts or intake.demands
    first = re.split(r"[。！？!?\n]", text.strip(), maxsplit=1)[0]
    if not first:
        return f"{intake.method_words[:20] if intake.method == Method.OTHER and intake.method_words else Method(intake.method).label}投诉，事由待补"
    return first if len(first) <= 40 else first[:39] + "…"


def _choice(field_name: str, value: str, choices: Iterable[TextChoices]) -> BadInput | None:
    offered = list(choices)
    if value in [each.value for each in offered]:
        return None
    return BadInput(field_name, value[:40], "、".join(str(each.label) for each in offered) + "之一", "从列表里选")


def check_intake(intake: Intake, *, now: datetime) -> None:
    """Raise BadInput(s) for what cannot be; never for what is only missing."""
    problems = [
        _choice("投诉方式", intake.method, Method),
        _choice("投诉来源", intake.source, Source),
        _choice("险种", intake.line_of_business, LineOfBusiness),
        _choice("纠纷类型", intake.dispute_type, DisputeType) if intake.dispute_type else None,
        _choice("案件状态", intake.claim_state, ClaimState) if intake.claim_state else None,
        _choice("业务种类", intake.policy_kind, PolicyKind) if intake.policy_kind else None,
        _choice("服务等级", intake.service_tier, ServiceTier) if intake.service_tier else None,
        *_claim_dates(claim_dates(intake), now),
        _choice("由谁投诉", intake.agent_role, AGENTS) if intake.agent_role else None,
        _choice("登记为", intake.kind, ItemKind),
        _received(intake, now),
        promise_problem(intake.promise_at, now) if intake.promise_at else None,
        _conduct(intake, now),
        *(sum_problem(words, getattr(intake, name)) for name, words in SUMS.items()),
        *(_letter(intake.letter, now) if intake.letter else ()),
        _ended(intake, now),
        *group_problems(intake.persons, intake.representatives, label="共同投诉人数"),
        *(_length(each.name, getattr(intake, each.name)) for each in fields(intake)),
    ]
    found = [each for each in problems if each]
    if found:
        raise BadInputs(found)


def check_method(intake: Intake) -> None:
    """A way that the rule does not name is taken down as what it is (S5 5.1: 等)."""
    if intake.method == Method.OTHER and not intake.method_words:
        raise BadInput("哪种方式", "", "一句话，例如 社区网格员代交", "细则没有列出的方式，写明是怎样收到的")


def _shown(moment: datetime) -> str:
    return f"{house(moment):%Y-%m-%d %H:%M}"


def _received(intake: Intake, now: datetime) -> BadInput | None:
    if intake.received_at > now:
        return BadInput("收到时间", _shown(intake.received_at), f"不晚于现在（{_shown(now)}）的时间", "填实际收到的时间")
    if house(intake.received_at).year < 2000:
        return BadInput("收到时间", _shown(intake.received_at), "2000年以后的时间", "核对年份")
    return None


def promise_problem(due_at: datetime, now: datetime) -> BadInput | None:
    """A promised time that has passed, or that lies so far off that it is a slip."""
    if now < due_at <= now + LONGEST_PROMISE:
        return None
    return BadInput("承诺答复时间", f"{due_at:%Y-%m-%d %H:%M}", "晚于现在、十年以内的时间", "重新与投诉人约定")


def sum_problem(words: str, fen: int | None) -> BadInput | None:
    """A sum that no column and no person means: negative, or beyond LARGEST_FEN."""
    if fen is None or 0 <= fen <= LARGEST_FEN:
        return None
    return BadInput(words, yuan_short(fen), f"0到{yuan_short(LARGEST_FEN)}之间的金额，单位元", "核对金额和单位；不清楚的留空")


def letter_problems(letter: Letter, now: datetime) -> list[BadInput]:
    """What cannot be in a regulator's letter."""
    return [*_letter(letter, now)]


def _letter(letter: Letter, now: datetime) -> Iterator[BadInput]:
    for words, text in (("来函文号", letter.letter_no), ("来函机关", letter.bureau)):
        if len(text) > MAX_LETTER:
            yield BadInput(words, f"{len(text):,}个字", f"不超过{MAX_LETTER}个字的文字", "照来函填")
    for words, moment in (("监管收到时间", letter.regulator_received_at), ("转出时间", letter.forwarded_at)):
        if moment is not None and moment > now:
            yield BadInput(words, _shown(moment), f"不晚于现在（{_shown(now)}）的时间", "照来函填")


def claim_dates(given: object) -> ClaimDates:
    """The days of the claim, from an intake or a complaint."""
    return ClaimDates(**{name: getattr(given, name) for name in DATES})


def _claim_dates(dates: ClaimDates, now: datetime) -> Iterator[BadInput]:
    for name, expected in problems_of(dates, today=house(now).date()):
        yield BadInput(f"{DATES[name]}日期", str(getattr(dates, name)), expected, "照理赔系统里的日期填")


def _ended(intake: Intake, now: datetime) -> BadInput | None:
    ended = intake.register.ended if intake.register else None
    if ended is None or intake.received_at <= ended.at <= now:
        return None
    return BadInput("办结时间", _shown(ended.at), f"收到（{_shown(intake.received_at)}）以后、不晚于现在的时间", "核对收到时间和办结时间")


def group_problems(persons: int | None, representatives: Sequence[Representative], *, label: str) -> Iterator[BadInput]:
    """A number of persons that cannot be, or representatives that are nobody."""
    if persons is not None and not 1 <= persons <= MOST_PERSONS:
        yield BadInput(label, str(persons), f"1到{MOST_PERSONS:,}之间的整数", "核对人数")
    elif persons is not None and persons < len(representatives):
        yield BadInput(label, str(persons), f"不少于代表的{len(representatives)}人", "核对人数")
    if any(not each.name for each in representatives):
        yield BadInput("代表", "", "每名代表的姓名", "写上姓名，或去掉这一行")
    if any(len(each.name) > MAX_SHORT or len(each.phone) > MAX_SHORT for each in representatives):
        yield BadInput("代表", "太长的一行", f"姓名和电话各不超过{MAX_SHORT}个字", "一行一名，只写姓名和电话")


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
