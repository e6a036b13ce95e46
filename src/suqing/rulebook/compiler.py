"""YAML -> validated -> canonical JSON of one rulebook. The cold path: pydantic and ruamel live here and below."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from suqing.rulebook.canonical import dumps
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
from suqing.rulebook.places import rule_files
from suqing.rulebook.shapes import SHAPES, base
from suqing.rulebook.yaml_source import Path_, Source, read

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
                f"重复的表名 {table}({tables[table]} 已用)",
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


def fits(model: Any, source: Source, data: Any) -> tuple[Any, list[Problem]]:
    """The validated value as plain JSON data, or None and what is wrong."""
    adapter: TypeAdapter[Any] = TypeAdapter(model)
    try:
        value = adapter.validate_python(data)
    except ValidationError as error:
        return None, [
            _problem(source, model, each)
            for each in error.errors()
            if not (
                each["type"] == "int_type" and isinstance(each["input"], float)
            )  # check_values says it
        ]
    return adapter.dump_python(value, mode="json", by_alias=True), []


def _problem(source: Source, model: Any, error: Any) -> Problem:
    """A pydantic error in our words: found, expected, what to do."""
    path: Path_ = tuple(error["loc"])
    kind, given, last = error["type"], error["input"], path[-1] if path else ""
    if kind == "extra_forbidden" and given is None:
        return source.problem(
            "cut_text",
            path,
            f"没有值的键 {last}",
            "花括号内带引号的文字(半角逗号会把文字断开)",
            "给整段文字加引号，或改用全角逗号",
        )
    if kind == "extra_forbidden":
        near = nearest(str(last), _keys(model, path[:-1]))
        expected = (
            f"已知的键，最接近的是 {near}"
            if near
            else f"已知的键：{'、'.join(_keys(model, path[:-1]))}"
        )
        return source.problem("unknown_key", path, f"未知的键 {last}", expected, "更正或删去这个键")
    if kind == "missing":
        code = "missing_basis" if last == "basis" else "missing_key"
        expected = (
            "basis: quoted、derived 或 assumed(值从何来)" if last == "basis" else f"必填的键 {last}"
        )
        return source.problem(code, path, f"缺少 {last}", expected, f"补上 {last}")
    if kind == "literal_error":
        allowed = [w.strip("' ") for w in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
        near = nearest(str(given), allowed)
        code = "unknown_unit" if last == "unit" else "unknown_word"
        expected = f"{'、'.join(allowed)} 之一" + (f"，最接近的是 {near}" if near else "")
        return source.problem(code, path, f"{last}: {given}", expected, f"更正 {last}")
    if kind == "int_type":
        code = "number_as_text" if isinstance(given, str) else "not_a_number"
        return source.problem(
            code, path, f"{last}: {given!r}", "不带引号的整数", "去掉引号，只写数字"
        )
    if kind == "string_pattern_mismatch":
        return source.problem(
            "bad_id", path, f"{last}: {given}", f"符合 {error['ctx']['pattern']} 的编号", "更正编号"
        )
    if kind == "string_type":
        return source.problem(
            "not_text", path, f"{last}: {given!r}", "带引号的文字", "给它加上引号"
        )
    if kind == "date_type" or kind.startswith("date"):
        return source.problem(
            "not_a_date", path, f"{last}: {given!r}", "形如 2020-03-01 的日期(不带引号)", "更正日期"
        )
    if kind == "value_error" and "||" in error["msg"]:
        found, expected = error["msg"].removeprefix("Value error, ").split("||", 1)
        return source.problem("bad_value", path, found, expected, "更正它")
    return source.problem("bad_value", path, f"{last}: {given!r}", error["msg"], "更正它")


def _keys(model: Any, path: Path_) -> list[str]:
    """The keys allowed at `path` of the model, as YAML writes them."""
    here = model
    for step in path:
        here = _inner(here)
        if isinstance(step, str) and isinstance(here, type) and issubclass(here, BaseModel):
            field = next((f for n, f in here.model_fields.items() if (f.alias or n) == step), None)
            here = field.annotation if field else None
    here = _inner(here)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [field.alias or name for name, field in here.model_fields.items()]
    return []


def _inner(annotation: Any) -> Any:
    """list[X] and X | None -> X."""
    from typing import get_args

    while not isinstance(annotation, type) or get_args(annotation):
        parts = [each for each in get_args(annotation) if each is not type(None)]
        if not parts:
            return annotation
        annotation = parts[0]
    return annotation
