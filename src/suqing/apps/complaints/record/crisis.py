"""The crisis path as the file reads it, and as steps (S4 第八条)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from suqing.apps.complaints.models.choices import CrisisTrigger
from suqing.apps.complaints.record.entry import Entry, who
from suqing.apps.complaints.record.rows import Rows
from suqing.casework.crisis import BODIES, DECIDED

CLAUSES = ("claims/8",)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One body of the path. `state`: done, now. Texts are plain."""

    words: str
    state: str
    present: str = ""
    opinion: str = ""
    decision: str = ""
    then: str = ""
    by: str = ""
    at: datetime | None = None


def opened(rows: Rows) -> Iterator[Entry]:
    for each in rows.crises:
        yield Entry(each.at, "work", "alert", f"{who(each.by)}转入危机处理", f"：{CrisisTrigger(each.trigger).label}{f'，面谈{each.persons}人' if each.persons else ''}。", rows.text(each, "reason"), clauses=CLAUSES)
        if each.fed_back_at:
            yield Entry(each.fed_back_at, "work", "check", f"{who(each.fed_back_by)}反馈危机处理最终意见", "。", rows.text(each, "final_opinion"), clauses=CLAUSES)


def opinions(rows: Rows) -> Iterator[Entry]:
    for each in rows.crisis_opinions:
        then = "定夺" if each.then == DECIDED else f"报{BODIES[each.then]}"
        yield Entry(
            each.at, "work", "people", f"{BODIES[each.body]}{then}", f"，参加人{rows.text(each, 'present')}；{who(each.by)}记录。",
            rows.text(each, "decision") or rows.text(each, "opinion"), rows.text(each, "opinion") if each.decision else "", CLAUSES,
        )  # fmt: skip


def path_of(rows: Rows) -> tuple[PathStep, ...]:
    """The bodies that spoke on the last crisis, then where it lies now; empty where there was none."""
    if not rows.crises:
        return ()
    last = rows.crises[-1]
    steps = [
        PathStep(
            BODIES[each.body], "done", rows.text(each, "present"), rows.text(each, "opinion"), rows.text(each, "decision"),
            "定夺" if each.then == DECIDED else f"报{BODIES[each.then]}", who(each.by), each.at,
        )
        for each in rows.crisis_opinions
        if each.crisis_id == last.id
    ]  # fmt: skip
    if last.fed_back_at:
        steps.append(PathStep("最终意见", "done", opinion=rows.text(last, "final_opinion"), then="已反馈", by=who(last.fed_back_by), at=last.fed_back_at))
    elif not rows.complaint.open or last.round != rows.complaint.round:
        steps.append(PathStep(BODIES.get(last.body, "最终意见"), "done", then="未反馈，案件已终止办理"))
    elif last.body == DECIDED:
        steps.append(PathStep("最终意见", "now", then="待反馈"))
    else:
        steps.append(PathStep(BODIES[last.body], "now", then="待登记意见"))
    return tuple(steps)
