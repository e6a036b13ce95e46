"""`suqing import` in processes of its own: verdicts, exit codes, dry run, and a process killed half-way."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import command_environment

Command = Callable[..., subprocess.CompletedProcess[str]]

def register(path: Path, count: int, *, sound: bool) -> str:
    from suqing.apps.registers.forms import write_register_sample

    write_register_sample(path, units=["P0101-31"], last_day=date(2026, 11, 20), count=count, sound=sound)
    return str(path)


def ask(folder: Path, question: str) -> Any:
    with sqlite3.connect(folder / "data" / "suqing.sqlite3") as database:
        return database.execute(question).fetchone()[0]


def test_a_dry_run_tells_all_and_writes_nothing(peopled: Path, suqing: Command) -> None:
    book = register(peopled / "册.xlsx", 120, sound=False)
    told = suqing("import", book, "--organisation", "P0101", "--dry-run", "--json")
    assert told.returncode == 1, told.stderr
    found = json.loads(told.stdout)
    assert found["dry_run"] is True
    assert found["counts"]["ready"] + found["counts"]["refused"] == 120
    assert len(found["rows"]) == 120
    for table in ("complaints_complaint", "registers_batch", "audit_event WHERE subject_kind = 'register'"):
        assert ask(peopled, f"SELECT COUNT(*) FROM {table}") == 0  # noqa: S608
    real = suqing("import", book, "--organisation", "P0101", "--json")
    assert json.loads(real.stdout)["counts"]["taken"] == found["counts"]["ready"] == ask(peopled, "SELECT COUNT(*) FROM complaints_complaint")
    again = suqing("import", book, "--organisation", "P0101")
    assert again.returncode == 1
    assert "已导入" not in again.stdout.replace("以前已导入", "")
    assert ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") == found["counts"]["ready"]
    assert suqing("audit", "verify").returncode == 0


def test_a_sound_register_ends_with_zero(peopled: Path, suqing: Command) -> None:
    told = suqing("import", register(peopled / "册.xlsx", 30, sound=True), "--organisation", "P0101", "--unit", "P0101-31", "--by", "li")
    assert (told.returncode, told.stdout) == (0, "已导入30行。\n"), told.stderr


def test_template_and_sample_are_written_and_not_over_a_file(peopled: Path, suqing: Command) -> None:
    forms = ("--template", str(peopled / "空.xlsx"), "--sample", str(peopled / "样.xlsx"), "--organisation", "P0101")
    assert suqing("import", *forms).returncode == 0
    told = suqing("import", str(peopled / "样.xlsx"), "--organisation", "P0101", "--dry-run", "--json")
    assert sum(json.loads(told.stdout)["counts"].values()) == 2000
    assert suqing("import", *forms).returncode == 2


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "REGISTER.xlsx"), (("没有.xlsx", "--organisation", "P0101"), 2, "没有文件"), ((".", "--organisation", "P0101"), 2, "文件夹"),
        (("x.xlsx",), 2, "P0101（东海财险）"), (("x.xlsx", "--organisation", "P0101", "--unit", "Z"), 2, "--unit"), (("x.xlsx", "--by", "nobody"), 2, "没有用户"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence(peopled: Path, suqing: Command, words: tuple[str, ...], code: int, said: str) -> None:
    told = suqing("import", *words)
    assert (told.returncode, told.stdout) == (code, "")
    assert said in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.load
def test_killed_half_way_and_started_again_loses_and_doubles_nothing(peopled: Path, suqing: Command) -> None:
    """Killed three times while it writes, then run to its end: counts, chains and journal agree."""
    words = ["import", register(peopled / "册.xlsx", 600, sound=True), "--organisation", "P0101"]
    for _ in range(3):
        aim = ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") + 50
        process = subprocess.Popen([sys.executable, "-m", "suqing.cli", *words], env=command_environment(peopled), stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while process.poll() is None and ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") < aim:
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.005)
        assert process.poll() is None, "it ended before it could be killed"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert 150 <= ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") < 600
    assert suqing(*words).returncode == 0
    assert ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") == ask(peopled, "SELECT COUNT(*) FROM complaints_registerentry") == 600
    assert ask(peopled, "SELECT COUNT(*) FROM registers_batchrow WHERE verdict = 'taken'") == 600
    assert ask(peopled, "SELECT COUNT(DISTINCT number) FROM complaints_registerentry") == 600
    assert ask(peopled, "SELECT COUNT(*) FROM registers_batch") == 1
    assert suqing("audit", "verify").returncode == 0
