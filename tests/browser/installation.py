"""A real installation for the browser: keys, upgrade, demo, the web process and the worker, each its own process."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import command_environment

PATIENCE = 60


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server on data of its own. SUQING_BROWSER_AT=http://… uses one that runs already, for a quick second try."""
    if at := os.environ.get("SUQING_BROWSER_AT"):
        yield at.rstrip("/")
        return
    environment = command_environment(folder)
    for words in (("keys", "new"), ("upgrade", "--no-backup"), ("demo",)):
        subprocess.run(_command(*words), env=environment, check=True, capture_output=True, timeout=300)
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    environment["SUQING_BASE_URL"] = base
    processes = [_start(environment, folder, "serve", "--port", str(port), "--workers", "1"), _start(environment, folder, "worker")]
    try:
        _wait(base, processes[0])
        yield base
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "suqing.cli", *words]


def _start(environment: dict[str, str], folder: Path, *words: str) -> subprocess.Popen[bytes]:
    with (folder / f"{words[0]}.log").open("wb") as log:
        return subprocess.Popen(_command(*words), env=environment, stdout=log, stderr=subprocess.STDOUT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(base: str, web: subprocess.Popen[bytes]) -> None:
    """Until the readiness page says yes, the worker's heartbeat included."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if web.poll() is not None:
            raise RuntimeError(f"the web process ended with {web.returncode}")
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=2) as answer:
                if b'"worker": {"ok": true' in answer.read():
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    raise RuntimeError(f"{base} was not ready after {PATIENCE} seconds")
