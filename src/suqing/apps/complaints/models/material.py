"""New facts and reasons told while the case goes on: the law's limit counts anew from them (2020 measures Art. 18)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class NewFacts(models.Model):
    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="new_facts")
    round = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    words = CipherText()
    paper_id = models.BigIntegerField(null=True)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
