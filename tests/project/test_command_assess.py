"""`suqing assess`: files, exit codes, one clear sentence a problem, nothing half written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from suqing.casework.assessment import Facts
from suqing.casework.assessment.facts import MARKS
from suqing.commands import assess as module
from suqing.exchange.sample import write_facts
from tests.casework.assessment_worlds import EDITION, H1
from tests.conftest import command_environment
from tests.exchange.test_scorecards import worked, worked_facts

Suqing = Callable[..., "subprocess.CompletedProcess[str]"]
FILES = ["bulletin.docx", "index.html", "pages", "ranking.xlsx", "scorecards.json"]


def complete() -> Facts:
    """Without the insurer whose figures are missing."""
    found = worked_facts()
    kept = {name: tuple(each for each in getattr(found, name) if each.code != "D") for name in ("insurers", "figures", "marks")}
    return Facts(events=found.events, **kept)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    write_facts(path, complete(), EDITION, H1)
    return path


def listing(folder: Path) -> list[str]:
    """What lies there; `data` holds compiled editions after the first command."""
    return sorted(each.name for each in folder.iterdir() if each.name != "data")


def assess_it(suqing: Suqing, book: Path, *more: str, period: str = "2018H1", out: str = "out") -> "subprocess.CompletedProcess[str]":
    return suqing("assess", str(book), "--rulebook", "sh2018", "--period", period, "--out", out, *more)


def test_a_workbook_becomes_files(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    done = assess_it(suqing, book)
    assert (done.returncode, done.stderr) == (0, "")
    assert listing(tmp_path / "out") == FILES
    assert listing(tmp_path / "out" / "pages") == ["A.html", "B.html", "C.html"]
    assert listing(tmp_path) == ["book.xlsx", "out"]
    found = json.loads((tmp_path / "out" / "scorecards.json").read_text(encoding="utf-8"))
    assert found["groups"]["property"][-1]["total"] == 66.53
    for said in ("财产险：3家，平均71.96分，中位74.06分，第一名 B公司 75.30分。", "不考评2家，归并1家，数据不全未计分0家。", "的有效期内", "结果在 out："):
        assert said in done.stdout


def test_json_goes_to_standard_output_alone(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    done = assess_it(suqing, book, "--json")
    assert done.stdout == (tmp_path / "out" / "scorecards.json").read_text(encoding="utf-8")
    assert json.loads(done.stdout)["period"] == "2018H1"
    assert "财产险：3家" in done.stderr


def test_an_incomplete_insurer_is_named_and_the_rest_is_written(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    write_facts(book, worked_facts(), EDITION, H1)
    done = assess_it(suqing, book)
    assert (done.returncode, done.stderr) == (1, "缺数公司（D）数据不全，没有计分：缺 业务量 非车险保费收入、业务量 非车险保单件数。\n")
    assert listing(tmp_path / "out") == FILES


def test_all_problems_of_a_workbook_come_at_once_and_nothing_is_written(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    found = openpyxl.load_workbook(book)
    found["投诉量"]["C2"], found["业务量"]["C2"], found["业务量"]["A3"] = "十二件\n左右", "8亿", "Q"
    found.save(book)
    done = assess_it(suqing, book)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert [line.partition("：")[0] for line in lines[:3]] == ["业务量 第2行 车险保费收入", "业务量 第3行 机构代码", "投诉量 第2行 车险投诉件数"]
    assert "改为 800000000" in lines[0]
    assert "十二件 左右" in lines[2]
    assert listing(tmp_path) == ["book.xlsx"]


def test_a_warning_does_not_stop_anything(suqing: Suqing, book: Path) -> None:
    facts = complete()
    ignored = next(each for each in facts.marks if each.code == "A")
    write_facts(book, replace(facts, marks=(*facts.marks, replace(ignored, code="T"))), EDITION, H1)
    done = assess_it(suqing, book)
    assert done.returncode == 0
    assert done.stderr.startswith(f"提醒 {MARKS} ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2018H2", "--out", "out"), ("2018H2", "2018H1（", "2018（")),
        (("--period", "2019上半年", "--out", "out"), ("2019上半年", "2019H1（", "2019（")),
        (("--period", "0000H1", "--out", "out"), ("0000H1", "2018H1（")),
        (("--period", "2018H1", "--out", "out", "--rulebook", "sh2108"), ("sh2108", "sh2018")),
        (("--period", "2018H1", "--out", "out", "--rulebook", "claims"), ("claims", "写有计分办法", "sh2018")),
        (("--period", "2018H1", "--out", "book.xlsx"), ("book.xlsx", "应为文件夹")),
        (("--period", "2018H1", "--out", "book.xlsx/deep"), ("book.xlsx", "是文件")),
        (("--period", "2018H1"), ("缺少 --out",)),
        (("--out", "out"), ("缺少 --period",)),
    ],
)
def test_bad_words_are_answered_in_one_sentence(suqing: Suqing, book: Path, tmp_path: Path, words: tuple[str, ...], said: tuple[str, ...]) -> None:
    done = suqing("assess", str(book), *words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert all(each in done.stderr for each in said)
    assert listing(tmp_path) == ["book.xlsx"]


def test_a_file_that_is_not_there_or_no_workbook(suqing: Suqing, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("不是工作簿", encoding="utf-8")
    for name, said in (("gone.xlsx", "找不到文件"), ("text.xlsx", "应为能打开的 .xlsx 文件")):
        done = assess_it(suqing, Path(name))
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert said in done.stderr


def test_a_second_run_replaces_its_own_and_keeps_the_rest(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    assert assess_it(suqing, book).returncode == 0
    out = tmp_path / "out"
    (out / "notes.txt").write_text("自己的", encoding="utf-8")
    (out / "pages" / "own.html").write_text("<p>自己的</p>", encoding="utf-8")
    facts = complete()
    kept = {name: tuple(each for each in getattr(facts, name) if each.code != "C") for name in ("insurers", "figures", "marks")}
    write_facts(book, Facts(events=facts.events, **kept), EDITION, H1)
    assert assess_it(suqing, book).returncode == 0
    assert listing(out) == sorted([*FILES, "notes.txt"])
    assert listing(out / "pages") == ["A.html", "B.html", "own.html"]
    assert [card["code"] for card in json.loads((out / "scorecards.json").read_text(encoding="utf-8"))["groups"]["property"]] == ["B", "A"]


def test_an_interrupted_run_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, out = worked(), tmp_path / "out"
    module.write_results(result, out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("suqing.exchange.result_bulletin.write_result_bulletin", full_disk)
    with pytest.raises(module.Environment, match="写不了"):
        module.write_results(replace(result, facts_hash="0" * 64), out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert listing(tmp_path) == ["out"]


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(module.Environment, match="不能写入") as refused:
        module.check_out(tmp_path / "deep" / "out")
    assert refused.value.exit_code == 3


@pytest.mark.parametrize("name", ["ranking.xlsx/", "pages"])
def test_a_name_that_is_taken_by_something_else(tmp_path: Path, name: str) -> None:
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(module.BadInput, match="占了结果的名字"):
        module.check_out(tmp_path)


def test_template_and_sample(suqing: Suqing, tmp_path: Path) -> None:
    done = suqing("assess", "--template", "empty.xlsx", "--sample", "deep/sample.xlsx", "--period", "2018")
    assert (done.returncode, done.stderr) == (0, "")
    assert "机构名录" in openpyxl.load_workbook(tmp_path / "empty.xlsx").sheetnames
    tried = suqing("assess", "deep/sample.xlsx", "--period", "2018", "--out", "out", timeout=120)
    assert tried.returncode == 1  # the sample holds an insurer whose figures are missing
    assert listing(tmp_path) == ["deep", "empty.xlsx", "out"]
    again = suqing("assess", "--template", "empty.xlsx")
    assert again.returncode == 2
    assert "先移走它" in again.stderr
    assert suqing("assess", "--template", "empty.docx").returncode == 2
    assert suqing("assess", "deep/sample.xlsx", "--template", "other.xlsx").returncode == 2


def test_it_needs_no_database_and_imports_none(book: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from suqing.cli import group\n"
        f"group.main(['assess', {str(book)!r}, '--period', '2018H1', '--out', 'out'], standalone_mode=False)\n"
        "print([name for name in ('django', 'ninja', 'pydantic', 'openpyxl') if name in sys.modules], file=sys.stderr)"
    )
    environment = command_environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "nowhere"}
    first = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)  # warms the cache of editions
    assert "结果在" in first.stdout
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert listing(tmp_path) == ["book.xlsx", "out"]


def test_the_worked_example_is_exact_through_the_workbook(suqing: Suqing, book: Path, tmp_path: Path) -> None:
    """Facts written to a workbook and read again score the same."""
    assert assess_it(suqing, book).returncode == 0
    found = json.loads((tmp_path / "out" / "scorecards.json").read_text(encoding="utf-8"))
    assert found["facts"] == complete().content_hash
    assert sum(Fraction(str(line["points"])) for line in found["groups"]["property"][-1]["lines"]) == Fraction("66.53")
