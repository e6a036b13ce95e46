"""The values of an edition in words, by clause: every number with its days, basis and gap."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from suqing.rulebook import Dated, Edition
from suqing.web.words.names import UNITS

_YES_NO = {True: "是", False: "否"}


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value as it is shown: 办结时限 3工作日, quoted, since ever."""

    label: str
    words: str
    basis: str
    gap: str | None
    days: str


def values_by_clause(edition: Edition) -> dict[str, list[RuleValue]]:
    """Every deadline, due date, fine and table row under the clause it rests on."""
    found: dict[str, list[RuleValue]] = defaultdict(list)
    for rule in edition.rules("deadline"):
        for name, values in (("上限", rule.limit), ("目标", rule.target)):
            for each in values:
                words = f"{name} {each.value}{UNITS.get(rule.unit, rule.unit)}" if each.value else UNITS.get(rule.unit, rule.unit)
                found[rule.clause].append(RuleValue(rule.label, words, each.basis, each.gap, _days(each)))
    for table in edition.tables().values():
        for row in table.rows:
            words = "；".join(_cell(value) for value in row.cells.values() if value not in (None, "", []))
            found[row.clause].append(RuleValue(table.title, words, row.basis, row.gap, ""))
    for kind in ("due_date", "fine"):
        for rule in edition.rules(kind):
            found[rule.clause] += _dated_values(rule)
    return dict(found)


def _dated_values(rule: Any) -> list[RuleValue]:
    """The dated values of a rule of any other kind, named by their fields."""
    label = getattr(rule, "label", "") or getattr(rule, "id", "")
    return [
        RuleValue(label, f"{each.value}", each.basis, each.gap, _days(each))
        for name in rule.__slots__
        for each in (getattr(rule, name) if isinstance(getattr(rule, name), tuple) else ())
        if isinstance(each, Dated)
    ]


def _days(value: Dated[Any]) -> str:
    start = f"{value.from_day}起" if value.from_day else ""
    end = f"至{value.until_day}" if value.until_day else ""
    return start + end


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return _YES_NO[value]
    return "、".join(value) if isinstance(value, list) else str(value)
