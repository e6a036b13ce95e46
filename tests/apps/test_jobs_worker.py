"""A worker that is killed loses nothing and doubles nothing; one that is asked to end, ends."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import command_environment

pytestmark = pytest.mark.load
SCRIPT = Path(__file__).parent / "worker_process.py"


@pytest.fixture
def worker(installation: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([sys.executable, str(SCRIPT), str(installation), *words], env=command_environment(installation))
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def test_a_killed_worker_loses_nothing_and_doubles_nothing(tmp_path: Path, worker: Callable[..., Any]) -> None:
    assert worker("--enqueue").wait(timeout=30) == 0

    first = worker()
    _until(lambda: (tmp_path / "attempt-1").exists())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert _ask(tmp_path, "SELECT state FROM jobs_job") == [("running",)]

    second = worker()
    _until(lambda: (tmp_path / "attempt-2").exists())
    (tmp_path / "leave").touch()
    _until(lambda: _ask(tmp_path, "SELECT state FROM jobs_job") == [("done",)])
    assert _ask(tmp_path, "SELECT name FROM jobs_heartbeat WHERE name LIKE 'effect%'") == [("effect of attempt 2",)]
    assert _ask(tmp_path, "SELECT attempts, last_error FROM jobs_job") == [(2, "")]
    second.send_signal(signal.SIGTERM)
    assert second.wait(timeout=10) == 0


def test_a_worker_asked_to_end_finishes_the_job_in_hand(tmp_path: Path, worker: Callable[..., Any]) -> None:
    assert worker("--enqueue").wait(timeout=30) == 0
    only = worker()
    _until(lambda: (tmp_path / "attempt-1").exists())
    only.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert only.poll() is None
    (tmp_path / "leave").touch()
    assert only.wait(timeout=10) == 0
    assert _ask(tmp_path, "SELECT state, attempts FROM jobs_job") == [("done", 1)]


def _until(true: Callable[[], bool], seconds: float = 40) -> None:
    latest = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < latest, "waited in vain"
        time.sleep(0.05)


def _ask(folder: Path, question: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "data" / "suqing.sqlite3") as database:
        return database.execute(question).fetchall()
