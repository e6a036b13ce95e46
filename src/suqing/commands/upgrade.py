import click

from suqing.cli import Environment
from suqing.commands._django import setup


@click.command(help="升级数据：先备份（SQLite），再更新结构、重建审计触发器、收集静态文件、检查。")
@click.option("--no-backup", is_flag=True, help="不先备份（已另行备份时）")
def command(no_backup: bool) -> None:
    setup()
    from suqing.project import upgrading

    for line in upgrading.upgrade(backup=not no_backup):
        click.echo(line)
    bad = upgrading.problems()
    if bad:
        raise Environment(" ".join(bad))
