"""What happened between the version that was read and the present one."""

from typing import Any

from suqing.apps.audit.queries import events_of
from suqing.apps.complaints.access import CaseAccess
from suqing.web.api.problems import clause_parts
from suqing.web.api.shown.values import moment

WITHOUT_VERSION = frozenset({"disclose", "escalated"})  # events that change nothing of the record
MOST = 20


def changes_since(opened: CaseAccess, seen: int) -> list[dict[str, Any]]:
    """The last acts of persons, newest first, as many as there were versions; only for who may see the case in full."""
    case = opened.complaint
    if opened.depth != "full" or not 0 < seen < case.version:
        return []
    events = events_of(root_id=case.root_id, subject=("complaint", case.id)).exclude(verb__in=WITHOUT_VERSION).exclude(actor=None)
    return [
        {"at": moment(each.recorded_at), "by": each.actor.name if each.actor else "系统", "verb": each.verb, **clause_parts(each.clause)}
        for each in events.order_by("-seq")[: min(case.version - seen, MOST)]
    ]
