"""The times that the law leaves out of its limits, each with its document and the days that do not count (2020 measures Art. 18, 23)."""

from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.clocks.models import LIVE, Pause
from suqing.apps.complaints.record.rows import Rows
from suqing.kernel.clock import house

GROUNDS = {"appraisal": "外部鉴定", "mediation": "调解"}
LAW = ("decide", "decide_complex", "decide_extended")


@dataclass(frozen=True, slots=True)
class Paused:
    """`days` left out so far: from the day after it began to the day on which it ended. `limit_at`: the law's limit as it stands."""

    ground: str
    words: str
    clause: str
    from_at: datetime
    until_at: datetime | None
    days: int
    document: str
    ended: str
    limit_at: datetime | None


def document_words(institution: str, number: str, on: date | None) -> str:
    return "，".join(part for part in (institution, f"{number}（{on}）" if number and on else number) if part)


def start_words(pause: Pause) -> str:
    return document_words(pause.institution, pause.document_no, pause.document_on) or pause.reason


def end_words(pause: Pause) -> str:
    return document_words("", pause.ended_no, pause.ended_on)


def pauses_once(rows: Rows) -> list[Pause]:
    """Each pause once, whatever the number of clocks it stopped."""
    return list({(each.from_at, each.ground): each for each in rows.pauses}.values())


def pauses_shown(rows: Rows, now: datetime) -> tuple[Paused, ...]:
    limit = next((each.limit_at for each in rows.clocks if each.kind in LAW and each.state in LIVE), None)
    return tuple(
        Paused(
            each.ground, GROUNDS[each.ground], each.clause, each.from_at, each.until_at, (house(each.until_at or now).date() - house(each.from_at).date()).days,
            start_words(each), end_words(each), limit if each.until_at else None,
        )
        for each in pauses_once(rows)
    )  # fmt: skip
