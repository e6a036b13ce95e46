"""What a decision is made from. Frozen; every "unknown" is None, which is not the same as false."""

from dataclasses import dataclass
from datetime import date, datetime

from suqing.casework.case_facts import ClosingFacts, PenaltyFacts, StageFacts, TriageFacts

__all__ = [
    "ClockFacts",
    "ClosingFacts",
    "Pause",
    "PenaltyFacts",
    "Promise",
    "StageFacts",
    "TriageFacts",
]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised to this customer, and for when: a moment, or a day (then 23:59:59 of it)."""

    due_at: datetime | date
    made_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not count: `why` is appraisal (told to the complainant at `told_at`) or mediation.

    While it lasts `until_at` is None: nothing is added yet, and the deadline is provisional.
    """

    why: str
    from_at: datetime
    until_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What the clocks of one item depend on. Moments are aware; None is "not so (yet)". New material may come several times, the earliest first.

    `received_at` is the company's receipt. Triage, dispatch, return and re-class never move it.
    """

    received_at: datetime
    classification: str | None = None
    repeat_level: str = "first"
    came_via: str | None = None
    complexity_recorded_at: datetime | None = None
    extension_approved_at: datetime | None = None
    extension_notified_at: datetime | None = None
    regulator_received_at: datetime | None = None
    regulator_return_at: datetime | date | None = None
    hq_received_at: datetime | None = None
    crisis_opened_at: datetime | None = None
    decision_received_at: datetime | None = None
    review_applied_at: datetime | None = None
    new_material_received_at: datetime | tuple[datetime, ...] | None = None
    promises: tuple[Promise, ...] = ()
    pauses: tuple[Pause, ...] = ()
