"""The earliest running limit of a case, kept on the case and its sight rows so that lists sort without asking the clocks; and the earliest
that nobody has explained."""

from django.db.models import Exists, OuterRef

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS, binds
from suqing.apps.clocks.models import Clock, ClockState
from suqing.apps.clocks.subjects import about
from suqing.apps.complaints.models import Complaint, Lateness, Sight
from suqing.apps.complaints.models.case import NO_LIMIT


def earliest(complaint: Complaint) -> dict[str, object]:
    """`limit_at`, `limit_kind` and `unexplained_from` as they should stand now (one statement). A window of the consumer is no limit of ours.

    `unexplained_from` may lie in the future: that it passes needs no writing.
    """
    said = Lateness.objects.filter(complaint=complaint, clock_kind=OuterRef("kind"), limit_at=OuterRef("limit_at"), superseded_at=None)
    rows = Clock.objects.filter(about(("complaint", complaint.id)), state__in=[ClockState.RUNNING, ClockState.MISSED]).exclude(kind__in=CONSUMER_WINDOWS)
    clocks = list(rows.annotate(explained=Exists(said)).order_by("limit_at", "id").values_list("state", "kind", "strength", "limit_at", "explained"))
    running = next(((limit_at, kind) for state, kind, _, limit_at, _ in clocks if state == ClockState.RUNNING), (NO_LIMIT, ""))
    unexplained = next((limit_at for _, kind, strength, limit_at, explained in clocks if not explained and binds(kind, strength)), None)
    return {"limit_at": running[0], "limit_kind": running[1], "unexplained_from": unexplained}


def keep_earliest_limit(complaint: Complaint) -> None:
    """Bring the kept limits in line with the clocks, where these were changed by the calendar and not by an act.

    Leaves the version alone: nobody edited the case, and a form that is open stays good.
    """
    kept = earliest(complaint)
    Complaint.objects.filter(pk=complaint.pk).update(**kept)
    Sight.objects.filter(complaint=complaint).update(limit_at=kept["limit_at"])
