"""`suqing assess`: a hundred explained points of every insurer in a workbook. Needs no database."""

import json
import shutil
import tempfile
from pathlib import Path

import click

from suqing.casework.assessment import Assessment, Period, assess, parse_period
from suqing.casework.assessment.numbers import words
from suqing.kernel.errors import BadInput
from suqing.rulebook.edition import Edition
from suqing.rulebook.errors import UnknownRulebook
from suqing.rulebook.load import open_edition
from suqing.rulebook.places import rulebook_ids

OURS = ("scorecards.json", "ranking.xlsx", "bulletin.docx", "index.html", "pages")


@click.command(help="计算工作簿里各保险公司的得分，每一分写明条款、数据和算式。不需要数据库。")
@click.argument("book", metavar="[WORKBOOK.xlsx]", required=False, type=click.Path(path_type=Path))
@click.option("--rulebook", default="sh2018", show_default=True, help="考评规则，如 sh2018")
@click.option("--period", default="", help="考评期间，如 2018H1（半年度）或 2018（年度）")
@click.option("--out", type=click.Path(path_type=Path), help="结果放在哪个文件夹")
@click.option("--template", type=click.Path(path_type=Path), help="写一本空工作簿，带表头、可选的词和编号")
@click.option("--sample", type=click.Path(path_type=Path), help="写一本示例工作簿（虚构的市场）")
@click.option("--json", "as_json", is_flag=True, help="把 scorecards.json 也输出到屏幕")
def command(book: Path | None, rulebook: str, period: str, out: Path | None, template: Path | None, sample: Path | None, as_json: bool) -> None:
    edition = scoring_edition(rulebook)
    if template is not None or sample is not None:
        _write_models(edition, template, sample, period)
        return
    if book is None or out is None or not period:
        missing = [name for name, value in (("WORKBOOK.xlsx", book), ("--period", period), ("--out", out)) if not value]
        raise BadInput("命令", "、".join(missing) + " 没有给", "suqing assess 工作簿.xlsx --rulebook sh2018 --period 2018H1 --out 文件夹")
    wanted = period_of(period, edition)
    from suqing.exchange.assessment_workbook import read_workbook

    read = read_workbook(book, edition, wanted)
    for problem in read.problems:
        click.echo(f"{'提醒 ' if problem.warning else ''}{problem}", err=True)
    if read.errors:
        raise SystemExit(2)
    result = assess(read.facts, edition, wanted)
    write_results(result, out)
    _told(result, out, as_json)
    if result.incomplete:
        for each in result.incomplete:
            click.echo(f"{each.name}（{each.code}）数据不全，没有计分：缺 {'、'.join(each.missing)}。", err=True)
        raise SystemExit(1)


def scoring_edition(rulebook: str) -> Edition:
    """BadInput where the rulebook is not there or scores nothing."""
    try:
        edition = open_edition(rulebook)
    except UnknownRulebook as error:
        raise BadInput("--rulebook", rulebook, f"{'、'.join(_scoring())} 之一") from error
    if not edition.rules("composition"):
        raise BadInput("--rulebook", rulebook, "写有计分办法的规则", f"改用 {'、'.join(_scoring())}")
    return edition


def _scoring() -> list[str]:
    return [each for each in rulebook_ids() if open_edition(each).rules("composition")]


def period_of(text: str, edition: Edition) -> Period:
    from suqing.casework.assessment.checks import check_period

    try:
        wanted = parse_period(text)
    except ValueError:
        raise BadInput("--period", text, "2018H1（半年度）或 2018（年度）这样的期间") from None
    for problem in check_period(edition, wanted):
        raise BadInput("--period", text, problem.expected, problem.do)
    return wanted


def _write_models(edition: Edition, template: Path | None, sample: Path | None, period: str) -> None:
    from suqing.exchange.sample import write_sample
    from suqing.exchange.template import write_template

    if template is not None:
        write_template(template, edition)
        click.echo(f"已写好空工作簿 {template}。")
    if sample is not None:
        wanted = period_of(period or "2018H1", edition)
        write_sample(sample, edition, wanted)
        click.echo(f"已写好示例工作簿 {sample}。试算：suqing assess {sample} --rulebook {edition.id} --period {wanted} --out 结果")


def write_results(result: Assessment, out: Path) -> None:
    """Everything into a folder beside, then into its place: an interrupted run leaves what was there."""
    from suqing.exchange.pages import pages
    from suqing.exchange.ranking import write_ranking
    from suqing.exchange.result_bulletin import write_result_bulletin
    from suqing.exchange.scorecards import scorecards

    if out.exists() and not out.is_dir():
        raise BadInput("--out", str(out), "文件夹", "换一个名字，或删去这个文件")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".suqing-") as folder:
        made = Path(folder)
        (made / "pages").mkdir()
        (made / "scorecards.json").write_text(json.dumps(scorecards(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        write_ranking(made / "ranking.xlsx", result)
        write_result_bulletin(made / "bulletin.docx", result)
        for name, text in pages(result):
            (made / name).write_text(text, encoding="utf-8")
        out.mkdir(exist_ok=True)
        for name in OURS:
            place = out / name
            if place.is_dir():
                shutil.rmtree(place)
            (made / name).replace(place)


def _told(result: Assessment, out: Path, as_json: bool) -> None:
    if as_json:
        click.echo((out / "scorecards.json").read_text(encoding="utf-8"))
        return
    for group in result.groups:
        if group.cards:
            click.echo(f"{group.group.label}：{len(group.cards)}家，平均{words(group.mean)}分，中位{words(group.median)}分，第一 {group.cards[0].name} {words(group.cards[0].total)}分")
    click.echo(f"不考评{len(result.excluded)}家，归并{len(result.merged)}家，数据不全{len(result.incomplete)}家")
    if result.flags:
        from suqing.exchange.words import FLAGS

        click.echo("；".join(f"{FLAGS[flag][0]}：{FLAGS[flag][1]}" for flag in result.flags))
    click.echo(f"结果在 {out}：{'、'.join(OURS)}（先看 index.html）")
