"""`suqing demo`: load the two demo insurers into an empty installation."""

import click

from suqing.commands import _django


@click.command(help="把两家演示公司、约四十名人员和十四个故事载入空的数据文件夹。")
def command() -> None:
    _django.setup()
    from suqing import demo

    demo.load()
    for login, password, who, sees in demo.LOGINS:
        click.echo(f"{login:<8} {password}  {who}：{sees}")
