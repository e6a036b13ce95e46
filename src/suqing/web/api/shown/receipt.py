"""The short answer to a POST. It is kept for a week: references, states and limits, no words of anybody."""

from typing import Any

from suqing.apps.clocks.queries import running_clocks
from suqing.apps.complaints.models import Complaint
from suqing.casework.stages import ACTS, STAGE_NAMES, Stage
from suqing.web.api.problems import clause_parts
from suqing.web.api.shown.values import moment


def receipt(complaint: Complaint) -> dict[str, Any]:
    """One statement, for the running clocks."""
    subject = ("complaint", complaint.id)
    following = ACTS.get(complaint.next_action)
    return {
        "ref": complaint.ref,
        "version": complaint.version,
        "stage": str(complaint.stage),
        "stage_words": STAGE_NAMES[Stage(complaint.stage)],
        "open": complaint.open,
        "round": complaint.round,
        "received_at": moment(complaint.received_at),
        "next": {"action": complaint.next_action, "words": following.label} if following else None,
        "clocks": [
            {"kind": each.kind, "limit_at": moment(each.limit_at), **clause_parts(each.clause), "provisional": each.provisional}
            for each in running_clocks([subject])[subject]
        ],
    }
