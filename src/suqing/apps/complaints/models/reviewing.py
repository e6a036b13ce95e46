"""A branch's decision looked at again by the body above it (核查, 2020 measures Art. 20)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ReplyMethod, ReviewForm, ReviewOutcome
from suqing.apps.complaints.models.told import Told
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Review(Told):
    """Of the decision of one round. `outcome` is empty until it is decided; `told_at` ends it.

    `to_unit` is the body above, `handler` who looks into it there: nobody who had a part in the decision.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="reviews")
    round = models.PositiveSmallIntegerField(help_text="the round whose decision is looked at")
    decision_received_at = models.DateTimeField(help_text="when the complainant had the decision")
    applied_at = models.DateTimeField(help_text="when the application was received")
    form = models.CharField(max_length=12, choices=ReviewForm)
    reason = CipherText()
    paper_id = models.BigIntegerField(null=True)
    to_unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    handler = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    process = CipherText(help_text="what was found of how it was handled")
    time_limits = CipherText()
    result = CipherText()
    outcome = models.CharField(max_length=8, choices=ReviewOutcome, blank=True)
    decision = CipherText()
    decided_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=20, choices=ReplyMethod, blank=True)
    told = CipherText()
    proof = CipherText()
    told_paper_id = models.BigIntegerField(null=True)
    told_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="review_once_a_round"),
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(told_at=None), name="review_one_open"),
            models.CheckConstraint(condition=models.Q(applied_at__gte=models.F("decision_received_at")), name="review_after_the_decision"),
            models.CheckConstraint(condition=models.Q(told_at=None) | models.Q(decided_at__isnull=False), name="review_told_when_decided"),
        ]
