"""YAML of a calendar -> validated -> canonical JSON. Cold path."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from suqing.rulebook.canonical import dumps
from suqing.rulebook.checks import check_references, check_values, full, qualify
from suqing.rulebook.errors import Problem, RulebookError
from suqing.rulebook.fitting import fits
from suqing.rulebook.shapes.calendar import CalendarShape, YearShape
from suqing.rulebook.yaml_source import Source, read

COMMON = "calendar.yaml"


def compile_calendar(folder: Path) -> str:
    """Canonical JSON. Raises RulebookError with every problem found."""
    data, problems = examine_calendar(folder)
    if problems:
        raise RulebookError(problems)
    return dumps(data)


def examine_calendar(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    data: dict[str, Any] = {"years": []}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        source = read(path, f"calendars/{folder.name}/{path.name}")
        if isinstance(source, Problem):
            problems.append(source)
            continue
        source = replace(source, data=qualify(source.data, folder.name))
        problems += check_values(source)
        if path.name == COMMON:
            gaps = {full(each.get("id"), folder.name): each for each in source.data.get("gaps", [])}
            for name, each in gaps.items():
                each["id"] = name
            problems += check_references(source, {}, gaps)
            value, wrong = fits(CalendarShape, source, source.data)
            data.update(value or {})
        else:
            value, wrong = fits(YearShape, source, source.data)
            problems += _year(source, path.stem) if not wrong else []
            data["years"].append(value)
        problems += wrong
    return data, problems


def _year(source: Source, stem: str) -> Iterator[Problem]:
    year = source.data
    if str(year["year"]) != stem:
        yield source.problem(
            "wrong_year",
            ("year",),
            f"year: {year['year']}",
            f"与文件名相同的 {stem}",
            "更正年份或文件名",
        )
    off: dict[date, str] = {}
    for number, each in enumerate(year["holidays"]):
        if each["until"] < each["from"] or (each["until"] - each["from"]).days > 15:
            yield source.problem(
                "backwards", ("holidays", number), f"{each['name']} {each['from']} 至 {each['until']}",
                "until 不早于 from，且不超过16天", "更正起止日期",
            )  # fmt: skip
            continue
        for ordinal in range(each["from"].toordinal(), each["until"].toordinal() + 1):
            off[date.fromordinal(ordinal)] = each["name"]
    for number, day in enumerate(year["make_up_days"]):
        path = ("make_up_days", number)
        if day.weekday() < 5:
            yield source.problem(
                "no_weekend", path, f"调休上班日 {day} 不是周末", "周六或周日", "更正日期"
            )
        if day in off:
            yield source.problem(
                "both",
                path,
                f"{day} 既是调休上班日又在{off[day]}假期内",
                "只属其一",
                "对照放假通知更正",
            )
    for day in [*off, *year["make_up_days"]]:
        if day.year != year["year"] and (day.year, day.month) != (year["year"] - 1, 12):
            yield source.problem(
                "wrong_year",
                (),
                f"日期 {day}",
                f"{year['year']} 年（或上年12月）的日期",
                "更正日期或放到那一年的文件",
            )
