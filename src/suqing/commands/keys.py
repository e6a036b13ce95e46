from pathlib import Path

import click

from suqing.cli import Refused
from suqing.commands._django import guarded, setup


@click.group(help="密钥文件夹（SUQING_KEYS）：建立、轮换、检查。密钥不在数据文件夹里，也不进备份，请另行备份。")
def command() -> None:
    pass


@command.command("new", help="建立缺少的密钥；已有的不动。")
def new() -> None:
    setup()
    from django.conf import settings

    from suqing.kernel.crypto import new_keys

    _outside_data()
    with guarded():
        made = new_keys(settings.KEYS)
    click.echo(f"已在 {settings.KEYS} 建立：{'、'.join(made)}。请把这个文件夹另行备份。" if made else f"{settings.KEYS} 里的密钥齐全，没有改动。")


@command.command("rotate", help="换新的主密钥，并把每份卷宗的数据密钥改由新主密钥保护；旧密钥文件保留，可重复执行。")
def rotate() -> None:
    setup()
    from django.conf import settings

    from suqing.kernel.crypto import rotate as make_new
    from suqing.kernel.sealedfields import rewrap_all

    with guarded():
        ids = make_new(settings.KEYS)
        done = rewrap_all()
    click.echo("新的主密钥：" + "、".join(f"{purpose} {key_id}" for purpose, key_id in ids.items()) + "。")
    for table, count in done.items():
        click.echo(f"{table}:{count} 份数据密钥已改由新主密钥保护。")
    click.echo("请备份密钥文件夹。")


@command.command("check", help="检查密钥文件夹；有问题时退出码为 1。")
@click.pass_context
def check(context: click.Context) -> None:
    setup()
    from django.conf import settings

    from suqing.kernel.crypto import check as findings_of
    from suqing.kernel.crypto import the_ring

    findings = findings_of(settings.KEYS, data=settings.DATA)
    for finding in findings:
        click.echo(f"{finding}。")
    if findings:
        context.exit(1)
    ring = the_ring()
    click.echo("密钥齐全：" + ",".join(f"{purpose} {ring.current(purpose).id}" for purpose in _purposes()) + "。")


def _purposes() -> tuple[str, ...]:
    from suqing.kernel.crypto.keyring import PURPOSES

    return PURPOSES


def _outside_data() -> None:
    from django.conf import settings

    if Path(settings.KEYS).resolve().is_relative_to(Path(settings.DATA).resolve()):
        raise Refused(f"SUQING_KEYS：{settings.KEYS} 在数据文件夹 {settings.DATA} 之内，备份会带走密钥。请指向别处。")
