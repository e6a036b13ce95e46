"""What could not be done alone and what stood in the way: obstacles, guidance and help, blockages (C29, C30)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS, LADDER_OF_STRENGTH
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.words import kind_words
from suqing.apps.complaints.models import Blockage, Obstacle
from suqing.apps.complaints.record.entry import Entry, answerer, moment_words, who
from suqing.apps.complaints.record.rows import Rows
from suqing.kernel.clock import house

ENDS_LATE = {strength: any(step.event == "clock.overdue" for step in ladder) for strength, ladder in LADDER_OF_STRENGTH.items()}


def obstacles(rows: Rows) -> Iterator[Entry]:
    for each in rows.obstacles:
        yield Entry(each.at, "work", "alert", f"{who(each.by)}报告客观障碍", f"，报{each.to_staff.name}。", rows.text(each, "reason"), clauses=("property/10.2",))
        if each.answered_at:
            word = f"属客观原因，免除{who(each.by)}本人责任，不影响时限" if each.objective else "不属客观原因"
            yield Entry(each.answered_at, "work", "scale", f"{who(each.answered_by)}认定障碍", f"：{word}。", rows.text(each, "answer"), clauses=("property/10.2",))


def excused(rows: Rows, now: datetime) -> Iterator[Entry]:
    for clock in rows.clocks:
        for each in _excuses(clock, rows.obstacles, now):
            yield Entry(clock.limit_at, "work", "clock", f"{kind_words(clock.kind)}时限超期", f"，{who(each.by)}报告过的障碍属客观原因：免除本人责任，不影响时限。", clauses=("property/10.2", clock.clause))


def _excuses(clock: Clock, reported: list[Obstacle], now: datetime) -> list[Obstacle]:
    """Objective obstacles that were reported before this clock ran out, where it has (gap property/obstacle_at_once)."""
    binds = clock.kind not in CONSUMER_WINDOWS and ENDS_LATE[clock.strength]
    late = clock.state == ClockState.MISSED or (clock.state == ClockState.RUNNING and binds and clock.limit_at < now)
    return [each for each in reported if late and each.objective and each.at <= clock.limit_at]


def latenesses(rows: Rows) -> Iterator[Entry]:
    for each in rows.latenesses:
        late = f"{kind_words(each.clock_kind)}时限（{moment_words(each.limit_at)}）"
        yield Entry(each.at, "work", "clock", f"{who(each.by)}说明超期原因", f"：{late}，{each.get_cause_display()}。", rows.text(each, "words"), clauses=("cbirc2020/18.1",))


def supports(rows: Rows) -> Iterator[Entry]:
    for each in rows.supports:
        yield Entry(each.at, "work", "people", f"{who(each.by)}向{each.to_staff.name}{each.get_kind_display()}", f"，{moment_words(each.answer_by)}前答复。", rows.text(each, "reason"), clauses=("property/4.11",))
        if each.escalated_at:
            yield Entry(each.escalated_at, "sys", "alert", "请示到期无答复，已报投诉管理领导小组", "。", clauses=("property/4.11",))
        if each.answered_at:
            yield Entry(each.answered_at, "work", "talk", f"{answerer(each.to_staff, each.answered_at, rows.stood_in)}答复请示", f"：{each.get_outcome_display()}。", rows.text(each, "answer"), clauses=("property/4.6",))


def blockages(rows: Rows) -> Iterator[Entry]:
    for each in rows.blockages:
        where = f"：{each.get_state_display()}，{each.get_stuck_on_display()}，卡在{rows.text(each, 'with_whom')}，自{day_words(each.since, house(each.at).date())}起。"
        yield Entry(each.at, "work", "pause", f"{who(each.by)}登记阻滞", where, rows.text(each, "way_out"), clauses=("claims/6.2.2",))
        if each.cleared_at:
            yield Entry(each.cleared_at, "work", "check", f"{who(each.cleared_by)}解除阻滞", "。", rows.text(each, "solved"), clauses=("claims/6.2.2",))


@dataclass(frozen=True, slots=True)
class Stuck:
    """The current blockage in plain words; `days` are whole days since it began."""

    state: str
    cause: str
    with_whom: str
    since: str
    days: int
    way_out: str


def stuck(rows: Rows, now: datetime) -> Stuck | None:
    """Where the case is stuck now; None where nothing stands in the way, or the case has ended."""
    current = [each for each in rows.blockages if each.superseded_at is None and each.cleared_at is None]
    if not current or not rows.complaint.open:
        return None
    row: Blockage = current[-1]
    today = house(now).date()
    return Stuck(row.get_state_display(), row.get_stuck_on_display(), rows.text(row, "with_whom"), day_words(row.since, today), (today - row.since).days, rows.text(row, "way_out"))


def day_words(day: date, today: date) -> str:
    """11月2日, with its year where it is not this one."""
    return f"{'' if day.year == today.year else f'{day.year}年'}{day.month}月{day.day}日"


def headquarters(rows: Rows) -> Iterator[Entry]:
    for each in rows.hq_receipts:
        yield Entry(each.received_at, "work", "check", f"{who(each.by)}登记总公司条线签收", "。", clauses=("claims/6.3.1",))
        if each.acted_at:
            yield Entry(each.acted_at, "work", "people", f"{who(each.acted_by)}登记总公司当日处置", "。", rows.text(each, "words"), clauses=("claims/6.3.1",))
