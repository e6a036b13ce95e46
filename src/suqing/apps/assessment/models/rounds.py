"""A round of the assessment: its sources, marks, adjustments, reviews, published versions, and the insurers' words on it."""

from django.db import models

from suqing.apps.assessment.models.choices import (
    AdjustmentKind,
    Answer,
    Proposed,
    SourceKind,
    Step,
)
from suqing.apps.editions.models import StoredEdition
from suqing.kernel.ids import new_id


class Round(models.Model):
    """One assessment of one period by one office, by the edition that was in use when it was opened."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    period = models.CharField(max_length=8)
    rulebook = models.CharField(max_length=40)
    edition = models.ForeignKey(StoredEdition, models.PROTECT, related_name="+")
    step = models.CharField(max_length=12, choices=Step, default=Step.COLLECT)
    opened_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    counts_asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "period", "rulebook"], name="round_once_a_period")]

    def __str__(self) -> str:
        return self.period


class SourceFile(models.Model):
    """One upload. A file with errors is told of and gives no facts; the newest accepted one of each kind counts (`current`)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=SourceKind)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    problems = models.TextField(help_text="canonical JSON list of what was found, errors first")
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    facts = models.TextField(blank=True, help_text="canonical JSON of casework.assessment.stored; empty where there are errors")
    current = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    ledger_omits = ("current",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], condition=models.Q(current=True), name="source_one_current"),
            models.CheckConstraint(condition=models.Q(current=False) | models.Q(errors=0), name="source_current_has_no_errors"),
        ]
        indexes = [models.Index(fields=["root", "round", "kind", "uploaded_at"], name="source_root_round")]


class MarkRow(models.Model):
    """One item of a checklist for one insurer, entered on the page (S1 四(一)1–2). It takes the place of an uploaded one."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    round = models.ForeignKey(Round, models.PROTECT, related_name="marks")
    insurer_code = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    item = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    basis = models.CharField(max_length=400, blank=True)
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "insurer_code", "indicator", "item"], name="mark_once")]


class Adjustment(models.Model):
    """A change of one fact, with its reason; counts once another person has confirmed it, and stands beside the original."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    round = models.ForeignKey(Round, models.PROTECT, related_name="adjustments")
    kind = models.CharField(max_length=12, choices=AdjustmentKind)
    insurer_code = models.CharField(max_length=40)
    target = models.CharField(max_length=120, help_text="fact; indicator/item; key of an event; empty for set_aside")
    label = models.CharField(max_length=120)
    original = models.CharField(max_length=60)
    adjusted = models.CharField(max_length=60)
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=Proposed, default=Proposed.PROPOSED)
    entered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "insurer_code", "target"],
                condition=models.Q(state__in=["proposed", "confirmed"]),
                name="adjustment_one_live",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="adjustment_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("entered_by")), name="adjustment_four_eyes"
            ),
        ]


class Review(models.Model):
    """A second person's word on one insurer's card (S1 五(二)4). Holds while the card is what was read (`card_hash`)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews")
    insurer_code = models.CharField(max_length=40)
    card_hash = models.CharField(max_length=64)
    passed = models.BooleanField()
    words = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["root", "round", "insurer_code", "at"], name="review_root_round")]


class PublishedVersion(models.Model):
    """What was published, whole and locked: facts, edition and result with their hashes. A correction is a further version."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="published")
    number = models.PositiveSmallIntegerField()
    edition_hash = models.CharField(max_length=64)
    facts_hash = models.CharField(max_length=64)
    facts = models.TextField(help_text="canonical JSON of casework.assessment.stored")
    result = models.TextField(help_text="scorecards.json as published")
    result_hash = models.CharField(max_length=64)
    cause = models.CharField(max_length=400)
    differences = models.TextField(help_text="canonical JSON: what is not as in the version before")
    published_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="published_number_once")]
        indexes = [models.Index(fields=["root", "round", "number"], name="published_root_round")]


class CountCheck(models.Model):
    """An insurer's word on its counts before scoring, and the office's answer (S14)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    round = models.ForeignKey(Round, models.PROTECT, related_name="count_checks")
    insurer_code = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=Answer, default=Answer.ASKED)
    counts_hash = models.CharField(max_length=64, help_text="of the figures that were shown")
    words = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=1000, blank=True)
    replied_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "insurer_code"], name="count_check_once")]


class Objection(models.Model):
    """An insurer objects to a published result; the office answers in writing."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    published = models.ForeignKey(PublishedVersion, models.PROTECT, related_name="objections")
    insurer_code = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=2000)
    lodged_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    lodged_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    reply = models.CharField(max_length=2000, blank=True)
    replied_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["root", "insurer_code", "lodged_at"], name="objection_root_insurer")]
        constraints = [
            models.CheckConstraint(condition=models.Q(upheld=None) | ~models.Q(reply=""), name="objection_answered_in_words")
        ]
