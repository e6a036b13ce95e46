"""`suqing bulletin`: the quarterly bulletin out of one workbook, as JSON, Excel and Word. Needs no database."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from suqing.cli import Environment, Refused

if TYPE_CHECKING:
    from suqing.casework.assessment.periods import Period
    from suqing.casework.bulletin.compute import Bulletin
    from suqing.exchange.bulletin_workbook import Read

MOST_SHOWN = 200
FINDINGS, INPUT = 1, 2


@click.command(
    help="由一本工作簿编季度通报：总量、占比、增长、中位数和前十位，写出 bulletin.json、bulletin.xlsx、bulletin.docx。不需要数据库。"
    "有没能给出的数时照样写出，逐条说明，退出码为1。"
)
@click.argument("book", metavar="[WORKBOOK.xlsx]", required=False, type=click.Path(path_type=Path))
@click.option("--period", "period_text", default="", help="通报的期间，如 2022Q1")
@click.option("--out", type=click.Path(path_type=Path), help="结果放在哪个文件夹；没有就新建，同名文件会被替换")
@click.option("--issuer", default="", help="发文机关名称，印成红头；不给则标出须填")
@click.option("--template", type=click.Path(path_type=Path), help="写一本空工作簿，带表头和可选的词")
@click.option("--sample", type=click.Path(path_type=Path), help="写一本示例工作簿（2022Q1，合计和前十位照公布的数）")
def command(book: Path | None, period_text: str, out: Path | None, issuer: str, template: Path | None, sample: Path | None) -> None:
    if template is not None or sample is not None:
        if book or period_text or out or issuer:
            raise click.UsageError("--template 和 --sample 只写工作簿，不与其他参数合用")
        _write_forms(template, sample)
        return
    if book is None or out is None or not period_text:
        missing = [name for name, value in (("WORKBOOK.xlsx", book), ("--period", period_text), ("--out", out)) if not value]
        raise click.UsageError(f"缺少 {'、'.join(missing)}")
    _write_bulletin(book, _period(period_text), out, _one_line(issuer))


def _period(text: str) -> Period:
    from suqing.casework.assessment.periods import parse_period

    try:
        found = parse_period(text)
    except ValueError:
        raise click.UsageError(f"--period：读到“{text}”，应为期间，例如 2022Q1") from None
    if found.year < 1980:
        raise click.UsageError(f"--period：读到“{text}”，应为1980年以后的期间")
    return found


def _one_line(issuer: str) -> str:
    from suqing.exchange.bulletin_workbook import words
    from suqing.exchange.sheets import CellError

    try:
        return words(issuer.strip())
    except CellError as wrong:
        raise click.UsageError(f"--issuer：应为{wrong.expected}") from None


def _write_bulletin(book: Path, period: Period, out: Path, issuer: str) -> None:
    from suqing.casework.bulletin import bulletin
    from suqing.exchange.bulletin_outputs import write_bulletin
    from suqing.exchange.bulletin_workbook import read_bulletin_workbook

    read = read_bulletin_workbook(book, period)
    _tell(read)
    if read.errors:
        raise click.exceptions.Exit(INPUT)
    found = bulletin(read.facts, period)
    try:
        paths = write_bulletin(found, out, warnings=read.warnings, issuer=issuer)
    except OSError as problem:
        raise _not_written(out, problem) from problem
    for finding in found.findings:
        click.echo(finding.sentence, err=True)
    click.echo(f"{_summary(found)}结果在 {out}：{'、'.join(each.name for each in paths)}。")
    if found.findings or read.warnings:
        raise click.exceptions.Exit(FINDINGS)


def _tell(read: Read) -> None:
    for problem in read.problems[:MOST_SHOWN]:
        click.echo(f"{'提醒 ' if problem.warning else ''}{problem}", err=True)
    if len(read.problems) > MOST_SHOWN:
        click.echo(f"另有{len(read.problems) - MOST_SHOWN}处，更正以上后再查。", err=True)


def _summary(found: Bulletin) -> str:
    parts = [("合计", found.total), *((each.label, each.total) for each in found.sectors.values())]
    return f"{found.period.words}：" + "，".join(f"{label}{'未给出' if total is None else f'{total:,}件'}" for label, total in parts) + "。"


def _write_forms(template: Path | None, sample: Path | None) -> None:
    from suqing.exchange.bulletin_sample import PERIOD, write_bulletin_sample
    from suqing.exchange.bulletin_template import write_bulletin_template

    if template is not None:
        made = BytesIO()
        write_bulletin_template(made)
        _put(template, made)
        click.echo(f"已写好空工作簿 {template}。填好后：suqing bulletin {template} --period 2022Q1 --out 通报")
    if sample is not None:
        made = BytesIO()
        write_bulletin_sample(made)
        _put(sample, made)
        click.echo(f"已写好示例工作簿 {sample}。试编：suqing bulletin {sample} --period {PERIOD} --out 通报")


def _put(path: Path, made: BytesIO) -> None:
    """An existing file is kept: it may have been filled in."""
    if path.suffix.lower() != ".xlsx":
        raise Refused(f"{path}：应以 .xlsx 结尾，换一个名字。")
    if path.exists():
        raise Refused(f"{path} 已经有了，换一个名字，或先移走它。")
    beside = path.with_name(f".{path.name}-{uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(made.getvalue())
        os.replace(beside, path)
    except OSError as problem:
        raise _not_written(path, problem) from problem


def _not_written(path: Path, problem: OSError) -> Environment:
    return Environment(f"写不了 {path}（{problem.strerror or problem}）。检查路径、权限和磁盘后重试。")
