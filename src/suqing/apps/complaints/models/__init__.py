"""The records of a complaint, in the order of its life: case, procedure, inquiry, outcome."""

from suqing.apps.complaints.models.acknowledging import Acknowledgement
from suqing.apps.complaints.models.agents import DocumentRequest, DocumentSeen
from suqing.apps.complaints.models.amending import Amendment
from suqing.apps.complaints.models.asking import PaperRequest
from suqing.apps.complaints.models.blocking import Blockage
from suqing.apps.complaints.models.calling import Inquiry, PutThrough
from suqing.apps.complaints.models.case import (
    CaseEdition,
    Complaint,
    ForwardedLetter,
    IdentityToken,
    Matter,
    Party,
    Sight,
)
from suqing.apps.complaints.models.crisis import Crisis, CrisisOpinion
from suqing.apps.complaints.models.directing import Direction
from suqing.apps.complaints.models.emergency import EmergencyEntry, EmergencyPlan
from suqing.apps.complaints.models.headquarters import HqReceipt
from suqing.apps.complaints.models.improving import ImprovementStep
from suqing.apps.complaints.models.inquiry import (
    Finding,
    FindingPerson,
    Instruction,
    Proposal,
    Undertaking,
)
from suqing.apps.complaints.models.lateness import Lateness
from suqing.apps.complaints.models.material import NewFacts
from suqing.apps.complaints.models.matters import ItemLink, MatterMove
from suqing.apps.complaints.models.mediating import Mediation, MediationOpinion
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
from suqing.apps.complaints.models.recusing import Recusal
from suqing.apps.complaints.models.register import RegisterEntry
from suqing.apps.complaints.models.reviewing import Review
from suqing.apps.complaints.models.saved_view import SavedView
from suqing.apps.complaints.models.settling import Settlement
from suqing.apps.complaints.models.supporting import Obstacle, Support
from suqing.apps.complaints.models.survey import Survey
from suqing.apps.complaints.models.texts import TextToken
from suqing.apps.complaints.models.trial import RuleTrial, RuleTrialRow, TrialState
from suqing.apps.complaints.models.urging import Urge
from suqing.apps.complaints.models.visiting import HeadCount, Visit

__all__ = [
    "Amendment",
    "Acknowledgement",
    "ArchiveVolume",
    "Blockage",
    "CaseEdition",
    "Closure",
    "Complaint",
    "ContactNote",
    "Crisis",
    "CrisisOpinion",
    "Direction",
    "Dispatch",
    "DocumentRequest",
    "DocumentSeen",
    "EmergencyEntry",
    "EmergencyPlan",
    "Evaluation",
    "Finding",
    "FindingPerson",
    "FollowUp",
    "ForwardedLetter",
    "HeadCount",
    "Hearing",
    "HqReceipt",
    "IdentityToken",
    "Improvement",
    "ImprovementStep",
    "Inquiry",
    "Instruction",
    "ItemLink",
    "Lateness",
    "Matter",
    "MatterMove",
    "Mediation",
    "MediationOpinion",
    "NewFacts",
    "Obstacle",
    "PaperRequest",
    "Party",
    "ProgressNote",
    "Prolongation",
    "Promise",
    "Proposal",
    "PutThrough",
    "Recusal",
    "RegisterEntry",
    "Reopening",
    "Reply",
    "ReportBack",
    "Response",
    "RuleTrial",
    "RuleTrialRow",
    "Review",
    "SavedView",
    "Settlement",
    "Sight",
    "Support",
    "Survey",
    "Termination",
    "TextToken",
    "TrialState",
    "Triage",
    "Undertaking",
    "Urge",
    "Visit",
]
