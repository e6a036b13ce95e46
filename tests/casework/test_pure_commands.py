"""`suqing classify` and `suqing penalties`: output, exit codes, one clear sentence for what is wrong, and a quick start."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def facts(tmp_path: Path) -> Any:
    def write(content: dict[str, Any] | str) -> Path:
        path = tmp_path / "facts.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def suqing(*words: str | Path, code: str | None = None) -> "subprocess.CompletedProcess[str]":
    start = ["-c", code] if code else ["-m", "suqing.cli"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, *start, *map(str, words)], capture_output=True, text=True, env=environment, check=False)


def classify(path: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return suqing("classify", "--rulebook", "property", "--facts", path, *more)


def penalties(path: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return suqing("penalties", "--rulebook", "claims", "--facts", path, *more)


@pytest.mark.parametrize("loss", ["20000.00", 20000, "20,000"])
def test_money_is_a_text_or_a_number(facts: Any, loss: Any) -> None:
    done = classify(facts({"company_loss_yuan": loss, "came_via": "hotline"}), "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (answer["class"], answer["clause"], answer["provisional"]) == ("major", "property/5.2.3", True)


def test_a_number_is_read_exactly(facts: Any) -> None:
    below = json.loads(classify(facts('{"company_loss_yuan": 19999.99}'), "--json").stdout)
    assert below["class"] == "general"


def test_out_of_scope_is_done_and_has_no_class(facts: Any) -> None:
    done = classify(facts({"in_litigation": True}), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["class"], answer["in_scope"], answer["clause"]) == (None, False, "property/3.2")


def test_people_read_words(facts: Any) -> None:
    assert classify(facts({"came_via": "regulator_local"})).stdout.startswith("重大投诉件（暂定）  property/5.2.3\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"in_litigaton": True}, "最接近的是 in_litigation"),
        ({"came_via": "regulator_locl"}, "最接近的是 regulator_local"),
        ({"company_loss_yuan": "2万"}, "改为 20000"),
        ({"company_loss_yuan": "1.005"}, "两位小数"),
        ({"company_loss_yuan": True}, "金额"),
        ({"exposed_by_media": "是"}, "true、false 或 null"),
        ("[1]", "JSON 对象"),
        ("{", "合法的 JSON"),
        ('{"only_venting": true, "only_venting": false}', "每个名称只写一次"),
        ('{"company_loss_yuan": NaN}', "应为数字"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_two(facts: Any, content: Any, words: str) -> None:
    done = classify(facts(content), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_rulebook_without_classes_names_the_one_that_has_them(facts: Any) -> None:
    done = suqing("classify", "--rulebook", "claims", "--facts", facts({}))
    assert done.returncode == 2
    assert "改用 property" in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = classify(tmp_path / "nothing.json")
    assert done.returncode == 2
    assert "nothing.json" in done.stderr


def test_the_third_call(facts: Any) -> None:
    done = penalties(facts({"came_via": "hotline", "times_complained": 3, "valid": True}), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [(each["role"], each["kind"], each["amount_yuan"], each["clause"]) for each in json.loads(done.stdout)] == [
        ("direct", "fine", 100, "claims/9.1.3"),
        ("indirect", "fine", 50, "claims/9.1.3"),
    ]


def test_not_yet_is_said_on_standard_error(facts: Any) -> None:
    done = penalties(facts({"came_via": "media", "valid": True, "verified": None}), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert "not yet" in done.stderr


def test_invalid_is_silent(facts: Any) -> None:
    done = penalties(facts({"came_via": "hotline", "times_complained": 2, "valid": False}), "--json")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, [], "")


def test_several_ways_in_and_roles_in_one_person(facts: Any) -> None:
    content = {
        "came_via": ["hotline", "regulator_national"], "times_complained": 2, "valid": True,
        "persons": {"direct": "小李专员", "indirect": "王经理", "claims_head": "王经理"},
    }  # fmt: skip
    answer = json.loads(penalties(facts(content), "--json").stdout)
    assert [(each["role"], each["amount_yuan"], each["same_person"]) for each in answer] == [
        ("direct", 200, False),
        ("indirect", 0, True),
        ("claims_head", 200, True),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"times_complained": 0, "valid": True}, "1或以上的整数"),
        ({"times_complained": 2.5}, "1或以上的整数"),
        ({"pr_cost_yuan": "-3"}, "不小于0"),
        ({"persons": {"head": "王经理"}}, "claims_head"),
        ({"pr_cost": 3}, "pr_cost_yuan"),
    ],
)
def test_wrong_facts_of_consequences(facts: Any, content: Any, words: str) -> None:
    done = penalties(facts(content), "--json")
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize("name", ["classify", "penalties"])
def test_a_warm_start_imports_nothing_heavy(facts: Any, name: str) -> None:
    book = {"classify": "property", "penalties": "claims"}[name]
    words = [name, "--rulebook", book, "--facts", str(facts({})), "--json"]
    suqing(*words)
    code = f"""
import sys
from suqing.cli import group
group.main({words!r}, standalone_mode=False)
heavy = [each for each in ("django", "pydantic", "ruamel", "ruamel.yaml", "rich") if each in sys.modules]
sys.exit(f"imported: {{heavy}}" if heavy else 0)
"""
    done = suqing(code=code)
    assert done.returncode == 0, done.stderr


def test_every_command_has_help() -> None:
    for name in ("classify", "penalties"):
        done = suqing(name, "--help")
        assert done.returncode == 0
        assert "--facts" in done.stdout
