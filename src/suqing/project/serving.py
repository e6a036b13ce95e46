"""How the web process is started: granian, one blocking thread a worker (four on SQLite made a p99 of 1.1 s)."""

import sys


def web_command(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "1", "--respawn-failed-workers", "--workers-kill-timeout", "10"),
        *("--no-ws", "--log-level", "warning"),
        "suqing.project.wsgi:application",
    ]
