"""The progress note recurs until the case is resolved (S4 第七条三): each note starts the next one."""

from datetime import datetime

from suqing.apps.clocks.actions.stopping import stop_clocks
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.planning import planned
from suqing.apps.clocks.subjects import Subject
from suqing.apps.editions.stored import open_stored, open_stored_calendar
from suqing.casework.deadlines import ClockFacts, deadlines_for


def restart_progress(*, subject: Subject, at: datetime) -> list[Clock]:
    """A note was given at `at`: the running clock is met or missed, and the next one starts. Empty if none was running."""
    ended = [clock for clock in stop_clocks(subject=subject, kinds=["progress"], at=at) if clock.recurs]
    started = [_next(clock, at) for clock in ended]
    return Clock.objects.bulk_create(started)


def _next(clock: Clock, at: datetime) -> Clock:
    edition, calendar = open_stored(clock.edition_hash), open_stored_calendar(clock.calendar_hash)
    deadlines = deadlines_for(edition=edition, calendar=calendar, facts=ClockFacts(received_at=at, classification=None))
    (deadline,) = [each for each in deadlines if each.kind == clock.kind and str(each.clause) == clock.clause]
    return planned(
        deadline,
        root_id=clock.root_id,
        subject=clock.subject,
        edition_hashes={clock.rulebook: clock.edition_hash},
        calendar=calendar,
    )
