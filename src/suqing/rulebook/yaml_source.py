"""A YAML file as plain data together with the line of every value. Imported only while compiling."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from suqing.rulebook.errors import Problem

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """`name` is the path inside the rulebooks folder, as messages print it; `lines` maps a path to its line."""

    name: str
    data: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int | None:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def clause(self, path: Path_) -> str | None:
        """The clause of the innermost mapping around `path` that names one."""
        found, here = None, self.data
        for step in (*path, None):
            if isinstance(here, dict):
                found = (
                    here.get("clause")
                    or (here["id"] if "gist" in here and "id" in here else found)
                    or found
                )
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                break
        return found if isinstance(found, str) else None

    def problem(self, code: str, path: Path_, found: str, expected: str, do: str) -> Problem:
        return Problem(code, self.name, self.line(path), self.clause(path), found, expected, do)


def read(path: Path, name: str) -> Source | Problem:
    """The file's data, or the one problem that kept it from being read."""
    text = path.read_bytes().decode("utf-8", errors="replace")
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        data = _reader().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        what = (
            "重复的键"
            if "duplicate key" in str(error.problem)
            else f"写法错误（{error.problem or error.context}）"
        )
        do = "删去或改名其中一个" if what == "重复的键" else "检查缩进、冒号和引号"
        return Problem("bad_yaml", name, line, None, what, "合法的YAML", do)
    except YAMLError as error:
        return Problem(
            "bad_yaml",
            name,
            None,
            None,
            f"无法读取的内容（{error}）",
            "合法的YAML",
            "检查文件编码和控制字符",
        )
    lines: dict[Path_, int] = {}
    if node is not None:
        _lines(node, (), lines)
    return Source(name, _plain(data), lines)


class _Constructor(SafeConstructor):
    """A date that does not exist (2020-13-01) stays text, so that the message can name its line."""

    def construct_yaml_timestamp(self, node: Any, values: Any = None) -> Any:
        try:
            return super().construct_yaml_timestamp(node, values)
        except ValueError:
            return node.value


_Constructor.add_constructor("tag:yaml.org,2002:timestamp", _Constructor.construct_yaml_timestamp)


def _reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _Constructor
    return reader


def _lines(node: Node, path: Path_, lines: dict[Path_, int]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            lines[(*path, key.value)] = key.start_mark.line + 1
            _lines(value, (*path, key.value), lines)
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            _lines(value, (*path, number), lines)


def _plain(data: Any) -> Any:
    """Dates stay dates; a time of day in a rule file has no zone and is refused later as an unknown type."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(each) for each in data]
    if isinstance(data, date) and not isinstance(data, datetime):
        return date(data.year, data.month, data.day)
    return data
