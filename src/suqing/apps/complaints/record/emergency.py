"""The emergency plan as the file reads it: lines of the timeline, and the checklist with its log."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from suqing.apps.complaints.models import EmergencyEntry, EmergencyPlan
from suqing.apps.complaints.record.entry import Entry, who
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.emergency import (
    CHECKLIST,
    CLAUSE,
    TRIGGER_CLAUSES,
    TRIGGERS,
    Thresholds,
    item_words,
)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist; `at` None = not done yet."""

    code: str
    words: str
    clause: str
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    at: datetime
    by: str
    words: str
    items: str = ""


@dataclass(frozen=True, slots=True)
class PlanView:
    """Plain texts of one plan."""

    plan: EmergencyPlan
    trigger: str
    clause: str
    reason: str
    result: str
    points: tuple[Point, ...]
    log: tuple[Logged, ...]

    @property
    def left(self) -> int:
        return sum(1 for each in self.points if each.at is None)


def plans(rows: Rows) -> Iterator[Entry]:
    for each in rows.emergency_plans:
        persons = f"，面谈{each.persons}人" if each.persons else ""
        yield Entry(each.at, "work", "alert", f"{who(each.by)}启动应急预案", f"：{TRIGGERS[each.trigger]}{persons}。", rows.text(each, "reason"), clauses=(TRIGGER_CLAUSES[each.trigger],))
        if each.ended_at:
            yield Entry(each.ended_at, "work", "check", f"{who(each.ended_by)}结束应急预案", "。", rows.text(each, "result"), clauses=(CLAUSE,))
    for each in _log(rows, rows.emergency_entries, Thresholds()):
        what = f"：{each.items}" if each.items else ""
        yield Entry(each.at, "work", "list", f"{each.by}登记应急处置", f"{what}。", each.words, clauses=(CLAUSE,))


def _log(rows: Rows, entries: Sequence[EmergencyEntry], numbers: Thresholds) -> Iterator[Logged]:
    """One line an act, however many points it did."""
    for _, together in groupby(entries, key=lambda each: (each.plan_id, each.at, each.entered_at, each.by_id)):
        same = list(together)
        items = {each.item for each in same}
        yield Logged(same[0].at, who(same[0].by), rows.text(same[0], "words"), "、".join(item_words(code, numbers) for code in CHECKLIST if code in items))


def plan_view(rows: Rows, numbers: Thresholds) -> PlanView | None:
    """The last plan of the case; None where none was ever started."""
    if not rows.emergency_plans:
        return None
    plan = rows.emergency_plans[-1]
    entries = [each for each in rows.emergency_entries if each.plan_id == plan.id]
    done = {each.item: each for each in entries if each.item}
    points = [
        Point(code, item_words(code, numbers), item.clause, rows.text(done[code], "words"), who(done[code].by), done[code].at)
        if code in done
        else Point(code, item_words(code, numbers), item.clause)
        for code, item in CHECKLIST.items()
    ]
    return PlanView(
        plan, TRIGGERS[plan.trigger], TRIGGER_CLAUSES[plan.trigger], rows.text(plan, "reason"), rows.text(plan, "result"),
        tuple(points), tuple(_log(rows, entries, numbers)),
    )  # fmt: skip
