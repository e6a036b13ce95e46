"""A decision that may take longer than the law's fifteen days (2020 measures Art. 18)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint
from suqing.apps.complaints.models.choices import ProlongationKind, ReplyMethod
from suqing.apps.complaints.models.told import Told
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Prolongation(Told):
    """Found complex (30 days), or a further extension approved (60 days), which counts once the complainant was told within the old limit."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="prolongations")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ProlongationKind)
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=20, choices=ReplyMethod, blank=True)
    proof = CipherText()
    told_paper_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["complaint", "round", "kind"], name="prolongation_once_a_round")]
