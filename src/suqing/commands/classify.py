"""`suqing classify`: the class a complaint would get, and why. Needs no database."""

import json
from pathlib import Path
from typing import Any

import click

from suqing.casework.case_facts import TriageFacts
from suqing.casework.classes import CLASS_NAMES
from suqing.casework.triage import Classification, classify
from suqing.casework.yuan import exact_yuan
from suqing.commands._editions import edition_with
from suqing.commands._facts import flag, money_fen, one_of, read_facts


@click.command(help="按事实判断投诉件的类别，并说明理由。不需要数据库。")
@click.option("--rulebook", required=True, help="规则集，如 property")
@click.option("--facts", "path", required=True, type=click.Path(dir_okay=False, path_type=Path), help="事实，JSON 文件；不明的不写")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def command(rulebook: str, path: Path, as_json: bool) -> None:
    edition = edition_with(rulebook, "classes", "分类")
    channels = {row.id: str(row["label"]) for row in edition.table("channels")}
    readers = {
        "company_loss_yuan": money_fen,
        "came_via": one_of(channels),
        **dict.fromkeys(
            ("exposed_by_media", "concerns_insider_misconduct", "only_venting", "in_litigation", "in_arbitration", "with_judicial_organs"),
            flag,
        ),
    }
    given = read_facts(path, readers)
    if "company_loss_yuan" in given:
        given["company_loss_yuan"] = exact_yuan(given["company_loss_yuan"])
    found = classify(edition=edition, facts=TriageFacts(**given))
    if as_json:
        click.echo(json.dumps(shown(found, edition.content_hash), ensure_ascii=False, indent=2))
        return
    name = CLASS_NAMES[found.classification] if found.classification else "不属于投诉"
    click.echo(f"{name}{'（暂定）' if found.provisional else ''}  {found.clause}")
    click.echo(found.because)


def shown(found: Classification, edition: str) -> dict[str, Any]:
    return {
        "class": found.classification,
        "in_scope": found.in_scope,
        "provisional": found.provisional,
        "clause": found.clause,
        "because": found.because,
        "matched_row": found.matched_row,
        "facts_used": list(found.facts_used),
        "considered": [
            {"row": each.row, "class": each.classification, "clause": each.clause, "holds": each.holds, "words": each.words}
            for each in found.considered
        ],
        "edition": edition,
    }
