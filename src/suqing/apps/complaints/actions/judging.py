"""Was a returned dispatch a passing on (推诿)? The officer's word, with its reason, on record (S5 10.2, C07, A03)."""

from datetime import datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.models import Complaint, Dispatch
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, Refused

CLAUSE = "property/10.2"


def judge_return(
    *, ref: str, seen_version: int, actor: Actor, at: datetime, passing_on: bool, reason: str, dispatch_id: int | None = None
) -> Complaint:
    """Of one return, once; `dispatch_id` None = the oldest that waits. Never by the head who returned it (law 17)."""
    if not reason.strip():
        raise BadInput("认定理由", "", "一两句理由", "写明为什么是或不是推诿")
    with changing(ref=ref, action="judge_return", actor=actor, at=at, seen_version=seen_version) as change:
        waiting = Dispatch.objects.filter(complaint=change.complaint, returned_at__isnull=False, judged_at=None).order_by("returned_at", "id")
        row = waiting.first() if dispatch_id is None else waiting.filter(pk=dispatch_id).first()
        if row is None:
            raise BadInput("哪一次退回", str(dispatch_id), "本件一次待认定的退回", "从列表里选")
        if row.to_staff_id == actor.staff_id:
            raise Refused("这一次分派是您退回的，是否推诿请另一位投诉专员认定。", clause="cbirc2020/17")
        row.passing_on, row.judged_at, row.judged_by_id = passing_on, at, actor.staff_id
        write(row, change.key, judged_reason=reason.strip())
        row.save(update_fields=["passing_on", "judged_at", "judged_by", "judged_reason"])
        return change.finish(
            verb="return_judged", clause=CLAUSE, refs={"department": row.department_id, "passing_on": passing_on}, records=[row]
        )
