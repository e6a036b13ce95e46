"""The scoring rules of an edition as sentences, under the clause each rests on: for the pages of rules and for `rules show`."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from suqing.casework.assessment.facts import WORDS
from suqing.casework.assessment.lines import value_words
from suqing.casework.assessment.numbers import percent, plain, words
from suqing.rulebook.dated import Dated
from suqing.rulebook.edition import Edition
from suqing.rulebook.kinds.ratio import Benchmark, Curve

METHODS = {"pooled": "合计除合计", "median": "各公司的中位数", "fixed": "定值"}
PERIODS = {"same": "同期", "previous_year": "上年同期"}
EDGES = {
    "nothing": "没有可比的件", "zero_denominator": "没有业务量而有投诉", "first_period": "没有上年同期可比",
    "previous_zero_within": "上年同期为零、本期不高于行业", "previous_zero_above": "上年同期为零、本期高于行业",
}  # fmt: skip
SCORING = ("ratio", "change", "checklist", "deduction", "composition")


@dataclass(frozen=True, slots=True)
class RuleWords:
    """One value of a rule: what it is called, what it says, where it comes from."""

    clause: str
    label: str
    words: str
    basis: str
    gap: str | None
    days: str = ""


def rule_words(edition: Edition) -> Iterator[RuleWords]:
    """In the order of the rulebook's files."""
    for rule in (*edition.rules("ratio"), *edition.rules("change")):
        yield from _measured(rule)
    for rule in edition.rules("checklist"):
        yield from _full(rule)
        for item in rule.items:
            yield RuleWords(item.clause, rule.label, f"{item.label}{plain(item.points.value)}分", item.points.basis, item.points.gap, _days(item.points))
        for level in rule.levels:
            yield RuleWords(rule.clause, rule.label, f"{level.word}得{percent(level.share.value, 0)}", level.share.basis, level.share.gap)
    for rule in edition.rules("deduction"):
        for cap in rule.cap:
            yield RuleWords(rule.clause, rule.label, f"最多扣{plain(cap.value)}分", cap.basis, cap.gap, _days(cap))
        if rule.within_origin is not None:
            yield RuleWords(rule.clause, rule.label, "也不多于已得的分", rule.within_origin.basis, rule.within_origin.gap)
        for each in rule.situations:
            bounds = [f"一行最多{plain(each.most_per_event)}分" if each.most_per_event else "", f"一期最多{plain(each.most)}分" if each.most else ""]
            bound = "，".join(part for part in bounds if part)
            said = f"{each.label}，每次扣{plain(each.points.value)}分{f'（{bound}）' if bound else ''}"
            yield RuleWords(each.clause, rule.label, said, each.points.basis, each.points.gap, _days(each.points))
    for composition in edition.rules("composition"):
        for section in composition.sections:
            for each in section.full:
                yield RuleWords(section.clause, "小节", f"{section.label}{plain(each.value)}分", each.basis, each.gap, _days(each))
        for group in composition.groups:
            types = f"中的{'、'.join(group.types)}" if group.types else ""
            yield RuleWords(group.clause, "分组", f"{group.label}：{'、'.join(group.sectors)}{types}，单独排名", "quoted", None)
        yield RuleWords(composition.clause, "总分", f"显示不低于{plain(composition.floor.value)}分，排名按实际", composition.floor.basis, composition.floor.gap)
        if composition.incomplete_because:
            yield RuleWords(composition.clause, "不完整", composition.incomplete_because, "assumed", None)


def _full(rule: Any) -> Iterator[RuleWords]:
    for each in rule.full:
        yield RuleWords(rule.clause, rule.label, f"满分{plain(each.value)}分", each.basis, each.gap, _days(each))


def _measured(rule: Any) -> Iterator[RuleWords]:
    yield from _full(rule)
    less = f"（减{'、'.join(WORDS[each] for each in rule.less)}）" if getattr(rule, "less", ()) else ""
    formula = f"{'＋'.join(WORDS[each] for each in rule.numerator)}{less}÷{'＋'.join(WORDS[each] for each in rule.denominator)}"
    change = "比上年同期的变化率" if not hasattr(rule, "better") else ""
    yield RuleWords(rule.clause, rule.label, f"{formula}{change}，单位{rule.unit}", rule.formula.basis, rule.formula.gap)
    for benchmark in getattr(rule, "benchmark", ()):
        yield RuleWords(rule.clause, rule.label, f"行业水平：{_benchmark(benchmark.value, rule.unit)}", benchmark.basis, benchmark.gap, _days(benchmark))
    for curve in rule.curve:
        yield RuleWords(rule.clause, rule.label, _curve(curve.value, rule.unit), curve.basis, curve.gap, _days(curve))
    for name, edge in rule.edge.items():
        yield RuleWords(rule.clause, rule.label, f"{EDGES[name]}：得{percent(edge.value, 0)}", edge.basis, edge.gap)


def _benchmark(found: Benchmark, unit: str) -> str:
    if found.method == "fixed":
        return "定值" + "、".join(value_words(value, unit) for value in found.fixed.values())
    return f"{PERIODS[found.period]}{METHODS[found.method]}"


def _curve(curve: Curve, unit: str) -> str:
    """行业水平的0倍得100%，1倍得60%，2倍得0%，其间按直线。"""
    parts = [f"{_place(each.at, each.of_benchmark, unit)}得{percent(each.share, 0)}" for each in curve.anchors]
    if curve.shape == "steps":
        return f"分档：{'，'.join('不超过' + part for part in parts)}，再高得{percent(curve.beyond, 0)}"
    return f"{'，'.join(parts)}，其间按直线"


def _place(at: Fraction, of_benchmark: bool, unit: str) -> str:
    return f"行业水平的{words(at, 1).removesuffix('.0')}倍" if of_benchmark else value_words(at, unit).replace(".00", "")


def _days(value: Dated[Any]) -> str:
    start = f"{value.from_day}起" if value.from_day else ""
    return start + (f"至{value.until_day}" if value.until_day else "")
