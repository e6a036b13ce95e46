"""`suqing export`: a list as Excel, as one person sees it: the code, columns and filters of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from suqing.cli import Environment, Refused
from suqing.commands._django import setup

if TYPE_CHECKING:
    from suqing.web.lists.asked import Asked

FINDINGS = 1


@click.command(
    short_help="导出投诉件列表：与页面上导出的同样的列、条件和次序。",
    help="把一张投诉件列表写成Excel：--by 的人在页面上看到的那些，同样的列、条件和次序，身份信息同样隐去；记入留痕。"
    "不写 --scope 和 --search 的是工作台视图。最多5000件，还有更多时退出码为1。",
)
@click.argument("target", metavar="LIST.xlsx", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="以谁的名义：用户名；只导出此人能看到的")
@click.option("--view", default="", help="工作台视图，如 open、mine、overdue；不写是 open")
@click.option("--scope", default="", help="登记簿：all、open 或 ended")
@click.option("--search", default="", help="搜索：编号、号码、姓名或字句")
@click.option("--classification", default="", help="类别")
@click.option("--source", default="", help="投诉来源")
@click.option("--method", default="", help="投诉方式")
@click.option("--stage", default="", help="阶段")
@click.option("--dispute-type", default="", help="纠纷类型")
@click.option("--blockage", default="", help="阻滞原因")
@click.option("--care", default="", help="特殊照顾：yes")
@click.option("--cause", default="", help="原因或原因细项")
@click.option("--priority", default="", help="先后：high 或 raised")
@click.option("--repeat-level", default="", help="重复级别：first、second、third_or_more")
@click.option("--late", default="", help="超期的时限，如 contact、resolve、decide")
@click.option("--late-cause", default="", help="登记的超期原因")
@click.option("--since", default="", help="收到日从，如 2026-09-01")
@click.option("--until", default="", help="收到日至，含当天")
@click.option("--unit", default="", help="机构代码")
@click.option("--handler", default="", help="承办人的用户名")
def command(target: Path, by: str, **given: str) -> None:
    setup()
    from suqing.apps.organisations.access import standing_of
    from suqing.apps.organisations.actors import actor_of
    from suqing.apps.organisations.models import Staff
    from suqing.kernel.clock import house, now
    from suqing.web.lists.taking_out import take_out

    if target.exists():
        raise Refused(f"文件名：读到“{target}”，应为还没有的文件。换一个名字，或先移走它。")
    if target.suffix.lower() != ".xlsx":
        raise Refused(f"文件名：读到“{target}”，应以 .xlsx 结尾。")
    if not target.parent.is_dir():
        raise Refused(f"没有文件夹 {target.parent}。先建立，或换一个地方。")
    person = Staff.objects.filter(username=by, is_active=True).select_related("root").first()
    if person is None:
        raise Refused(f"--by：没有用户 {by}。核对用户名。")
    at = now()
    asked = _asked(given, root_id=person.root_id)
    found = take_out(asked, standing=standing_of(person, on=house(at).date()), taker=person.name, actor=actor_of(person), at=at)
    try:
        target.write_bytes(found.content)
    except OSError as problem:
        raise Environment(f"写不了 {target}（{problem.strerror}）。检查权限和磁盘后重试。") from None
    click.echo(f"已导出{asked.title}{found.count}件到 {target}。")
    if found.more:
        click.echo(f"还有更多，只导出了前面的{found.count}件。加上条件分几次导出。", err=True)
        raise click.exceptions.Exit(FINDINGS)


def _asked(given: dict[str, str], *, root_id: int) -> Asked:
    """What a page would ignore in an address is refused here, by its option and with the nearest word."""
    from suqing.apps.complaints.queries import VIEWS
    from suqing.apps.organisations.models import Organisation, Staff
    from suqing.web.lists.asked import asked_in
    from suqing.web.lists.filtering import FILTER_NAMES, day_of

    if len([name for name in ("view", "scope", "search") if given[name]]) > 1:
        raise Refused("--view、--scope、--search 只能写一个。去掉多余的。")
    address: dict[str, str] = {}
    if given["search"]:
        address["q"] = given["search"]
    elif given["scope"]:
        address["scope"] = {"all": ""}.get(_one_of("scope", given["scope"], ("all", "open", "ended")), given["scope"])
    else:
        address["view"] = _one_of("view", given["view"] or "open", VIEWS)
    for name, (_, names) in FILTER_NAMES.items():
        if given[name]:
            address[name] = _one_of(name, given[name], tuple(names))
    for name in ("since", "until"):
        if given[name] and day_of(given[name]) is None:
            raise Refused(f"--{name}：读到“{given[name]}”，应为日期，如 2026-09-01。")
        address[name] = given[name]
    for name, model, column in (("unit", Organisation, "code"), ("handler", Staff, "username")):
        if given[name]:
            row = model.objects.filter(root_id=root_id, **{column: given[name]}).values_list("id", flat=True).first()
            if row is None:
                raise Refused(f"--{name}：本公司没有 {given[name]}。核对后重填。")
            address[f"{name}_id"] = str(row)
    return asked_in(address)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    if value in known:
        return value
    near = get_close_matches(value, known, n=1, cutoff=0.4)
    hint = f"最接近的是 {near[0]}。" if near else ""
    raise Refused(f"--{name.replace('_', '-')}：读到“{value}”，应为 {'、'.join(known)} 之一。{hint}")
