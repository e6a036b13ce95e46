"""Several processes as one: they end together, and nothing is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LOYAL = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(0)); open({mark!r}, 'w').write('1'); time.sleep(60)"
FORKS = "import os, time, subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); open({mark!r}, 'w').write(str(p.pid)); time.sleep(60)"
BREAKS = "import sys; sys.exit(7)"


def start(*programs: str) -> subprocess.Popen[bytes]:
    commands = [[sys.executable, "-c", program] for program in programs]
    code = f"import sys; from suqing.project.supervisor import supervise; sys.exit(supervise({commands!r}))"
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": "src"})


def until_written(path: Path) -> str:
    latest = time.monotonic() + 20
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < latest
        time.sleep(0.02)
    return path.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_within_seconds_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    marks = [tmp_path / "a", tmp_path / "b"]
    process = start(LOYAL.format(mark=str(marks[0])), FORKS.format(mark=str(marks[1])))
    grandchild = int([until_written(mark) for mark in marks][1])
    began = time.monotonic()
    process.send_signal(number)
    assert process.wait(timeout=10) == 0
    assert time.monotonic() - began < 5
    assert not alive(grandchild)


def test_when_one_ends_by_itself_the_others_end_and_its_code_is_told(tmp_path: Path) -> None:
    process = start(LOYAL.format(mark=str(tmp_path / "a")), BREAKS)
    assert process.wait(timeout=20) == 7


def alive(pid: int) -> bool:
    """Whether the process still does anything: a dead one waiting for its parent does not count."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True
