"""Facts from a JSON file: known keys only, yes/no/null as such, money read as exact decimals, nothing guessed."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from suqing.kernel.errors import BadInput, collect
from suqing.kernel.money import to_fen

Reader = Callable[[str, Any], Any]


def read_facts(path: Path, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The facts that were given, each through its reader. Absent and null are both "unknown" and left out."""
    data = _load(path)
    problems: list[BadInput] = []
    facts: dict[str, Any] = {}
    for key, value in data.items():
        try:
            if key not in readers:
                near = get_close_matches(key, readers, n=1, cutoff=0.5)
                do = f"最接近的是 {near[0]}" if near else f"可用的有 {'、'.join(readers)}"
                raise BadInput(str(path), key, "已知的事实名称", do)
            if value is not None:
                facts[key] = readers[key](key, value)
        except BadInput as problem:
            problems.append(problem)
    collect(problems)
    return facts


def _load(path: Path) -> dict[str, Any]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(str(path), f"第{error.start}字节", "UTF-8 文本", "另存为 UTF-8 后重试") from error
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise BadInput(f"{path} 第{error.lineno}行", text.splitlines()[error.lineno - 1][:40] if text else "空文件", "合法的 JSON", "核对引号、逗号和括号") from error
    if not isinstance(data, dict):
        raise BadInput(str(path), type(data).__name__, "一个 JSON 对象", '形如 {"came_via": "hotline"}')
    return data


def _refuse(word: str) -> Any:
    raise BadInput("JSON", word, "数字", "不明的事实就不写")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for number, (key, _) in enumerate(pairs):
        if key in dict(pairs[:number]):
            raise BadInput("JSON", key, "每个名称只写一次", "删去重复的一个")
    return dict(pairs)


def flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadInput(key, str(value), "true、false 或 null", "不明的就不写")
    return value


def text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise BadInput(key, str(value), "带引号的文字")
    return value


def count(key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadInput(key, str(value), "1或以上的整数")
    return value


def money_fen(key: str, value: Any) -> int:
    """A string or a number of yuan with at most two decimals."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadInput(key, str(value), "金额，单位元", "写成数字或带引号的数字，例如 20000.00")
    written_out = isinstance(value, Decimal) and abs(int(value.as_tuple().exponent)) < 40  # 1e999999999 would fill the memory
    return to_fen(format(value, "f") if written_out else value, field=key)


def one_of(words: Mapping[str, str]) -> Reader:
    """One of the codes; `words` maps a code to what it is called."""

    def read(key: str, value: Any) -> str:
        if value not in words:
            near = get_close_matches(str(value), words, n=1, cutoff=0.5)
            raise BadInput(key, str(value), f"{'、'.join(words)} 之一", f"最接近的是 {near[0]}" if near else "")
        return str(value)

    return read
