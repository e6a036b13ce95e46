"""Records of the assessment: standing records of the office, rounds, and what insurers enter for themselves."""

from suqing.apps.assessment.models.choices import (
    AdjustmentKind,
    Answer,
    MeasureKind,
    Proposed,
    SourceKind,
    Step,
)
from suqing.apps.assessment.models.office import (
    AssessedInsurer,
    FilingReceipt,
    InsurerContact,
    Measure,
    RecordEntry,
)
from suqing.apps.assessment.models.own import OwnAssessment, QuarterlyBulletin
from suqing.apps.assessment.models.rounds import (
    Adjustment,
    CountCheck,
    MarkRow,
    Objection,
    PublishedVersion,
    Review,
    Round,
    SourceFile,
)

__all__ = [
    "Adjustment", "AdjustmentKind", "Answer", "AssessedInsurer", "CountCheck", "FilingReceipt", "InsurerContact", "MarkRow", "Measure",
    "MeasureKind", "Objection", "OwnAssessment", "Proposed", "PublishedVersion", "QuarterlyBulletin", "RecordEntry", "Review", "Round",
    "SourceFile", "SourceKind", "Step",
]  # fmt: skip
