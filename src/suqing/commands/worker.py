import click

from suqing.commands._django import setup


@click.command(help="后台进程：到期提醒、文书、导入等；SIGTERM 或 SIGINT 后做完手上的事再结束。")
@click.option("--threads", type=click.IntRange(1, 16), default=2, show_default=True, help="同时做几件")
def command(threads: int) -> None:
    setup()
    from suqing.apps.jobs.worker import work

    work(threads=threads)
