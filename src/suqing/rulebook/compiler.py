"""YAML -> validated -> canonical JSON of one rulebook. The cold path: pydantic and ruamel live here and below."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from suqing.rulebook.canonical import dumps
from suqing.rulebook.check_scheme import check_scheme
from suqing.rulebook.checks import (
    check_coverage,
    check_ids,
    check_references,
    check_values,
    full,
    nearest,
    qualify,
)
from suqing.rulebook.errors import Problem, RulebookError
from suqing.rulebook.fitting import fits
from suqing.rulebook.places import rule_files
from suqing.rulebook.shapes import SHAPES, base
from suqing.rulebook.yaml_source import Source, read

FIXED: dict[str, Any] = {
    "clauses.yaml": list[base.ClauseShape],
    "carriers.yaml": list[base.CarrierShape],
    "gaps.yaml": list[base.GapShape],
}


def compile_rulebook(folder: Path) -> str:
    """Canonical JSON. Raises RulebookError with every problem that was found."""
    data, problems = examine(folder)
    if problems:
        raise RulebookError(problems)
    return dumps(data)


def compile_checked(folder: Path) -> str:
    """The same, with the checks of `rules check` besides: what an insurer is to apply."""
    data, problems = examine(folder, coverage=True)
    if problems:
        raise RulebookError(problems)
    return dumps(data)


def examine(folder: Path, *, coverage: bool = False) -> tuple[dict[str, Any], list[Problem]]:
    """The data as far as it is valid, and all problems. `coverage` adds the checks of `rules check`."""
    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    for path in rule_files(folder):
        name = path.relative_to(folder).as_posix()
        found = read(path, f"{folder.name}/{name}")
        if isinstance(found, Problem):
            problems.append(found)
        else:
            sources[name] = replace(found, data=_qualified(name, found.data, folder.name))
    if "rulebook.yaml" not in sources and not problems:
        problems.append(
            Problem("no_rulebook", f"{folder.name}/rulebook.yaml", None, None, "没有这个文件",
                    "写明 id、name、short、source、valid、scope 的 rulebook.yaml", "新建它")
        )  # fmt: skip
    data: dict[str, Any] = {"rulebook": {}, "clauses": [], "carriers": [], "gaps": [], "files": {}}
    for name, source in sources.items():
        problems += check_values(source)
        value, wrong = _validate(name, source)
        problems += wrong
        if wrong or value is None:
            continue
        if name == "rulebook.yaml":
            data["rulebook"] = value
        elif name in FIXED:
            data[name.removesuffix(".yaml")] = value
        else:
            data["files"][name] = value
    problems += _across(folder, sources, data)
    if not problems:
        problems += check_scheme(sources, data["files"])
    if coverage and not problems:
        problems += check_coverage(data, folder)
    return data, sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.code, p.found))


def _qualified(name: str, data: Any, folder: str) -> Any:
    data = qualify(data, folder)
    if name in ("clauses.yaml", "gaps.yaml") and isinstance(data, list):
        return [
            {**row, "id": full(row["id"], folder)} if isinstance(row, dict) and "id" in row else row
            for row in data
        ]
    return data


def _across(folder: Path, sources: dict[str, Source], data: dict[str, Any]) -> Iterator[Problem]:
    raw = {name: (sources[name].data if name in sources else None) or [] for name in FIXED}
    ids = {
        name: {row["id"]: row for row in raw[name] if isinstance(row, dict) and "id" in row}
        for name in ("clauses.yaml", "gaps.yaml")
    }
    tables: dict[str, str] = {}
    for name, source in sources.items():
        yield from check_references(source, ids["clauses.yaml"], ids["gaps.yaml"])
        yield from check_ids(source)
        for part in ("rules", "rows"):
            yield from check_ids(source, within=(part,))
        table = data["files"].get(name, {}).get("name")
        if table in tables:
            yield source.problem(
                "duplicate_table",
                ("name",),
                f"重复的表名 {table}（{tables[table]} 已用）",
                "每张表一个名字",
                "改名",
            )
        if table:
            tables[table] = name
    book = data["rulebook"]
    if book and book["id"] != folder.name:
        yield sources["rulebook.yaml"].problem(
            "wrong_id",
            ("id",),
            f"id: {book['id']}",
            f"与文件夹同名的 {folder.name}",
            "更正 id 或文件夹名",
        )
    for name in ("clauses.yaml", "gaps.yaml"):
        for number, row in enumerate(raw[name]):
            if isinstance(row, dict) and not str(row.get("id", "")).startswith(f"{folder.name}/"):
                yield sources[name].problem(
                    "foreign_id",
                    (number, "id"),
                    f"编号 {row.get('id')}",
                    f"以 {folder.name}/ 开头的编号",
                    "补上前缀",
                )


def _validate(name: str, source: Source) -> tuple[Any, list[Problem]]:
    if name in FIXED:
        return fits(FIXED[name], source, source.data or [])
    if name == "rulebook.yaml":
        return fits(base.RulebookShape, source, source.data)
    kind = source.data.get("kind") if isinstance(source.data, dict) else None
    if kind not in SHAPES:
        near = nearest(str(kind), SHAPES) if kind else ""
        found = f"未知的 kind: {kind}" if kind else "没有写 kind"
        expected = f"{'、'.join(SHAPES)} 之一" + (f"，最接近的是 {near}" if near else "")
        return None, [source.problem("unknown_kind", ("kind",), found, expected, "更正 kind")]
    return fits(SHAPES[kind], source, source.data)
