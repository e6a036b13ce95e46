"""What pydantic found, as one clear sentence per field, with the nearest name where one was meant."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel

from suqing.kernel.errors import BadInput

LONGEST = 60
EXPECTED = {  # pydantic's type of error → (expected, what to do)
    "string_type": ("文字", "加上引号"),
    "bool_type": ("true、false 或 null", "不明的就不写"),
    "bool_parsing": ("true 或 false", ""),
    "int_type": ("整数", "不要加引号"),
    "int_parsing": ("整数", ""),
    "int_from_float": ("整数", ""),
    "list_type": ("一个列表", "用方括号"),
    "tuple_type": ("一个列表", "用方括号"),
    "model_type": ("一个对象", "用花括号"),
    "model_attributes_type": ("一个对象", "用花括号"),
    "dict_type": ("一个对象", "用花括号"),
}
LIMITS = {
    "greater_than_equal": ("不小于{ge}的数", ""),
    "less_than_equal": ("不大于{le}的数", ""),
    "string_too_long": ("不超过{max_length}个字", "写短一些"),
    "string_too_short": ("至少{min_length}个字", "补上"),
    "too_long": ("不超过{max_length}项", "分几次提交"),
    "too_short": ("至少{min_length}项", "补上"),
}


def bad_inputs(errors: Sequence[dict[str, Any]], model: type[BaseModel]) -> list[BadInput]:
    """`errors` as pydantic lists them; `model` is what was validated."""
    return [_bad_input(each, model) for each in errors]


def unknown(name: str, names: Sequence[str]) -> BadInput:
    """A name that is not known, with the nearest one."""
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    return BadInput(name, name, "已知的名称", f"最接近的是 {near[0]}" if near else f"可用的有 {'、'.join(names)}" if names else "去掉它")


def _bad_input(error: dict[str, Any], model: type[BaseModel]) -> BadInput:
    where = tuple(error["loc"])
    field = ".".join(str(part) for part in where) or "请求内容"
    kind, ctx, found = error["type"], error.get("ctx", {}), _shown(error.get("input"))
    if kind == "missing":
        label = _label(model, where)
        return BadInput(field, "", f"必填的值{f'（{label}）' if label else ''}", f"补上 {field}")
    if kind == "extra_forbidden":
        names = _names(model, where[:-1])
        nearest = unknown(str(where[-1]), names)
        return BadInput(field, str(where[-1])[:LONGEST], nearest.expected, nearest.do)
    if kind in ("enum", "literal_error"):
        choices = _choices(str(ctx.get("expected", "")))
        near = get_close_matches(found, choices, n=1, cutoff=0.4)
        return BadInput(field, found, f"{'、'.join(choices)} 之一", f"最接近的是 {near[0]}" if near else "")
    if kind == "bad_input":
        return BadInput(field, ctx["found"][:LONGEST], ctx["expected"], ctx["do"])
    if kind in LIMITS:
        expected, do = LIMITS[kind]
        return BadInput(field, found, expected.format(**ctx), do)
    expected, do = EXPECTED.get(kind, ("文档所写的值", "对照接口文档"))
    return BadInput(field, found, expected, do)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else "null" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _choices(expected: str) -> list[str]:
    return [part.strip().strip("'") for part in expected.replace(" or ", ", ").split(",") if part.strip()]


def _label(model: type[BaseModel], where: Sequence[Any]) -> str:
    holder = _model_at(model, where[:-1])
    field = holder.model_fields.get(str(where[-1])) if holder and where else None
    return (field.title or "") if field else ""


def _names(model: type[BaseModel], where: Sequence[Any]) -> list[str]:
    holder = _model_at(model, where)
    return list(holder.model_fields) if holder else []


def _model_at(model: type[BaseModel], where: Sequence[Any]) -> type[BaseModel] | None:
    for part in where:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)
