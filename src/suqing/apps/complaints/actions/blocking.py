"""Where the claim or policy is stuck, with whom, since when, and the way out; cleared when solved (S4 第六条二(二), 第七条一; C30)."""

from datetime import date, datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import Blockage, Complaint
from suqing.apps.complaints.models.choices import BlockageCause, ClaimState
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, BadInputs

CLAUSE = "claims/6.2.2"
EARLIEST = date(1990, 1, 1)  # a slip of the keyboard, not a claim


def note_blockage(*, ref: str, seen_version: int, actor: Actor, at: datetime, state: str, stuck_on: str, with_whom: str, since: date, way_out: str) -> Complaint:
    """The current one from now on; the former stays in the story. `since` is a day of the house, not in the future."""
    _check(state, stuck_on, with_whom, since, way_out, today=house(at).date())
    with changing(ref=ref, action="note_blockage", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        former = _current(complaint)
        if former is not None:
            former.superseded_at = at
            former.save(update_fields=["superseded_at"])
        row = Blockage(root_id=complaint.root_id, complaint=complaint, state=state, stuck_on=stuck_on, since=since, by_id=actor.staff_id, at=at)
        write(row, change.key, with_whom=with_whom, way_out=way_out)
        row.save(force_insert=True)
        records = [row] if former is None else [former, row]
        return change.finish(verb="blockage_noted", clause=CLAUSE, refs={"state": state, "stuck_on": stuck_on, "since": since.isoformat()}, records=records, claim_state=state)


def _check(state: str, stuck_on: str, with_whom: str, since: date, way_out: str, *, today: date) -> None:
    wrong = []
    if state not in ClaimState.values:
        wrong.append(BadInput("案件状态", state, "、".join(ClaimState.labels), "从列表里选"))
    if stuck_on not in BlockageCause.values:
        wrong.append(BadInput("阻滞原因", stuck_on, "、".join(BlockageCause.labels), "从列表里选"))
    if not cleaned(with_whom):
        wrong.append(BadInput("卡在谁那里", "", "部门、机构或人", "写明等谁"))
    if not EARLIEST <= since <= today:
        wrong.append(BadInput("从哪天起", f"{since}", f"不晚于今天（{today}）的日期", "核对日期"))
    if not cleaned(way_out):
        wrong.append(BadInput("解决办法", "", "下一步怎么解决", "写一两句"))
    if wrong:
        raise BadInputs(wrong)


def _current(complaint: Complaint) -> Blockage | None:
    return Blockage.objects.filter(complaint=complaint, superseded_at=None, cleared_at=None).first()


def clear_blockage(*, ref: str, seen_version: int, actor: Actor, at: datetime, solved: str) -> Complaint:
    """It goes on: what solved it. Refused where nothing stands."""
    if not cleaned(solved):
        raise BadInput("怎么解决的", "", "一句说明", "写明怎么解决的")
    with changing(ref=ref, action="clear_blockage", actor=actor, at=at, seen_version=seen_version) as change:
        row = Blockage.objects.get(complaint=change.complaint, superseded_at=None, cleared_at=None)
        write(row, change.key, solved=solved)
        row.cleared_at, row.cleared_by_id = at, actor.staff_id
        row.save(update_fields=["solved", "cleared_at", "cleared_by"])
        return change.finish(verb="blockage_cleared", clause=CLAUSE, refs={"blockage": row.id}, records=[row])
