"""The earliest running limit of a case, kept on the case and its sight rows so that lists sort without asking the clocks."""

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS
from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.queries import running_clocks
from suqing.apps.complaints.models import Complaint, Sight
from suqing.apps.complaints.models.case import NO_LIMIT


def earliest(complaint: Complaint) -> dict[str, object]:
    """`limit_at` and `limit_kind` as they should stand now (one statement). A window of the consumer is no limit of ours."""
    subject = ("complaint", complaint.id)
    running = [each for each in running_clocks([subject])[subject] if each.state == ClockState.RUNNING and each.kind not in CONSUMER_WINDOWS]
    if not running:
        return {"limit_at": NO_LIMIT, "limit_kind": ""}
    return {"limit_at": running[0].limit_at, "limit_kind": running[0].kind}


def keep_earliest_limit(complaint: Complaint) -> None:
    """Bring the kept limit in line with the clocks, where these were changed by the calendar and not by an act.

    Leaves the version alone: nobody edited the case, and a form that is open stays good.
    """
    kept = earliest(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(**kept)
    Sight.objects.filter(complaint=complaint).update(limit_at=kept["limit_at"])
