"""`suqing deadlines`: the clocks a case would get. Needs no database; warm it imports no Django, pydantic or ruamel."""

import json
from datetime import datetime

import click

from suqing.casework.classes import CLASS_NAMES
from suqing.casework.repeat import LEVELS
from suqing.cli import Environment
from suqing.rulebook import Edition, RulebookError, UnknownRulebook, open_calendar, open_edition
from suqing.rulebook.calendar import HOUSE, house

RULEBOOKS = ("property", "claims", "cbirc2020", "life2010")
EARLIEST, LATEST = 1990, 2200


def near(word: str, words: tuple[str, ...]) -> str:
    """The list of what is allowed, with the nearest one named."""
    from difflib import get_close_matches

    close = get_close_matches(word, words, n=1, cutoff=0.4)
    return f"应为 {'、'.join(words)} 之一" + (f"，最接近的是 {close[0]}" if close else "")


class Word(click.ParamType[str]):
    """One of a closed list of words, else a sentence that names the nearest."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.words:
            self.fail(f"不认识 {value},{near(value, self.words)}", param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(self.words)


class Moment(click.ParamType[datetime]):
    """ISO 8601 with a time of day. Without offset it is Asia/Shanghai."""

    name = "time"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        text = value.strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(
                f"读到 {value}，应为 ISO 8601 的日期和时刻，如 2026-09-30T17:31:00+08:00",
                param,
                ctx,
            )
        if len(text) <= 10 and "T" not in text.upper():
            self.fail(
                f"读到 {value}，只有日期没有时刻，应写明收到的时刻，如 {text}T09:00", param, ctx
            )
        if not EARLIEST <= moment.year < LATEST:
            self.fail(f"读到 {value}，年份应在 {EARLIEST} 与 {LATEST - 1} 之间，请核对", param, ctx)
        return house(moment if moment.tzinfo else moment.replace(tzinfo=HOUSE))


def opened(rulebook_id: str) -> Edition:
    """The edition, or a usage error (no such rulebook) or exit 3 (rule data that cannot be used)."""
    try:
        return open_edition(rulebook_id)
    except UnknownRulebook as error:
        raise click.UsageError(str(error)) from error
    except RulebookError as error:
        raise unusable(error) from error


def unusable(error: RulebookError) -> click.ClickException:
    more = len(error.problems) - 1
    tail = f"（另有{more}处，用 suqing rules check 看全部）" if more else ""
    return Environment(f"规则数据不能使用：{error.problems[0]}{tail}")


@click.command()
@click.option("--rulebook", type=Word(*RULEBOOKS), required=True, help="按哪部规则算")
@click.option("--class", "classification", type=Word(*CLASS_NAMES), help="投诉件的类；property 必填")
@click.option(
    "--received",
    type=Moment(),
    required=True,
    help="公司收到的时刻，ISO 8601；不写时区即为北京时间",
)
@click.option("--level", type=Word(*LEVELS), default="first", help="同一投诉人第几次（默认 first）")
@click.option("--came-via", help="从哪里来，如 regulator_local")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(
    rulebook: str,
    classification: str | None,
    received: datetime,
    level: str,
    came_via: str | None,
    as_json: bool,
) -> None:
    """一件投诉会有哪些时限，按届满先后排列。"""
    from suqing.casework.deadlines import deadlines_for, no_clocks_because
    from suqing.casework.facts import ClockFacts

    edition = opened(rulebook)
    if rulebook == "property" and classification is None:
        raise click.UsageError(
            f"property 的时限因类而异，缺少 --class，应为 {'、'.join(CLASS_NAMES)} 之一，请补上"
        )
    try:
        calendar = open_calendar("cn")
    except RulebookError as error:
        raise unusable(error) from error
    _known_source(came_via)
    facts = ClockFacts(received, classification, level, came_via)
    found = deadlines_for(edition=edition, calendar=calendar, facts=facts)
    _remarks(
        edition, classification, received, found == [], no_clocks_because(edition, classification)
    )
    if as_json:
        click.echo(json.dumps([each.data() for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        flag = "（暂定）" if each.provisional else ""
        click.echo(
            f"{each.limit_at:%Y-%m-%d %H:%M:%S}{flag}  {each.line.label}  {edition.short_name} {edition.clauses[each.clause].place}"
        )
        click.echo(f"    {each.line.because}")


def _known_source(came_via: str | None) -> None:
    if came_via is None:
        return
    known = tuple(row.id for row in opened("property").table("channels"))
    if came_via not in known:
        raise click.UsageError(f"--came-via：不认识 {came_via},{near(came_via, known)}")


def _remarks(
    edition: Edition,
    classification: str | None,
    received: datetime,
    empty: bool,
    reason: tuple[str, str] | None,
) -> None:
    """What a reader must know beside the list, on standard error."""
    if empty and reason:
        clause, words = reason
        click.echo(
            f"没有时限：{words}({edition.short_name} {edition.clauses[clause].place})。", err=True
        )
    if not edition.valid.holds_on(received.date().isoformat()):
        span = f"{edition.valid.from_day or '起日不明'}至{edition.valid.until_day or '今'}"
        click.echo(
            f"注意：{received:%Y-%m-%d} 不在《{edition.name}》的施行期间（{span}）之内，仍照算。",
            err=True,
        )
