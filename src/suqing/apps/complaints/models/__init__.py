"""The records of a complaint, in the order of its life: case, procedure, inquiry, outcome."""

from suqing.apps.complaints.models.case import (
    CaseEdition,
    Complaint,
    ForwardedLetter,
    IdentityToken,
    Matter,
    Party,
    Sight,
)
from suqing.apps.complaints.models.improving import ImprovementStep
from suqing.apps.complaints.models.inquiry import (
    Finding,
    FindingPerson,
    Instruction,
    Proposal,
    Undertaking,
)
from suqing.apps.complaints.models.outcome import (
    ArchiveVolume,
    Closure,
    Evaluation,
    FollowUp,
    Improvement,
    Reopening,
    Reply,
    ReportBack,
    Response,
    Termination,
)
from suqing.apps.complaints.models.procedure import (
    ContactNote,
    Dispatch,
    Hearing,
    ProgressNote,
    Promise,
    Triage,
)
from suqing.apps.complaints.models.prolonging import Prolongation
from suqing.apps.complaints.models.register import RegisterEntry
from suqing.apps.complaints.models.survey import Survey
from suqing.apps.complaints.models.urging import Urge

__all__ = [
    "ArchiveVolume",
    "CaseEdition",
    "Closure",
    "Complaint",
    "ContactNote",
    "Dispatch",
    "Evaluation",
    "Finding",
    "FindingPerson",
    "FollowUp",
    "ForwardedLetter",
    "Hearing",
    "IdentityToken",
    "Improvement",
    "ImprovementStep",
    "Instruction",
    "Matter",
    "Party",
    "ProgressNote",
    "Prolongation",
    "Promise",
    "Proposal",
    "RegisterEntry",
    "Reopening",
    "Reply",
    "ReportBack",
    "Response",
    "Sight",
    "Survey",
    "Termination",
    "Triage",
    "Undertaking",
    "Urge",
]
