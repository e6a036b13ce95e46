"""Written suggestions about management, to a department and the leading group, noted in the file (S4 第七条六, C18)."""

from datetime import date, datetime

from suqing.apps.complaints.actions.change import changing
from suqing.apps.complaints.events import ImprovementSuggested
from suqing.apps.complaints.models import Complaint, Improvement
from suqing.apps.complaints.texts import write
from suqing.apps.organisations.actors import Actor
from suqing.apps.organisations.models import Organisation, Role
from suqing.apps.organisations.queries import holders_of
from suqing.kernel.clock import house
from suqing.kernel.errors import BadInput
from suqing.kernel.publish import publish


def suggest_improvement(
    *,
    ref: str,
    seen_version: int,
    actor: Actor,
    at: datetime,
    to_unit_id: int,
    problem: str,
    suggestion: str,
    due_day: date,
) -> Complaint:
    """One suggestion with the day by which an answer is expected."""
    if not (problem.strip() and suggestion.strip()):
        raise BadInput("改进建议", "", "发现的问题和建议", "两项都要写")
    if due_day < house(at).date():
        raise BadInput("答复期限", f"{due_day}", "今天或以后的日期", "改一个还没到的日期")
    with changing(ref=ref, action="suggest_improvement", actor=actor, at=at, seen_version=seen_version) as change:
        complaint = change.complaint
        unit = Organisation.objects.filter(root_id=complaint.root_id, pk=to_unit_id).first()
        if unit is None:
            raise BadInput("建议对象", str(to_unit_id), "本公司的一个部门", "从列表里选")
        row = Improvement(
            root_id=complaint.root_id, complaint=complaint, to_unit=unit, due_day=due_day, by_id=actor.staff_id, at=at
        )
        write(row, change.key, problem=problem.strip(), suggestion=suggestion.strip())
        row.save(force_insert=True)
        heads = tuple(post.staff_id for post in holders_of(Role.DEPARTMENT_HEAD, unit=unit, on=house(at).date()))
        publish(ImprovementSuggested(complaint.id, complaint.root_id, complaint.ref, actor, at, heads))
        return change.finish(verb="improvement_suggested", clause="claims/7.6", refs={"to": unit.id}, records=[row])
