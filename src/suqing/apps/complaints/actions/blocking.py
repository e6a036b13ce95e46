"""Where the claim or policy is stuck, with whom, since when, and the way out; cleared when solved (S4 第六条二(二), 第七条一; C30)."""

from datetime import date, datetime

from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.intake import StuckOn
from suqing.apps.complaints.models import Blockage, Complaint
from suqing.apps.complaints.models.choices import BlockageCause, ClaimState
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.crypto.datakeys import DataKey
from suqing.kernel.errors import BadInput, BadInputs

CLAUSE = "claims/6.2.2"
EARLIEST = date(1990, 1, 1)  # a slip of the keyboard, not a claim


def note_blockage(*, ref: str, seen_version: int, actor: Actor, at: datetime, state: str, stuck_on: str, with_whom: str, since: date, way_out: str) -> Complaint:
    """The current one from now on; the former stays in the story. `since` is a day of the house, not in the future."""
    told = StuckOn(stuck_on, with_whom, since, way_out)
    check_blockage(state, told, today=house(at).date())
    with changing(ref=ref, action="note_blockage", actor=actor, at=at, seen_version=seen_version) as change:
        records = keep_blockage(change, state, told)
        return change.finish(verb="blockage_noted", clause=CLAUSE, refs={"state": state, "stuck_on": stuck_on, "since": since.isoformat()}, records=records, claim_state=state)


def keep_blockage(change: Change, state: str, told: StuckOn) -> list[Blockage]:
    """Written as the current one; the former, where there is one, is superseded. Both for the event."""
    former = _current(change.complaint)
    if former is not None:
        former.superseded_at = change.at
        former.save(update_fields=["superseded_at"])
    row = blockage_row(change.complaint, change.key, state, told, by_id=change.actor.staff_id, at=change.at)
    row.save(force_insert=True)
    return [row] if former is None else [former, row]


def blockage_row(complaint: Complaint, key: DataKey, state: str, told: StuckOn, *, by_id: int | None, at: datetime) -> Blockage:
    row = Blockage(root_id=complaint.root_id, complaint=complaint, state=state, stuck_on=told.stuck_on, since=told.since, by_id=by_id, at=at)
    write(row, key, with_whom=told.with_whom, way_out=told.way_out)
    return row


def check_blockage(state: str, told: StuckOn, *, today: date) -> None:
    """BadInputs for what of the five is not said."""
    stuck_on, with_whom, since, way_out = told.stuck_on, told.with_whom, told.since, told.way_out
    wrong = []
    if state not in ClaimState.values:
        wrong.append(BadInput("案件状态", state, "、".join(ClaimState.labels), "从列表里选"))
    if stuck_on not in BlockageCause.values:
        wrong.append(BadInput("阻滞原因", stuck_on, "、".join(BlockageCause.labels), "从列表里选"))
    if not cleaned(with_whom):
        wrong.append(BadInput("卡在谁那里", "", "部门、机构或人", "写明等谁"))
    if since is None or not EARLIEST <= since <= today:
        wrong.append(BadInput("从哪天起", f"{since or ''}", f"不晚于今天（{today}）的日期", "核对日期"))
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
