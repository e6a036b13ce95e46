"""`suqing organise`: an insurer's units, people, posts and reporting lines from one workbook; `--template` writes an empty one."""

from pathlib import Path

import click

from suqing.commands._django import setup
from suqing.commands._passwords import check_password


@click.command(help="从一本Excel工作簿建立机构、人员、任职和汇报关系。同一本再跑一次不会重复。")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--password", default="", help="新建人员的初始密码；不给则询问")
@click.option("--template", is_flag=True, help="在 WORKBOOK 写一本空工作簿，带表头和可选的词")
def command(workbook: Path, password: str, template: bool) -> None:
    setup()
    if template:
        from suqing.apps.organisations.template import write_template

        write_template(workbook)
        click.echo(f"已写好空工作簿 {workbook}。填好后运行 suqing organise {workbook}")
        return
    from suqing.apps.organisations.workbook import set_up
    from suqing.kernel.clock import now

    password = password or click.prompt("新建人员的初始密码", hide_input=True, confirmation_prompt="再输一次")
    check_password(password)
    done = set_up(workbook, password=password, at=now())
    limits = f"、小额限额{done.limits}条" if done.limits else ""
    click.echo(f"新建机构{done.organisations}个、人员{done.staff}名、任职{done.posts}条、汇报关系{done.lines}条{limits}；其余已有，未变。")
