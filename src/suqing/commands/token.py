"""`suqing token`: tokens by which another system calls the API as one member of staff."""

import json

import click

from suqing.cli import Refused
from suqing.commands._django import guarded, setup


@click.group()
def command() -> None:
    """接口令牌：新建、列出、作废。"""
    setup()


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="由哪个系统使用，如 呼叫中心")
@click.option("--days", default=365, show_default=True, help="有效天数，至多730")
def create(username: str, name: str, days: int) -> None:
    """新建令牌；只显示一次，系统只存校验值。"""
    from datetime import timedelta

    from django.db import transaction

    from suqing.apps.audit.record import record
    from suqing.apps.integration.tokens import make_token
    from suqing.apps.organisations.actors import system_actor
    from suqing.apps.organisations.models import Staff
    from suqing.kernel.clock import house, now

    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise Refused(f"没有在用的账号 {username}，请核对用户名，或先用 suqing createuser 建立。")
    at = now()
    with guarded(), transaction.atomic():
        token, text = make_token(staff=staff, name=name, at=at, expires_at=at + timedelta(days=days))
        record(
            root_id=staff.root_id, subject=("token", token.id), verb="token_created", actor=system_actor(staff.root_id), at=at,
            refs={"staff": staff.id, "until": token.expires_at},
        )  # fmt: skip
    click.echo(text)
    click.echo(f"编号 {token.id}，{staff.name}（{username}），{house(token.expires_at):%Y-%m-%d %H:%M} 到期。只显示这一次，请收好。", err=True)


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def list_(as_json: bool) -> None:
    """全部令牌，不含令牌本身。"""
    from suqing.apps.integration.models import ApiToken
    from suqing.kernel.clock import house, now

    with guarded():
        rows = list(ApiToken.objects.select_related("staff").order_by("created_at"))
    at = now()
    found = [
        {
            "id": str(each.id), "name": each.name, "username": each.staff.username,
            "state": "revoked" if each.revoked_at else "expired" if each.expires_at <= at else "valid",
            "created_at": house(each.created_at).isoformat(timespec="seconds"),
            "expires_at": house(each.expires_at).isoformat(timespec="seconds"),
            "last_used_at": house(each.last_used_at).isoformat(timespec="seconds") if each.last_used_at else None,
        }
        for each in rows
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    words = {"valid": "有效", "revoked": "已作废", "expired": "已过期"}
    for row in found:
        click.echo(f"{row['id']}  {words[str(row['state'])]}  {row['username']}  {row['name']}  至 {row['expires_at']}")
    if not found:
        click.echo("没有令牌。用 suqing token create 新建。")


@command.command()
@click.argument("token_id", type=int)
def revoke(token_id: int) -> None:
    """作废一个令牌；立即生效。"""
    from django.db import transaction

    from suqing.apps.audit.record import record
    from suqing.apps.integration.models import ApiToken
    from suqing.apps.integration.tokens import revoke_token
    from suqing.apps.organisations.actors import system_actor
    from suqing.kernel.clock import now

    with guarded(), transaction.atomic():
        token = ApiToken.objects.filter(pk=token_id).first()
        if token is None:
            raise Refused(f"没有编号为 {token_id} 的令牌，用 suqing token list 看全部。")
        at = now()
        if not revoke_token(token, at=at):
            raise Refused(f"令牌 {token_id} 早已作废。")
        record(
            root_id=token.root_id, subject=("token", token.id), verb="token_revoked", actor=system_actor(token.root_id), at=at,
            refs={"staff": token.staff_id},
        )  # fmt: skip
    click.echo(f"令牌 {token_id}（{token.name}）已作废。")
