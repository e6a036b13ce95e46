"""One command for one machine: keys, data, demo, then web and worker together (what ./run calls)."""

import argparse
import fcntl
import json
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import IO

DEMO_MARK = "demo.json"
DEMO_BEGUN = "demo.begun"


class Cannot(Exception):
    """One sentence; exit code in `code`."""

    def __init__(self, words: str, code: int = 3) -> None:
        super().__init__(words)
        self.code = code


def main(words: Sequence[str]) -> int:
    asked = _asked(words)
    data: Path = asked.data.absolute()
    mark = data / DEMO_MARK
    if asked.no_demo and (mark.exists() or (data / DEMO_BEGUN).exists()):
        raise Cannot(f"{data} 里已有演示数据，不能与 --no-demo 同用。请用 --data 另选一个文件夹。", 2)
    _port_is_free(asked.port)
    with _alone(data):
        os.environ["SUQING_DATA"] = str(data)
        os.environ.setdefault("SUQING_BASE_URL", f"http://127.0.0.1:{asked.port}")
        logins = _prepare(data, demo=not asked.no_demo)
        from suqing.project.serving import web_command
        from suqing.project.supervisor import supervise, worker_command

        address = f"http://127.0.0.1:{asked.port}"
        commands = [web_command("127.0.0.1", asked.port, asked.workers), worker_command()]
        return supervise(commands, started=lambda: _announce_when_up(address, logins))


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="启动诉清：网页与后台进程。")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("SUQING_DATA", "data")), help="数据文件夹（默认 ./data）")
    parser.add_argument("--no-demo", action="store_true", help="不载入演示机构")
    parser.add_argument("--workers", type=int, default=2, help="网页进程数（默认 2）")
    asked = parser.parse_args(words)
    if not 0 < asked.port < 65536:
        raise Cannot(f"--port：找到 {asked.port}，应为 1 到 65535。", 2)
    return asked


def _port_is_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Cannot(f"端口 {port} 不可用（{error.strerror}），请用 --port 另选一个。") from error


def _alone(data: Path) -> IO[str]:
    """Two starts on one folder would both load and both migrate."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data / ".running").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Cannot(f"{data} 正被另一个 ./run 使用，请先结束它，或用 --data 另选一个文件夹。") from error
    except OSError as error:
        raise Cannot(f"不能写数据文件夹 {data}（{error.strerror}），请检查权限与磁盘。") from error
    return lock


def _prepare(data: Path, *, demo: bool) -> list[list[str]]:
    from suqing.commands._django import setup

    setup()
    from django.conf import settings

    from suqing.kernel.crypto.keyring import new_keys
    from suqing.project import upgrading

    keys = Path(settings.KEYS)
    _keys_match(keys, fresh=not upgrading.holds_data())
    new_keys(keys)
    for line in upgrading.upgrade():
        print(line, flush=True)
    return _demo(data) if demo else []


def _keys_match(keys: Path, *, fresh: bool) -> None:
    """Never make new keys beside data that only the old ones open."""
    if not fresh and not any(keys.glob("*/current")):
        raise Cannot(f"数据已存在，但 {keys} 里没有密钥。请把原来的密钥放回，或用 SUQING_KEYS 指明位置。")


def _demo(data: Path) -> list[list[str]]:
    """Load the demo into an empty installation; its log-ins whenever the folder holds it."""
    from suqing.apps.organisations.models import Organisation

    mark, begun = data / DEMO_MARK, data / DEMO_BEGUN
    if begun.exists():
        raise Cannot(f"{data} 里的演示数据上次没有载完。请删除这个文件夹，或用 --data 另选一个，再启动。")
    if not mark.exists():
        if Organisation.objects.exists():
            return []
        from suqing import demo

        print("正在载入演示机构…", flush=True)
        begun.touch()
        demo.load()
        logins = [[str(part) for part in login] for login in demo.LOGINS]
        mark.write_text(json.dumps({"logins": logins}, ensure_ascii=False, indent=1), "utf-8")
        begun.unlink()
    found: list[list[str]] = json.loads(mark.read_text("utf-8"))["logins"]
    return found


def _announce_when_up(address: str, logins: list[list[str]]) -> None:
    threading.Thread(target=_announce, args=(address, logins), daemon=True).start()


def _announce(address: str, logins: list[list[str]]) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    else:
        return
    lines = [f"诉清已启动：{address}/  （员工工作台 {address}/desk/；Ctrl-C 结束）"]
    if logins:
        lines += ["演示账号：", *(f"  {'  '.join(login)}" for login in logins)]
    print("\n".join(lines), flush=True)


def run() -> int:
    try:
        return main(sys.argv[1:])
    except Cannot as error:
        print(error, file=sys.stderr)
        return error.code
    except Exception as error:  # noqa: BLE001 - the last word before the shell
        from suqing.cli import tell

        return tell(error)


if __name__ == "__main__":
    sys.exit(run())
