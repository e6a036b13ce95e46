"""A leader's word outside a proposal: a direction, or taking the case upon themselves (S4 第六条二(七), S5 7.7; C34)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import DirectionKind
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Direction(models.Model):
    """Who said what; `took_from` had the handling or the decision before, empty for a mere direction."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="directions")
    kind = models.CharField(max_length=12, choices=DirectionKind)
    text = CipherText()
    took_from = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
