import os

import click

from suqing.commands._django import setup
from suqing.project.serving import web_command


@click.command(help="网页服务进程（不含后台进程；两者一起见 ./run）。")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="进程数")
@click.option("--with-worker", is_flag=True, help="同时运行后台进程，一起结束")
def command(host: str, port: int, workers: int, with_worker: bool) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "suqing.project.settings"
    if with_worker:
        from suqing.project.supervisor import supervise, worker_command

        raise SystemExit(supervise([web_command(host, port, workers), worker_command()]))
    setup()
    os.execv(web_command(host, port, workers)[0], web_command(host, port, workers))
