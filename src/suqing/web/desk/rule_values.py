"""The values of an edition in words, by clause: every number with its days, basis and gap."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from suqing.casework.assessment.rule_words import rule_words
from suqing.casework.deadline_lines import STRENGTHS
from suqing.casework.responsibility import ROLES
from suqing.rulebook import Dated, Edition
from suqing.web.desk.rule_cells import row_words
from suqing.web.words import names
from suqing.web.words.numbers import count_words

STARTS = {
    "received_at": "收到投诉", "regulator_received_at": "监管收到", "promises": "作出承诺", "review_applied_at": "收到核查申请",
    "hq_received_at": "总公司收到", "decision_received_at": "投诉人收到处理决定", "regulator_return_at": "收到转办函",
    "crisis_opened_at": "危机事件发起",
}  # fmt: skip
NEEDS = {
    "complexity_recorded_at": "已写明情况复杂", "extension_approved_at": "已批准延长", "extension_notified_at": "已告知投诉人延长",
}  # fmt: skip
ENDS = {
    "close_of_business": "末日营业结束时届满", "end_of_day": "末日24时届满", "to_the_second": "按钟点届满",
    "end_of_next_working_day": "末日遇休息日顺延到下一工作日",
}  # fmt: skip
COUNTED = {"working_day": "{}个工作日内", "day": "{}日内（自然日）", "hour": "{}小时内"}
UNCOUNTED = {"same_day": "当日", "date": "在说定的日期以前"}
WHEN = {"classification": names.CLASSES, "repeat_level": names.LEVELS}
COVERS = {"month_before": "上月", "half_year_before": "上半年", "year_before": "上年"}


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value as it is shown: 处理完毕：3个工作日内（必须）, quoted, since ever; `note` says for what, from when and until when."""

    label: str
    words: str
    basis: str
    gap: str | None
    days: str
    note: str = ""


def values_by_clause(edition: Edition) -> dict[str, list[RuleValue]]:
    """Every deadline, due date, fine and table row under the clause it rests on."""
    found: dict[str, list[RuleValue]] = defaultdict(list)
    for rule in edition.rules("deadline"):
        found[rule.clause] += _deadline(rule)
    for rule in edition.rules("due_date"):
        found[rule.clause] += _due_date(rule)
    for rule in edition.rules("fine"):
        found[rule.clause] += _fine(rule)
    for table in edition.tables().values():
        for row in table.rows:
            found[row.clause].append(RuleValue(table.title, row_words(edition, row), row.basis, row.gap, ""))
    for each in rule_words(edition):
        found[each.clause].append(RuleValue(each.label, each.words, each.basis, each.gap, each.days))
    return dict(found)


def _deadline(rule: Any) -> Iterable[RuleValue]:
    strength = f"（{STRENGTHS[rule.strength]}）"
    note = " · ".join(filter(None, [_cases(rule), _start(rule), *_ends(rule), f"停：{rule.stops}"]))
    for name, values, binding in (("最迟", rule.limit, strength), ("力争", rule.target, "")):
        for each in values:
            words = _length(rule.unit, each.value)
            lead = name if rule.target else ""
            gap = each.gap or next((end.gap for end in rule.end if end.gap), None)
            yield RuleValue(rule.label, f"{lead}{words}{binding}", each.basis, gap, _days(each), note if binding else "")
    if not rule.limit:
        yield RuleValue(rule.label, f"{UNCOUNTED.get(rule.unit, '按说定的时间')}{strength}", "derived", None, "", note)


def _length(unit: str, value: int) -> str:
    return COUNTED[unit].format(value) if unit in COUNTED and value else UNCOUNTED.get(unit, count_words(value))


def _cases(rule: Any) -> str:
    """Which cases the clock runs for, and what must have happened."""
    parts = ["、".join(WHEN.get(name, {}).get(each, each) for each in values) for name, values in rule.when.items()]
    return "；".join(parts + [NEEDS.get(each, each) for each in rule.needs])


def _start(rule: Any) -> str:
    start = STARTS.get(rule.starts)
    return f"自{start}起" if start else ""


def _ends(rule: Any) -> list[str]:
    return [ENDS[each.value] + ("（本产品设定）" if each.basis == "assumed" else "") for each in rule.end if each.value in ENDS]


def _due_date(rule: Any) -> Iterable[RuleValue]:
    month = f"{rule.month}月" if rule.month else "每月"
    for each in rule.day:
        note = f"{rule.owed_by}报{rule.owed_to} · 所报为{COVERS.get(rule.covers, '本期')}"
        yield RuleValue(rule.label, f"{month}{each.value}日以前", each.basis, each.gap, _days(each), note)


def _fine(rule: Any) -> Iterable[RuleValue]:
    label = ROLES.get(rule.role, rule.role)
    level = names.LEVELS[rule.level].partition("·")[0] if rule.level else ""
    via = "、".join(names.name_of(names.CHANNELS, each) for each in rule.via)
    note = " · ".join(filter(None, [f"经{via}", level]))
    if rule.consequence == "remind":
        yield RuleValue(label, "提醒", "quoted", rule.gap, "", note)
    for each in rule.amount_yuan:
        yield RuleValue(label, f"罚单{count_words(each.value)}元", each.basis, each.gap or rule.gap, _days(each), note)
    for each in rule.pr_cost_percent:
        words = f"影响重大且须启动公关的，罚单为公关费用的{each.value}%，不低于上一行"
        yield RuleValue(label, words, each.basis, each.gap or rule.gap, _days(each), note)


def _days(value: Dated[Any]) -> str:
    start = f"{value.from_day}起" if value.from_day else ""
    end = f"至{value.until_day}" if value.until_day else ""
    return start + end
