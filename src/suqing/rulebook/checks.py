"""Checks across the files of one rulebook: ids, clauses, gaps, basis, overlapping days. Imported only while compiling."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from suqing.rulebook.errors import Problem
from suqing.rulebook.places import rulebooks_folder
from suqing.rulebook.yaml_source import Path_, Source

FIRST, LAST = date.min, date.max
REFERENCES = ("clause", "clauses", "gap", "parent")


def nearest(word: str, words: Any) -> str:
    """The known word most like `word`, or nothing."""
    close = get_close_matches(word, [str(each) for each in words], n=1, cutoff=0.5)
    return close[0] if close else ""


def walk(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value with its path, outermost first."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from walk(value, (*path, number))


def check_values(source: Source) -> Iterator[Problem]:
    """What holds in any file: no decimals, assumed has a gap, the days of values do not overlap."""
    for path, value in walk(source.data):
        if isinstance(value, float) and path[-1] not in (*REFERENCES, "id", "place"):
            yield source.problem(
                "float",
                path,
                f"小数 {value}",
                "整数（金额用分，比例用分子和分母）或带引号的文字",
                "改写这个数",
            )
        if isinstance(value, dict) and value.get("basis") == "assumed" and not value.get("gap"):
            yield source.problem(
                "assumed_without_gap", path, "basis: assumed 而没有 gap",
                "gap: 后跟 gaps.yaml 中的编号", "在 gaps.yaml 记下这个缺口并在此引用",
            )  # fmt: skip
        if isinstance(value, list):
            yield from _overlaps(source, path, value)


def _overlaps(source: Source, path: Path_, values: list[Any]) -> Iterator[Problem]:
    """Lists of dated values: no two may hold on the same day. Rows of tables (with an id) and holidays are no values."""
    if not values or not all(
        isinstance(v, dict) and "basis" in v and "id" not in v for v in values
    ):
        return
    spans = []
    for number, value in enumerate(values):
        first, last = value.get("from") or FIRST, value.get("until") or LAST
        if not isinstance(first, date) or not isinstance(last, date):
            continue
        if last < first:
            yield source.problem(
                "backwards",
                (*path, number),
                f"until {last} 早于 from {first}",
                "until 不早于 from",
                "更正起止日期",
            )
        spans.append((first, last, number))
    spans.sort()
    for (_, last, _), (first, _, number) in zip(spans, spans[1:], strict=False):
        if first <= last:
            until = "无期限" if last == LAST else str(last)
            yield source.problem(
                "overlap", (*path, number), f"自 {first} 起的值与上一个值（至 {until}）重叠",
                "互不重叠的起止日期", "给上一个值填写 until，为新值生效的前一日",
            )  # fmt: skip


def check_ids(source: Source, key: str = "id", within: Path_ = ()) -> Iterator[Problem]:
    """Ids inside one list are unique."""
    rows = source.data
    for step in within:
        rows = rows.get(step, []) if isinstance(rows, dict) else []
    seen: dict[str, int | None] = {}
    for number, row in enumerate(rows or []):
        name = row.get(key) if isinstance(row, dict) else None
        if not isinstance(name, str):
            continue
        path = (*within, number)
        if name in seen:
            yield source.problem(
                "duplicate_id",
                path,
                f"重复的编号 {name}（第{seen[name]}行已有）",
                "每个编号只出现一次",
                "改名或删去其中一个",
            )
        seen[name] = source.line(path)


def check_references(
    source: Source, clauses: Mapping[str, Any], gaps: Mapping[str, Any]
) -> Iterator[Problem]:
    """Every clause and gap that is named exists."""
    for path, value in walk(source.data):
        if not path or value is None:
            continue
        name = path[-2] if isinstance(path[-1], int) and len(path) > 1 else path[-1]
        if not isinstance(value, str) or name not in REFERENCES:
            continue
        known, what, file = (
            (gaps, "缺口", "gaps.yaml") if name == "gap" else (clauses, "条款", "clauses.yaml")
        )
        if value not in known:
            near = nearest(value, known)
            yield source.problem(
                f"unknown_{'gap' if name == 'gap' else 'clause'}", path, f"未知{what} {value}",
                f"{file} 中已有的编号" + (f"，最接近的是 {near}" if near else ""), f"更正编号或先在 {file} 中加入它",
            )  # fmt: skip


def check_coverage(data: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    """Every clause has a carrier; a carrier in a rule file names a file there is; a clause that rules cite is not mere prose."""
    file = f"{folder.name}/carriers.yaml"
    bases = (folder.parent, rulebooks_folder())  # a folder by itself has the other rulebooks' files where the product has them
    carried: dict[str, set[str]] = {}
    for each in data["carriers"]:
        carried.setdefault(each["clause"], set()).add(each["carrier"])
        where = each["where"] or ""
        if each["carrier"] != "prose" and not where:
            yield Problem(
                "no_place",
                file,
                None,
                each["clause"],
                f"落点 {each['carrier']} 没有写 where",
                "文件或函数名",
                "补上 where",
            )
        if (
            where.startswith("rulebooks/")
            and not any((base / where.removeprefix("rulebooks/")).is_file() for base in bases)
        ):
            yield Problem(
                "no_file",
                file,
                None,
                each["clause"],
                f"没有的文件 {where}",
                "已有的规则文件",
                "更正 where 或补上文件",
            )
    for each in data["clauses"]:
        if each["id"] not in carried:
            yield Problem(
                "no_carrier", file, None, each["id"], f"条款 {each['place']} 没有落点",
                "每一条款都有落点（rule、permission、screen、report、procedure 或 prose）", "在 carriers.yaml 中为它加一行",
            )  # fmt: skip
    for clause in sorted(
        {value for path, value in walk(data["files"]) if path and path[-1] == "clause" and value}
    ):
        if carried.get(clause) == {"prose"}:
            yield Problem(
                "rule_not_carried",
                file,
                None,
                clause,
                "有规则引用该条款，落点却只写 prose",
                "落点 rule",
                "把落点改为 rule",
            )


def qualify(data: Any, folder: str) -> Any:
    """Ids as YAML writes them ("8.1") in their full form ("property/8.1"); full ids stay as they are."""
    if isinstance(data, list):
        return [qualify(each, folder) for each in data]
    if isinstance(data, dict):
        return {
            key: full(value, folder) if key in REFERENCES else qualify(value, folder)
            for key, value in data.items()
        }
    return data


def full(value: Any, folder: str) -> Any:
    """One id or a list of ids with the rulebook in front."""
    if isinstance(value, list):
        return [full(each, folder) for each in value]
    return f"{folder}/{value}" if isinstance(value, str) and value and "/" not in value else value
