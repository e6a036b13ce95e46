"""Every worked example under rulebooks/*/examples/ gives what it says. The YAML is for jurists; here it is only run.

An example is {name, ask, given, expected, why}. How `ask` is asked stands in the ASKS of a module ask_*.py beside this one.
"""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

HERE = Path(__file__).parent
RULEBOOKS = HERE.parent.parent / "rulebooks"
KEYS = {"name", "ask", "given", "expected", "why"}


def _asks() -> dict[str, Callable[[str, dict[str, Any]], Any]]:
    asks: dict[str, Callable[[str, dict[str, Any]], Any]] = {}
    for path in sorted(HERE.glob("ask_*.py")):
        asks.update(importlib.import_module(f"tests.rulebooks.{path.stem}").ASKS)
    return asks


def _examples() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for path in sorted(RULEBOOKS.glob("*/examples/*.yaml")):
        for example in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
            found.append((path.parent.parent.name, path.name, example))
    return found


EXAMPLES = _examples()


@pytest.mark.parametrize(("rulebook", "file", "example"), EXAMPLES, ids=[f"{r}/{f}: {e['name']}" for r, f, e in EXAMPLES])
def test_example(rulebook: str, file: str, example: dict[str, Any]) -> None:
    assert set(example) == KEYS, f"{file}: an example has exactly {sorted(KEYS)}"
    answer = _asks()[example["ask"]](rulebook, example["given"])
    if isinstance(answer, dict):
        assert set(example["expected"]) <= set(answer), f"{file}: unknown in expected; known are {sorted(answer)}"
        answer = {name: answer[name] for name in example["expected"]}
    assert answer == example["expected"], f"{rulebook}/{file} {example['name']}: {example['why']}"


def test_there_are_enough_examples_and_no_two_of_one_name() -> None:
    names = [(rulebook, file, example["name"]) for rulebook, file, example in EXAMPLES]
    assert len(names) == len(set(names))
    assert len(names) >= 30
