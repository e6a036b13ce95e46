"""`suqing import`: an older complaint register brought in, row by row; a template and a sample of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suqing.cli import Environment, Refused
from suqing.commands._django import setup

if TYPE_CHECKING:
    from suqing.apps.organisations.actors import Actor
    from suqing.apps.organisations.models import Organisation
    from suqing.apps.registers.models import Batch

FINDINGS, INPUT = 1, 2
SHOWN = 200


@click.command(
    short_help="导入投诉台账：逐行给出结论，同一本再导不重复，中断后接着做。",
    help="导入投诉台账：逐行给出结论（已导入、不能导入、以前已导入、与已有的不同），写明工作表、行、列和原因。同一本再导一次不会重复；中断后再运行，接着做完。"
    "有不能导入的行时退出码为1。"
)
@click.argument("register", metavar="[REGISTER.xlsx]", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，什么也不写")
@click.option("--organisation", default="", help="哪家公司：顶层机构的机构代码；只有一家时不用写")
@click.option("--unit", default="", help="没有写受理机构的行归哪个机构：机构代码")
@click.option("--by", default="", help="以谁的名义：用户名；不写是系统")
@click.option("--template", type=click.Path(path_type=Path), help="写一本空台账，带表头和可选的词")
@click.option("--sample", type=click.Path(path_type=Path), help="写一本两千行的示例台账，里面有常见的错误")
@click.option("--json", "as_json", is_flag=True, help="结论以JSON输出")
def command(register: Path | None, dry_run: bool, organisation: str, unit: str, by: str, template: Path | None, sample: Path | None, as_json: bool) -> None:
    setup()
    if template or sample:
        _forms(template, sample, organisation)
        return
    if register is None:
        raise click.UsageError("缺少 REGISTER.xlsx")
    actor, home = _who(organisation, unit, by)
    content = _content(register)
    if dry_run:
        _tell(*_dry(register.name, content, actor, home), as_json=as_json, dry=True)
    else:
        _tell(*_bring(register.name, content, actor, home), as_json=as_json, dry=False)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Refused(f"{path} 是文件夹，应为一本 .xlsx 台账。") from None
    except FileNotFoundError:
        raise Refused(f"没有文件 {path}。核对路径。") from None
    except OSError as problem:
        raise Environment(f"读不了 {path}（{problem.strerror}）。检查权限后重试。") from None


def root_of(organisation: str, option: str = "--organisation") -> Organisation:
    """The insurer of that code; without a code the only one there is."""
    from django.db.models import F

    from suqing.apps.organisations.models import Organisation, OrganisationKind

    roots = list(Organisation.objects.filter(pk=F("root_id")).exclude(kind=OrganisationKind.OFFICE).order_by("code"))
    found = [each for each in roots if not organisation or each.code == organisation]
    if len(found) == 1:
        return found[0]
    codes = "、".join(f"{each.code}（{each.short_name}）" for each in roots) or "还没有公司，先用 suqing organise 建立"
    raise Refused(f"{option}：读到“{organisation or '空'}”，应为一家公司的机构代码：{codes}。")


def _who(organisation: str, unit: str, by: str) -> tuple[Actor, Organisation | None]:
    from suqing.apps.organisations.actors import actor_of, system_actor
    from suqing.apps.organisations.models import Organisation, Staff

    if by:
        person = Staff.objects.filter(username=by, is_active=True).select_related("root").first()
        if person is None:
            raise Refused(f"--by：没有用户 {by}。核对用户名。")
        root, actor = person.root, actor_of(person)
    else:
        root = root_of(organisation)
        actor = system_actor(root.id)
    home = Organisation.objects.filter(root_id=root.id, code=unit).first() if unit else root
    if home is None:
        raise Refused(f"--unit：读到“{unit}”，应为{root.short_name}的一个机构代码。")
    return actor, home


Line = tuple[int, str, str, str, list[dict[str, object]]]  # row, verdict, number, ref, findings


def _dry(name: str, content: bytes, actor: Actor, home: Organisation | None) -> tuple[list[Line], list[dict[str, object]]]:
    from suqing.apps.registers.ground import ground_of
    from suqing.apps.registers.judging import judge, read_rows
    from suqing.exchange.sheets import open_book
    from suqing.kernel.clock import now

    rows, single, whole = read_rows(open_book(content, name))
    if whole:
        return [], [each.data() for each in whole]
    judged = judge(rows, single, ground_of(actor.root_id, actor, unit=home, now=now()))
    return [(each.row, each.verdict, each.number, each.ref, [found.data() for found in each.findings]) for each in judged], []


def _bring(name: str, content: bytes, actor: Actor, home: Organisation | None) -> tuple[list[Line], list[dict[str, object]]]:
    from suqing.apps.registers import actions
    from suqing.apps.registers.bringing import check_batch
    from suqing.apps.registers.models import Batch, BatchState
    from suqing.apps.registers.queries import lines_of, whole_problems
    from suqing.kernel.clock import now

    batch = actions.hand_over(name=name, content=content, unit_id=home.id if home else None, actor=actor, at=now(), later=False)
    if batch.state == BatchState.CHECKING:
        check_batch(batch, actor=actor, now=now())
        batch = Batch.objects.select_related("unit").get(pk=batch.pk)
    if batch.state == BatchState.UNREADABLE:
        return [], whole_problems(batch)
    _take(batch, actor)
    return list(lines_of(batch)), []


def _take(batch: Batch, actor: Actor) -> None:
    from suqing.apps.registers import actions
    from suqing.apps.registers.bringing import take_batch
    from suqing.apps.registers.models import BatchState, RowVerdict
    from suqing.kernel.clock import now

    if batch.state == BatchState.CHECKED:
        batch = actions.begin(batch_id=batch.id, seen_version=batch.version, actor=actor, at=now(), later=False)
    with click.progressbar(length=batch.journal.exclude(verdict=RowVerdict.REFUSED).count(), label="正在导入", file=click.get_text_stream("stderr")) as bar:
        take_batch(batch, actor=actor, now=now(), progress=lambda done, of: bar.update(done - bar.pos))
    actions.finish(batch_id=batch.id, actor=actor, at=now())


def _tell(lines: list[Line], whole: list[dict[str, object]], *, as_json: bool, dry: bool) -> None:
    import json
    from collections import Counter

    from suqing.apps.registers.models import RowVerdict

    if whole:
        for each in whole:
            click.echo(str(each["sentence"]), err=True)
        raise click.exceptions.Exit(INPUT)
    counts = Counter(verdict for _, verdict, _, _, _ in lines)
    if as_json:
        told = [{"row": row, "verdict": verdict, "number": number, "ref": ref, "findings": findings} for row, verdict, number, ref, findings in lines]
        click.echo(json.dumps({"dry_run": dry, "counts": {each.value: counts[each] for each in RowVerdict}, "rows": told}, ensure_ascii=False))
    else:
        for _row, verdict, _, _, findings in [each for each in lines if each[1] in (RowVerdict.REFUSED, RowVerdict.DIFFERING) or each[4]][:SHOWN]:
            for found in findings:
                click.echo(f"{RowVerdict(verdict).label} {found['sentence']}", err=True)
        click.echo("，".join(f"{each.label}{counts[each]}行" for each in RowVerdict if counts[each]) + "。" if lines else "没有一行。")
        if dry:
            click.echo("只做了检查，什么也没有写。")
    if counts[RowVerdict.REFUSED] or counts[RowVerdict.DIFFERING]:
        raise click.exceptions.Exit(FINDINGS)


def _forms(template: Path | None, sample: Path | None, organisation: str) -> None:
    from suqing.apps.organisations.models import Organisation, OrganisationKind
    from suqing.apps.registers.forms import write_register_sample, write_register_template
    from suqing.kernel.clock import house, now

    for path in (template, sample):
        if path is not None and path.exists():
            raise Refused(f"文件名：读到“{path}”，应为还没有的文件。换一个名字，或先移走它。")
    if template is not None:
        made = BytesIO()
        write_register_template(made)
        template.write_bytes(made.getvalue())
        click.echo(f"已写好空台账 {template}。填好后先检查：suqing import {template} --dry-run")
    if sample is not None:
        root = root_of(organisation)
        units = Organisation.objects.filter(root_id=root.id, kind__in=[OrganisationKind.BRANCH, OrganisationKind.SUB_BRANCH]).order_by("code")
        made = BytesIO()
        write_register_sample(made, units=[each.code for each in units] or [root.code], last_day=house(now()).date())
        sample.write_bytes(made.getvalue())
        click.echo(f"已写好示例台账 {sample}。先检查：suqing import {sample} --organisation {root.code} --dry-run")
