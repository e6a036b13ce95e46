"""What clocks publish. Who hears it is decided in `suqing.consequences`; recipients must be allowed to see the subject."""

from dataclasses import dataclass
from datetime import datetime

from suqing.apps.clocks.ladder import LADDER
from suqing.apps.clocks.models import Clock
from suqing.apps.clocks.words import kind_words


@dataclass(frozen=True, slots=True)
class _ClockEvent:
    """`occurred_at` is the true moment (the limit, say), `told_at` the first at which somebody may be told of it (not at
    night), `recorded_at` when the worker came to it.

    `step` counts up the ladder; `to` is whom it concerns: handler, superior, leader_in_charge, leading_group.
    """

    clock: Clock
    step: int
    to: str
    occurred_at: datetime
    told_at: datetime
    recorded_at: datetime

    @property
    def root_id(self) -> int:
        return self.clock.root_id

    @property
    def subject(self) -> tuple[str, int]:
        return self.clock.subject

    @property
    def dedupe_key(self) -> str:
        """One per clock and step; add the recipient."""
        return f"clock:{self.clock.id}:{self.step}"

    @property
    def params(self) -> dict[str, str | int | datetime]:
        """What a notice of kind `name` needs (suqing.apps.notices.words)."""
        late = next(step.working_days for step in LADDER if step.number == self.step)
        return {
            "clock": kind_words(self.clock.kind),
            "clock_kind": self.clock.kind,
            "limit": self.clock.limit_at,
            "late": late or 0,
        }


class ClockWarned(_ClockEvent):
    """`clock.warned`: 80 % of the time is used, or it is the morning of the last day."""

    name = "clock.warned"


class ClockOverdue(_ClockEvent):
    """`clock.overdue`: the limit has passed."""

    name = "clock.overdue"


class ClockEscalated(_ClockEvent):
    """`clock.escalated`: still running 1 or 3 working days after the limit."""

    name = "clock.escalated"


@dataclass(frozen=True, slots=True)
class Difference:
    """One clock before and after a recomputation. `moved` is False where the date was only confirmed."""

    clock_id: int
    kind: str
    clause: str
    before: datetime
    after: datetime

    @property
    def moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ClocksRecomputed:
    """A year was published and the provisional clocks of one subject were computed again; its earliest limit may differ."""

    root_id: int
    subject: tuple[str, int]
    differences: tuple[Difference, ...]
    at: datetime


EVENT_OF = {event.name: event for event in (ClockWarned, ClockOverdue, ClockEscalated)}
