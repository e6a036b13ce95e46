"""New facts and reasons while the case goes on: the law's limit counts anew from them (2020 measures Art. 18; C12)."""

from datetime import datetime

from suqing.apps.complaints.actions.attached import check_paper
from suqing.apps.complaints.actions.change import Change, changing
from suqing.apps.complaints.actions.clockwork import deadlines_now, recompute_for
from suqing.apps.complaints.models import Complaint, NewFacts
from suqing.apps.complaints.texts import cleaned, write
from suqing.apps.editions.queries import current_calendar
from suqing.apps.organisations.actors import Actor
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput, Refused

CLAUSE = "cbirc2020/18.3"
DECIDE = frozenset({"decide", "decide_complex", "decide_extended"})


def note_new_facts(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, words: str, received_at: datetime | None = None, paper_id: int | None = None
) -> Complaint:
    """Received within the limit, it restarts; afterwards it is another complaint (gap cbirc2020/new_material_late). The companies' own limits run on."""
    moment = received_at or at
    if not cleaned(words):
        raise BadInput("新的事实和理由", "", "投诉人新提出的事实、材料和理由", "写明与先前所说有什么不同")
    with changing(ref=ref, action="note_new_facts", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        if not complaint.round_received_at < moment <= at:
            raise BadInput("收到新材料的时间", f"{house(moment):%Y-%m-%d %H:%M}", f"收到投诉（{house(complaint.round_received_at):%Y-%m-%d %H:%M}）以后、现在以前的时间", "填实际收到的时间")
        _check_in_time(change, moment)
        check_paper(complaint, paper_id)
        row = NewFacts(root_id=complaint.root_id, complaint=complaint, round=complaint.round, received_at=moment, paper_id=paper_id, by_id=actor.staff_id, at=at)
        write(row, change.key, words=words)
        row.save(force_insert=True)
        recompute_for(complaint, at=at)
        return change.finish(verb="new_facts_noted", clause=CLAUSE, refs={"received_at": moment}, records=[row], occurred_at=moment)


def _check_in_time(change: Change, moment: datetime) -> None:
    deadlines, _ = deadlines_now(change.complaint, current_calendar())
    limit = next((each for each in deadlines if each.kind in DECIDE), None)
    if limit is not None and moment > limit.limit_at:
        raise Refused(
            f"新的事实在法定期限（{limit.limit_at:%Y-%m-%d %H:%M}）届满以后才收到，不重新计算。请另登记一件，并归入同一事项或关联。", clause=CLAUSE, line=limit.line
        )
