"""`suqing penalties`: the reminders and fines that the rule proposes for an item. Needs no database."""

import json
from pathlib import Path
from typing import Any

import click

from suqing.casework.case_facts import PenaltyFacts
from suqing.casework.responsibility import ROLES, FineProposal, consequences
from suqing.casework.yuan import yuan
from suqing.commands._editions import edition_with
from suqing.commands._facts import Reader, count, flag, money_fen, one_of, read_facts
from suqing.kernel.errors import BadInput


@click.command(help="按事实列出建议的提醒与罚单，每项注明条款。不需要数据库。")
@click.option("--rulebook", required=True, help="规则集，如 claims")
@click.option("--facts", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="事实，JSON 文件；不明的不写")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(rulebook: str, path: Path, as_json: bool) -> None:
    edition = edition_with(rulebook, "ways_in", "罚则")
    ways = one_of({row.id: str(row["label"]) for row in edition.table("ways_in")})
    given = read_facts(path, _readers(ways))
    came_via = given.pop("came_via", ())
    cost = given.pop("pr_cost_yuan", None)
    facts = PenaltyFacts(came_via=next(iter(came_via), None), also_via=tuple(came_via[1:]), pr_cost_fen=cost, **given)
    found = consequences(edition=edition, facts=facts)
    if as_json:
        click.echo(json.dumps([shown(each) for each in found.lines], ensure_ascii=False, indent=2))
    else:
        for each in found.lines:
            act = f"罚款 {yuan(each.amount_fen)}" if each.kind == "fine" else "提醒"
            click.echo(f"{ROLES[each.role]}  {act}  {each.clause}  {each.line.because}")
        for line in found.withheld:
            click.echo(f"{line.because}  {line.clause}")
    if found.not_yet:
        click.echo(f"尚不能定（not yet）：{found.not_yet}", err=True)


def _readers(way: Reader) -> dict[str, Reader]:
    return {
        "came_via": lambda key, value: tuple(way(key, each) for each in value) if isinstance(value, list) else (way(key, value),),
        "times_complained": count,
        "valid": flag,
        "verified": flag,
        "pr_cost_yuan": money_fen,
        "grave_influence": flag,
        "pr_needed": flag,
        "persons": _persons,
        "not_employed": lambda key, value: frozenset(_roles(key, value)),
    }


def _roles(key: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise BadInput(key, str(value), "角色的列表", '形如 ["direct"]')
    return [one_of(ROLES)(key, each) for each in value]


def _persons(key: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise BadInput(key, str(value), "角色与人的对照", '形如 {"direct": "工号01", "claims_head": "工号02"}')
    _roles(key, list(value))
    return value


def _number(fen: int) -> int | float:
    """A JSON number of yuan; with at most two decimals its shortest text is exact."""
    return fen // 100 if fen % 100 == 0 else fen / 100


def shown(each: FineProposal) -> dict[str, Any]:
    return {
        "role": each.role,
        "kind": each.kind,
        "amount_yuan": _number(each.amount_fen),
        "clause": each.clause,
        "same_person": each.same_person,
        "because": each.line.because,
    }
