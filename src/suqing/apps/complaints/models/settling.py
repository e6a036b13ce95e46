"""Settled on the spot by whoever took it down (当场办结), and seen by the leader afterwards (S5 4.5, 4.10; C28)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Settlement(models.Model):
    """`sampled`: drawn for a call back. `approved` is empty until the leader has looked."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="settlements")
    amount_fen = models.BigIntegerField(null=True)
    proof = CipherText()
    line = CipherText(help_text="the check list as it stood, canonical JSON")
    sampled = models.BooleanField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    words = CipherText()
    seen_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint"], name="settlement_once"),
            models.CheckConstraint(condition=models.Q(amount_fen=None) | models.Q(amount_fen__gte=0), name="settlement_amount_not_negative"),
            models.CheckConstraint(condition=models.Q(approved=None) | models.Q(seen_at__isnull=False), name="settlement_seen_when_judged"),
        ]
        indexes = [models.Index(fields=["complaint"], condition=models.Q(approved=None), name="settlement_unseen")]
