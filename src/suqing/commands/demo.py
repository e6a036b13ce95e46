"""`suqing demo`: load the two demo insurers into an empty installation; with --year also a year of work."""

import click

from suqing.cli import Refused
from suqing.commands import _django

ITEMS = 3000
MOST = 20_000


@click.command(help="把两家演示公司、约四十名人员和十四个故事载入空的数据文件夹。加 --year，另有东海财险上海分公司一年的投诉，办到昨天为止。要么全部载入，要么什么也不留。")
@click.option("--year", is_flag=True, help=f"再载入一年的投诉，约{ITEMS}件，要十到二十分钟；--items 可以少要一些")
@click.option("--items", type=click.IntRange(1, MOST), help=f"一年的投诉载入多少件，不写是{ITEMS}件；要和 --year 一起用")
def command(year: bool, items: int | None) -> None:
    if items and not year:
        raise click.UsageError("--items 要和 --year 一起用。")
    _django.setup()
    from suqing import demo

    try:
        if year:
            with click.progressbar(length=items or ITEMS, label="正在载入一年的投诉", file=click.get_text_stream("stderr")) as bar:
                demo.load(year=items or ITEMS, progress=bar.update)
        else:
            demo.load()
    except KeyboardInterrupt:
        raise Refused("已中断，什么也没有载入。再运行一次，从头载入。") from None
    for login, password, who, sees in demo.LOGINS:
        click.echo(f"{login:<8} {password}  {who}：{sees}")
