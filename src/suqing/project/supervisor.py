"""Run a few processes as one: they start together, and when one ends or a signal comes, all end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

PATIENCE = 15.0  # seconds between SIGTERM and SIGKILL, a little over granian's own 10


def worker_command() -> list[str]:
    return [sys.executable, "-m", "suqing.cli", "worker"]


def supervise(commands: Sequence[list[str]], *, started: Callable[[], None] = lambda: None) -> int:
    """Blocks. 0 after a signal; otherwise the code of the process that ended first by itself.

    Each process leads a group of its own, so that a terminal's Ctrl-C reaches it once, through us, and so that
    nothing it has forked is left behind.
    """
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    processes = [subprocess.Popen(command, start_new_session=True) for command in commands]
    ended_first = 0
    try:
        started()
        while not asked:
            codes = [process.poll() for process in processes]
            over = [code for code in codes if code is not None]
            if over:
                ended_first = over[0] or 1
                break
            time.sleep(0.1)
    finally:
        _end(processes)
    return ended_first


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    latest = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(timeout=max(latest - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            pass
        finally:
            _end_group(process.pid)
            process.wait()


def _end_group(pid: int) -> None:
    """Whatever the process has left in its group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
