"""Making a quarterly bulletin out of a workbook and keeping it (S12)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from suqing.apps.assessment.actions.working import working
from suqing.apps.assessment.models import QuarterlyBulletin
from suqing.apps.organisations.actors import Actor
from suqing.casework.assessment.periods import parse_period
from suqing.casework.assessment.problems import SheetProblem
from suqing.casework.bulletin import bulletin
from suqing.exchange.bulletin_outputs import json_text
from suqing.exchange.bulletin_workbook import read_bulletin_workbook
from suqing.kernel.errors import BadInput


@dataclass(frozen=True)
class Made:
    """`row` None where the workbook had errors: nothing is kept then."""

    row: QuarterlyBulletin | None
    problems: tuple[SheetProblem, ...]


def make_bulletin(*, period: str, name: str, content: bytes, actor: Actor, at: datetime) -> Made:
    """Read, computed and kept with the workbook, from which its files are made again; all problems at once."""
    try:
        wanted = parse_period(period)
    except ValueError:
        raise BadInput("期间", period or "空", "2022Q1（季度）、2022H1 或 2022 这样的期间") from None
    with working(actor, at) as work:
        read = read_bulletin_workbook(content, wanted, name)
        if read.errors:
            work.finished = True  # nothing happened: no row, no event
            return Made(None, read.problems)
        found = bulletin(read.facts, wanted)
        row = QuarterlyBulletin(
            root_id=work.root_id, period=str(wanted), name=name[:200], sha256=sha256(content).hexdigest(), workbook=content,
            result=json_text(found, read.warnings), made_by_id=actor.staff_id, made_at=at,
        )  # fmt: skip
        row.save(force_insert=True)
        work.finish(("bulletin", row.id), "bulletin.made", [row], refs={"period": str(wanted), "sha256": row.sha256})
    return Made(row, read.problems)
