"""Does the data of a file fit its shape? What pydantic found, in our words. Imported only while compiling."""

from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from suqing.rulebook.checks import nearest
from suqing.rulebook.errors import Problem
from suqing.rulebook.yaml_source import Path_, Source


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
            "花括号内带引号的文字（半角逗号会把文字断开）",
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
            "basis: quoted、derived 或 assumed（值从何来）" if last == "basis" else f"必填的键 {last}"
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
            "not_a_date", path, f"{last}: {given!r}", "形如 2020-03-01 的日期（不带引号）", "更正日期"
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
    while not isinstance(annotation, type) or get_args(annotation):
        parts = [each for each in get_args(annotation) if each is not type(None)]
        if not parts:
            return annotation
        annotation = parts[0]
    return annotation
