"""What the procedure tells the rest of the house. `suqing.consequences` says who hears it.

Events carry ids and decisions; only `MisconductRevealed` carries plain text, in memory, to be sealed at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

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
    pass


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
