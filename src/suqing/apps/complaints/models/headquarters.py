"""What a line of headquarters does at once with a claims case that reached it (S4 第六条三(一))."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class HqReceipt(models.Model):
    """Received at headquarters, and what was arranged the same day; one that waits for its act at a time."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="hq_receipts")
    round = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    acted_at = models.DateTimeField(null=True)
    acted_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    words = CipherText(help_text="who was sent to verify, and what was done")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "round"], name="hq_receipt_once_a_round"),
            models.CheckConstraint(condition=models.Q(received_at__lte=models.F("at")), name="hq_receipt_not_before_it_came"),
        ]
