"""`suqing adopt RULEBOOK --root CODE --from DAY --reason …`: an organisation applies a rulebook's edition from a day on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from suqing.cli import Refused
from suqing.commands._django import setup

if TYPE_CHECKING:
    from suqing.rulebook import Edition

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    help="采用规则：机构从某一天起适用 RULEBOOK。写规则的编号（property、claims、cbirc2020、sh2018、shifan2026 等，见 suqing rules check）是随产品发布的一版；"
    "写含 rulebook.yaml 的文件夹是您自己的一版，先按 suqing rules check 的各项检查，内容随采用记录保存。在办的件不改。"
)
@click.argument("rulebook")
@click.option("--root", "code", required=True, metavar="CODE", help="顶层机构的机构代码")
@click.option("--from", "from_day", required=True, type=DAY, metavar="DAY", help="从哪一天起适用，如 2026-01-01")
@click.option("--until", "until_day", type=DAY, metavar="DAY", help="到哪一天为止；补记过去的一段时用")
@click.option("--reason", required=True, help="依据：文号、会议决定等")
def command(rulebook: str, code: str, from_day: datetime, until_day: datetime | None, reason: str) -> None:
    setup()
    from django.db.models import F

    from suqing.apps.editions.actions import adopt_edition
    from suqing.apps.organisations.actors import system_actor
    from suqing.apps.organisations.models import Organisation
    from suqing.kernel.clock import now

    edition = _edition_at(rulebook)
    root = Organisation.objects.filter(code=code, pk=F("root_id")).first()
    if root is None:
        raise Refused(f"没有机构代码为 {code} 的顶层机构，请核对代码。")
    adoption = adopt_edition(
        root=root,
        edition=edition,
        from_day=from_day.date(),
        until_day=until_day.date() if until_day else None,
        reason=reason,
        actor=system_actor(root.id),
        at=now(),
    )
    end = f"到{adoption.until_day}" if adoption.until_day else "起"
    click.echo(f"{root.short_name}从{adoption.from_day}{end}适用{edition.short_name}，版本 {edition.content_hash[:12]}。")


def _edition_at(where: str) -> Edition:
    """A folder as `rules replay` takes it, else a shipped one."""
    from suqing.rulebook import RulebookError, UnknownRulebook, open_edition, open_folder

    folder = Path(where)
    try:
        return open_folder(folder) if (folder / "rulebook.yaml").is_file() else open_edition(where)
    except UnknownRulebook as error:
        raise Refused(f"{error}；或写含 rulebook.yaml 的文件夹") from error
    except RulebookError as error:
        raise Refused(f"这一版有{len(error.problems)}处要改，没有采用：\n{error}") from error
