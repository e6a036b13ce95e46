"""The explanation of a deadline: facts with their source, what was counted, which notice, and where business ends."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from suqing.casework.counting import Count
from suqing.casework.facts import ClockFacts
from suqing.rulebook import Calendar, Dated, Edition, Input, Line
from suqing.rulebook.calendar import house
from suqing.rulebook.kinds.deadline import DeadlineRule

SOURCES = {
    "received_at": "登记",
    "classification": "定类",
    "repeat_level": "重复级别",
    "complexity_recorded_at": "复杂情形登记",
    "extension_approved_at": "延期批准",
    "extension_notified_at": "延期告知证明",
    "regulator_received_at": "转办函",
    "regulator_return_at": "转办函",
    "hq_received_at": "总公司条线签收",
    "crisis_opened_at": "危机处置启动",
    "decision_received_at": "处理决定送达证明",
    "review_applied_at": "核查申请",
    "new_material_received_at": "新材料签收",
    "promises": "承诺记录",
}
UNITS = {
    "working_day": "工作日",
    "day": "自然日",
    "hour": "小时",
    "same_day": "当日",
    "date": "所定之日",
}
RESTARTED = "；有新的事实和理由，自收到新材料起重新计算"
STRENGTHS = {"must": "必须", "in_principle": "原则上", "target": "力争"}


def explain(
    rule: DeadlineRule,
    edition: Edition,
    calendar: Calendar,
    facts: ClockFacts,
    counted: Count,
    *,
    limit: Dated[int] | None,
    end: Dated[str] | None,
    target: Dated[int] | None,
    words: str = "",
    restarted: bool = False,
) -> Line:
    """`value` is the limit, +08:00 to the second; `gap` the reading behind the hour at which the last day ends."""
    return Line(
        label=rule.label,
        clause=rule.clause,
        gist=edition.clauses[rule.clause].gist,
        inputs=_inputs(rule, facts, words, restarted),
        value=counted.ends_at.isoformat(timespec="seconds"),
        because=_because(rule, counted, limit) + (RESTARTED if restarted else ""),
        basis=limit.basis if limit else (end.basis if end else None),
        gap=(limit.gap if limit else None) or (end.gap if end else None),
        strip=counted.strip,
        children=tuple(_children(rule, edition, calendar, counted, limit, end, target)),
    )


def _inputs(rule: DeadlineRule, facts: ClockFacts, words: str, restarted: bool) -> dict[str, Input]:
    names = [rule.starts, *rule.needs, *rule.when] if rule.starts != "promises" else list(rule.when)
    if rule.restarts and restarted:
        names.append(rule.restarts)
    inputs = {name: Input(_written(getattr(facts, name)), SOURCES[name]) for name in names}
    return inputs | ({"promise": Input(words, SOURCES["promises"])} if words else {})


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return house(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _because(rule: DeadlineRule, counted: Count, limit: Dated[int] | None) -> str:
    day = f"{counted.ends_at:%Y-%m-%d}"
    hour = f"{counted.ends_at:%H:%M:%S}".removesuffix(":00")
    if limit is None:
        said = f"定在{day} {hour}"
    elif rule.unit == "hour":
        said = f"自收到的时刻起满{limit.value}小时，{day} {hour}届满"
    elif rule.unit == "same_day":
        said = f"当日之内，{day} {hour}届满"
    else:
        said = f"收到当日不计，数到第{limit.value}个{UNITS[rule.unit]}，{day} {hour}届满"
    if counted.paused_days:
        said += f"；其间{counted.paused_days}日不计入"
    if counted.rolled_from:
        said += f"；最后一日{counted.rolled_from.isoformat()}休息，顺延到下一个工作日"
    if counted.provisional:
        said += "；暂定，" + _why_provisional(counted)
    return said


def _why_provisional(counted: Count) -> str:
    years = sorted({square.day[:4] for square in counted.strip if square.provisional})
    if years:
        return f"{'、'.join(years)}年放假安排未公布，先按周一至周五数，公布后重算"
    return "不计入的期间尚未结束，结束后重算"


def _children(
    rule: DeadlineRule,
    edition: Edition,
    calendar: Calendar,
    counted: Count,
    limit: Dated[int] | None,
    end: Dated[str] | None,
    target: Dated[int] | None,
) -> Iterator[Line]:
    if target is not None:
        yield _number("目标", rule, target)
    if limit is not None:
        yield _number("期限", rule, limit)
    yield Line(
        label="约束",
        clause=rule.clause,
        value=STRENGTHS[rule.strength],
        because=f"停下的条件：{rule.stops}",
    )
    if rule.unit == "working_day":
        for year in sorted({int(square.day[:4]) for square in counted.strip}):
            notice = calendar.notice(year)
            yield Line(
                label=f"{year}年工作日历",
                value=notice,
                basis="quoted" if notice else "assumed",
                gap=None if notice else "cn/unpublished_year",
                because="按放假通知数" if notice else "尚未公布，按周一至周五数",
            )
    if end is not None and end.value == "close_of_business":
        hours = calendar.hours_on(counted.ends_at.date())
        spans = "、".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in hours.value)
        yield Line(
            label="营业时间",
            value=spans,
            basis=hours.basis,
            gap=hours.gap,
            because="营业结束即届满",
        )
    if end is not None and end.gap:
        gap = edition.gaps[end.gap]
        yield Line(
            label="读法", value=gap.reading, basis=end.basis, gap=end.gap, because=gap.question
        )


def _number(label: str, rule: DeadlineRule, value: Dated[int]) -> Line:
    words = UNITS[rule.unit] if rule.unit == "same_day" else f"{value.value}{UNITS[rule.unit]}"
    return Line(label=label, clause=rule.clause, value=words, basis=value.basis, gap=value.gap)
