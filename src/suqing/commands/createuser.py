import click

from suqing.cli import Refused
from suqing.commands._django import setup
from suqing.commands._passwords import check_password


@click.command(help="新建一个登录账号；任职和汇报关系用 suqing organise 登记。")
@click.argument("username")
@click.option("--name", required=True, help="姓名")
@click.option("--organisation", required=True, help="所属法人或集团（顶层机构）的机构代码")
@click.option("--password", prompt="密码", hide_input=True, confirmation_prompt="再输一次", help="不给则询问")
def command(username: str, name: str, organisation: str, password: str) -> None:
    setup()
    from django.contrib.auth.hashers import make_password
    from django.db.models import F

    from suqing.apps.organisations.actions import employ
    from suqing.apps.organisations.models import Organisation, Staff
    from suqing.kernel.clock import now

    root = Organisation.objects.filter(code=organisation, pk=F("root_id")).first()
    if root is None:
        raise Refused(f"没有机构代码为 {organisation} 的顶层机构，请核对代码。")
    if Staff.objects.filter(username=username).exists():
        raise Refused(f"用户名 {username} 已被使用，请换一个。")
    check_password(password, Staff(username=username, name=name, root=root))
    employ(root=root, username=username, name=name, at=now(), password=make_password(password))
    click.echo(f"已建立账号 {username}({name})。")
