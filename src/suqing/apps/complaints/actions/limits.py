"""The earliest running limit of a case, kept on the case and its sight rows so that lists sort without asking the clocks; and the earliest
that nobody has explained."""

from django.db.models import Value

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS, binds
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.subjects import about
from suqing.apps.complaints.models import Complaint, Lateness, Sight
from suqing.apps.complaints.models.case import NO_LIMIT

SAID = "said"  # beside the states of a clock: this limit is explained


def earliest(complaint: Complaint) -> dict[str, object]:
    """`limit_at`, `limit_kind` and `unexplained_from` as they should stand now (one statement). A window of the consumer is no limit of ours.

    `unexplained_from` may lie in the future: that it passes needs no writing.
    """
    ours = Clock.objects.filter(about(("complaint", complaint.id)), state__in=[ClockState.RUNNING, ClockState.MISSED])
    explained = Lateness.objects.filter(complaint=complaint, superseded_at=None).values_list("limit_at", "clock_kind", Value(""), Value(SAID))
    rows = sorted(ours.values_list("limit_at", "kind", "strength", "state").union(explained, all=True))
    said = {(kind, limit_at) for limit_at, kind, _, state in rows if state == SAID}
    clocks = [each for each in rows if each[3] != SAID and each[1] not in CONSUMER_WINDOWS]
    running = next(((limit_at, kind) for limit_at, kind, _, state in clocks if state == ClockState.RUNNING), (NO_LIMIT, ""))
    unexplained = next((limit_at for limit_at, kind, strength, _ in clocks if (kind, limit_at) not in said and binds(kind, strength)), None)
    return {"limit_at": running[0], "limit_kind": running[1], "unexplained_from": unexplained}


def keep_earliest_limit(complaint: Complaint) -> None:
    """Bring the kept limits in line with the clocks, where these were changed by the calendar and not by an act.

    Leaves the version alone: nobody edited the case, and a form that is open stays good.
    """
    kept = earliest(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(**kept)
    Sight.objects.filter(complaint=complaint).update(limit_at=kept["limit_at"])
