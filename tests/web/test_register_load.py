"""Twenty thousand rows through the page and a worker of its own, killed half-way and started again: nothing lost, nothing doubled."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import command_environment

pytestmark = pytest.mark.load
ROWS, KILLED_AT, PATIENCE = 20_000, 3_000, 1200
HERE = "from suqing.commands._django import setup; setup(); "
CAST = HERE + "from tests.cast import found_cast; found_cast()"
PAGE = HERE + "from tests.web.register_page import {0}; {0}()"


@pytest.fixture
def peopled(installation: Path) -> Path:
    subprocess.run([sys.executable, "-c", CAST], env=command_environment(installation), check=True, capture_output=True)
    return installation


@pytest.fixture
def worker(peopled: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """`suqing worker` with leases of two seconds, so that a killed one is soon followed."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        script = Path(__file__).parent.parent / "apps" / "worker_process.py"
        started.append(subprocess.Popen([sys.executable, str(script), str(peopled)], env=command_environment(peopled), stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def ask(folder: Path, question: str) -> Any:
    with closing(sqlite3.connect(folder / "data" / "suqing.sqlite3", timeout=30)) as database:
        return database.execute(question).fetchone()[0]


def at_the_page(folder: Path, do: str) -> str:
    """What 小李专员 does in a browser: `hand_over`, `look`, `begin` of tests/web/register_page.py; what she reads."""
    told = subprocess.run([sys.executable, "-c", PAGE.format(do)], env=command_environment(folder), cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr[-2000:]
    return told.stdout


def until(folder: Path, question: str, wanted: Callable[[Any], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not wanted(ask(folder, question)):
        assert time.monotonic() < end, f"waited in vain: {question}"
        time.sleep(0.1)


STATE = "SELECT state FROM registers_batch"
TAKEN = "SELECT COUNT(*) FROM registers_batchrow WHERE verdict = 'taken'"


def test_twenty_thousand_rows_through_the_page_killed_half_way(peopled: Path, worker: Callable[[], subprocess.Popen[bytes]]) -> None:
    from suqing.apps.registers.forms import write_register_sample

    write_register_sample(peopled / "册.xlsx", units=["P0101-31"], last_day=date(2026, 11, 20), count=ROWS, sound=True)
    first = worker()
    assert "等后台开始" in at_the_page(peopled, "hand_over") or ask(peopled, "SELECT COUNT(*) FROM registers_batchrow") > 0
    until(peopled, "SELECT COUNT(*) FROM registers_batchrow", lambda count: count >= KILLED_AT)
    assert f"/ {ROWS}行" in at_the_page(peopled, "look")
    first.kill()
    first.wait()
    checked = ask(peopled, "SELECT COUNT(*) FROM registers_batchrow")
    assert KILLED_AT <= checked < ROWS, "killed before the check was through"
    second = worker()
    until(peopled, STATE, lambda state: state == "checked")
    assert ask(peopled, "SELECT COUNT(*) FROM registers_batchrow") == ask(peopled, "SELECT COUNT(DISTINCT row) FROM registers_batchrow") == ROWS
    assert ask(peopled, "SELECT COUNT(*) FROM complaints_complaint") == 0, "a check writes no item"
    assert f"导入{ROWS}行" in at_the_page(peopled, "look")
    at_the_page(peopled, "begin")
    until(peopled, TAKEN, lambda count: count >= KILLED_AT)
    assert f"/ {ROWS}行" in at_the_page(peopled, "look")
    second.kill()
    second.wait()
    assert KILLED_AT <= ask(peopled, TAKEN) < ROWS, "killed before it was through"
    worker()
    until(peopled, STATE, lambda state: state == "done")
    for question in (TAKEN, "SELECT COUNT(*) FROM complaints_complaint", "SELECT COUNT(DISTINCT ref) FROM complaints_complaint", "SELECT COUNT(DISTINCT number) FROM complaints_registerentry"):
        assert ask(peopled, question) == ROWS, question
    assert ask(peopled, "SELECT COUNT(*) FROM audit_event WHERE verb = 'registered'") == ROWS
    assert ask(peopled, "SELECT COUNT(*) FROM registers_batch") == 1
    assert f"全部 {ROWS}" in at_the_page(peopled, "look")
