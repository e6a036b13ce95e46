"""Urging and supervision as an act (催办、督办, S4 第六条一(二), 第二条一; C33)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Urge(models.Model):
    """By whom, to whom, why, answer by when; received, answered, or gone up to the leading group."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="urges")
    to_staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    reason = CipherText()
    answer_by = models.DateTimeField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    answer = CipherText()
    answered_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(answer_by__gt=models.F("at")), name="urge_leaves_time"),
            models.CheckConstraint(condition=models.Q(answered_at=None) | models.Q(received_at__isnull=False), name="urge_answered_was_received"),
        ]
        indexes = [
            models.Index(fields=["root", "to_staff", "complaint"], condition=models.Q(answered_at=None), name="urge_waiting"),
            models.Index(fields=["answer_by"], condition=models.Q(answered_at=None, escalated_at=None), name="urge_to_escalate"),
        ]
