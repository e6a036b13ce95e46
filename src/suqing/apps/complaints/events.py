"""What the procedure tells the rest of the house. `suqing.consequences` says who hears it.

Events carry ids and decisions; only `MisconductRevealed` carries plain text, in memory, to be sealed at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from suqing.apps.organisations.actors import Actor


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """`recipients` are staff ids whose turn it is or who must know; each may see the case."""

    complaint_id: int
    root_id: int
    ref: str
    actor: Actor
    at: datetime
    recipients: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ComplaintRegistered(CaseEvent):
    repeat_level: str = "first"


@dataclass(frozen=True, slots=True)
class LevelRaised(CaseEvent):
    """Another item of its matter was confirmed: this one is a later call than was thought."""

    repeat_level: str = "first"


@dataclass(frozen=True, slots=True)
class MatterRenumbered(CaseEvent):
    """Another item joined or left the matter of this open one: its number or level was counted again."""


@dataclass(frozen=True, slots=True)
class DispatchSent(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class DispatchReturned(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class HandlerNamed(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class HearingAsked(CaseEvent):
    """The respondent is asked for their side; they hear of the case, not of who complained."""


@dataclass(frozen=True, slots=True)
class FindingRecorded(CaseEvent):
    """A finding waits for the complaint unit's word on validity."""


@dataclass(frozen=True, slots=True)
class ResponsiblePerson:
    staff_id: int
    role: str
    is_employee: bool


@dataclass(frozen=True, slots=True)
class FindingConfirmed(CaseEvent):
    """The complaint unit's word on validity; consequences rest on it alone (C04b)."""

    finding_id: int = 0
    version: int = 1
    valid: bool = False
    came_via: str = ""
    times_complained: int = 1
    persons: tuple[ResponsiblePerson, ...] = ()
    claims_edition: str | None = None  # hash; None = the claims rule does not apply to this case


@dataclass(frozen=True, slots=True)
class ProposalSubmitted(CaseEvent):
    version: int = 1


@dataclass(frozen=True, slots=True)
class ProposalInstructed(CaseEvent):
    version: int = 1
    kind: str = "approve"


@dataclass(frozen=True, slots=True)
class ComplaintClosed(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class ComplaintReopened(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class ReviewApplied(CaseEvent):
    """The complainant asks the body above to look again: `recipients` there, `below` who have the case."""

    answer_by: datetime | None = None
    below: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDecided(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class LetterRecorded(CaseEvent):
    """The regulator has forwarded an item that was here already."""


@dataclass(frozen=True, slots=True)
class ImprovementEvent(CaseEvent):
    """Heads who are told see the suggestion, not always the case."""

    improvement_id: int = 0


@dataclass(frozen=True, slots=True)
class ImprovementSuggested(ImprovementEvent):
    pass


@dataclass(frozen=True, slots=True)
class ImprovementAnswered(ImprovementEvent):
    pass


@dataclass(frozen=True, slots=True)
class ImprovementUnanswered(ImprovementEvent):
    """The day for the answer has passed: the leading group hears of it."""


@dataclass(frozen=True, slots=True)
class ImprovementDone(ImprovementEvent):
    pass


@dataclass(frozen=True, slots=True)
class ImprovementChecked(ImprovementEvent):
    pass


@dataclass(frozen=True, slots=True)
class SurveyAnswered(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class SettledOnTheSpot(CaseEvent):
    """Closed by whoever took it down: the leader looks at it afterwards."""


@dataclass(frozen=True, slots=True)
class SettlementReviewed(CaseEvent):
    """The leader objects: it is to be taken up again."""


@dataclass(frozen=True, slots=True)
class CallPutThrough(CaseEvent):
    reached: bool = True


@dataclass(frozen=True, slots=True)
class UrgeSent(CaseEvent):
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class UrgeAnswered(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class UrgeUnanswered(CaseEvent):
    """Nobody answered in time: the leading group hears of it."""

    urge_id: int = 0
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupportUnanswered(CaseEvent):
    """Nobody higher up answered in time: the leading group and whoever asked hear of it."""

    support_id: int = 0
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndertakingNear(CaseEvent):
    """What was promised is due tomorrow or today, and not done."""

    undertaking_id: int = 0
    due_day: date | None = None


@dataclass(frozen=True, slots=True)
class UndertakingOverdue(UndertakingNear):
    """Its day has passed."""


@dataclass(frozen=True, slots=True)
class RespondentTold(CaseEvent):
    """The person complained of hears that a complaint is at work; of who complained, nothing."""

    unit: str = ""


@dataclass(frozen=True, slots=True)
class ObstacleReported(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class ObstacleAnswered(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class SupportAsked(CaseEvent):
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupportAnswered(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class CrisisOpened(CaseEvent):
    """It goes to the branch's claims executive committee, today."""


@dataclass(frozen=True, slots=True)
class CrisisSentUp(CaseEvent):
    """The next body of the path has it."""


@dataclass(frozen=True, slots=True)
class CrisisDecided(CaseEvent):
    """The final opinion was fed back to those who have the case."""


@dataclass(frozen=True, slots=True)
class HandedUp(CaseEvent):
    """Somebody stood back; what was theirs lies with the recipients now."""


@dataclass(frozen=True, slots=True)
class EmergencyStarted(CaseEvent):
    """The emergency plan runs: committee, headquarters and leading group know at once."""


@dataclass(frozen=True, slots=True)
class EmergencyEnded(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class MajorClassed(CaseEvent):
    """It was found to be a major complaint; the leaders above the unit are briefed."""


@dataclass(frozen=True, slots=True)
class DirectionGiven(CaseEvent):
    pass


@dataclass(frozen=True, slots=True)
class LeaderSteppedIn(CaseEvent):
    """A leader took the handling or the decision upon themselves; who had it is told."""


@dataclass(frozen=True, slots=True)
class PlainPaper:
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MisconductRevealed(CaseEvent):
    """Re-classed as a report of misconduct: the story goes to the sealed room, the ordinary record is blanked."""

    plain: Mapping[str, str] | None = None  # title, facts, demands, respondent_text, name, phone, id_number, address, email, reason
    received_at: datetime | None = None
    method: str = ""
    papers: tuple[PlainPaper, ...] = ()
