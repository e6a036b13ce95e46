"""Satisfaction asked by a link (满意度调查, S5 4.1; C15)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Survey(models.Model):
    """One link sent to the complainant: of its code only the keyed digest is kept. Answered once, never changed."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="surveys")
    round = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="earlier than at first where a later link took its place")
    answered_at = models.DateTimeField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True, help_text="1 very dissatisfied … 5 very satisfied")
    words = CipherText()
    contact_wanted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="survey_digest_once"),
            models.UniqueConstraint(fields=["complaint", "round"], condition=models.Q(answered_at__isnull=False), name="survey_answered_once_a_round"),
            models.CheckConstraint(condition=models.Q(answered_at=None, satisfaction=None) | models.Q(answered_at__isnull=False, satisfaction__isnull=False, satisfaction__range=(1, 5)), name="survey_answer_1_to_5"),
            models.CheckConstraint(condition=models.Q(expires_at__gte=models.F("at")), name="survey_days_in_order"),
        ]
        indexes = [models.Index(fields=["root", "at"], name="survey_root_at")]
