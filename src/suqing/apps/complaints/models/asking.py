"""Papers asked of the complainant, and what was held already when they were asked (2020 measures Art. 13)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class PaperRequest(models.Model):
    """`kinds` and `held` are codes of the list paper_kinds, joined by commas; `reason` says why what is held was asked all the same."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="paper_requests")
    round = models.PositiveSmallIntegerField()
    kinds = models.CharField(max_length=200)
    words = CipherText()
    held = models.CharField(max_length=200, blank=True)
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
