"""`suqing assess`: a hundred explained points of every insurer in a workbook. Needs no database."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from suqing.cli import Environment
from suqing.kernel.errors import BadInput

if TYPE_CHECKING:
    from suqing.casework.assessment import Assessment, Period
    from suqing.rulebook.edition import Edition

FILES = ("scorecards.json", "ranking.xlsx", "bulletin.docx", "index.html")
PAGES = "pages"
YEARS = range(1980, 2101)
FINDINGS, INPUT = 1, 2


@click.command(
    short_help="由一本工作簿计算各保险公司的得分和排名，写出记分卡、排名和通报。",
    help="由一本工作簿计算各保险公司的得分和排名，每一分写明条款、算式和取自哪一行：scorecards.json、ranking.xlsx、bulletin.docx、index.html 和每家一页。"
    "不需要数据库。有数据不全的公司时照样写出，逐家说明，退出码为1。"
)
@click.argument("book", metavar="[WORKBOOK.xlsx]", required=False, type=click.Path(path_type=Path))
@click.option("--rulebook", default="sh2018", show_default=True, help="考评规则，如 sh2018")
@click.option("--period", default="", help="考评期间，如 2018H1（上半年）或 2018（年度）")
@click.option("--out", type=click.Path(path_type=Path), help="结果放在哪个文件夹；没有就新建，已有的结果会被替换")
@click.option("--template", type=click.Path(path_type=Path), help="写一本空工作簿，带表头、可选的词和编号")
@click.option("--sample", type=click.Path(path_type=Path), help="写一本示例工作簿（虚构的市场）")
@click.option("--json", "as_json", is_flag=True, help="把 scorecards.json 也输出到标准输出，摘要改写到标准错误")
def command(book: Path | None, rulebook: str, period: str, out: Path | None, template: Path | None, sample: Path | None, as_json: bool) -> None:
    edition = scoring_edition(rulebook)
    if template is not None or sample is not None:
        if book or out or as_json or (period and sample is None):
            raise click.UsageError("--template 和 --sample 只写工作簿，不与 WORKBOOK.xlsx、--out、--json 合用")
        _write_forms(edition, template, sample, period)
        return
    if book is None or out is None or not period:
        missing = [name for name, value in (("WORKBOOK.xlsx", book), ("--period", period), ("--out", out)) if not value]
        raise click.UsageError(f"缺少 {'、'.join(missing)}")
    wanted = period_of(period, edition)
    check_out(out)
    _assess(book, edition, wanted, out, as_json)


def _assess(book: Path, edition: Edition, period: Period, out: Path, as_json: bool) -> None:
    from suqing.casework.assessment import assess
    from suqing.exchange.assessment_workbook import read_workbook

    read = read_workbook(book, edition, period)
    for problem in read.problems:
        click.echo(_one_line(f"{'提醒 ' if problem.warning else ''}{problem}"), err=True)
    if read.errors:
        raise click.exceptions.Exit(INPUT)
    result = assess(read.facts, edition, period)
    text = write_results(result, out)
    if as_json:
        click.echo(text, nl=False)
    click.echo(summary_of(result, out), err=as_json)
    for each in result.incomplete:
        click.echo(_one_line(f"{each.name}（{each.code}）数据不全，没有计分：缺 {'、'.join(each.missing)}。"), err=True)
    if result.incomplete:
        raise click.exceptions.Exit(FINDINGS)


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ---- what was asked for ----


def scoring_edition(rulebook: str) -> Edition:
    """BadInput where the rulebook is not there or scores nothing."""
    from suqing.rulebook.errors import UnknownRulebook
    from suqing.rulebook.load import open_edition

    try:
        edition = open_edition(rulebook)
    except UnknownRulebook as error:
        raise BadInput("--rulebook", rulebook, f"写有计分办法的规则集（{'、'.join(_scoring())}）") from error
    if not edition.rules("composition"):
        raise BadInput("--rulebook", rulebook, "写有计分办法的规则集", f"改用 {'、'.join(_scoring())}")
    return edition


def _scoring() -> list[str]:
    from suqing.rulebook.load import open_edition
    from suqing.rulebook.places import rulebook_ids

    return [each for each in rulebook_ids() if open_edition(each).rules("composition")]


def period_of(text: str, edition: Edition) -> Period:
    """BadInput with the forms that the rulebook assesses, in the year that was meant as far as it can be read."""
    from suqing.casework.assessment import parse_period

    kinds = [(str(row["code"]), str(row["label"])) for row in edition.table("periods")]
    try:
        found = parse_period(text)
    except ValueError:
        found = None
    if found is not None and found.year in YEARS and found.code in {code for code, _ in kinds}:
        return found
    digits = "".join(each if each.isascii() and each.isdigit() else " " for each in text).split()
    year = next((each for each in digits if len(each) == 4 and int(each) in YEARS), None) or (edition.valid.from_day or "2018")[:4]
    raise BadInput("--period", text, "、".join(f"{year}{code}（{label}）" for code, label in kinds))


def check_out(out: Path) -> None:
    """Before anything is read: can the results be put there?"""
    with _writing(out):
        out.exists()  # a name too long, a folder that may not be looked into
    if out.exists() and not out.is_dir():
        raise BadInput("--out", str(out), "文件夹", "换一个名字，或先移走这个文件")
    above = out.absolute()
    while not above.exists():
        above = above.parent
    if not above.is_dir():
        raise BadInput("--out", str(out), "文件夹里的位置", f"{above} 是文件，换一个位置")
    if not os.access(above, os.W_OK | os.X_OK):
        raise Environment(f"不能写入 {above}，请检查权限或换一个 --out。")
    wrong = [name for name in FILES if (out / name).is_dir()] + ([PAGES] if (out / PAGES).is_file() else [])
    if wrong:
        raise BadInput("--out", str(out), "可以放结果的文件夹", f"里面的 {wrong[0]} 占了结果的名字，移走它或换一个文件夹")


# ---- what is written ----


def write_results(result: Assessment, out: Path) -> str:
    """Everything is made beside `out` and then moved, so that an interrupted run leaves no half file. The text of scorecards.json."""
    from suqing.exchange.pages import pages
    from suqing.exchange.ranking import write_ranking
    from suqing.exchange.result_bulletin import write_result_bulletin
    from suqing.exchange.scorecards import scorecards, scorecards_text

    out = out.resolve()
    text = scorecards_text(scorecards(result))
    with _writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=_beside(out), prefix=f".{out.name[:40]}-") as folder:
            made = Path(folder)
            (made / PAGES).mkdir()
            (made / FILES[0]).write_text(text, encoding="utf-8")
            write_ranking(made / FILES[1], result)
            write_result_bulletin(made / FILES[2], result)
            for name, page in pages(result):
                (made / name).write_text(page, encoding="utf-8")
            _move(made, out)
    return text


def _beside(out: Path) -> Path:
    """Where the work folder lies: on the same disk, or moving would be copying."""
    return out if out.exists() and out.stat().st_dev != out.parent.stat().st_dev else out.parent


def _move(made: Path, out: Path) -> None:
    """Pages first, so that the index never names one that is not there. Pages of an earlier run go; what is not ours stays."""
    (out / PAGES).mkdir(parents=True, exist_ok=True)
    new = {path.name for path in (made / PAGES).iterdir()}
    for name in sorted(new):
        os.replace(made / PAGES / name, out / PAGES / name)
    for name in FILES:
        os.replace(made / name, out / name)
    for old in (out / PAGES).glob("*.html"):
        if old.name not in new and old.is_file() and _ours(old):
            old.unlink()


def _ours(page: Path) -> bool:
    from suqing.exchange.pages import MARKER

    with page.open("rb") as file:
        return f'<meta name="generator" content="{MARKER}">'.encode() in file.read(2000)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise Environment(f"写不了 {path}（{problem.strerror or problem}）。检查路径、权限和磁盘后重试。") from problem


def summary_of(result: Assessment, out: Path) -> str:
    from suqing.casework.assessment.numbers import words
    from suqing.exchange.scorecards import notices

    lines = [f"{result.period.words}考评，{result.edition.short_name}（{result.edition.id}）。"]
    for group in result.groups:
        if group.cards:
            first = [_one_line(card.name) for card in group.cards if card.rank == 1]
            told = first[0] if len(first) == 1 else f"{first[0]}等{len(first)}家"
            lines.append(f"{group.group.label}：{len(group.cards)}家，平均{words(group.mean)}分，中位{words(group.median)}分，第一名 {told} {words(group.cards[0].total)}分。")
    left = ((len(result.excluded), "不考评"), (len(result.merged), "归并"), (len(result.incomplete), "数据不全未计分"))
    lines.append("，".join(f"{name}{count}家" for count, name in left) + "。")
    lines += notices(result)
    lines.append(f"结果在 {out}：{'、'.join(FILES)} 和 {PAGES}（每家一页，从 index.html 看起）。")
    return "\n".join(lines)


# ---- empty and sample workbooks ----


def _write_forms(edition: Edition, template: Path | None, sample: Path | None, period: str) -> None:
    from suqing.exchange.sample import write_sample
    from suqing.exchange.template import write_template

    wanted = period_of(period or _first_period(edition), edition)
    _check_new(each for each in (template, sample) if each is not None)
    if template is not None:
        made = BytesIO()
        write_template(made, edition)
        _put(template, made)
        click.echo(f"已写好空工作簿 {template}。填好后：suqing assess {template} --rulebook {edition.id} --period {wanted} --out 结果")
    if sample is not None:
        made = BytesIO()
        write_sample(made, edition, wanted)
        _put(sample, made)
        click.echo(f"已写好示例工作簿 {sample}。试算：suqing assess {sample} --rulebook {edition.id} --period {wanted} --out 结果")


def _first_period(edition: Edition) -> str:
    code = next(iter(edition.table("periods")))["code"]
    return f"{(edition.valid.from_day or '2018')[:4]}{code}"


def _check_new(paths: Iterable[Path]) -> None:
    """An existing file is kept: it may have been filled in."""
    for path in paths:
        if path.suffix.lower() != ".xlsx":
            raise BadInput("文件名", str(path), "以 .xlsx 结尾的名字")
        if path.exists():
            raise BadInput("文件名", str(path), "还没有的文件", "换一个名字，或先移走它")


def _put(path: Path, made: BytesIO) -> None:
    beside = path.with_name(f".{uuid4().hex}{path.suffix}")
    with _writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(made.getvalue())
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
