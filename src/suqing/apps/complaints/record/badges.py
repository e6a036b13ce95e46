"""The clocks of a case as badges, in the order of the header."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.ladder import CONSUMER_WINDOWS
from suqing.apps.clocks.models import ClockState
from suqing.apps.clocks.queries import is_missed, views_of
from suqing.apps.clocks.views import ClockView
from suqing.apps.complaints.record.rows import Rows

SHOWN_CLOCKS = (ClockState.RUNNING, ClockState.PAUSED, ClockState.MET, ClockState.MISSED)


@dataclass(frozen=True, slots=True)
class ClockShown:
    """A badge with what stands beside it; `binding` marks the earliest running limit. `missed`: by us; `cause` says why, once somebody said it."""

    view: ClockView
    rulebook: str
    binding: bool
    missed: bool = False
    cause: str = ""
    words: str = ""

    @property
    def unexplained(self) -> bool:
        return self.missed and not self.cause


def clocks_shown(rows: Rows, now: datetime) -> tuple[ClockShown, ...]:
    """Running and paused ones first by limit, then those that ended; superseded and void ones stand in the timeline only."""
    kept = [each for each in rows.clocks if each.state in SHOWN_CLOCKS]
    kept.sort(key=lambda each: (each.state not in ("running", "paused"), each.limit_at, each.id))
    binding = next((each.id for each in kept if each.state == ClockState.RUNNING and each.kind not in CONSUMER_WINDOWS), None)
    said = {(each.clock_kind, each.limit_at): each for each in rows.latenesses if each.superseded_at is None}
    found = []
    for clock, view in zip(kept, views_of(kept, now), strict=True):
        late = is_missed(clock, now)
        why = said.get((clock.kind, clock.limit_at)) if late else None
        found.append(ClockShown(view, clock.rulebook, clock.id == binding, late, why.get_cause_display() if why else "", rows.text(why, "words") if why else ""))
    return tuple(found)
