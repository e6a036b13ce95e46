"""`suqing rules`: check the rule data, and show a rulebook as people read it."""

import json
from pathlib import Path

import click

from suqing.cli import Environment
from suqing.commands._rules_words import clause_words, edition_data, gap_words, schedule_words
from suqing.commands.deadlines import near, opened
from suqing.rulebook import Edition, open_edition
from suqing.rulebook.difference import differences
from suqing.rulebook.places import rulebook_ids, rulebooks_folder


@click.group()
def command() -> None:
    """规则数据：检查、查看。"""


@command.command()
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="别处的规则文件夹",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def check(folder: Path | None, as_json: bool) -> None:
    """检查全部规则文件和工作日历：写法、编号、依据、日期、每条的落点。"""
    from dataclasses import asdict

    from suqing.rulebook.calendar_compiler import examine_calendar
    from suqing.rulebook.compiler import examine

    base = folder or rulebooks_folder()
    names = rulebook_ids(base)
    if not names:
        raise Environment(
            f"{base.name} 中没有规则集，应至少有一个含 rulebook.yaml 的文件夹，请检查路径"
        )
    problems = [each for name in names for each in examine(base / name, coverage=True)[1]]
    for path in sorted(base.glob("calendars/*/calendar.yaml")):
        problems += examine_calendar(path.parent)[1]
    if as_json:
        click.echo(json.dumps([asdict(each) for each in problems], ensure_ascii=False, indent=2))
    else:
        for each in problems:
            click.echo(str(each))
        click.echo(
            f"查了{'、'.join(names)}和工作日历："
            + (f"{len(problems)}处要改。" if problems else "都齐全。")
        )
    if problems:
        raise click.exceptions.Exit(1)


@command.command()
@click.argument("rulebook_id")
@click.option("--clause", help="只看一条，如 8.1")
@click.option("--schedules", is_flag=True, help="只列供填表用的代码表")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def show(rulebook_id: str, clause: str | None, schedules: bool, as_json: bool) -> None:
    """一部规则的条款、数值、依据和缺口。"""
    edition = opened(rulebook_id)
    wanted = list(edition.clauses)
    if clause is not None:
        full = clause if "/" in clause else f"{rulebook_id}/{clause}"
        if full not in edition.clauses:
            raise click.UsageError(
                f"{edition.short_name}没有条款 {clause},{_nearest(full, tuple(edition.clauses))}"
            )
        wanted = [each for each in wanted if each == full or each.startswith(full + ".")]
    if as_json:
        click.echo(
            json.dumps(edition_data(edition, wanted, schedules), ensure_ascii=False, indent=2)
        )
        return
    click.echo(f"《{edition.name}》（{edition.source}） 版本 {edition.content_hash[:12]}")
    if schedules:
        click.echo(schedule_words(edition) or "没有供填表用的代码表。")
        return
    for each in wanted:
        click.echo(clause_words(edition, each))
    if clause is None and edition.gaps:
        click.echo("\n缺口与读法")
        for gap in edition.gaps.values():
            click.echo(gap_words(gap))


@command.command()
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def diff(before: str, after: str, as_json: bool) -> None:
    """两部规则（或一个文件夹里的另一版）有什么不同，逐条列出。BEFORE、AFTER 是规则的编号，或含 rulebook.yaml 的文件夹。"""
    first, second = _edition_at(before), _edition_at(after)
    found = differences(first, second)
    if as_json:
        click.echo(json.dumps([each.data() for each in found], ensure_ascii=False, indent=2))
        return
    click.echo(f"{first.short_name}（{first.content_hash[:12]}） → {second.short_name}（{second.content_hash[:12]}）：{f'{len(found)}处不同' if found else '没有不同'}")
    here = None
    for each in found:
        if each.clause != here:
            here = each.clause
            known = second.clauses.get(f"{second.id}/{here}") or first.clauses.get(f"{first.id}/{here}")
            click.echo(f"{known.place + '  ' if known else ''}{here or '总则与缺口'}")
        click.echo(f"    {each}")


@command.command()
@click.argument("edition")
@click.option("--root", "code", default="", metavar="CODE", help="哪家公司：顶层机构的机构代码；只有一家时不用写")
@click.option("--open", "open_only", is_flag=True, help="只看在办的")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def replay(edition: str, code: str, open_only: bool, as_json: bool) -> None:
    """整个登记簿换一版规则会怎样：时限、建议类别、后果逐件列出不同和理由，什么也不写。EDITION 是规则的编号，或含 rulebook.yaml 的文件夹。"""
    from suqing.commands._django import setup

    wanted = _edition_at(edition)
    setup()
    from dataclasses import asdict

    from suqing.apps.complaints.replaying import WHAT, Tally, by_kind
    from suqing.apps.complaints.replaying import replay as differences_of
    from suqing.commands.import_ import root_of

    tally = Tally()
    found = list(differences_of(root_id=root_of(code, "--root").id, edition=wanted, open_only=open_only, tally=tally))
    if as_json:
        click.echo(json.dumps({"edition": wanted.content_hash, "cases": tally.cases, "differences": [asdict(each) for each in found]}, ensure_ascii=False, indent=2))
        return
    for each in found:
        click.echo(f"{each.ref} {WHAT[each.what]} {each.label}：{each.before} → {each.after}（{each.clause}）{each.because}{f'〔设定：{each.assumed}〕' if each.assumed else ''}")
    counts = "，".join(f"{WHAT[what]}{count}处" for what, count in by_kind(found).items())
    click.echo(f"{wanted.short_name}（{wanted.content_hash[:12]}）：查了{tally.cases}件，{f'{len({each.ref for each in found})}件有不同：{counts}' if found else '没有不同'}。什么也没有写。")


def _edition_at(where: str) -> Edition:
    folder = Path(where)
    if (folder / "rulebook.yaml").is_file():
        return open_edition(folder.resolve().name, folder=folder.resolve().parent)
    return opened(where)


def _nearest(word: str, words: tuple[str, ...]) -> str:
    """A long list is not printed whole."""
    text = near(word, words)
    return "应为已有的条款号" + (text[text.rindex("，最接近") :] if "，最接近" in text else "")
