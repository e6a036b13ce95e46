"""Everything that has to hold before a change may stay: linters, contracts, tests on both databases, a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from environment import PYTHON, ROOT, VENV, NotReady, make_assets, make_environment, say

POSTGRES = os.environ.get("SUQING_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/test")
REDIS = os.environ.get("SUQING_TEST_REDIS", "redis://127.0.0.1:6379/9")
DATABASE_TESTS = ("tests/apps", "tests/web", "tests/stories")
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    extra: dict[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


def linters() -> list[Step]:
    tool = VENV / "bin"
    return [
        Step("ruff", (str(tool / "ruff"), "check", "--quiet", "src", "tests", "tools")),
        Step("mypy", (str(tool / "mypy"),)),
        Step("import-linter", (str(tool / "lint-imports"), "--no-cache"), {"PYTHONPATH": "src"}),
        Step("djlint", (str(tool / "djlint"), "src/suqing", "--lint", "--quiet", "--extension=html")),
        Step(
            "migrations",
            (str(PYTHON), "-m", "django", "makemigrations", "--check", "--dry-run", "-v0"),
            {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"src{os.pathsep}."},
        ),
    ]


def pytest(name: str, marks: str, *where: str, workers: int = 0, may_be_empty: bool = False, **extra: str) -> Step:
    spread = ("-n", str(workers), "--dist", "loadscope") if workers else ()  # a module's rows are made once
    return Step(name, (str(PYTHON), "-m", "pytest", "-m", marks, *spread, *where), extra, may_be_empty)


def services() -> tuple[list[Step], list[str]]:
    """The steps that need something on the machine, and what is missing."""
    steps, missing = [], []
    if _answers(POSTGRES):
        folders = [name for name in DATABASE_TESTS if (ROOT / name).is_dir()]
        steps.append(pytest("pytest (PostgreSQL)", "not browser and not redis and not load", "--migrations", *folders, workers=2, SUQING_DATABASE_URL=POSTGRES))
    else:
        missing.append("PostgreSQL")
    if _answers(REDIS):
        steps.append(pytest("pytest (Redis)", "redis", may_be_empty=True, SUQING_TEST_REDIS=REDIS))
    else:
        missing.append("Redis")
    if shutil.which("chromium"):
        steps.append(pytest("pytest (Chromium)", "browser", workers=2, may_be_empty=True))
    else:
        missing.append("Chromium")
    return steps, missing


def main(words: list[str]) -> int:
    if unknown := [word for word in words if word != "--fast"]:
        print(f"./test：不认识 {unknown[0]}，只有 --fast（不跑浏览器、负载与外部服务的测试）。", file=sys.stderr)
        return 2
    fast = bool(words)
    make_environment("dev")
    make_assets()
    needing, missing = ([], []) if fast else services()
    here = "not browser and not postgres and not redis" + (" and not load" if fast else "")
    steps = [*linters(), *needing, pytest("pytest (SQLite)", here, workers=2)]
    if missing:
        say(f"没有跑：{'、'.join(missing)}（本机没有这些服务）。")
    failed = [step.name for step in steps if not _holds(step)]
    if missing and (os.environ.get("CI") == "true" or os.environ.get("SUQING_REQUIRE_SERVICES") == "1"):
        failed.append(f"缺少 {'、'.join(missing)}")
    if failed:
        say(f"未通过：{'、'.join(failed)}")
    return 1 if failed else 0


def _holds(step: Step) -> bool:
    say(f"── {step.name}")
    started = time.monotonic()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SUQING_", "DJANGO_", "PYTHON"))}
    code = subprocess.run(step.command, cwd=ROOT, env={**kept, **step.extra}, check=False).returncode
    if code == NOTHING_COLLECTED and step.may_be_empty:
        say("   还没有这样的测试")
        code = 0
    if "pytest" not in step.name or code:  # pytest says its time itself, and its summary is to be the last word
        say(f"   {step.name}:{'通过' if code == 0 else '未通过'},{time.monotonic() - started:.1f} 秒")
    return code == 0


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=2):
            return True
    except OSError:
        return False


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except NotReady as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
