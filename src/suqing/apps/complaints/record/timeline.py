"""What happened, merged from the records, newest first. `kind` filters: contact, work, sys."""

from collections.abc import Callable, Iterator
from datetime import datetime

from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.record import (
    amended,
    answered,
    crisis,
    emergency,
    inquired,
    moved,
    supported,
)
from suqing.apps.complaints.record.entry import Entry, moment_words, who
from suqing.apps.complaints.record.rows import Rows

LEDGER_WORDS = {
    "record_completed": ("补填了记录", "pencil"),
    "disclose": ("查看了隐去的内容", "eye"), "escalated": ("提醒已逐级上报", "bell"),
    "matter_renumbered": ("改动了同一事项的另一件，本件的序次或级别已重算", "pencil"),
}  # fmt: skip


def _system(rows: Rows) -> Iterator[Entry]:
    for clock in rows.clocks:
        yield Entry(clock.started_at, "sys", "clock", f"{kind_words(clock.kind)}时限起算", f"，{moment_words(clock.limit_at)}到期。", clauses=(clock.clause,))
        if clock.state == ClockState.SUPERSEDED and clock.stopped_at:
            yield Entry(clock.stopped_at, "sys", "clock", f"{kind_words(clock.kind)}时限改期", "，事实有变，已重算。", clauses=(clock.clause,))
    for event in rows.events:
        words, icon = LEDGER_WORDS[event.verb]
        yield Entry(event.occurred_at, "sys", icon, f"{who(event.actor)}{words}", "。", clauses=(event.clause,) if event.clause else ())
    for paper in rows.papers:
        yield Entry(paper.added_at, "sys", "clip", f"{who(paper.added_by)}添加了附件", "。")


PARTS: tuple[Callable[[Rows], Iterator[Entry]], ...] = (
    inquired.registered, inquired.acknowledgements, inquired.documents, moved.moves, inquired.triages, inquired.dispatches, inquired.contacts, inquired.progress, inquired.promises, inquired.calls, inquired.visits, inquired.urges, crisis.opened, crisis.opinions, supported.headquarters, emergency.plans, inquired.longer,
    supported.obstacles, supported.latenesses, supported.supports, supported.blockages,
    inquired.papers_asked, inquired.recusals, inquired.hearings, inquired.findings, answered.proposals, answered.instructions, answered.directions, answered.settlements, answered.mediations, answered.opinions, answered.new_facts, answered.replies, answered.reviews, answered.carried_out,
    answered.ended, _system,
)  # fmt: skip


def timeline_of(rows: Rows, now: datetime, revealed: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    """Newest first; what happened in one moment stays in the order of the procedure. Identity is masked unless `revealed`."""
    found = [*(entry for part in PARTS for entry in part(rows)), *supported.excused(rows, now), *amended.amendments(rows, revealed)]
    order = {id(entry): number for number, entry in enumerate(found)}
    return tuple(sorted(found, key=lambda each: (each.at, order[id(each)]), reverse=True))
