"""The ladder: who has to be told of a clock, and when. Ours: basis "assumed".

The source rules ask for supervision and for nothing to be forgotten (S4 第六条一(二), 第七条一), but give no steps.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from suqing.kernel.clock import HOUSE, house
from suqing.rulebook.calendar import Calendar

BASIS = "assumed"
WARN_AT_USED = Fraction(4, 5)  # of the working time (of the hours, where the clock runs by the hour)
QUIET_FROM, QUIET_UNTIL = time(20, 0), time(8, 0)  # the night, in which nobody is reminded
IN_TIME = timedelta(minutes=5)  # before the night, as the worker comes by but once a minute
WARN_ON_LAST_DAY = time(9, 0)  # or the morning of the last day, whichever is first


@dataclass(frozen=True, slots=True)
class Step:
    """`to`: handler, superior, leader_in_charge, leading_group. `working_days` are counted from the limit."""

    number: int
    event: str
    to: str
    working_days: int | None


LADDER = (
    Step(1, "clock.warned", "handler", None),
    Step(2, "clock.overdue", "superior", 0),
    Step(3, "clock.escalated", "leader_in_charge", 1),
    Step(4, "clock.escalated", "leading_group", 3),
)

# A target binds nobody: it is warned of, never escalated.
LADDER_OF_STRENGTH = {"must": LADDER, "in_principle": LADDER, "target": LADDER[:1]}

# Windows of the consumer: when one has run out, nobody is late.
CONSUMER_WINDOWS = frozenset({"review_apply"})


BINDING = frozenset(strength for strength, ladder in LADDER_OF_STRENGTH.items() if any(step.event == "clock.overdue" for step in ladder))


def binds(kind: str, strength: str) -> bool:
    """Whether a limit that has passed is our lateness: not the consumer's own window, and more than a target."""
    return kind not in CONSUMER_WINDOWS and strength in BINDING


@dataclass(frozen=True, slots=True)
class Timing:
    """What the ladder needs of a clock."""

    kind: str
    unit: str
    strength: str
    started_at: datetime
    limit_at: datetime


def steps_of(timing: Timing, calendar: Calendar) -> list[tuple[Step, datetime]]:
    """Each step with its true moment, in order; told it may be later (`telling_moment`). Empty for the consumer's windows."""
    if timing.kind in CONSUMER_WINDOWS:
        return []
    return [(step, _moment(step, timing, calendar)) for step in LADDER_OF_STRENGTH[timing.strength]]


def next_wake(timing: Timing, calendar: Calendar, *, steps_taken: int) -> datetime | None:
    """When the clock has to be looked at next; None when the ladder is at its end."""
    if timing.kind in CONSUMER_WINDOWS:
        return timing.limit_at
    return next((telling_moment(step, moment, timing) for step, moment in steps_of(timing, calendar) if step.number > steps_taken), None)


def telling_moment(step: Step, moment: datetime, timing: Timing) -> datetime:
    """Lateness that begins at night is told in the morning, but of work of the same day; a warning knows the night already."""
    if step.working_days is None or not at_night(moment) or _waits_for_no_morning(step, timing):
        return moment
    return morning_after(moment)


def may_be_told(step: Step, moment: datetime, timing: Timing, *, at: datetime) -> bool:
    """Its moment has come, and if it is night now the step is one of the night: a worker that comes back late wakes nobody."""
    due = telling_moment(step, moment, timing)
    return due <= at and (not at_night(at) or at_night(due) or _waits_for_no_morning(step, timing))


def _waits_for_no_morning(step: Step, timing: Timing) -> bool:
    """Work of the same day, on that day; a working day later it is work as any other."""
    return not step.working_days and same_day(timing.started_at, timing.limit_at)


def at_night(moment: datetime) -> bool:
    return not QUIET_UNTIL <= house(moment).time() < QUIET_FROM


def morning_after(moment: datetime) -> datetime:
    """When the night ends in which `moment` lies."""
    here = house(moment)
    return datetime.combine(here.date() + timedelta(days=here.time() >= QUIET_UNTIL), QUIET_UNTIL, HOUSE)


def same_day(start: datetime, limit: datetime) -> bool:
    return house(start).date() == house(limit).date()


def _moment(step: Step, timing: Timing, calendar: Calendar) -> datetime:
    if step.working_days is None:
        return warning_moment(timing, calendar)
    if step.working_days == 0:
        return timing.limit_at
    limit = house(timing.limit_at)
    day = calendar.nth_working_day_after(limit.date(), step.working_days)
    return datetime.combine(day, limit.time(), HOUSE)


def warning_moment(timing: Timing, calendar: Calendar) -> datetime:
    """When 80 % is used, or the morning of the last day, whichever is first; not before the start, and not at night."""
    morning = _morning_of(house(timing.limit_at).date())
    used = _when_used(timing, calendar)
    return _by_day(min(used, morning) if morning > timing.started_at else used, timing)


def _by_day(moment: datetime, timing: Timing) -> datetime:
    """Nobody is reminded at night, but of work of the same day: in the morning, or on the evening before where the limit comes first."""
    if not at_night(moment) or same_day(timing.started_at, timing.limit_at):
        return moment
    morning = morning_after(moment)
    evening = datetime.combine(morning.date() - timedelta(days=1), QUIET_FROM, HOUSE) - IN_TIME
    if morning < timing.limit_at:
        return morning
    return evening if evening > timing.started_at else moment


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, WARN_ON_LAST_DAY, HOUSE)


def _when_used(timing: Timing, calendar: Calendar) -> datetime:
    """The first second at which the share is used: by the clock for hours, by business hours for the rest."""
    start, limit = timing.started_at, timing.limit_at
    whole = calendar.working_seconds_between(start, limit)
    if timing.unit == "hour" or whole == 0:  # same-day clocks that start after the close have no working time left
        return start + (limit - start) * WARN_AT_USED.numerator / WARN_AT_USED.denominator
    wanted = -(-whole * WARN_AT_USED.numerator // WARN_AT_USED.denominator)
    return _first_second_with(start, limit, wanted, calendar)


def _first_second_with(start: datetime, limit: datetime, wanted: int, calendar: Calendar) -> datetime:
    """When `wanted` business seconds have passed since `start`; `limit` if they never do."""
    used = 0
    for day in calendar.working_days_between(house(start).date(), house(limit).date()):
        for opens, closes in calendar.hours_on(day).value:
            low = max(datetime.combine(day, opens, HOUSE), start)
            span = max(int((datetime.combine(day, closes, HOUSE) - low).total_seconds()), 0)
            if used + span >= wanted:
                return low + timedelta(seconds=wanted - used)
            used += span
    return limit
