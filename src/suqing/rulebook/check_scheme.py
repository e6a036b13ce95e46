"""Checks of a scoring scheme as a whole: every line counted once, every full mark the sum of its parts. Imported only while compiling."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from suqing.rulebook.checks import nearest
from suqing.rulebook.errors import Problem
from suqing.rulebook.yaml_source import Source

LINES = ("ratio", "change", "checklist", "deduction")
BEGINNING = "0001-01-01"


def check_scheme(sources: Mapping[str, Source], files: Mapping[str, Any]) -> Iterator[Problem]:
    """`files`: the validated data by file name. Nothing is said of a rulebook without a composition."""
    lines = {
        rule["id"]: (name, number, rule)
        for name, data in files.items()
        if data.get("kind") in LINES
        for number, rule in enumerate(data["rules"])
    }
    for name, data in files.items():
        if data.get("kind") == "composition":
            yield from _lines(sources, name, data, lines)
            yield from _sections(sources[name], data, {line: rule for line, (_, _, rule) in lines.items()})
        for part, words in (("items", "项目"), ("situations", "情形")):
            for number, rule in enumerate(data.get("rules", [])):
                yield from _twice(sources[name], ("rules", number, part), rule.get(part, []), words)
        if data.get("kind") == "checklist":
            for number, rule in enumerate(data["rules"]):
                yield from _sum(sources[name], ("rules", number, "full"), rule["full"], [each | {"value": each["points"]} for each in rule["items"]], "各项目")


def _twice(source: Source, path: tuple[str | int, ...], rows: list[Any], words: str) -> Iterator[Problem]:
    """One id may have several values, each for days of its own."""
    for place, row in enumerate(rows):
        if any(earlier["id"] == row["id"] and _meet(earlier, row) for earlier in rows[:place]):
            yield source.problem("duplicate_id", (*path, place), f"{words} {row['id']} 在同一天有两行", "每个编号在一天只有一行", "改编号，或写明 from 和 until")


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _holds(one, max(_first(one), _first(other))) and _holds(other, max(_first(one), _first(other)))


def _first(value: Mapping[str, Any]) -> str:
    return str(value.get("from") or BEGINNING)


def _lines(sources: Mapping[str, Source], name: str, data: Mapping[str, Any], lines: Mapping[str, Any]) -> Iterator[Problem]:
    counted: set[str] = set()
    for number, section in enumerate(data["sections"]):
        for place, line in enumerate(section["lines"]):
            path = ("sections", number, "lines", place)
            if line not in lines:
                near = nearest(line, lines)
                yield sources[name].problem("unknown_line", path, f"没有的指标 {line}", "已有的指标编号" + (f"，最接近的是 {near}" if near else ""), "更正编号或先写这个指标")
            elif line in counted:
                yield sources[name].problem("line_twice", path, f"指标 {line} 列了两次", "每个指标只在一处", "删去其中一处")
            counted.add(line)
    for place, line in enumerate(data["ties"]):
        if line not in counted:
            yield sources[name].problem("unknown_line", ("ties", place), f"没有计分的指标 {line}", "sections 里列出的指标", "更正编号")
    groups = {each["id"] for each in data["groups"]}
    for line, (file, number, rule) in lines.items():
        if line not in counted:
            yield sources[file].problem("line_not_counted", ("rules", number), f"指标 {line} 没有列入任何一部分", f"{name} 的 sections 列出它", "列入或删去")
        for each in rule.get("groups", []):
            if each not in groups:
                yield sources[file].problem("unknown_group", ("rules", number), f"没有的组 {each}", f"{'、'.join(sorted(groups))}之一", "更正组的编号")
        for each in (rule.get("within") or {}).get("lines", []):
            if each not in counted:
                yield sources[file].problem("unknown_line", ("rules", number, "within"), f"没有计分的指标 {each}", f"{name} 的 sections 里列出的指标", "更正编号")
        for place, benchmark in enumerate(rule.get("benchmark", [])):
            missing = (set(rule["groups"] or groups) - set(benchmark["fixed"])) if benchmark["method"] == "fixed" else set()
            if missing:
                yield sources[file].problem("no_benchmark", ("rules", number, "benchmark", place), f"没有给组 {'、'.join(sorted(missing))} 写行业水平", "每个组一个值", "在 fixed 里补上")


def _sections(source: Source, data: Mapping[str, Any], rules: Mapping[str, Any]) -> Iterator[Problem]:
    """In every group the lines of a section add up to it, and the sections to the whole. Deductions have no full mark."""
    yield from _sum(source, ("full",), data["full"], [value for each in data["sections"] for value in each["full"]], "各部分")
    for number, section in enumerate(data["sections"]):
        for group in data["groups"]:
            counted = [rules[line] for line in section["lines"] if line in rules and _applies(rules[line], group["id"])]
            parts = [value for rule in counted for value in rule.get("full", [])]
            if parts:
                yield from _sum(source, ("sections", number, "full"), section["full"], parts, f"{group['label']}各指标")


def _applies(rule: Mapping[str, Any], group: str) -> bool:
    return not rule.get("groups") or group in rule["groups"]


def _sum(source: Source, path: tuple[str | int, ...], whole: list[Any], parts: list[Any], words: str) -> Iterator[Problem]:
    """On the first day of every value: only where the whole has a value on that day."""
    for day in sorted({_first(each) for each in (*whole, *parts)}):
        wanted = [Fraction(each["value"]) for each in whole if _holds(each, day)]
        found = sum((Fraction(each["value"]) for each in parts if _holds(each, day)), Fraction(0))
        if wanted and wanted[0] != found:
            since = "" if day == BEGINNING else f"自{day}起"
            yield source.problem("does_not_add_up", path, f"{since}{words}满分合计 {_text(found)}", f"合计等于 {_text(wanted[0])}", "更正其中的满分")
            return


def _holds(value: Mapping[str, Any], day: str) -> bool:
    return _first(value) <= day <= str(value.get("until") or "9999-12-31")


def _text(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):g}"
