"""An objective obstacle reported, and guidance or help asked of somebody higher up (S5 10.2, 4.5–4.6, 4.10–4.11; C29)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import SupportKind, SupportOutcome
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Obstacle(models.Model):
    """Why it cannot be done in time, told to the complaint post. `objective` stays unknown until answered; it excuses the person, never the clock."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="obstacles")
    to_staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    objective = models.BooleanField(null=True)
    answer = CipherText()
    answered_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "by"], condition=models.Q(answered_at=None), name="obstacle_one_open_a_person"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, objective=None) | models.Q(answered_at__isnull=False, objective__isnull=False), name="obstacle_answer_says_which"
            ),
        ]
        indexes = [models.Index(fields=["root", "to_staff", "complaint"], condition=models.Q(answered_at=None), name="obstacle_waiting")]


class Support(models.Model):
    """A difficult case goes up: what is asked, of whom, wanted by when; guided, helped or passed on."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="supports")
    kind = models.CharField(max_length=12, choices=SupportKind)
    to_staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reason = CipherText()
    answer_by = models.DateTimeField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=SupportOutcome, default="")
    answer = CipherText()
    answered_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "by", "to_staff"], condition=models.Q(answered_at=None), name="support_one_open_a_pair"),
            models.CheckConstraint(condition=models.Q(answer_by__gt=models.F("at")), name="support_leaves_time"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, outcome="") | (models.Q(answered_at__isnull=False) & ~models.Q(outcome="")), name="support_answer_says_which"
            ),
        ]
        indexes = [
            models.Index(fields=["root", "to_staff", "complaint"], condition=models.Q(answered_at=None), name="support_waiting"),
            models.Index(fields=["answer_by"], condition=models.Q(answered_at=None, escalated_at=None), name="support_to_escalate"),
        ]
