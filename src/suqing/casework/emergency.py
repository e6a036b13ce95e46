"""The emergency plan of a major consumer complaint (2020 measures Art. 29; S4 第六条一(一)): when, and what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from suqing.rulebook import Edition

CLAUSE = "cbirc2020/29.1"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be done; `{most}` in the words is the number of representatives that the rule allows."""

    words: str
    clause: str


CHECKLIST: Mapping[str, Item] = {
    "report_hq": Item("报告总公司", "cbirc2020/29.1"),
    "report_regulator": Item("报告监管机构", "cbirc2020/29.1"),
    "spokesperson": Item("指定一位对外发言人", "claims/6.1.1"),
    "reception": Item("安排接待场所，全程录音录像", "cbirc2020/7.2"),
    "representatives": Item("请投诉人推选代表，不超过{most}名", "cbirc2020/12"),
    "calm_down": Item("安抚疏导，说明办理安排", "claims/6.1.1"),
    "security": Item("安保到位", "claims/6.1.1"),
    "medical": Item("备好医疗救护", "claims/6.1.1"),
    "follow_report": Item("续报进展和结果", "cbirc2020/29.1"),
}
TRIGGERS: Mapping[str, str] = {
    "persons": "多人面谈共同投诉",
    "disaster": "灾害、事故、公共卫生事件引发",
    "regulator": "监管认定",
    "leader": "领导决定",
}
TRIGGER_CLAUSES: Mapping[str, str] = {
    "persons": "cbirc2020/29.2.2",
    "disaster": "cbirc2020/29.2.1",
    "regulator": "cbirc2020/29.2.3",
    "leader": "claims/6.1.1",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Persons face to face from which it is a major complaint, and the most representatives; None where the rule sets none."""

    persons_from: int | None = None
    representatives: int | None = None


def thresholds_on(edition: Edition | None, day: date) -> Thresholds:
    """The numbers in force on that day (persons: whole, the number itself included, Art. 43)."""
    if edition is None or "statutory_major" not in edition.tables():
        return Thresholds()
    rows = [
        row for row in edition.table("statutory_major")
        if (row.from_day is None or row.from_day <= day) and (row.until_day is None or day <= row.until_day)
    ]  # fmt: skip
    return Thresholds(
        next((row["persons_from"] for row in rows if row["persons_from"] is not None), None),
        next((row["persons_to"] for row in rows if row["persons_to"] is not None), None),
    )


def item_words(item: str, numbers: Thresholds) -> str:
    """The words of an item of the checklist with the rule's number in them."""
    most = numbers.representatives
    return CHECKLIST[item].words.format(most=most) if most is not None else CHECKLIST[item].words.partition("，不超过")[0]


def trigger_words(trigger: str, numbers: Thresholds) -> str:
    """The ground with the rule's number, where the number is the ground: 多人面谈共同投诉（20人以上）."""
    least = numbers.persons_from if trigger == "persons" else None
    return f"{TRIGGERS[trigger]}（{least}人以上）" if least is not None else TRIGGERS[trigger]


def reached(persons: int | None, numbers: Thresholds) -> bool:
    """Whether the head count alone makes it a major complaint; an unknown count never does."""
    return persons is not None and numbers.persons_from is not None and persons >= numbers.persons_from
