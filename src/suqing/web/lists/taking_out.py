"""A list as Excel: the same rows, filters and order as on the screen, the same columns, nothing that the screen hides (C21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice

from suqing.apps.complaints.actions.exporting import record_export
from suqing.apps.complaints.models import Complaint
from suqing.apps.complaints.queries import cause_codes, seer_of
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.actors import Actor
from suqing.casework.causes import cause_words
from suqing.exchange.writing import workbook
from suqing.kernel.clock import house
from suqing.web.lists.asked import CHUNK, Asked, complaints_in, conditions
from suqing.web.lists.rows import Row, rows_of
from suqing.web.words.names import CLASSES, LEVELS, STAGES

MOST = 5000
HEAD = ("编号", "收到时间", "投诉", "投诉人", "类别", "次数", "方式", "来源", "险种", "纠纷", "原因", "阶段", "下一步", "承办", "机构", "时限", "到期", "剩余", "办结时间")
WIDTHS = (20, 17, 44, 18, 12, 8, 10, 18, 16, 12, 20, 18, 14, 12, 16, 14, 17, 16, 17)


@dataclass(frozen=True, slots=True)
class Taken:
    """The file, its name, how many rows it holds, and whether the list has more."""

    name: str
    content: bytes
    count: int
    more: bool


def take_out(asked: Asked, *, standing: Standing, taker: str, actor: Actor, at: datetime) -> Taken:
    """At most five thousand rows, and one event in the ledger; the file says what was asked and whether there are more."""
    found = list(islice(complaints_in(asked, seer_of(standing, now=at), now=at), MOST + 1))
    more, found = len(found) > MOST, found[:MOST]
    record_export(asked={name: value[:40] for name, value in asked.refs.items()}, count=len(found), actor=actor, at=at)
    target = BytesIO()
    _write(target, asked, found, more=more, root_id=standing.root_id, taker=taker, at=at)
    return Taken(f"{asked.title}-{house(at):%Y%m%d-%H%M}.xlsx", target.getvalue(), len(found), more)


def _write(target: BytesIO, asked: Asked, found: Sequence[Complaint], *, more: bool, root_id: int, taker: str, at: datetime) -> None:
    with workbook(target) as book:
        page = book.sheet("投诉件")
        page.head(HEAD, WIDTHS)
        for first in range(0, len(found), CHUNK):
            codes = cause_codes(found[first : first + CHUNK])
            for row in rows_of(found[first : first + CHUNK], now=at):
                page.row(cells(row, *codes.get(row.complaint.id, ("", ""))))
        told = book.sheet("说明", landscape=False)
        told.head(("项目", "内容"), (16, 60))
        narrowed = "；".join(f"{label}：{words}" for _, label, words in conditions(asked.filters, root_id=root_id))
        count = f"{len(found)}件" + ("，还有更多，只导出前面的" if more else "")
        for name, words in (("列表", asked.named), ("条件", narrowed or "没有"), ("件数", count), ("导出人", taker), ("导出时间", f"{house(at):%Y-%m-%d %H:%M}")):
            told.row((name, words))


def cells(row: Row, cause: str, detail: str) -> list[str | None]:
    """One row under HEAD; cause and detail are codes of the last finding."""
    case, clock = row.complaint, row.clock
    return [
        case.ref, f"{house(case.received_at):%Y-%m-%d %H:%M}", row.title, row.who, CLASSES.get(case.classification, ""), LEVELS.get(case.repeat_level, ""), case.get_method_display(),
        case.get_source_display(), case.get_line_of_business_display(), case.get_dispute_type_display() if case.dispute_type else "", cause_words(cause, detail) if cause else "", STAGES.get(case.stage, ""), row.next_words, row.owner,
        row.unit, row.clock_words, f"{house(clock.limit_at):%Y-%m-%d %H:%M}" if clock else "", clock.words if clock else "",
        f"{house(case.closed_at):%Y-%m-%d %H:%M}" if case.closed_at else "",
    ]  # fmt: skip
